import ArgumentParser
import Coverage

/// Neighbours, statistics and clusters.
struct SpatialArguments: ParsableArguments {
  @OptionGroup var neighbours: NeighbourArguments
  @Option(
    help: ArgumentHelp(
      id: "Banyaknya permutasi Moran dan Gi*; bila wilayahnya banyak, statistik lokal memakai sampai 20 kalinya.",
      en: "Permutations of Moran's I and Gi*; where units are many the local statistics draw up to 20 times as many.",
      .typed("R")))
  var permutations = 9999
  @Option(
    help: ArgumentHelp(
      id: "Nilai untuk statistik lokal: dibakukan, supaya wilayah kecil dan besar setara, atau cakupan apa adanya.",
      en: "Values of the local statistics: standardised, so that small and large units compare, or coverage as it is.",
      .typed("standardised|rate")))
  var localValues: SpatialOptions.LocalValues = .standardised
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
      id: "Bagian terbesar pekerja dalam satu jendela pemindaian. Bawaan: 0.25; 0.5 untuk bernoulli dan poisson.",
      en: "Largest share of workers in a window of the scan. Default: 0.25; 0.5 for bernoulli and poisson.",
      .typed("S")))
  var scanMaxShare: Double?
  @Option(
    help: ArgumentHelp(
      id: "Model pemindaian. bernoulli dan poisson hanya tepat bila pekerja, bukan wilayah, yang setara.",
      en: "Model of the scan. bernoulli and poisson are right only where workers, not units, are alike.",
      .typed("overdispersed|bernoulli|poisson")))
  var scanModel: SpatialOptions.ScanModel = .overdispersed
  @Option(
    help: ArgumentHelp(
      id: "Bentuk jendela pemindaian; flexible mengikuti sungai dan jalan, tetapi kurang peka untuk kantong bulat.",
      en: "Shape of the scan's windows; flexible follows rivers and roads, but is less sensitive to round clusters.",
      .typed("circular|elliptic|flexible")))
  var scanShape: SpatialOptions.ScanShape = .circular
  @Option(
    help: ArgumentHelp(
      id: "Kantong kedua dan seterusnya: pemindaian diulang tanpa yang sudah ditemukan, atau dari jendela yang sama. "
        + "Bawaan: iterative, kecuali wilayahnya sangat banyak.",
      en: "Further clusters: by scanning again without those found, or from the same windows. Default: iterative, "
        + "unless units are very many.", .typed("iterative|standard")))
  var scanSecondary: SpatialOptions.ScanSecondary?
  @Option(
    help: ArgumentHelp(
      id: "Kantong yang cakupannya kurang dari sekian poin di bawah sekelilingnya dihitung tetapi tidak didaftar.",
      en: "Clusters less than so many points below what is outside are counted but not listed.", .typed("POINTS")))
  var minDifference = 2.0
  @Option(
    help: ArgumentHelp(
      id:
        "Demikian pula yang selisihnya kurang dari sekian kali variasi biasa antarwilayah; 0: berapa pun. Bawaan: 0.5.",
      en:
        "Likewise those that differ by less than so many times the usual variation between units; 0: by however little. "
        + "Default: 0.5.", .typed("TIMES")))
  var minDifferenceTau: Double?

  private static func require(
    _ holds: Bool, id indonesian: String, en english: String
  ) throws {
    if !holds { throw ValidationError(id: indonesian, en: english) }
  }

  mutating func validate() throws {
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
      scanMaxShare.map { $0 > 0 && $0 <= 1 } ?? true, id: "--scan-max-share harus di atas 0 dan paling besar 1.",
      en: "--scan-max-share must be above 0 and at most 1.")
    try Self.require(
      minDifference >= 0 && minDifference <= 100, id: "--min-difference antara 0 dan 100 poin.",
      en: "--min-difference lies between 0 and 100 points.")
    try Self.require(
      minDifferenceTau.map { $0 >= 0 && $0 <= 100 } ?? true, id: "--min-difference-tau antara 0 dan 100 kali.",
      en: "--min-difference-tau lies between 0 and 100 times.")
    if let minDifferenceTau, minDifferenceTau > 0, scanModel != .overdispersed {
      throw ValidationError(
        id: "--min-difference-tau hanya untuk --scan-model overdispersed.",
        en: "--min-difference-tau goes with --scan-model overdispersed only.")
    }
    if let contradiction = options.contradiction {
      throw ValidationError(contradiction.message[Console.language])
    }
  }

  /// Options as the analysis takes them.
  var options: SpatialOptions {
    var options = SpatialOptions()
    options.neighbourhood = neighbours.weights
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
