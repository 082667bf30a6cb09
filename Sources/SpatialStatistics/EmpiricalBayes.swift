internal import Diagnostics

/// Rates of small units steadied by what all units together say, and standardised for Moran's I.
///
/// With b the rate of all units together, n̄ the mean population, s² = Σ nᵢ(pᵢ − b)² / Σ nᵢ, a unit's rate is drawn
/// towards b the more, the fewer people stand behind it: p̂ᵢ = b + ρᵢ(pᵢ − b).
///
/// Units with a population of 0 have no rate; they are nil everywhere and count neither in n̄ nor in any sum. Nothing
/// depends on the order of the units, to the last bit. O(n).
public struct EmpiricalBayes: Sendable {
  /// How much a rate varies by chance alone.
  public enum Model: String, Sendable, CaseIterable {
    /// Variance b(1 − b)/nᵢ, right for coverage of any height: ρᵢ = [nᵢs² − (nᵢ/n̄)b(1−b)] /
    /// [(nᵢ−1)s² + ((n̄−nᵢ)/n̄)b(1−b)] (Martuzzi & Elliott 1996, "Empirical Bayes estimation of small area
    /// prevalence of non-rare conditions", Statistics in Medicine 15).
    case binomial
    /// Variance b/nᵢ, for rare events: ρᵢ = a/(a + b/nᵢ) with a = max(0, s² − b/n̄) (Marshall 1991, "Mapping disease
    /// and mortality rates using empirical Bayes estimators", Applied Statistics 40).
    case poisson
  }

  /// b, the rate of all units together; nil where nobody lives in any unit.
  public let overallRate: Double?
  /// a, the variance between units that chance does not explain; never below 0, and nil where nobody lives in any unit.
  public let varianceBetween: Double?
  /// p̂ᵢ, shares from 0 to 1 under the binomial model.
  ///
  /// Where the rates vary no more than chance alone would make them (a = 0), and where they are all equal, every unit
  /// gets b. A single unit keeps its rate, which is b.
  public let smoothed: [Double?]
  /// zᵢ = (pᵢ − b)/√vᵢ with vᵢ = a + b(1 − b)/nᵢ, or a + b/nᵢ under the Poisson model, where it is the standardisation
  /// of Assunção & Reis (1999, "A new proposal to adjust Moran's I for population density", Statistics in Medicine
  /// 18) as GeoDa computes it. Zero throughout where vᵢ is zero, for then all rates are equal.
  public let standardised: [Double?]

  /// - Parameters:
  ///   - counts: the covered people (or cases) of each unit.
  ///   - populations: the people who could be; 0 where there are none or nothing is known.
  ///   - model: of the counts about each unit's true rate.
  /// - Throws: `Diagnostic` (usage) for arrays of different length, a negative number, or, under the binomial
  ///   model, a count above its population.
  public init(counts: [Int], populations: [Int], model: Model = .binomial) throws {
    guard counts.count == populations.count else {
      throw Diagnostic.countsDoNotFitPopulations(counts: counts.count, populations: populations.count)
    }
    var units = 0
    var allCounted = 0
    var allPeople = 0
    for (unit, people) in populations.enumerated() {
      guard people >= 0, counts[unit] >= 0, people == 0 || model == .poisson || counts[unit] <= people else {
        throw Diagnostic.countOutOfRange(unit: unit, count: counts[unit], population: people)
      }
      guard people > 0 else { continue }
      units += 1
      allCounted += counts[unit]
      allPeople += people
    }
    guard units > 0 else {
      overallRate = nil
      varianceBetween = nil
      smoothed = populations.map { _ in nil }
      standardised = smoothed
      return
    }
    let overall = Double(allCounted) / Double(allPeople)
    let meanPeople = Double(allPeople) / Double(units)
    func rate(_ unit: Int) -> Double { Double(counts[unit]) / Double(populations[unit]) }
    let spread =
      ExactValues.sum(
        populations.indices.map { unit in
          guard populations[unit] > 0 else { return 0 }
          let deviation = rate(unit) - overall
          return Double(populations[unit]) * deviation * deviation
        }) / Double(allPeople)
    // What one person more or less makes of a rate: the chance variance of a unit with one person.
    let single = model == .binomial ? overall * (1 - overall) : overall
    let between = max(0, spread - single / meanPeople)
    overallRate = overall
    varianceBetween = between
    smoothed = populations.indices.map { unit in
      guard populations[unit] > 0 else { return nil }
      guard between > 0 else { return overall }
      let people = Double(populations[unit])
      let reliability: Double
      switch model {
      case .binomial:
        // Martuzzi & Elliott's quotient, in terms of a = s² − b(1−b)/n̄ > 0: nᵢa / (nᵢa + b(1−b) − s²). As s² never
        // exceeds b(1−b), it lies in (0, 1]. For a ≤ 0 the quotient's sign turns with nᵢ and says nothing.
        reliability = people * between / (people * between + max(0, single - spread))
      case .poisson:
        reliability = between / (between + single / people)
      }
      return overall + reliability * (rate(unit) - overall)
    }
    standardised = populations.indices.map { unit in
      guard populations[unit] > 0 else { return nil }
      let variance = between + single / Double(populations[unit])
      return variance > 0 ? (rate(unit) - overall) / variance.squareRoot() : 0
    }
  }
}
