internal import Areas
internal import Boundaries
internal import Coverage
internal import Diagnostics
internal import Reporting

/// What maps and layers say of themselves in QGIS: title, finding, source, and what is counted.
struct MapTexts {
  private let analysis: Analysis
  private let map: MapFinding
  private let language: Language

  init(_ analysis: Analysis) {
    self.analysis = analysis
    map = MapFinding(analysis)
    language = analysis.language
  }

  // MARK: Titles

  static func coverageTitle(_ language: Language) -> String {
    Message(id: "Cakupan kepesertaan", en: "Membership coverage")[language]
  }

  /// What, where and when.
  var title: String { map.title }

  /// What the units are, or their parents are.
  func levelName(_ level: AdministrativeLevel?) -> String {
    level?.label(language) ?? language.text(id: "wilayah induk", en: "parents")
  }

  // MARK: Sentences

  /// How many are not covered, and where the largest number of them is.
  var finding: String { map.sentence }

  var source: String {
    MapSource(analysis).text + " "
      + language.text(
        id: "Cakupan = pekerja terlindungi / potensi tenaga kerja. Diolah dengan Jangkau.",
        en: "Coverage = covered / eligible workers. Made with Jangkau.")
  }

  // MARK: Notes of layers

  /// What is counted in the run, over what and when.
  private var counting: String {
    let (layer, total, withData) = (
      // A publication withholds some units, which the sums include.
      analysis.layer, analysis.figures.total, analysis.figures.status.count { $0 != .noData }
    )
    let words = Message {
      $0.text(
        id: "Potensi tenaga kerja (penyebut) \(id: total.eligible) orang di \(id: withData) dari "
          + "\(id: layer.units.count) \(layer.level.label(.indonesian, count: layer.units.count)) yang punya data; "
          + "\(id: total.covered) terlindungi, \(id: total.uncovered) belum. Kelebihan peserta di satu tempat atau segmen "
          + "tidak menutupi kekurangan di tempat lain. Kosong berarti tidak diketahui, bukan nol.",
        en: "Eligible workers (the denominator): \(en: total.eligible) in \(en: withData) of "
          + "\(en: layer.units.count) \(layer.level.label(.english, count: layer.units.count)) that have data; "
          + "\(en: total.covered) covered, \(en: total.uncovered) not. A surplus in one place or segment covers no gap in "
          + "another. Null means unknown, not zero.")
    }
    return "\(words[language]) \(source)"
  }

  /// Of the whole project.
  var abstract: String { [finding, counting].joined(separator: " ") }

  /// Of a layer: what a feature of it is, and what is counted.
  func abstract(of layer: MapLayer, in layers: MapLayers) -> String {
    let (parent, unit) = (levelName(analysis.layer.level.parent), levelName(analysis.layer.level))
    let content =
      switch layer.name {
      case layers.coverage.name:
        Message(
          id: "Satu baris untuk setiap wilayah (\(unit)), dengan cakupan kepesertaannya.",
          en: "One row for each unit (\(unit)), with its coverage.")
      case layers.clusters.name:
        Message(
          id: "Klaster cakupan rendah, satu baris untuk setiap klaster dan metode.",
          en: "Clusters of low coverage, one row for each cluster and method.")
      case layers.parents.name:
        Message(
          id: "Satu baris untuk setiap wilayah induk (\(parent)): jumlah dari \(unit) di dalamnya yang punya data.",
          en: "One row for each parent (\(parent)): sums over its \(unit) that have data.")
      case layers.services.name:
        Message(
          id: "Titik layanan, dengan jumlah wilayah yang terdekat ke titik itu.",
          en: "Service points, with the number of units that they are the nearest for.")
      default:
        Message(
          id: "Bagian di luar jangkauan layanan, wilayah tanpa data, dan cacat batas peta.",
          en: "What is out of reach of service, units without data, and defects of the boundaries.")
      }
    return "\(content[language]) \(counting)"
  }
}
