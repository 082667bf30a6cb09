import Glibc
import Testing

@testable import SpatialStatistics

@Suite struct ScanDrawsTests {
  /// Hypergeometric probabilities of 0...most by recursion from a value at the peak, normalised.
  static func hypergeometric(total: Int, marked: Int, drawn: Int) -> (first: Int, mass: [Double]) {
    let (first, last) = (max(0, drawn + marked - total), min(drawn, marked))
    return normalised(first, last, peak: (drawn + 1) * (marked + 1) / (total + 2)) { k in
      Double(marked - k) * Double(drawn - k) / (Double(k + 1) * Double(total - marked - drawn + k + 1))
    }
  }

  static func binomial(trials: Int, part: Int, whole: Int) -> (first: Int, mass: [Double]) {
    let p = Double(part) / Double(whole)
    return normalised(0, trials, peak: min(trials, Int(Double(trials + 1) * p))) { k in
      Double(trials - k) / Double(k + 1) * p / (1 - p)
    }
  }

  /// From mass(k+1)/mass(k); what is below 10⁻³⁰ of the peak is left out.
  static func normalised(_ first: Int, _ last: Int, peak: Int, _ ratio: (Int) -> Double) -> (first: Int, mass: [Double])
  {
    var below: [Double] = []
    var value = 1.0
    var k = peak
    while k > first, value > 1e-30 {
      k -= 1
      value /= ratio(k)
      below.append(value)
    }
    var mass = Array(below.reversed()) + [1]
    value = 1
    k = peak
    while k < last, value > 1e-30 {
      value *= ratio(k)
      mass.append(value)
      k += 1
    }
    let sum = mass.sorted().reduce(0, +)
    return (peak - below.count, mass.map { $0 / sum })
  }

  /// χ² over cells of at least 20 expected draws, as a standard normal deviate (Wilson & Hilferty 1931).
  static func deviate(_ draws: [Int], _ exact: (first: Int, mass: [Double])) -> Double {
    var counts = [Int](repeating: 0, count: exact.mass.count)
    for draw in draws {
      guard counts.indices.contains(draw - exact.first) else { return .infinity }
      counts[draw - exact.first] += 1
    }
    var (square, cells, expected, observed) = (0.0, 0, 0.0, 0)
    var left = Double(draws.count)
    for (mass, count) in zip(exact.mass, counts) {
      expected += mass * Double(draws.count)
      observed += count
      if expected >= 20 && left - expected >= 20 {
        square += (Double(observed) - expected) * (Double(observed) - expected) / expected
        cells += 1
        left -= expected
        (expected, observed) = (0, 0)
      }
    }
    square += (Double(observed) - expected) * (Double(observed) - expected) / max(expected, 1e-9)
    guard cells > 0 else { return 0 }
    let freedom = Double(cells)
    return (pow(square / freedom, 1 / 3.0) - (1 - 2 / (9 * freedom))) / (2 / (9 * freedom)).squareRoot()
  }

  static let hypergeometrics: [(total: Int, marked: Int, drawn: Int)] = [
    (10, 4, 3), (10, 7, 8), (40, 20, 20), (1_000, 3, 500), (1_000, 500, 400), (1_000, 990, 30), (5_000, 2_500, 150),
    (5_000, 2_500, 140), (100_000, 60_000, 14_000), (100_000, 99_500, 50_000), (1_000_000, 10, 999_000),
    (100_000_000, 60_000_000, 13_700), (100_000_000, 95_000_000, 2_000_000), (2_000_000_000, 1_999_000_000, 40_000),
    (2_000_000_000, 700_000_000, 300_000), (2_147_483_647, 1_000, 1_000_000_000),
  ]

  @Test(arguments: hypergeometrics)
  func hypergeometricCountsFitTheirProbabilities(_ case: (total: Int, marked: Int, drawn: Int)) {
    let (total, marked, drawn) = `case`
    var stream = RandomStream(seed: 31, purpose: .simulation, index: total, item: drawn)
    let draws = (0..<40_000).map { _ in
      ScanDraws.hypergeometric(total: total, marked: marked, drawn: drawn, using: &stream)
    }
    // One in 30,000 for each case if the draws are right; the streams are fixed, so this never flickers.
    #expect(Self.deviate(draws, Self.hypergeometric(total: total, marked: marked, drawn: drawn)) < 4)
  }

  @Test(arguments: [
    (trials: 5, part: 1, whole: 3), (trials: 60, part: 2, whole: 3), (trials: 1_000, part: 1, whole: 3_000),
    (trials: 300, part: 1, whole: 2), (trials: 50_000, part: 7, whole: 3_000),
    (trials: 2_000_000, part: 2_999, whole: 3_000),
    (trials: 1_000_000_000, part: 13_700, whole: 2_000_000_000),
  ])
  func binomialCountsFitTheirProbabilities(_ case: (trials: Int, part: Int, whole: Int)) {
    let (trials, part, whole) = `case`
    var stream = RandomStream(seed: 32, purpose: .simulation, index: trials, item: part)
    let draws = (0..<40_000).map { _ in
      ScanDraws.binomial(trials: trials, part: part, whole: whole, using: &stream)
    }
    #expect(Self.deviate(draws, Self.binomial(trials: trials, part: part, whole: whole)) < 4)
  }

  @Test func certainCounts() {
    var stream = RandomStream(seed: 1, purpose: .simulation, index: 0)
    #expect(ScanDraws.hypergeometric(total: 7, marked: 0, drawn: 5, using: &stream) == 0)
    #expect(ScanDraws.hypergeometric(total: 7, marked: 7, drawn: 5, using: &stream) == 5)
    #expect(ScanDraws.hypergeometric(total: 7, marked: 4, drawn: 7, using: &stream) == 4)
    #expect(ScanDraws.hypergeometric(total: 7, marked: 4, drawn: 0, using: &stream) == 0)
    #expect(ScanDraws.hypergeometric(total: 1, marked: 1, drawn: 1, using: &stream) == 1)
    #expect(ScanDraws.binomial(trials: 9, part: 3, whole: 3, using: &stream) == 9)
    #expect(ScanDraws.binomial(trials: 0, part: 1, whole: 3, using: &stream) == 0)
  }

  /// The mass functions against recursion, whose only error is rounding.
  @Test func massesAreExact() {
    for (total, marked, drawn) in Self.hypergeometrics {
      let (few, less) = (min(marked, total - marked), min(drawn, total - drawn))
      let mass = HypergeometricMass(total: total, marked: few, drawn: less)
      let exact = Self.hypergeometric(total: total, marked: few, drawn: less)
      for (offset, value) in exact.mass.enumerated() where value > 1e-12 {
        let k = exact.first + offset
        #expect(abs(exp(mass.logNorm - mass.energy(k)) - value) < 1e-10 * value, "\(total) \(marked) \(drawn) \(k)")
      }
    }
  }

  /// The rectangle must hold the region {(u, v): u² ≤ f(⌊v/u + a⌋)/f(mode)}, or the draws would lack its corners.
  @Test func mountainHoldsEveryMass() {
    for total in [400, 1_000, 20_000, 100_000_000] {
      for markedShare in [0.004, 0.02, 0.1, 0.3, 0.5] {
        for drawnShare in [0.000_1, 0.004, 0.02, 0.1, 0.3, 0.5] {
          let (marked, drawn) = (Int(Double(total) * markedShare), Int(Double(total) * drawnShare))
          let mean = Double(marked) * Double(drawn) / Double(total)
          let variance =
            mean * Double(total - marked) / Double(total) * Double(total - drawn) / Double(total - 1)
          guard variance >= ScanDraws.inversionVariance, variance < 1e6 else { continue }
          let exact = Self.hypergeometric(total: total, marked: marked, drawn: drawn)
          let most = exact.mass.max()!
          let half = 0.5 * ScanDraws.mountainWidth(variance: variance)
          for (offset, value) in exact.mass.enumerated() {
            let k = Double(exact.first + offset)
            let reach = max(abs(k - mean - 0.5), abs(k + 1 - mean - 0.5))
            #expect(reach * (value / most).squareRoot() <= half)
          }
        }
      }
    }
  }
}
