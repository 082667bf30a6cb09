/// The windows of one walk that have a higher ratio than all smaller ones, by size. The best window that ends before
/// some distance is the last of them that does.
struct ScanRecords {
  struct Window {
    /// Ratio times penalty, as windows are ordered by.
    var score: Double
    var ratio: Double
    var units: Int
    var size: Int
    /// The distance key of the last unit to enter.
    var key: Double
  }

  private(set) var windows: [Window] = []
  /// The highest score so far.
  private(set) var best = 0.0

  /// Takes the window that ends with a step, if its score is higher than all before.
  mutating func offer(_ score: Double, ratio: Double, position: Int, of order: ScanOrder) {
    guard score > best else { return }
    best = score
    windows.append(
      Window(
        score: score, ratio: ratio, units: position + 1, size: order.steps[position].size, key: order.keys[position]))
  }

  /// Drops windows that reach `key` or beyond.
  mutating func keep(below key: Double) {
    while let last = windows.last, last.key >= key { windows.removeLast() }
  }
}

/// The most likely cluster and the secondary ones: always the highest ratio among windows that share no unit with what
/// was chosen before. Equal ratios: fewer units first, then the smaller radius, then the centre further west or south.
struct ScanSelection {
  private var records: [ScanRecords]
  private let walks: [ScanWalk]
  /// Walks with windows left, the best first.
  private var heap: [Int] = []
  /// Units in chosen windows, in the order of choice, and how many of them each walk has been tested against.
  private var taken: [Int] = []
  private var tested: [Int]

  init(walks: [ScanWalk], records: [ScanRecords]) {
    self.walks = walks
    self.records = records
    tested = [Int](repeating: 0, count: walks.count)
    for walk in walks.indices where !records[walk].windows.isEmpty { push(walk) }
  }

  /// The next cluster's walk and window; its units are to be given to `take`.
  mutating func next(_ order: ScanOrder) -> (walk: Int, window: ScanRecords.Window)? {
    while let walk = heap.first {
      pop()
      if tested[walk] < taken.count, let reach = records[walk].windows.last?.key {
        let nearest = order.nearest(walks[walk], among: taken[tested[walk]...], below: reach.nextUp)
        tested[walk] = taken.count
        if nearest <= reach {
          records[walk].keep(below: nearest)
          if !records[walk].windows.isEmpty { push(walk) }
          continue
        }
      }
      return (walk, records[walk].windows[records[walk].windows.count - 1])
    }
    return nil
  }

  mutating func take(_ units: [Int]) { taken += units }

  private func precedes(_ a: Int, _ b: Int) -> Bool {
    let (first, second) = (records[a].windows[records[a].windows.count - 1], records[b].windows.last!)
    if first.score != second.score { return first.score > second.score }
    if first.units != second.units { return first.units < second.units }
    if first.key != second.key { return first.key < second.key }
    return a < b
  }

  private mutating func push(_ walk: Int) {
    heap.append(walk)
    var place = heap.count - 1
    while place > 0, precedes(heap[place], heap[(place - 1) / 2]) {
      heap.swapAt(place, (place - 1) / 2)
      place = (place - 1) / 2
    }
  }

  private mutating func pop() {
    heap.swapAt(0, heap.count - 1)
    heap.removeLast()
    var place = 0
    while true {
      var first = place
      for child in [2 * place + 1, 2 * place + 2] where child < heap.count && precedes(heap[child], heap[first]) {
        first = child
      }
      if first == place { return }
      heap.swapAt(place, first)
      place = first
    }
  }
}
