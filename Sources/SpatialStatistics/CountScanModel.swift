/// Counts of covered people, judged by Kulldorff's ratio.
struct CountScanModel: ScanModel {
  struct Step: Sendable {
    var unit: Int32
    /// The bin of the window's thresholds; 0 where this is no window.
    var bin: Int32
    /// Eligible in the window, a whole number.
    var eligible: Double
  }

  let likelihood: ScanLikelihood
  let eligible: [Int]
  let covered: [Int]
  let bins: ScanThresholds.Bins

  /// - Parameter largest: eligible in the largest window.
  init(likelihood: ScanLikelihood, eligible: [Int], covered: [Int], largest: Int) {
    self.likelihood = likelihood
    self.eligible = eligible
    self.covered = covered
    bins = ScanThresholds.Bins(largest: largest, units: eligible.count)
  }

  func append(_ order: ScanOrder, to steps: inout [Step]) {
    for step in order.steps {
      steps.append(
        Step(unit: step.unit, bin: step.isWindow ? Int32(bins.bin(step.size)) : 0, eligible: Double(step.size)))
    }
  }

  func limits(level: Double, penalty: Double, traits: [Void]) -> ScanThresholds {
    ScanThresholds(level: level / penalty, likelihood: likelihood, bins: bins)
  }

  @inline(__always) func unit(_ step: Step) -> Int { Int(step.unit) }

  @inline(__always) func limit(_ step: Step, _ limits: ScanThresholds) -> Int32 {
    ScanThresholds.limit(limits.lines[Int(step.bin)], step.eligible)
  }

  @inline(__always) func statistic(_ step: Step, sum: Int32, trait: Void) -> Double {
    step.bin == 0 ? 0 : likelihood.ratio(eligible: Int(step.eligible), covered: Int(sum))
  }

  /// Bernoulli: the covered are placed without replacement, a multivariate hypergeometric count, drawn unit by unit from
  /// what is left. Poisson: a multinomial count, by binomial counts of what is left.
  @inline(__always) func draw(
    seed: UInt64, round: Int, index: Int, _ body: (_ unit: Int, _ value: Int32) -> Void
  ) {
    var stream = RandomStream(seed: seed, purpose: .scanReplicate, index: index, item: round)
    var people = likelihood.eligible
    var left = likelihood.covered
    for (unit, here) in eligible.enumerated() {
      let count =
        switch likelihood.model {
        case .bernoulli: ScanDraws.hypergeometric(total: people, marked: left, drawn: here, using: &stream)
        case .poisson: ScanDraws.binomial(trials: left, part: here, whole: people, using: &stream)
        }
      body(unit, Int32(count))
      people -= here
      left -= count
    }
  }

  /// Where all are covered there is no window of low coverage.
  func spare(_ unit: Int) -> Int32 { Int32(eligible[unit]) }
  var spareTrait: Void { () }

  func records(_ order: ScanOrder, penalty: Double) -> ScanRecords {
    var records = ScanRecords()
    var sum = 0
    // d² N³ / (n (N − n) C (N − C)) bounds the ratio from above, h(δ) being below δ².
    let total = Double(likelihood.eligible)
    let rate = Double(likelihood.covered) / total
    let spread = likelihood.model == .bernoulli ? Double(likelihood.eligible - likelihood.covered) / total : 1
    for (position, step) in order.steps.enumerated() {
      sum += covered[Int(step.unit)]
      guard step.isWindow else { continue }
      let n = Double(step.size)
      let deficit = n * rate - Double(sum)
      guard deficit > -1 else { continue }
      let bound = (deficit + 1) * (deficit + 1) * total / (n * (total - n) * rate * spread)
      guard bound * penalty > records.best else { continue }
      let ratio = likelihood.ratio(eligible: step.size, covered: sum)
      records.offer(ratio * penalty, ratio: ratio, position: position, of: order)
    }
    return records
  }

  /// Equal windows have equal ratios to the last bit, so there is no tolerance.
  func leastMaximum(for window: ScanRecords.Window, penalty: Double) -> Double { window.score }

  func means(of units: [Int]) -> (inside: Double, outside: Double) {
    let (n, c) = units.reduce((0, 0)) { ($0.0 + eligible[$1], $0.1 + covered[$1]) }
    return (Double(c) / Double(n), Double(likelihood.covered - c) / Double(likelihood.eligible - n))
  }
}
