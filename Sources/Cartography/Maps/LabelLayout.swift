/// From which magnification on each label of a map is seen, so that no two overlap at any.
///
/// Labels keep their size on the screen while the map grows. A label that stands at one magnification therefore stands at
/// all larger ones, and at each the most important of the others are added where there is room. A box holds its own
/// anchor, so that it shrinks into itself as the map grows.
struct LabelLayout {
  /// Of the map as it is first seen on a screen of office size, which is 1; less on a telephone.
  static let magnifications = [0.5, 0.7, 1, 1.4, 2, 2.8, 4, 5.6, 8, 11, 16, 22, 32]
  /// Where the map as a whole is, on paper too.
  static let whole = 2
  /// Where single units come near.
  static let near = 6

  struct Label {
    /// The anchor, in units of the drawing.
    var x, y: Double
    /// The box around the anchor, in pixels: to the left of it, to the right, above and below.
    var left, right, above, below: Double
    /// What there is room for around the anchor, in units of the drawing; nil where a label may stand over borders.
    var room: (width: Double, height: Double)?
    /// Labels of one owner may touch.
    var owner: Int?
    /// The position of the least magnification at which it may be seen.
    var least = 0

    static func centred(
      x: Double, y: Double, width: Double, height: Double, room: (width: Double, height: Double)? = nil,
      owner: Int? = nil
    ) -> Label {
      Label(
        x: x, y: y, left: width / 2, right: width / 2, above: height / 2, below: height / 2, room: room, owner: owner)
    }
  }

  struct Box {
    let minX, minY, maxX, maxY: Double
    let owner: Int?

    func overlaps(_ other: Box) -> Bool {
      if let owner, owner == other.owner { return false }
      return minX < other.maxX && other.minX < maxX && minY < other.maxY && other.minY < maxY
    }
  }

  /// Units of the drawing in a pixel at magnification 1.
  private let pixel: Double
  private let width, height: Double
  /// By magnification, the boxes that are seen at it.
  private var taken: [Cells]

  init(pixel: Double, width: Int, height: Int) {
    self.pixel = pixel
    self.width = Double(width)
    self.height = Double(height)
    taken = Self.magnifications.map { Cells(side: 60 * pixel / $0) }
  }

  /// The box of a label at a magnification, in units of the drawing.
  func box(_ label: Label, at level: Int) -> Box {
    let units = pixel / Self.magnifications[level]
    return Box(
      minX: label.x - label.left * units, minY: label.y - label.above * units, maxX: label.x + label.right * units,
      maxY: label.y + label.below * units, owner: label.owner)
  }

  /// All boxes that are seen at a magnification, in units of the drawing.
  func boxes(at level: Int) -> [Box] { taken[level].all }

  private mutating func put(_ label: Label, from level: Int) {
    for level in level..<Self.magnifications.count { taken[level].insert(box(label, at: level)) }
  }

  /// Whether a label may be seen from a magnification on: beside all that is seen there, and beside what joins at larger
  /// ones.
  private func fits(_ label: Label, from level: Int) -> Bool {
    let units = pixel / Self.magnifications[level]
    if let room = label.room,
      (label.left + label.right) * units > room.width || (label.above + label.below) * units > room.height
    {
      return false
    }
    let box = box(label, at: level)
    let edge = 2 * pixel
    guard box.minX >= -edge && box.maxX <= width + edge && box.minY >= -edge && box.maxY <= height + edge else {
      return false
    }
    return (level..<Self.magnifications.count).allSatisfy { !taken[$0].isTaken(self.box(label, at: $0)) }
  }

  /// Puts a sign where it has to be, whatever stands there.
  mutating func stand(_ label: Label) { put(label, from: 0) }

  /// Places labels beside those that stand, the most important first.
  ///
  /// - Returns: by label, the position in `magnifications` from which it is seen; nil where it never is.
  /// - Complexity: O(labels · magnifications²), where few labels share a place.
  mutating func add(_ labels: [Label]) -> [Int?] {
    var levels = [Int?](repeating: nil, count: labels.count)
    for level in Self.magnifications.indices {
      for (index, label) in labels.enumerated()
      where levels[index] == nil && level >= label.least && fits(label, from: level) {
        put(label, from: level)
        levels[index] = level
      }
    }
    return levels
  }

  /// Places a label at the first of some anchors where it is seen on the map as a whole, or else where it is seen first.
  mutating func add(anyOf choices: [Label]) -> (choice: Int, level: Int)? {
    var best: (choice: Int, level: Int)?
    for (index, choice) in choices.enumerated() {
      guard let level = Self.magnifications.indices.first(where: { fits(choice, from: $0) }) else { continue }
      if level < best?.level ?? .max { best = (index, level) }
      if level <= Self.whole { break }
    }
    if let best { put(choices[best.choice], from: best.level) }
    return best
  }

  /// Boxes by the cells of a grid that they lie in.
  private struct Cells {
    let side: Double
    private var boxes: [Int64: [Box]] = [:]
    private(set) var all: [Box] = []

    init(side: Double) { self.side = side }

    private func keys(_ box: Box) -> [Int64] {
      var keys: [Int64] = []
      func cell(_ place: Double) -> Int { Int(exactly: (place / side).rounded(.down)) ?? 0 }
      for row in cell(box.minY)...cell(box.maxY) {
        for column in cell(box.minX)...cell(box.maxX) {
          keys.append(Int64(row) << 32 | Int64(UInt32(truncatingIfNeeded: column)))
        }
      }
      return keys
    }

    mutating func insert(_ box: Box) {
      all.append(box)
      for key in keys(box) { boxes[key, default: []].append(box) }
    }

    func isTaken(_ box: Box) -> Bool { keys(box).contains { boxes[$0]?.contains { $0.overlaps(box) } ?? false } }
  }
}
