import ArgumentParser
import Coverage

/// Neighbours, statistics and clusters.
struct SpatialArguments: ParsableArguments {
  @OptionGroup var neighbours: NeighbourArguments
  @Option(
    help: ArgumentHelp(
      Console.say(
        "Banyaknya permutasi Moran dan Gi*; bila wilayahnya banyak, statistik lokal memakai sampai 20 kalinya.",
        "Permutations of Moran's I and Gi*; where units are many the local statistics draw up to 20 times as many."),
      valueName: "R"))
  var permutations = 9999
  @Option(
    help: ArgumentHelp(
      Console.say(
        "Nilai untuk statistik lokal: dibakukan, supaya wilayah kecil dan besar setara, atau cakupan apa adanya.",
        "Values of the local statistics: standardised, so that small and large units compare, or coverage as it is."),
      valueName: "standardised|rate"))
  var localValues: SpatialOptions.LocalValues = .standardised
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
  @Option(
    help: ArgumentHelp(
      Console.say(
        "Demikian pula yang selisihnya kurang dari sekian kali variasi biasa antarwilayah; 0: berapa pun. Bawaan: 0.5.",
        "Likewise those that differ by less than so many times the usual variation between units; 0: by however little. "
          + "Default: 0.5."), valueName: "TIMES"))
  var minDifferenceTau: Double?

  private static func require(_ holds: Bool, _ indonesian: String, _ english: String) throws {
    if !holds { throw ValidationError(Console.say(indonesian, english)) }
  }

  mutating func validate() throws {
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
    try Self.require(
      minDifferenceTau.map { $0 >= 0 && $0 <= 100 } ?? true, "--min-difference-tau antara 0 dan 100 kali.",
      "--min-difference-tau lies between 0 and 100 times.")
    if let minDifferenceTau, minDifferenceTau > 0, scanModel != .overdispersed {
      throw ValidationError(
        Console.say(
          "--min-difference-tau hanya untuk --scan-model overdispersed.",
          "--min-difference-tau goes with --scan-model overdispersed only."))
    }
    if let contradiction = options.contradiction {
      throw ValidationError(Console.say(contradiction.message.indonesian, contradiction.message.english))
    }
  }

  /// Options as the analysis takes them.
  var options: SpatialOptions {
    var options = SpatialOptions()
    options.neighbourhood = neighbours.neighbourhood
    options.snapMetres = neighbours.snap
    options.permutations = permutations
    options.localValues = localValues
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
    if let minDifferenceTau { options.minimumVariations = minDifferenceTau }
    return options
  }
}
