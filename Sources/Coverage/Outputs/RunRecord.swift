internal import FoundationEssentials
internal import GEOS
internal import Projections
internal import Shapefile

/// `run.json`: what was run, on what, with which options and libraries, and what became of every row.
struct RunRecord: Encodable {
  struct Input: Encodable {
    let role: String
    let file: String
    let sha256: String
    let rows: Int?
  }

  struct Boundaries: Encodable {
    let units: Int
    let level: String
    let schema: String?
    let codeField: String?
    let nameField: String?
    let codeSystem: String?
    let crs: String
    let encoding: String
    let encodingSource: String
    let repairedUnits: Int

    init(_ layer: BoundaryLayer) {
      let source = layer.provenance
      units = layer.units.count
      level = layer.level.rawValue
      schema = source.schema
      codeField = source.codeField
      nameField = source.nameField
      codeSystem = RunRecord.text(layer.codeSystem)
      crs = source.crsCode.map { "\(source.crsName) (\($0))" } ?? source.crsName
      encoding = source.encoding
      encodingSource = source.encodingSource
      repairedUnits = layer.repairCount
    }
  }

  struct Sums: Encodable {
    let rows: Int
    let enrolled: Int
    let eligible: Int

    init(_ sum: Ledger.Sum) {
      rows = sum.rows
      enrolled = sum.enrolled
      eligible = sum.eligible
    }
  }

  struct LedgerRecord: Encodable {
    let table: String
    let read: Sums
    let used: Sums
    let rejected: Sums
    let otherPeriodRows: Int
    let units: Int
    let unitsWithData: Int
    let unitsWithoutData: Int
    let rejectedByReason: [String: Int]

    static func records(of join: Join) -> [LedgerRecord] {
      join.ledgers.map { ledger in
        let rejections = join.rejections.filter { $0.table == ledger.table }
        return LedgerRecord(
          table: ledger.table, read: Sums(ledger.read), used: Sums(ledger.used), rejected: Sums(ledger.rejected),
          otherPeriodRows: ledger.otherPeriodRows, units: ledger.units, unitsWithData: ledger.unitsWithRows,
          unitsWithoutData: ledger.units - ledger.unitsWithRows,
          rejectedByReason: Dictionary(grouping: rejections, by: \.reason.rawValue).mapValues(\.count))
      }
    }
  }

  struct Totals: Encodable {
    let eligible: Int
    let enrolled: Int
    let covered: Int
    let uncovered: Int
    let surplus: Int
    let targetGap: Int
    let coveragePct: Double?
    let enrolmentRatioPct: Double?

    init(_ counts: CoverageFigures.Counts) {
      eligible = counts.eligible
      enrolled = counts.enrolled
      covered = counts.covered
      uncovered = counts.uncovered
      surplus = counts.surplus
      targetGap = counts.targetGap
      coveragePct = counts.coverage.map { 100 * $0 }
      enrolmentRatioPct = counts.enrolmentRatio.map { 100 * $0 }
    }
  }

  let program = "jangkau"
  let version = Jangkau.version
  let time: String
  let notes: [String: String]
  let inputs: [Input]
  let options: [String: String]
  let libraries: [String: String]
  let boundaries: Boundaries
  let period: String?
  let tableCodeSystem: String?
  let ledger: [LedgerRecord]
  let totals: Totals
  let totalsBySegment: [String: Totals]
  let statusCounts: [String: Int]
  let notices: [String]

  init(_ analysis: Analysis, checksums: [String: String], options: [String: String], time: String) {
    self.time = time
    self.options = options
    let layer = analysis.layer
    notes = Dictionary(uniqueKeysWithValues: analysis.caveats.map { ($0.name, $0.text) })
    inputs = analysis.inputs.map { input in
      Input(
        role: input.role, file: input.path.split(separator: "/").last.map(String.init) ?? input.path,
        sha256: checksums[input.path] ?? "", rows: input.rows)
    }
    libraries = [
      "GEOS": GEOSLibrary.version, "PROJ": PROJLibrary.version, "shapelib": ShapelibLibrary.version,
    ]
    boundaries = Boundaries(layer)
    period = analysis.join.period
    tableCodeSystem = analysis.join.codeSystem.map(Self.text)
    ledger = LedgerRecord.records(of: analysis.join)
    let figures = analysis.figures
    totals = Totals(figures.total)
    totalsBySegment = Dictionary(
      uniqueKeysWithValues: zip(analysis.join.segments, figures.segmentTotals).map { ($0.key, Totals($1)) })
    statusCounts = Dictionary(grouping: figures.status, by: \.rawValue).mapValues(\.count)
    notices = analysis.notices.map { $0[analysis.language] }
  }

  private static func text(_ finding: CodeSystemFinding) -> String {
    switch finding {
    case .system(let system, let evidence): "\(system.rawValue) (\(evidence.rawValue))"
    case .sameInBoth: "same in both"
    case .undecided: "undecided"
    case .opaque: "as it stands"
    }
  }

  func bytes() throws -> [UInt8] { try Self.encoded(self) }

  /// Indented, keys sorted and in snake case, so that two runs can be compared line by line.
  static func encoded(_ value: some Encodable) throws -> [UInt8] {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    encoder.keyEncodingStrategy = .convertToSnakeCase
    return Array(try encoder.encode(value)) + [0x0A]
  }
}
