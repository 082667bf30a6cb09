internal import Glibc

/// Residuals of values with weights, judged by the weighted normal ratio. Weights are shares ω of all weight here, and
/// sums of residuals are divided by √W, so that T = S²/(ω(1 − ω)).
struct NormalScanModel: ScanModel {
  struct Step: Sendable {
    var unit: Int32
    /// 0 for a window; for what is none, a number that no sum is below.
    var most: Int32
    /// √(ω(1 − ω)) and ω of the window, in steps of a replicate's numbers.
    var root: Double
    var share: Double
  }

  struct Limits: Sendable {
    /// √(T/SS) that a window must have.
    var level: Double
    /// See `Trait`; the least of the replicates.
    var shift: Double
  }

  /// How far, divided by √SS, a window's mean must lie below the replicate's own to be below the ceiling.
  typealias Trait = Double

  /// A replicate's numbers are residuals in steps of 2⁻³⁰ of √SS. No sum exceeds ½√SS, since ω(1 − ω) ≤ ¼.
  private static let scale = 0x1p30
  /// A number below all sums that differs from none of them by 2³¹ or more.
  private static let least: Int32 = -0x3000_0000

  private let count: Double
  /// eᵢ, by unit.
  private let residuals: [Double]
  /// √ωᵢ and ωᵢ.
  private let roots: [Double]
  private let shares: [Double]
  /// Units by stratum, and each stratum's range of them.
  private let members: [Int32]
  private let strata: [Range<Int>]
  /// μ', SS and √W.
  let mean: Double
  private let squares: Double
  private let rootOfWeight: Double
  private let ceiling: Double
  let isLow: [Bool]

  /// ω in whole steps, and how many steps make 1.
  let wholeShares: [Int64]
  let allShares: Int64
  /// w(y − μ') in whole steps, and what a step is of √SS√W.
  let wholeResiduals: [Int64]
  private let step: Double
  /// w(y − μ') must be below −ω times this, in whole steps, to be below the ceiling.
  private let shift: Double
  /// What rounding may take from √(T/SS) of a replicate.
  private let slack: Double

  /// nil where nothing varies but by rounding.
  ///
  /// - Parameters:
  ///   - order: the units that take part, in the order that is used here.
  ///   - mostUnits: more no window has.
  init?(_ sample: ScanSample, order: [Int], mostUnits: Int) {
    let values = order.map { sample.values[$0]! }
    let weights = order.map { sample.weights[$0] }
    let weight = ExactValues.sum(weights)
    let mean = ExactValues.sum(zip(weights, values).map { $0 * $1 }) / weight
    let largest = values.reduce(0) { max($0, abs($1)) }
    guard values.contains(where: { abs($0 - mean) > 0x1p-40 * largest }) else { return nil }
    self.mean = mean
    count = Double(order.count)
    residuals = zip(weights, values).map { ($1 - mean) * $0.squareRoot() }
    squares = ExactValues.sum(residuals.map { $0 * $0 })
    rootOfWeight = weight.squareRoot()
    ceiling = min(sample.ceiling ?? .infinity, .greatestFiniteMagnitude)
    isLow = order.map { sample.isLow[$0] }

    // Sums of all units fit 62 bits.
    let bits = 62 - (Int.bitWidth - order.count.leadingZeroBitCount)
    func whole(_ terms: [Double]) -> (steps: [Int64], exponent: Int) {
      let largest = terms.reduce(0) { max($0, abs($1)) }
      let exponent = Int(largest.exponent) + 1 - bits
      return (terms.map { Int64((Double(sign: .plus, exponent: -exponent, significand: $0)).rounded()) }, exponent)
    }
    wholeShares = whole(weights).steps
    let allShares = wholeShares.reduce(0, +)
    self.allShares = allShares
    shares = wholeShares.map { Double($0) / Double(allShares) }
    roots = shares.map { $0.squareRoot() }
    let sums = whole(zip(weights, values).map { $0 * ($1 - mean) })
    wholeResiduals = sums.steps
    step = Double(sign: .plus, exponent: sums.exponent, significand: 1) / (squares.squareRoot() * rootOfWeight)
    shift = max(0, mean - ceiling) * weight * Double(sign: .plus, exponent: -sums.exponent, significand: 1)

    // In the order of the units, whatever the strata's names.
    var groups: [Int: [Int32]] = [:]
    for (position, unit) in order.enumerated() { groups[sample.strata[unit], default: []].append(Int32(position)) }
    var members: [Int32] = []
    var strata: [Range<Int>] = []
    for group in groups.values.sorted(by: { $0[0] < $1[0] }) {
      strata.append(members.count..<members.count + group.count)
      members += group
    }
    self.members = members
    self.strata = strata

    // Half a step for each unit, over the smallest √(ω(1 − ω)) that so many units can have.
    let ascending = shares.sorted()
    var (small, large, worst) = (0.0, 0.0, 0.0)
    for units in 0..<mostUnits {
      small += ascending[units]
      large += ascending[ascending.count - 1 - units]
      let least = min(small * (1 - small), large * (1 - large))
      worst = max(worst, Double(units + 1) / max(least, 0x1p-52).squareRoot())
    }
    slack = 0.5 * worst / Self.scale + 0x1p-40
  }

  // MARK: Ratios

  /// −(K/2) ln(1 − x).
  func ratio(_ x: Double) -> Double { -0.5 * count * log1p(-min(x, 1 - 0x1p-40)) }

  /// The x that has this ratio.
  private func explained(_ ratio: Double) -> Double { -expm1(-2 * ratio / count) }

  /// T/SS of a window of the map, and ω; nil where it is no candidate.
  @inline(__always) func explained(residual: Int64, share: Int64) -> (x: Double, share: Double)? {
    let share = Double(share) / Double(allShares)
    guard residual < 0, Double(residual) + shift * share < 0 else { return nil }
    let s = Double(residual) * step
    return (s * s / (share * (1 - share)), share)
  }

  /// The ratio that windows are ordered by: those whose T/SS differ in the last digits only are ties.
  func score(_ x: Double) -> Double { ratio((x * 0x1p36).rounded() * 0x1p-36) }

  /// T/SS of a replicate's window; 0 where it is no candidate.
  @inline(__always) func explained(sum: Int32, share: Double, root: Double, trait: Double) -> Double {
    let sum = Double(sum)
    guard sum < 0, sum + trait * share < 0 else { return 0 }
    let s = sum / root
    return s * s
  }

  /// ω and √(ω(1 − ω)) in steps of a replicate's numbers.
  @inline(__always) func measures(share: Int64) -> (share: Double, root: Double) {
    let share = Double(share) / Double(allShares)
    return (share * Self.scale, (share * (1 - share)).squareRoot() * Self.scale)
  }

  /// What T/SS of a replicate must be at least to count against one of the map.
  func leastExplained(_ x: Double) -> Double {
    let s = max(0, x.squareRoot() - slack)
    return s * s
  }

  // MARK: ScanModel

  func append(_ order: ScanOrder, to steps: inout [Step]) {
    var share: Int64 = 0
    for step in order.steps {
      share += wholeShares[Int(step.unit)]
      let measures = measures(share: share)
      steps.append(
        Step(unit: step.unit, most: step.isWindow ? 0 : Self.least, root: measures.root, share: measures.share))
    }
  }

  func limits(level: Double, penalty: Double, traits: [Double]) -> Limits {
    Limits(level: max(0, explained(level / penalty)).squareRoot(), shift: traits.min() ?? 0)
  }

  @inline(__always) func unit(_ step: Step) -> Int { Int(step.unit) }

  @inline(__always) func limit(_ step: Step, _ limits: Limits) -> Int32 {
    let (level, shift) = (-limits.level * step.root, -limits.shift * step.share)
    let bound = level < shift ? level : shift
    // Half more, so that it is rounded up; adding 1.5·2⁵² leaves the nearest whole number in the low bits.
    let limit = Int32(truncatingIfNeeded: (bound + 0.5 + 0x1.8p52).bitPattern)
    return limit < step.most ? limit : step.most
  }

  @inline(__always) func statistic(_ step: Step, sum: Int32, trait: Double) -> Double {
    guard step.most == 0 else { return 0 }
    return ratio(explained(sum: sum, share: step.share, root: step.root, trait: trait))
  }

  @inline(__always) func draw(
    seed: UInt64, round: Int, index: Int, _ body: (_ unit: Int, _ value: Int32) -> Void
  ) -> Double {
    draw(seed: seed, round: round, index: index, origins: { _, _ in }, body)
  }

  /// As the protocol has it, and tells which unit each unit's residual comes from.
  @inline(__always) func draw(
    seed: UInt64, round: Int, index: Int, origins: (_ unit: Int, _ from: Int) -> Void,
    _ body: (_ unit: Int, _ value: Int32) -> Void
  ) -> Double {
    var stream = RandomStream(seed: seed, purpose: .scanReplicate, index: index, item: round)
    var shuffled = members
    for stratum in strata {
      for place in stride(from: stratum.upperBound - 1, to: stratum.lowerBound, by: -1) {
        shuffled.swapAt(place, stratum.lowerBound + Int(stream.below(UInt32(place - stratum.lowerBound + 1))))
      }
    }
    // √ω·e, by unit.
    var terms = [Double](repeating: 0, count: residuals.count)
    for (place, unit) in members.enumerated() {
      terms[Int(unit)] = roots[Int(unit)] * residuals[Int(shuffled[place])]
      origins(Int(unit), Int(shuffled[place]))
    }
    // In the order of the units, so that no replicate depends on how strata are kept.
    let drift = terms.reduce(0, +)
    let rest = squares - drift * drift
    guard rest > 0x1p-40 * squares else {
      for unit in terms.indices { body(unit, 0) }
      return 0
    }
    let factor = Self.scale / rest.squareRoot()
    for unit in terms.indices { body(unit, Int32(((terms[unit] - shares[unit] * drift) * factor).rounded())) }
    return max(0, mean + drift / rootOfWeight - ceiling) * rootOfWeight / rest.squareRoot()
  }

  func spare(_ unit: Int) -> Int32 { 0 }
  var spareTrait: Double { 0 }

  func records(_ order: ScanOrder, penalty: Double) -> ScanRecords {
    var records = ScanRecords()
    var (residual, share): (Int64, Int64) = (0, 0)
    // The ratio grows with T/SS, so a logarithm is taken only for what is a record.
    var best = 0.0
    for (position, step) in order.steps.enumerated() {
      residual += wholeResiduals[Int(step.unit)]
      share += wholeShares[Int(step.unit)]
      guard step.isWindow, let window = explained(residual: residual, share: share), window.x > best else { continue }
      best = window.x
      records.offer(score(window.x) * penalty, ratio: ratio(window.x), position: position, of: order)
    }
    return records
  }

  func leastMaximum(for window: ScanRecords.Window, penalty: Double) -> Double {
    penalty * ratio(leastExplained(explained(window.ratio)))
  }

  func means(of units: [Int]) -> (inside: Double, outside: Double) {
    let (residual, share) = units.reduce((Int64(0), Int64(0))) {
      ($0.0 + wholeResiduals[$1], $0.1 + wholeShares[$1])
    }
    let inside = Double(share) / Double(allShares)
    let sum = Double(residual) * step * squares.squareRoot() / rootOfWeight
    return (mean + sum / inside, mean - sum / (1 - inside))
  }
}
