internal import Coverage
internal import Diagnostics
internal import GeoJSON

/// What every output says of inputs that are no real data: a column in each layer and in the ranking, because QGIS shows no
/// other place where a file may say what it is, and because rows are copied out of tables.
package enum NoteFigures {
  static func description(of caveat: Caveat) -> FigureDescription {
    let (name, title) =
      switch caveat {
      case .illustrativeCounts: ("data_note", Message(id: "Catatan data", en: "Note on data"))
      case .schematicBoundaries: ("boundary_note", Message(id: "Catatan batas", en: "Note on boundaries"))
      }
    return FigureDescription(
      name: name, kind: .text, measure: nil, title: title, heading: title, meaning: Message(id: "catatan", en: "note"),
      codes: [], places: [.map, .ranking], segment: nil)
  }

  static func columns(of analysis: Analysis, count: Int) -> [FigureColumn] {
    analysis.caveats.map { FigureColumn(description(of: $0), .text(Array(repeating: $0.text, count: count))) }
  }
}
