internal import Areas
internal import Diagnostics

/// A cluster in one sentence for people who read no statistics. **What is said of a cluster is said here.**
struct ClusterSentence {
  let method: Cluster.Method
  let order: Int
  let counts: CoverageFigures.Counts
  let outside: Double?
  /// The units, those where most of the uncovered are first; without those of `notLow`.
  let low: [String]
  /// Units at or above the coverage of the whole map: a circle takes in what lies between low units, and nobody is to
  /// take them for low.
  let notLow: [String]
  /// What only a scan has.
  let test: Test?

  struct Test {
    let model: SpatialOptions.ScanModel
    /// The low units that the cluster is sure of, most uncovered first; nil where nothing is known of it.
    let core: [String]?
    let pValue: Double?
    /// Of the units, and of how many the coverages were spread over the map.
    let level: AdministrativeLevel
    let units: Int
    /// Whether these are what clusters found before have left.
    let isRest: Bool
    /// τ in points; nil where there is none.
    let variation: Double?
  }

  private static let mostNames = 3

  var message: Message { Message(id: text(.indonesian), en: text(.english)) }
  /// Without how likely it is by chance.
  var brief: Message {
    Message(id: text(.indonesian, tellsChance: false), en: text(.english, tellsChance: false))
  }

  private func text(_ language: Language, tellsChance: Bool = true) -> String {
    func percent(_ share: Double?) -> String {
      share.map { language.text(100 * $0, decimals: 1) + language.text(id: " %", en: "%") } ?? "–"
    }
    let title =
      switch method {
      case .scan: language.text(id: "Kantong cakupan rendah", en: "Low-coverage cluster")
      case .coldSpot: language.text(id: "Titik dingin", en: "Cold spot")
      case .threshold: language.text(id: "Kelompok di bawah ambang", en: "Below-threshold group")
      }
    let (uncovered, eligible) = (language.text(counts.uncovered), language.text(counts.eligible))
    let (inside, other) = (percent(counts.coverage), percent(outside))
    var parts = [
      "\(title) \(order) – \(names(low, notLow.count, language)): "
        + language.text(
          id: "\(uncovered) belum terlindungi dari \(eligible) potensi (cakupan \(inside); di luarnya \(other))",
          en: "\(uncovered) of \(eligible) workers are uncovered (coverage \(inside), elsewhere \(other))")
    ]
    switch method {
    case .coldSpot where !tellsChance: break
    case .coldSpot:
      parts[0] += language.text(
        id: "; cakupan di sini dan di sekitarnya lebih rendah daripada yang dapat dijelaskan oleh kebetulan",
        en: "; coverage here and around is lower than chance explains")
    case .threshold where !tellsChance: break
    case .threshold: parts[0] += language.text(id: "; tanpa uji statistik", en: "; not a statistical test")
    case .scan:
      if let test { parts += self.parts(test, language) + (tellsChance ? chance(test, language) : []) }
    }
    return parts.joined(separator: "; ") + "."
  }

  /// The first names, and how many units there are besides.
  private func names(_ names: [String], _ others: Int, _ language: Language) -> String {
    let shown = names.prefix(Self.mostNames).joined(separator: ", ")
    let rest = names.count - min(Self.mostNames, names.count) + others
    if rest == 0 { return shown }
    let number = language.text(rest)
    return language == .indonesian ? "\(shown), dan \(number) wilayah lain" : "\(shown) and \(number) more"
  }

  private func parts(_ test: Test, _ language: Language) -> [String] {
    var parts: [String] = []
    if let inside = counts.coverage, let outside {
      let points = 100 * (outside - inside)
      var text = language.text(
        id: "\(language.text(points, decimals: 1)) poin lebih rendah",
        en: "\(language.text(points, decimals: 1)) points lower")
      if let variation = test.variation, variation > 0 {
        let times = language.text(points / variation, decimals: 1)
        let usual = language.text(variation, decimals: variation < 9.95 ? 1 : 0)
        text += language.text(
          id: ", yaitu \(times) kali variasi biasa antarwilayah (± \(usual) poin)",
          en: ", \(times) times the usual variation between units (± \(usual) points)")
        // Of one place alone nobody would remark on it: what is significant is that such places lie together.
        if test.model == .overdispersed && points < variation {
          text += language.text(
            id: ", jadi pola di peta, seperti lereng dari pesisir ke pedalaman, lebih daripada tempat yang menyimpang",
            en: ", so a pattern over the map, like a slope from the coast to the interior, rather than a place apart")
        }
      }
      parts.append(text)
    }
    if let core = test.core, core.count < low.count {
      let list = language.list(core)
      let numbers = (language.text(core.count), language.text(low.count))
      parts.append(
        core.isEmpty
          ? language.text(
            id: "batasnya tidak pasti untuk semua wilayahnya",
            en: "how far it reaches is uncertain for all of its units")
          : language.text(
            id: "yang pasti termasuk \(numbers.0) dari \(numbers.1) wilayah rendahnya: \(list)",
            en: "sure of \(numbers.0) of its \(numbers.1) low units: \(list)"))
    }
    if !notLow.isEmpty {
      let list = language.list(notLow)
      parts.append(
        language.text(
          id: "di antaranya tidak rendah, karena setinggi cakupan seluruh peta atau lebih: \(list)",
          en: "not low themselves, being at or above the coverage of the whole map: \(list)"))
    }
    return parts
  }

  /// How likely it is by chance.
  private func chance(_ test: Test, _ language: Language) -> [String] {
    var parts: [String] = []
    if let p = test.pValue, p > 0 {
      let maps = language.text(1 / p, decimals: 0)
      let units = language.text(test.units)
      switch test.model {
      case .overdispersed:
        let noun = test.level == .district ? "kecamatan" : test.level.label(language)
        parts.append(
          language.text(
            id:
              "bila cakupan \(units) \(noun)\(test.isRest ? " yang tersisa" : "") tersebar acak di peta, kantong sekuat ini muncul dengan kemungkinan 1 dari \(maps)",
            en:
              "if the coverages of the \(test.isRest ? "remaining " : "")\(units) \(noun) were spread over the map at random, a cluster this strong would turn "
              + "up once in \(maps) maps"))
      case .bernoulli, .poisson:
        parts.append(
          language.text(
            id:
              "bila setiap pekerja di mana pun sama kemungkinannya terlindungi, kantong sekuat ini muncul dengan kemungkinan "
              + "1 dari \(maps); hanya tepat bila pekerja, bukan wilayah, yang setara",
            en:
              "if every worker anywhere were as likely to be covered, a cluster this strong would turn up once in \(maps) "
              + "maps; right only where workers, not units, are alike"))
      }
    }
    return parts
  }
}
