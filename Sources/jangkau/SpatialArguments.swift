import ArgumentParser
import Coverage

/// Neighbours, statistics and clusters.
struct SpatialArguments: ParsableArguments {
  enum Model: String, ExpressibleByArgument, CaseIterable { case bernoulli, poisson }
  enum Shape: String, ExpressibleByArgument, CaseIterable { case circular, elliptic }

  @Option(
    help: ArgumentHelp(
      id: "Tetangga: berbagi titik, berbagi sisi, K terdekat, atau dalam jarak KM.",
      en: "Neighbours: sharing a point, sharing an edge, the K nearest, or within KM kilometres.",
      .typed("queen|rook|knn:K|distance:KM")))
  var weights = "queen"
  @Option(
    help: ArgumentHelp(
      id: "Jarak batas yang masih dianggap bersentuhan, dalam meter, untuk peta yang batasnya tidak berimpit.",
      en: "How far apart, in metres, boundaries still count as shared, for layers whose edges do not match.", .metres))
  var snap = 0.0
  @Option(
    help: ArgumentHelp(
      id: "Banyaknya permutasi untuk Moran dan Gi*.", en: "Permutations of Moran's I and Gi*.", .typed("R")))
  var permutations = 9999
  @Option(
    help: ArgumentHelp(
      id: "Banyaknya ulangan statistik pemindaian; 0: tanpa pemindaian. Bawaan: 999.",
      en: "Replicates of the scan statistic; 0 leaves the scan out. Default: 999.", .typed("R")))
  var replications: Int?
  @Option(
    help: ArgumentHelp(id: "Tingkat signifikansi.", en: "Level of significance.", .typed("A")))
  var alpha = 0.05
  @Option(
    help: ArgumentHelp(
      id: "Benih bilangan acak; benih sama, hasil sama.", en: "Seed of random numbers; same seed, same result.",
      .typed("N")))
  var seed: UInt64 = 1
  @Option(
    help: ArgumentHelp(
      id: "Ambang cakupan kelompok, dalam persen. Bawaan: cakupan seluruh peta.",
      en: "Threshold of coverage for groups, in per cent. Default: the coverage of the whole map.", .percent))
  var threshold: Double?
  @Option(
    help: ArgumentHelp(
      id: "Bagian terbesar pekerja dalam satu jendela pemindaian. Bawaan: 0.5.",
      en: "Largest share of workers in a window of the scan. Default: 0.5.", .typed("S")))
  var scanMaxShare: Double?
  @Option(
    help: ArgumentHelp(id: "Model pemindaian.", en: "Model of the scan.", .typed("bernoulli|poisson")))
  var scanModel: Model = .bernoulli
  @Option(
    help: ArgumentHelp(
      id: "Bentuk jendela pemindaian.", en: "Shape of the scan's windows.", .typed("circular|elliptic")))
  var scanShape: Shape = .circular

  private static func require(
    _ holds: Bool, id indonesian: String, en english: String
  ) throws {
    if !holds { throw ValidationError(id: indonesian, en: english) }
  }

  static func validate(snap: Double) throws {
    try require(
      snap >= 0 && snap <= 100_000, id: "--snap antara 0 dan 100000 meter.",
      en: "--snap lies between 0 and 100000 metres.")
  }

  mutating func validate() throws {
    try Self.validate(snap: snap)
    try Self.require(
      SpatialOptions.Neighbourhood(weights) != nil, id: "--weights adalah queen, rook, knn:K, atau distance:KM.",
      en: "--weights is queen, rook, knn:K or distance:KM.")
    try Self.require(
      (1...1_000_000_000).contains(permutations), id: "--permutations antara 1 dan 1000000000.",
      en: "--permutations lies between 1 and 1000000000.")
    try Self.require(
      (0...1_000_000).contains(replications ?? 0), id: "--replications antara 0 dan 1000000.",
      en: "--replications lies between 0 and 1000000.")
    try Self.require(
      alpha > 0 && alpha < 1, id: "--alpha antara 0 dan 1.",
      en: "--alpha lies between 0 and 1.")
    try Self.require(
      threshold.map { $0 > 0 && $0 <= 100 } ?? true, id: "--threshold harus di atas 0 dan paling besar 100.",
      en: "--threshold must be above 0 and at most 100.")
    try Self.require(
      scanMaxShare.map { $0 > 0 && $0 <= 1 } ?? true, id: "--scan-max-share harus di atas 0 dan paling besar 1.",
      en: "--scan-max-share must be above 0 and at most 1.")
  }

  var options: SpatialOptions {
    var options = SpatialOptions()
    options.neighbourhood = SpatialOptions.Neighbourhood(weights) ?? .queen
    options.snapMetres = snap
    options.permutations = permutations
    if let replications { options.replications = replications }
    options.alpha = alpha
    options.seed = seed
    options.threshold = threshold.map { $0 / 100 }
    if let scanMaxShare { options.scanMaxShare = scanMaxShare }
    if replications != nil || scanMaxShare != nil { options.scanUnitLimit = nil }
    options.usesPoissonScan = scanModel == .poisson
    options.usesEllipticScan = scanShape == .elliptic
    return options
  }
}
