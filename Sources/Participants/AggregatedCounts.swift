internal import Boundaries
internal import Enrolment
internal import TableReading
internal import Tables

/// Participants by unit, segment and period, as the table that `analyze` reads.
struct AggregatedCounts: Sendable {

  private let layer: BoundaryLayer
  private let segments: [RecordVocabulary.Segment]
  /// Oldest first.
  private let periods: [Period]
  private let counts: [RecordReader.Cell: Int]
  /// Units that have participants.
  let unitCount: Int

  init(
    layer: BoundaryLayer, cells: [RecordReader.Cell], counts: [Int], segments: [RecordVocabulary.Segment],
    periods: [Period]
  ) {
    self.layer = layer
    self.segments = segments
    let order = periods.indices.sorted { periods[$0] < periods[$1] }
    self.periods = order.map { periods[$0] }
    var rank = [Int32](repeating: 0, count: periods.count)
    for (position, original) in order.enumerated() { rank[original] = Int32(position) }
    var table: [RecordReader.Cell: Int] = [:]
    var units: Set<Int32> = []
    for (cell, count) in zip(cells, counts) where count > 0 {
      let period = periods.isEmpty ? 0 : rank[Int(cell.period)]
      table[RecordReader.Cell(unit: cell.unit, segment: cell.segment, period: period)] = count
      units.insert(cell.unit)
    }
    self.counts = table
    unitCount = units.count
  }

  /// The header of the codes, which tells their system to whoever reads the table.
  private var codeHeader: String {
    if case .system(let system, _) = layer.codeSystem { return "kode_\(system.rawValue)" }
    return "kode"
  }

  private var parentHeader: String? {
    switch layer.level.parent {
    case .province: "provinsi"
    case .regency: "kabupaten"
    case .district: "kecamatan"
    default: nil
    }
  }

  /// Rows in the order of the layer, then of segments as the table first has them, then of periods.
  ///
  /// - Parameter isComplete: whether combinations without participants are written with 0.
  func csv(isComplete: Bool) -> [UInt8] {
    var writer = CSVWriter()
    let hasCodes = layer.units.contains { $0.code != nil }
    let parents = layer.units.contains { $0.parentName != nil } ? parentHeader : nil
    writer.row(
      [
        hasCodes ? codeHeader : nil, "nama", parents, segments.isEmpty ? nil : "segmen",
        periods.isEmpty ? nil : "periode", "peserta_aktif",
      ].compactMap { $0 })
    for (index, unit) in layer.units.enumerated() {
      let isNamed = unit.code != nil || !unit.name.isEmpty
      for segment in 0..<max(1, segments.count) {
        for period in 0..<max(1, periods.count) {
          let cell = RecordReader.Cell(unit: Int32(index), segment: Int32(segment), period: Int32(period))
          guard let count = counts[cell] ?? (isComplete && isNamed ? 0 : nil) else { continue }
          var row: [String?] = hasCodes ? [unit.code] : []
          row.append(unit.name)
          if parents != nil { row.append(unit.parentName) }
          if !segments.isEmpty { row.append(segments[segment].label) }
          if !periods.isEmpty { row.append(periods[period].text) }
          row.append(String(count))
          writer.row(row)
        }
      }
    }
    return writer.bytes
  }
}
