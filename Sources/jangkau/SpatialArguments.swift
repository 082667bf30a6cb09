import ArgumentParser
import Coverage

/// Neighbours, statistics and clusters.
struct SpatialArguments: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      Console.say(
        "Tetangga: berbagi titik, berbagi sisi, K terdekat, atau dalam jarak KM.",
        "Neighbours: sharing a point, sharing an edge, the K nearest, or within KM kilometres."),
      valueName: "queen|rook|knn:K|distance:KM"))
  var weights = "queen"
  @Option(
    help: ArgumentHelp(
      Console.say(
        "Jarak batas yang masih dianggap bersentuhan, dalam meter, untuk peta yang batasnya tidak berimpit.",
        "How far apart, in metres, boundaries still count as shared, for layers whose edges do not match."),
      valueName: "METRES"))
  var snap = 0.0
  @Option(
    help: ArgumentHelp(
      Console.say("Banyaknya permutasi Moran dan Gi*.", "Permutations of Moran's I and Gi*."), valueName: "R"))
  var permutations = 9999
  @Option(
    help: ArgumentHelp(
      Console.say(
        "Banyaknya ulangan statistik pemindaian; 0: tanpa pemindaian. Bawaan: 999.",
        "Replicates of the scan statistic; 0 leaves the scan out. Default: 999."), valueName: "R"))
  var replications: Int?
  @Option(
    help: ArgumentHelp(
      Console.say("Tingkat signifikansi.", "Level of significance."), valueName: "A"))
  var alpha = 0.05
  @Option(
    help: ArgumentHelp(
      Console.say("Benih bilangan acak; benih sama, hasil sama.", "Seed of random numbers; same seed, same result."),
      valueName: "N"))
  var seed: UInt64 = 1
  @Option(
    help: ArgumentHelp(
      Console.say(
        "Ambang cakupan kelompok, dalam persen. Bawaan: cakupan seluruh peta.",
        "Threshold of coverage for groups, in per cent. Default: the coverage of the whole map."), valueName: "PCT"))
  var threshold: Double?
  @Option(
    help: ArgumentHelp(
      Console.say(
        "Bagian terbesar pekerja dalam satu jendela pemindaian. Bawaan: 0.25; 0.5 untuk bernoulli dan poisson.",
        "Largest share of workers in a window of the scan. Default: 0.25; 0.5 for bernoulli and poisson."),
      valueName: "S"))
  var scanMaxShare: Double?
  @Option(
    help: ArgumentHelp(
      Console.say(
        "Model pemindaian. bernoulli dan poisson hanya tepat bila pekerja, bukan wilayah, yang setara.",
        "Model of the scan. bernoulli and poisson are right only where workers, not units, are alike."),
      valueName: "overdispersed|bernoulli|poisson"))
  var scanModel: SpatialOptions.ScanModel = .overdispersed
  @Option(
    help: ArgumentHelp(
      Console.say(
        "Bentuk jendela pemindaian; flexible mengikuti sungai dan jalan, tetapi kurang peka untuk kantong bulat.",
        "Shape of the scan's windows; flexible follows rivers and roads, but is less sensitive to round clusters."),
      valueName: "circular|elliptic|flexible"))
  var scanShape: SpatialOptions.ScanShape = .circular
  @Option(
    help: ArgumentHelp(
      Console.say(
        "Kantong kedua dan seterusnya: pemindaian diulang tanpa yang sudah ditemukan, atau dari jendela yang sama. "
          + "Bawaan: iterative, kecuali wilayahnya sangat banyak.",
        "Further clusters: by scanning again without those found, or from the same windows. Default: iterative, unless "
          + "units are very many."), valueName: "iterative|standard"))
  var scanSecondary: SpatialOptions.ScanSecondary?
  @Option(
    help: ArgumentHelp(
      Console.say(
        "Kantong yang cakupannya kurang dari sekian poin di bawah sekelilingnya dihitung tetapi tidak didaftar.",
        "Clusters less than so many points below what is outside are counted but not listed."), valueName: "POINTS"))
  var minDifference = 2.0

  private static func require(_ holds: Bool, _ indonesian: String, _ english: String) throws {
    if !holds { throw ValidationError(Console.say(indonesian, english)) }
  }

  static func validate(snap: Double) throws {
    try require(
      snap >= 0 && snap <= 100_000, "--snap antara 0 dan 100000 meter.", "--snap lies between 0 and 100000 metres.")
  }

  mutating func validate() throws {
    try Self.validate(snap: snap)
    try Self.require(
      SpatialOptions.Neighbourhood(weights) != nil,
      "--weights adalah queen, rook, knn:K, atau distance:KM.", "--weights is queen, rook, knn:K or distance:KM.")
    try Self.require(
      (1...1_000_000_000).contains(permutations), "--permutations antara 1 dan 1000000000.",
      "--permutations lies between 1 and 1000000000.")
    try Self.require(
      (0...1_000_000).contains(replications ?? 0), "--replications antara 0 dan 1000000.",
      "--replications lies between 0 and 1000000.")
    try Self.require(alpha > 0 && alpha < 1, "--alpha antara 0 dan 1.", "--alpha lies between 0 and 1.")
    try Self.require(
      threshold.map { $0 > 0 && $0 <= 100 } ?? true, "--threshold harus di atas 0 dan paling besar 100.",
      "--threshold must be above 0 and at most 100.")
    try Self.require(
      scanMaxShare.map { $0 > 0 && $0 <= 1 } ?? true, "--scan-max-share harus di atas 0 dan paling besar 1.",
      "--scan-max-share must be above 0 and at most 1.")
    try Self.require(
      minDifference >= 0 && minDifference <= 100, "--min-difference antara 0 dan 100 poin.",
      "--min-difference lies between 0 and 100 points.")
    if let contradiction = options.contradiction {
      throw ValidationError(Console.say(contradiction.message.indonesian, contradiction.message.english))
    }
  }

  /// Options as the analysis takes them.
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
    options.scanModel = scanModel
    options.scanShape = scanShape
    options.scanSecondary = scanSecondary
    options.minimumDifference = minDifference
    return options
  }
}
