internal import Boundaries
internal import Coverage
internal import Diagnostics
internal import Enrolment

/// Where the figures of a map come from, in a line: files, denominator, period, and what they are not.
struct MapSource {
  let text: String

  init(_ analysis: Analysis) {
    let language = analysis.language
    // From when the boundaries are, where the layer says so.
    let source = analysis.layer.provenance
    let dates = [source.version, source.validOn].compactMap(\.self)
    let edition = dates.isEmpty ? "" : " (\(dates.joined(separator: ", ")))"
    let tables = analysis.join.ledgers.map(\.table).joined(separator: ", ")
    var parts = [
      language.text(id: "Sumber: \(tables)", en: "Source: \(tables)")
        + (analysis.join.period.map { language.text(id: "; periode \($0)", en: "; period \($0)") } ?? ""),
      language.text(
        id: "Penyebut: potensi tenaga kerja menurut tabel itu",
        en: "Denominator: eligible workers as that table has them"),
      language.text(id: "Batas: \(analysis.layer.name)", en: "Boundaries: \(analysis.layer.name)") + edition,
    ]
    if analysis.isIllustrative {
      parts.append(
        language.text(id: "Angka ilustrasi, bukan data resmi", en: "Illustrative figures, not official data"))
    }
    if analysis.isSchematic {
      parts.append(
        language.text(id: "Batas skematik, bukan batas resmi", en: "Schematic boundaries, not official ones"))
    }
    text = parts.joined(separator: ". ") + "."
  }
}
