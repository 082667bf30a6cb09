/// The walk over nested windows, 32 replicates at a time.
enum ScanKernel {
  typealias Lanes = SIMD32<Int32>
  static let lanes = 32

  /// Raises `maxima` to the highest statistic, times the penalty, among the windows of `steps`.
  ///
  /// Adds unit after unit and compares with the limit of the window: two vector operations for each four replicates.
  /// The statistic is computed only where a sum is below the limit.
  static func walk<Model: ScanModel>(
    _ steps: UnsafeBufferPointer<Model.Step>, _ model: Model, numbers: UnsafePointer<Lanes>, limits: Model.Limits,
    traits: [Model.Trait], penalty: Double, maxima: UnsafeMutablePointer<Double>
  ) {
    // The sum so far, less the window's limit: below zero is a candidate.
    var excess = Lanes(repeating: 0)
    var limit: Int32 = 0
    for step in steps {
      let next = model.limit(step, limits)
      excess = excess &+ numbers[model.unit(step)]
      excess = excess &- Lanes(repeating: next &- limit)
      limit = next
      let eight = excess.lowHalf | excess.highHalf
      let four = eight.lowHalf | eight.highHalf
      let two = four.lowHalf | four.highHalf
      let signs = unsafeBitCast(two, to: SIMD2<UInt64>.self)
      if (signs.x | signs.y) & 0x8000_0000_8000_0000 != 0 {
        examine(excess, limit, step, model, traits, penalty, maxima)
      }
    }
  }

  @inline(never) private static func examine<Model: ScanModel>(
    _ excess: Lanes, _ limit: Int32, _ step: Model.Step, _ model: Model, _ traits: [Model.Trait], _ penalty: Double,
    _ maxima: UnsafeMutablePointer<Double>
  ) {
    withUnsafeBytes(of: excess) { bytes in
      let excesses = bytes.assumingMemoryBound(to: Int32.self)
      for lane in 0..<lanes where excesses[lane] < 0 {
        let statistic = model.statistic(step, sum: excesses[lane] &+ limit, trait: traits[lane]) * penalty
        if statistic > maxima[lane] { maxima[lane] = statistic }
      }
    }
  }
}
