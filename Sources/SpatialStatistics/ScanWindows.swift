/// Which windows a scan looks at: the units in the order that is used here, their sizes, and the limits.
struct ScanWindows: Sendable {
  let points: ScanPoints
  let sizes: [Int]
  let total: Int
  /// The largest size of a window; never all, for a window that holds everybody has no outside.
  let largest: Int
  let minimumUnits: Int
  let maximumUnits: Int

  init(_ statistic: ScanStatistic, points: ScanPoints, sizes: [Int], total: Int) {
    self.points = points
    self.sizes = sizes
    self.total = total
    // A share such as 0.29 of 100 is a little less in binary; a window may reach the limit exactly.
    let limit = (statistic.maximumShare * Double(total) * (1 + 0x1p-50)).rounded(.down)
    largest = limit < Double(total) ? min(Int(limit), total - 1) : total - 1
    minimumUnits = statistic.minimumUnits
    maximumUnits = min(statistic.maximumUnits, sizes.count - 1)
  }

  /// More units no window can have.
  var mostUnits: Int {
    var sum = 0
    var count = 0
    for size in sizes.sorted() {
      sum += size
      if sum > largest { break }
      count += 1
    }
    return min(count, maximumUnits)
  }
}
