extension SpatialWeights {
  /// Binary symmetric weights of the pairs named, each in any number of copies and either order.
  ///
  /// - Parameter pairs: `first << 32 | second` of two different units, in parts.
  init(unitCount: Int, pairs parts: [[UInt64]]) {
    var starts = [Int](repeating: 0, count: unitCount + 1)
    for part in parts {
      for pair in part {
        starts[Int(pair >> 32)] += 1
        starts[Int(pair & 0xFFFF_FFFF)] += 1
      }
    }
    var total = 0
    for unit in 0...unitCount {
      let count = starts[unit]
      starts[unit] = total
      total += count
    }
    // Filling moves each start to its row's end, which is the next row's start.
    var copies = [Int32](repeating: 0, count: total)
    for part in parts {
      for pair in part {
        let first = Int(pair >> 32)
        let second = Int(pair & 0xFFFF_FFFF)
        copies[starts[first]] = Int32(second)
        starts[first] += 1
        copies[starts[second]] = Int32(first)
        starts[second] += 1
      }
    }
    var offsets = [Int](repeating: 0, count: unitCount + 1)
    var begin = 0
    var kept = 0
    for unit in 0..<unitCount {
      let end = starts[unit]
      copies[begin..<end].sort()
      for place in begin..<end where kept == offsets[unit] || copies[kept - 1] != copies[place] {
        copies[kept] = copies[place]
        kept += 1
      }
      offsets[unit + 1] = kept
      begin = end
    }
    copies.removeSubrange(kept...)
    self.init(validated: offsets, copies)
  }

  /// Two units as one key of ``init(unitCount:pairs:)``.
  @inline(__always) static func pair(_ first: Int32, _ second: Int32) -> UInt64 {
    UInt64(UInt32(first)) << 32 | UInt64(UInt32(second))
  }
}
