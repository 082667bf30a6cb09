/// The walk over nested windows, 32 replicates at a time.
enum ScanKernel {
  typealias Lanes = ScanReplicates.Lanes

  /// Raises `maxima` to the highest ratio, times the penalty, among the windows of `entries`.
  ///
  /// Adds unit after unit and compares with the limit of the window: two vector operations for each four replicates.
  /// Logarithms are taken only where a count is below the limit.
  static func walk(
    _ entries: UnsafeBufferPointer<ScanEntry>, counts: UnsafePointer<Lanes>, thresholds: UnsafePointer<SIMD2<Double>>,
    likelihood: ScanLikelihood, penalty: Double, maxima: UnsafeMutablePointer<Double>
  ) {
    // Covered so far, less the window's limit: below zero is a candidate.
    var excess = Lanes(repeating: 0)
    var limit: Int32 = 0
    for entry in entries {
      let next = ScanThresholds.limit(thresholds[Int(entry.bin)], entry.eligible)
      excess = excess &+ counts[Int(entry.unit)]
      excess = excess &- Lanes(repeating: next &- limit)
      limit = next
      let eight = excess.lowHalf | excess.highHalf
      let four = eight.lowHalf | eight.highHalf
      let two = four.lowHalf | four.highHalf
      let signs = unsafeBitCast(two, to: SIMD2<UInt64>.self)
      if (signs.x | signs.y) & 0x8000_0000_8000_0000 != 0 {
        examine(excess, limit, entry, likelihood, penalty, maxima)
      }
    }
  }

  @inline(never) private static func examine(
    _ excess: Lanes, _ limit: Int32, _ entry: ScanEntry, _ likelihood: ScanLikelihood, _ penalty: Double,
    _ maxima: UnsafeMutablePointer<Double>
  ) {
    let eligible = Int(entry.eligible)
    withUnsafeBytes(of: excess) { bytes in
      let lanes = bytes.assumingMemoryBound(to: Int32.self)
      for lane in 0..<ScanReplicates.lanes where lanes[lane] < 0 {
        let covered = Int(lanes[lane] &+ limit)
        let ratio = likelihood.ratio(eligible: eligible, covered: covered) * penalty
        if ratio > maxima[lane] { maxima[lane] = ratio }
      }
    }
  }
}
