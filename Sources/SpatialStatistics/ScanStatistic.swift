internal import Diagnostics
internal import Parallel

/// Kulldorff's spatial scan statistic for clusters of LOW coverage (Kulldorff 1997, "A spatial scan statistic", Comm.
/// Stat. Theory Methods 26).
///
/// Windows are the units nearest to each unit, one after the other, up to a share of the eligible. A window with n
/// eligible and c covered, of N and C in all, counts only when c/n < C/N; its log-likelihood ratio is
/// c ln(c/n) + (n−c) ln(1−c/n) + (C−c) ln((C−c)/(N−n)) + ((N−n)−(C−c)) ln(1−(C−c)/(N−n))
/// − [C ln(C/N) + (N−C) ln((N−C)/N)]
/// with 0 ln 0 = 0 (Bernoulli), or c ln(c/e) + (C−c) ln((C−c)/(C−e)) with e = nC/N (Poisson). The highest is compared
/// with the highest of each of R maps drawn under the null hypothesis that covered workers are spread at random.
///
/// - Units without eligible workers take no part, neither as members nor as centres. Leave units with no data out.
/// - Units at the same distance (to a micrometre) enter together.
/// - Secondary clusters are the next highest windows that share no unit with a cluster already found; their p-values
///   come from the same replicate maxima, so they are conservative.
/// - Where all eligible are covered, or none, or there are none, or only one unit, there is no cluster and there are
///   no replicates.
/// - The result does not depend on the number of threads nor on the order of the units.
///
/// Cost: with m windows in all, O(m·R) additions in lanes of 32 replicates, O(units·R) draws and the sorting of each
/// window family; memory 4·R bytes a unit, up to half a gigabyte, beyond which the walk is repeated.
public struct ScanStatistic: Sendable {
  public enum Model: Sendable, Hashable {
    /// Covered or not, each eligible worker; replicates keep N and C and place C without replacement.
    case bernoulli
    /// Counts with a mean in proportion to the eligible; for rare events. At high coverage very conservative.
    case poisson
  }

  public enum Shape: Sendable, Hashable {
    case circular
    /// Circles and ellipses of shapes 1.5, 2, 3, 4 and 5 in 4, 6, 9, 12 and 15 directions, whose ratio is multiplied by
    /// (4s/(s+1)²)^½. With longitudes and latitudes, ellipses lie in the azimuthal equidistant plane of their centre.
    case elliptic
  }

  /// How distances are measured.
  public enum Metric: Sendable {
    /// Longitude and latitude in degrees; great circles on the sphere of 6,371.0088 km, as SaTScan takes them.
    case greatCircle
    /// Longitude and latitude in degrees; geodesics on an ellipsoid about as flat as the Earth, its semi-major axis in
    /// metres. Right to 0.1 mm but for the last few degrees before the antipode.
    case geodesic(semiMajorAxis: Double = 6_378_137, flattening: Double = 1 / 298.257223563)
    /// Longitude and latitude in degrees; distances in metres from a function of two units' positions in the caller's
    /// arrays, the centre first, which agrees with geodesics on an ellipsoid about as flat as the Earth. It is called
    /// from several threads, for those pairs that can share a window.
    case measured(by: @Sendable (_ centre: Int, _ unit: Int) -> Double)
    /// Plane coordinates.
    case plane
  }

  public var model: Model
  public var shape: Shape
  /// The largest share of the eligible that a window may hold, above 0 and at most 1.
  public var maximumShare: Double
  /// R.
  public var replicates: Int
  public var seed: UInt64
  public var threads: Int
  /// Clusters with a higher p-value are not listed; 1 lists all.
  public var largestPValue: Double
  /// Told now and then, from any thread, which share of the work is done. What it throws ends the scan.
  public var progress: (@Sendable (_ done: Double) throws -> Void)?

  public init(
    model: Model = .bernoulli, shape: Shape = .circular, maximumShare: Double = 0.5, replicates: Int = 999,
    seed: UInt64 = 1, threads: Int = 1, largestPValue: Double = 1,
    progress: (@Sendable (_ done: Double) throws -> Void)? = nil
  ) {
    self.model = model
    self.shape = shape
    self.maximumShare = maximumShare
    self.replicates = replicates
    self.seed = seed
    self.threads = threads
    self.largestPValue = largestPValue
    self.progress = progress
  }

  /// Finds clusters of low coverage.
  ///
  /// - Parameters:
  ///   - x: longitudes in degrees, or plane coordinates, of the units' centroids.
  ///   - y: latitudes, or plane coordinates.
  ///   - metric: which of both they are, and how distances are measured.
  ///   - eligible: workers who should be covered, 0 or more, below 2³¹ in all.
  ///   - covered: those who are, at most the eligible.
  /// - Throws: a `Diagnostic` when the arrays' lengths differ, a count or a coordinate is impossible, or a setting is;
  ///   and what `progress` throws.
  public func clusters(
    x: [Double], y: [Double], metric: Metric, eligible: [Int], covered: [Int]
  ) throws -> ScanResult {
    let people = try check(x, y, metric, eligible, covered)
    let units = eligible.indices.filter { eligible[$0] > 0 }
    let total = covered.reduce(0, +)
    guard units.count > 1, total > 0, total < people else { return ScanResult(clusters: [], replicateMaxima: []) }
    let points = ScanPoints(metric: metric, x: x, y: y, units: units, eligible: eligible, covered: covered)
    let scan = ScanRun(
      statistic: self, points: points, eligible: points.original.map { eligible[$0] },
      covered: points.original.map { covered[$0] },
      likelihood: ScanLikelihood(model: model, eligible: people, covered: total))
    return try scan.result()
  }

  /// Checks the input; returns the eligible in all.
  private func check(
    _ x: [Double], _ y: [Double], _ metric: Metric, _ eligible: [Int], _ covered: [Int]
  ) throws -> Int {
    guard replicates >= 0, replicates < 1 << 32 else {
      throw Diagnostic.scanBadSetting(
        "replications", "\(replicates)", id: "bilangan bulat 0 atau lebih", en: "a whole number of 0 or more")
    }
    guard maximumShare > 0, maximumShare <= 1 else {
      throw Diagnostic.scanBadSetting(
        "scan-max-share", "\(maximumShare)", id: "angka di atas 0 sampai 1", en: "a number above 0 and at most 1")
    }
    for (what, count) in [("x", x.count), ("y", y.count), ("covered", covered.count)] where count != eligible.count {
      throw Diagnostic.scanCountsDiffer(what, count, eligible.count)
    }
    var people = 0
    for unit in eligible.indices {
      guard covered[unit] >= 0, covered[unit] <= eligible[unit] else {
        throw Diagnostic.scanBadUnit(unit, eligible: eligible[unit], covered: covered[unit])
      }
      var isValid = x[unit].isFinite && y[unit].isFinite
      if case .plane = metric {} else { isValid = isValid && abs(y[unit]) <= 90 }
      guard isValid || eligible[unit] == 0 else { throw Diagnostic.scanBadPlace(unit) }
      let (sum, overflow) = people.addingReportingOverflow(eligible[unit])
      people = sum
      if overflow || people > Int(Int32.max) { throw Diagnostic.scanTooManyEligible(people) }
    }
    return people
  }
}
