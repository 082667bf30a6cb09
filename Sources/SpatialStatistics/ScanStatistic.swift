internal import Diagnostics
public import SpatialWeights

/// The spatial scan statistic for clusters of LOW coverage (Kulldorff 1997, "A spatial scan statistic", Comm. Stat.
/// Theory Methods 26): which windows are looked at, and how the best is tested.
///
/// A window is a group of neighbouring units, up to a share of all people. The one with the highest log-likelihood ratio
/// is compared with the highest of each of R maps drawn under the null hypothesis. What the ratio is depends on what is
/// given: values with weights (the weighted normal model, right where units differ from each other, as coverage does), or
/// counts (Bernoulli or Poisson, right only where people, not units, are alike). ``OverdispersedScan`` is the whole of
/// the first for counts of people.
///
/// - Units at the same distance enter a window together: to 0.2 mm for geodesics, to a micrometre for great circles.
/// - Secondary clusters are the next highest windows that share no unit with a cluster already found; their p-values
///   come from the same replicate maxima, so they are conservative.
/// - Where nothing varies, or there is only one unit, there is no cluster and there are no replicates.
/// - The result does not depend on the number of threads nor on the order of the units.
///
/// Cost: with m windows in all, O(m·R) additions in lanes of 32 replicates, O(units·R) draws and the sorting of each
/// window family; memory 4·R bytes a unit, up to half a gigabyte, beyond which the walk is repeated. Connected sets are
/// enumerated one by one, up to 2¹³ for each centre and replicate.
public struct ScanStatistic: Sendable {
  public enum Model: Sendable, Hashable {
    /// Covered or not, each eligible worker; replicates keep N and C and place C without replacement. Right where
    /// coverage differs between units by chance alone: with thousands of workers in a unit, half a point of further
    /// difference makes clusters of nothing.
    case bernoulli
    /// Counts with a mean in proportion to the eligible; for rare events, and with the same limit. At high coverage
    /// very conservative.
    case poisson
  }

  public enum Shape: Sendable, Hashable {
    case circular
    /// Circles and ellipses of shapes 1.5, 2, 3, 4 and 5 in 4, 6, 9, 12 and 15 directions, whose ratio is multiplied by
    /// (4s/(s+1)²)^½. With longitudes and latitudes, ellipses lie in the azimuthal equidistant plane of their centre.
    case elliptic
    /// Connected sets of low units among the 20 nearest to each low unit, itself among them, of which at most the 14
    /// nearest low ones are looked at: all such sets (Tango & Takahashi 2005, "A flexibly shaped spatial scan statistic
    /// for detecting clusters", International Journal of Health Geographics 4; restricted to units that are low
    /// themselves as in Tango & Takahashi 2012, "A flexible spatial scan statistic with a restricted likelihood ratio
    /// for detecting disease clusters", Statistics in Medicine 31). For values only.
    case flexible
  }

  /// How likely windows are beforehand; see ``certainty(at:of:clusters:prior:)``.
  public enum WindowPrior: Sendable, Hashable {
    /// Each window as likely as another.
    case windows
    /// A cluster of k units is as likely as 1/k, and each of the windows of k units as likely as another: there are
    /// more large windows than small ones, and nobody expects large clusters more for that.
    case sizes
  }

  public var shape: Shape
  /// The largest share of all sizes (of the eligible) that a window may hold, above 0 and at most 1; a window may reach
  /// it exactly.
  public var maximumShare: Double
  /// The fewest and the most units of a window.
  public var minimumUnits: Int
  public var maximumUnits: Int
  /// R.
  public var replicates: Int
  public var seed: UInt64
  public var threads: Int
  /// Clusters with a higher p-value are not listed; 1 lists all.
  public var largestPValue: Double
  /// Told now and then, from any thread, which share of the work is done. What it throws ends the scan.
  public var progress: (@Sendable (_ done: Double) throws -> Void)?
  /// Which of several scans of one run this is: each has replicates of its own.
  var round = 0
  /// At most so many clusters are looked for.
  var mostClusters = Int.max

  public init(
    shape: Shape = .circular, maximumShare: Double = 0.5, minimumUnits: Int = 1, maximumUnits: Int = .max,
    replicates: Int = 999, seed: UInt64 = 1, threads: Int = 1, largestPValue: Double = 1,
    progress: (@Sendable (_ done: Double) throws -> Void)? = nil
  ) {
    self.shape = shape
    self.maximumShare = maximumShare
    self.minimumUnits = minimumUnits
    self.maximumUnits = maximumUnits
    self.replicates = replicates
    self.seed = seed
    self.threads = threads
    self.largestPValue = largestPValue
    self.progress = progress
  }

  // MARK: Counts

  /// Finds clusters of low coverage where people, not units, are alike.
  ///
  /// A window with n eligible and c covered, of N and C in all, counts only when c/n < C/N; its log-likelihood ratio is
  /// c ln(c/n) + (n−c) ln(1−c/n) + (C−c) ln((C−c)/(N−n)) + ((N−n)−(C−c)) ln(1−(C−c)/(N−n))
  /// − [C ln(C/N) + (N−C) ln((N−C)/N)]
  /// with 0 ln 0 = 0 (Bernoulli), or c ln(c/e) + (C−c) ln((C−c)/(C−e)) with e = nC/N (Poisson).
  ///
  /// - Parameters:
  ///   - places: where the units are.
  ///   - eligible: people who should be covered, 0 or more, below 2³¹ in all. Units without any take no part, neither
  ///     as members nor as centres. Leave units with no data out.
  ///   - covered: those who are, at most the eligible.
  ///   - model: of the counts.
  /// - Throws: a `Diagnostic` when the arrays' lengths differ, a count or a coordinate is impossible, or a setting is;
  ///   and what `progress` throws.
  public func clusters(
    at places: ScanPlaces, eligible: [Int], covered: [Int], model: Model = .bernoulli
  ) throws -> ScanResult {
    try checkSettings()
    guard shape != .flexible else { throw Diagnostic.scanFlexibleCounts }
    let people = try check(places, eligible, covered)
    let units = eligible.indices.filter { eligible[$0] > 0 }
    let total = covered.reduce(0, +)
    guard units.count > 1, total > 0, total < people else { return ScanResult(clusters: [], replicateMaxima: []) }
    let points = ScanPoints(places, units: units) { a, b in
      eligible[a] != eligible[b] ? eligible[a] < eligible[b] : covered[a] < covered[b]
    }
    let sizes = points.original.map { eligible[$0] }
    let windows = ScanWindows(self, points: points, sizes: sizes, total: people)
    let model = CountScanModel(
      likelihood: ScanLikelihood(model: model, eligible: people, covered: total), eligible: sizes,
      covered: points.original.map { covered[$0] }, largest: windows.largest)
    return try ScanRun(statistic: self, windows: windows, model: model).result()
  }

  // MARK: Values

  /// Finds clusters of low values: the weighted normal scan (Huang, Tiwari, Zou, Kulldorff & Feuer 2009, "Weighted normal
  /// spatial scan statistic for heterogeneous population data", J. Amer. Stat. Assoc. 104).
  ///
  /// With μ' = Σwy/Σw, W = Σw and SS = Σw(y − μ')² over the K units, a window Z has S = Σ_Z w(y − μ'), W_Z = Σ_Z w and
  /// T = S²W/(W_Z(W − W_Z)); its log-likelihood ratio is −(K/2) ln(1 − T/SS). It counts only when its weighted mean lies
  /// below that of all and below the sample's ceiling. For given values and weights this is the ratio of SaTScan's
  /// weighted normal model, which however never looks at a window whose weighted sum is exactly zero: three neighbours
  /// without anybody covered are a window here.
  ///
  /// Under the null hypothesis units keep their place and their weight, and the residuals eᵢ = (yᵢ − μ')√wᵢ are permuted
  /// within strata: y*ᵢ = μ' + e_π(i)/√wᵢ. T/SS is computed anew from them, and so is the weighted mean that windows are
  /// compared with the ceiling by.
  ///
  /// The window's sums are sums of whole numbers, so that a window has one ratio, from whatever centre and in whatever
  /// order it was added up. For the map these are steps of 2⁻⁴⁵ or finer of the largest term (10⁻¹² of a ratio), and
  /// windows whose T/SS are the same to 2⁻³⁶ tie: fewer units first, then the smaller radius. For replicates they are
  /// steps of 2⁻³⁰ of √SS/√W for each unit, and a replicate that falls short of the map's ratio by no more than these
  /// steps can add up to counts as reaching it; that can only raise a p-value. Where a window explains everything
  /// (T = SS) its ratio is infinite on paper and (K/2) ln 2⁴⁰ here.
  ///
  /// - Parameters:
  ///   - places: where the units are.
  ///   - sample: their values and weights.
  ///   - neighbours: which units touch, for the flexible shape; a link in one direction is enough.
  /// - Throws: a `Diagnostic` when the arrays' lengths differ, a value, a weight, a size or a coordinate is impossible,
  ///   or a setting is; and what `progress` throws.
  public func clusters(
    at places: ScanPlaces, of sample: ScanSample, neighbours: SpatialWeights? = nil
  ) throws -> ScanResult {
    guard let (windows, model) = try normal(places, sample) else {
      return ScanResult(clusters: [], replicateMaxima: [])
    }
    if shape == .flexible {
      return try FlexibleScan(self, windows, model, try checked(neighbours, sample)).result()
    }
    return try ScanRun(statistic: self, windows: windows, model: model).result()
  }

  /// How sure it is that each unit belongs to the cluster, if there is one: over all distinct candidate windows, each
  /// with the weight exp(ratio)/√(W_Z(W − W_Z)/W), the share of weight of those that hold the unit.
  ///
  /// The weight is the likelihood that is left when the cluster's difference is integrated out over a flat prior; plain
  /// exp(ratio) favours large windows and says too much. It is taken times what `prior` says of the window. An ellipse's
  /// ratio is taken times its penalty. Above 16 million windows those of the least weight are left out, and of how many
  /// windows of k units there are nothing is known.
  ///
  /// Where several clusters are known, none would be sure of its units, because each window has one. Then each cluster's
  /// units are judged by the windows that hold no unit of another.
  ///
  /// Of connected sets nothing is said: any unit that is not low itself is in none of them, and whichever units are lowest
  /// are in the best of very many, so that shares of weight say too much by far (of units given 80–90 % about half were
  /// planted).
  ///
  /// - Parameters:
  ///   - places: where the units are.
  ///   - sample: values, weights, sizes and strata.
  ///   - clusters: the units of clusters that are known, none twice; units of none get nil then.
  ///   - prior: how likely windows are beforehand.
  /// - Returns: from 0 to 1 for each unit; nil for units without a value, and for all where no window is a candidate or
  ///   the shape is flexible.
  /// - Throws: as ``clusters(at:of:neighbours:)`` does.
  public func certainty(
    at places: ScanPlaces, of sample: ScanSample, clusters: [[Int]] = [], prior: WindowPrior = .windows
  ) throws -> [Double?] {
    let none = [Double?](repeating: nil, count: sample.values.count)
    guard let (windows, model) = try normal(places, sample), shape != .flexible else { return none }
    var numbers = [Int](repeating: 0, count: sample.values.count)
    for (index, units) in clusters.enumerated() { for unit in units { numbers[unit] = index + 1 } }
    let known = clusters.isEmpty ? nil : windows.points.original.map { numbers[$0] }
    let certainty = ScanCertainty(statistic: self, windows: windows, model: model, clusters: known, prior: prior)
    guard let shares = certainty.shares() else { return none }
    var result = none
    for (position, unit) in windows.points.original.enumerated() where known.map({ $0[position] > 0 }) ?? true {
      result[unit] = shares[position]
    }
    return result
  }

  /// nil where nothing varies.
  private func normal(_ places: ScanPlaces, _ sample: ScanSample) throws -> (ScanWindows, NormalScanModel)? {
    try checkSettings()
    let total = try sample.check(places)
    let units = sample.units
    guard units.count > 1 else { return nil }
    let points = ScanPoints(places, units: units) { a, b in
      let (first, second) = (sample.values[a]!, sample.values[b]!)
      if first != second { return first < second }
      if sample.weights[a] != sample.weights[b] { return sample.weights[a] < sample.weights[b] }
      if sample.sizes[a] != sample.sizes[b] { return sample.sizes[a] < sample.sizes[b] }
      return sample.strata[a] < sample.strata[b]
    }
    let windows = ScanWindows(
      self, points: points, sizes: points.original.map { sample.sizes[$0] }, total: total)
    let model = NormalScanModel(sample, order: points.original, mostUnits: windows.mostUnits)
    return model.map { (windows, $0) }
  }

  // MARK: Checks

  private func checked(_ neighbours: SpatialWeights?, _ sample: ScanSample) throws -> SpatialWeights {
    guard let neighbours, neighbours.unitCount == sample.values.count else {
      throw Diagnostic.scanFlexibleNeighbours
    }
    return neighbours
  }

  private func checkSettings() throws {
    guard replicates >= 0, replicates < 1 << 32 else {
      throw Diagnostic.scanBadSetting(
        "replications", "\(replicates)", id: "bilangan bulat 0 atau lebih", en: "a whole number of 0 or more")
    }
    guard maximumShare > 0, maximumShare <= 1 else {
      throw Diagnostic.scanBadSetting(
        "scan-max-share", "\(maximumShare)", id: "angka di atas 0 sampai 1", en: "a number above 0 and at most 1")
    }
    guard minimumUnits > 0, minimumUnits <= maximumUnits else {
      throw Diagnostic.scanBadSetting(
        "minimumUnits", "\(minimumUnits)", id: "bilangan dari 1 sampai \(maximumUnits)",
        en: "a number from 1 to \(maximumUnits)")
    }
  }

  /// Checks the counts; returns the eligible in all.
  private func check(_ places: ScanPlaces, _ eligible: [Int], _ covered: [Int]) throws -> Int {
    for (what, count) in [("x", places.x.count), ("y", places.y.count), ("covered", covered.count)]
    where count != eligible.count {
      throw Diagnostic.scanCountsDiffer(what, count, eligible.count)
    }
    var people = 0
    for unit in eligible.indices {
      guard covered[unit] >= 0, covered[unit] <= eligible[unit] else {
        throw Diagnostic.scanBadUnit(unit, eligible: eligible[unit], covered: covered[unit])
      }
      guard eligible[unit] == 0 || places.isValid(unit) else { throw Diagnostic.scanBadPlace(unit) }
      let (sum, overflow) = people.addingReportingOverflow(eligible[unit])
      people = sum
      if overflow || people > Int(Int32.max) { throw Diagnostic.scanTooManyEligible(people) }
    }
    return people
  }
}
