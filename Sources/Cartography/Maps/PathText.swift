internal import Topology

/// The text of SVG paths: each ring from an absolute point on by relative steps, in units of the drawing. Numbers are the
/// points' own, in full, so that two units write the same border.
struct PathText {
  private(set) var bytes: [UInt8] = []

  var text: String { String(decoding: bytes, as: UTF8.self) }

  mutating func append(ring points: [GridPoint]) {
    append(line: points)
    bytes.append(UInt8(ascii: "z"))
  }

  mutating func append(line points: [GridPoint]) {
    guard var last = points.first else { return }
    bytes.append(UInt8(ascii: "M"))
    append(last.x)
    appendNext(last.y)
    var isFirst = true
    for point in points.dropFirst() {
      if isFirst {
        bytes.append(UInt8(ascii: "l"))
        append(point.x - last.x)
      } else {
        appendNext(point.x - last.x)
      }
      appendNext(point.y - last.y)
      isFirst = false
      last = point
    }
  }

  /// A number behind another: a minus sign parts the two as well as a blank.
  private mutating func appendNext(_ steps: Int32) {
    if steps >= 0 { bytes.append(UInt8(ascii: " ")) }
    append(steps)
  }

  private mutating func append(_ steps: Int32) {
    if steps < 0 { bytes.append(UInt8(ascii: "-")) }
    let magnitude = Int32(steps.magnitude)
    bytes.append(contentsOf: String(magnitude / DrawingGrid.stepsPerUnit).utf8)
    var rest = magnitude % DrawingGrid.stepsPerUnit
    if rest == 0 { return }
    bytes.append(UInt8(ascii: "."))
    var place = DrawingGrid.stepsPerUnit / 10
    while rest > 0 {
      bytes.append(UInt8(ascii: "0") + UInt8(rest / place))
      rest %= place
      place /= 10
    }
  }
}
