internal import Areas
internal import Tables

/// A table as it was understood, for `analyze` to read again: one header line, a row for each unit and segment, nothing
/// else. Reading it gives the same units and counts.
public struct CleanTable: Sendable {
  public enum Cell: Sendable, Hashable {
    case text(String)
    case count(Int?)
  }

  public let header: [String]
  public let rows: [[Cell]]

  /// - Parameters:
  ///   - reading: the table.
  ///   - sums: rows that were found to be sums after all.
  public init(_ reading: TableReading, without sums: Set<Int> = []) {
    let table = reading.table
    let basis = table.columns(named: "dasar").first
    let hasEnrolled = !reading.enrolled.isEmpty
    let hasEligible = !reading.eligible.isEmpty
    let hasSegments = !reading.segments.isEmpty
    let hasSections = reading.rows.contains { reading.parents($0).count > reading.parentColumns.count }
    var header: [String] = []
    if let code = reading.codeColumn { header.append(Self.codeHeader(table.header[code], reading.codeLevel)) }
    let level = reading.nameLevel
    if reading.nameColumn != nil { header.append(Self.nameHeader(level)) }
    if hasSections { header.append(Self.nameHeader(reading.rows.lazy.compactMap { reading.section($0)?.level }.first)) }
    for parent in reading.parentColumns {
      header.append(parent.level.map { Self.nameHeader($0) } ?? table.header[parent.column])
    }
    if reading.period != nil { header.append("periode") }
    // Segments that no list knows, or whose eligible are alike, are told apart by columns and rows respectively.
    if hasSegments { header.append("segmen") }
    if hasEnrolled { header.append("peserta_aktif") }
    if hasEligible { header.append("potensi") }
    if basis != nil { header.append("dasar") }
    self.header = header

    var rows: [[Cell]] = []
    for (position, row) in reading.rows.enumerated() where !sums.contains(row) {
      var places: [Cell] = []
      if reading.codeColumn != nil { places.append(.text(reading.code(row))) }
      if reading.nameColumn != nil { places.append(.text(reading.name(row))) }
      if hasSections { places.append(.text(reading.section(row)?.text ?? "")) }
      for parent in reading.parents(row).suffix(reading.parentColumns.count) { places.append(.text(parent.text)) }
      if let period = reading.period { places.append(.text(period)) }
      func add(_ segment: String?, _ enrolled: Int?, _ eligible: Int?) {
        var cells = places
        if hasSegments { cells.append(.text(segment ?? "")) }
        if hasEnrolled { cells.append(.count(enrolled)) }
        if hasEligible { cells.append(.count(eligible)) }
        if let basis { cells.append(.text(table.cell(row, basis))) }
        rows.append(cells)
      }
      if reading.segmentOfRow.isEmpty && hasSegments {
        for index in reading.segments.indices {
          add(
            reading.segments[index].label, hasEnrolled ? reading.enrolled[index][row] : nil,
            hasEligible ? reading.eligible[index][row] : nil)
        }
      } else {
        var segment: String?
        if hasSegments, case .segment(let own) = reading.segmentOfRow[position] {
          segment = reading.segments[own].label
        }
        add(segment, hasEnrolled ? reading.enrolled[0][row] : nil, hasEligible ? reading.eligible[0][row] : nil)
      }
    }
    self.rows = rows
  }

  private static func nameHeader(_ level: AdministrativeLevel?) -> String {
    switch level {
    case .province: "provinsi"
    case .regency: "kabupaten_kota"
    case .district: "kecamatan"
    case .village: "desa_kelurahan"
    case .unit, nil: "nama"
    }
  }

  private static func codeHeader(_ header: String, _ level: AdministrativeLevel?) -> String {
    let lower = header.lowercased()
    let system = lower.contains("bps") ? "_bps" : lower.contains("dagri") ? "_kemendagri" : ""
    switch level {
    case .province: return "kode_provinsi" + system
    case .regency: return "kode_kabupaten" + system
    case .district: return "kode_kecamatan" + system
    case .village: return "kode_desa" + system
    case .unit, nil: return "kode" + system
    }
  }

  /// As delimited text after RFC 4180.
  public var csv: [UInt8] {
    var writer = CSVWriter()
    writer.row(header)
    for row in rows {
      writer.row(
        row.map { cell in
          switch cell {
          case .text(let text): text
          case .count(let count): count.map(String.init)
          }
        })
    }
    return writer.bytes
  }
}
