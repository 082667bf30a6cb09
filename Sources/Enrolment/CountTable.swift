package import Areas
package import Diagnostics
package import TableReading
package import Tables

/// A table of counts that was read: enrolment, or the workforce beside it.
package struct CountTable: Sendable {
  package typealias Segment = TableReading.Segment

  package let reading: TableReading
  package let path: String

  package var table: DelimitedTable { reading.table }
  /// The period that is used, as the table writes it; nil where the table has none.
  package var period: String? { reading.period }
  package var segments: [Segment] { reading.segments }
  var rows: [Int] { reading.rows }
  var segmentOfRow: [TableReading.RowSegment] { reading.segmentOfRow }
  var enrolled: [[Int?]] { reading.enrolled }
  var eligible: [[Int?]] { reading.eligible }

  /// Whether the counts are the illustrative ones that ship with the project, or made from them.
  /// Told by the file's name or by its column `dasar`, so that a copy under another name is still known.
  package var isIllustrative: Bool {
    table.name.lowercased().contains("ilustrasi")
      || table.columns(named: "dasar").contains { table.cell(0, $0).lowercased().hasPrefix("ilustrasi") }
  }

  /// Whether the segments are columns and not rows.
  var hasSegmentColumns: Bool { reading.segmentOfRow.isEmpty && !segments.isEmpty }

  /// Notices of how the table was read.
  package var notices: [Notice] {
    var notices = reading.notices
    if table.encodingSource == .assumed {
      notices.insert(.encodingAssumed(table.encoding.name, table: table.name), at: 0)
    }
    return notices
  }

  /// - Parameters:
  ///   - draft: the table in its file.
  ///   - path: of the file.
  ///   - purpose: what it is read for.
  ///   - level: the layer's.
  ///   - options: what the user states.
  /// - Throws: `Diagnostic` as `TableReading` does.
  package init(
    _ draft: TableDraft, path: String, purpose: ReadingOptions.Purpose, level: AdministrativeLevel,
    options: ReadingOptions
  ) throws {
    reading = try TableReading(draft, purpose: purpose, level: level, options: options)
    self.path = path
  }
}
