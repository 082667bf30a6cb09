package import Diagnostics

/// What a figure is called, what it means and where it appears: one description for maps, tables, styles, the report and
/// the reference of the fields.
package struct FigureDescription: Sendable {
  /// What its values are in files.
  package enum Kind: Sendable, Hashable {
    case text
    case integer
    /// With at most so many decimals in maps; nil for as few digits as read back to the same number.
    case number(decimals: Int?)
    case boolean
  }

  /// What its numbers are measured in; the raw value is the symbol behind them.
  package enum Measure: String, Sendable {
    case percent = "%"
    case squareKilometres = "km²"
    case kilometres = "km"

    /// Enough to be compared with other programs.
    var decimals: Int { self == .percent ? 10 : 6 }
  }

  /// Where a figure appears.
  package struct Places: OptionSet, Sendable {
    package let rawValue: Int

    package init(rawValue: Int) { self.rawValue = rawValue }

    /// GeoJSON and GeoPackage, and with them the attribute tables of QGIS.
    package static let map = Places(rawValue: 1)
    /// `ranking.csv`, `ranking.xlsx` and `rank --format json`.
    package static let ranking = Places(rawValue: 2)
    /// The ranking as a table for people: on a screen and as Markdown.
    package static let screen = Places(rawValue: 4)
    /// The panel of the report that tells of one unit, and what its script sorts by.
    package static let report = Places(rawValue: 8)
  }

  /// One of the few texts that a figure may be.
  package struct Code: Sendable {
    package let value: String
    package let label: Message
  }

  /// In files. Of the figures of a segment, `S` stands for the segment.
  package let name: String
  package let kind: Kind
  package let measure: Measure?
  package let title: Message
  /// The title where a column has little room.
  package let heading: Message
  package let meaning: Message
  /// In the order in which they are listed; empty where the values are no codes.
  package let codes: [Code]
  package let places: Places
  /// The segment that it is of, as the table names it.
  let segment: String?

  /// The title with its measure and its segment: what attribute tables call it.
  package var alias: Message {
    let measure = measure.map { " (\($0.rawValue))" } ?? ""
    let segment = segment.map { " – \($0)" } ?? ""
    return Message(id: title.indonesian + measure + segment, en: title.english + measure + segment)
  }
}
