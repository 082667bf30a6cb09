public import Boundaries
public import Diagnostics
public import Enrolment
internal import Glibc
internal import Parallel
internal import RunFiles
public import TableReading
internal import Tables

/// Counts on old boundaries carried to new ones.
///
/// **Areal weighting** (Goodchild & Lam 1980): an old unit's workers are taken to be spread evenly over its area, so a
/// new unit gets the share of them that it has of the area. Shares are of the area that lies in the new layer, so that
/// nobody is lost where coasts are drawn apart. With a weight field of the new layer workers are spread like that
/// weight (target-density weighting, Schroeder 2007), with points like the points.
///
/// **Whole numbers.** Each count of each old unit is split by largest remainder, so that every total stays exactly what
/// it was; participants never exceed eligible workers in a part unless they do in the whole, nor the other way round.
///
/// **Differences of drawing.** Where two layers were digitised apart, borders that are the same do not coincide, and
/// area alone would send workers of every unit to its neighbours. An intersection below a share of both its units is a
/// sliver and gets nothing. A unit that has the same code and nearly the same area on both sides is the same unit, and
/// is carried whole, unless a new unit was split off from it or an old one merged into it; between layers that were
/// evidently drawn apart, half of both areas is enough. `ShareMatrix.Rules` and `DrawingAgreement` state how much.
///
/// **What cannot be known.** A new unit that the old layer hardly covers has no figure, and neither has one that draws
/// on an old unit without a count: a missing count is never zero. An old unit that hardly lies in the new layer has no
/// place; its workers are in the ledger and nowhere else.
public struct Reapportionment: Sendable {
  /// What workers are spread by within an old unit.
  public enum Method: Sendable {
    case area
    /// A field of numbers of the new layer.
    case field(String)
    /// Points, with the field or column of their weights; 1 each where it is nil.
    case points(path: String, weight: String?)
  }

  public struct Options: Sendable {
    public var counts: TableSource
    public var oldBoundaries: String
    public var oldLayer = BoundaryLayer.Options()
    public var newBoundaries: String
    public var newLayer = BoundaryLayer.Options()
    public var method = Method.area
    /// In per cent: an intersection below it, of both units, is a sliver.
    public var minShare = 1.0
    /// In per cent: units of the same code that have as much of both areas in common are the same. Where nil, 95, or 50
    /// between layers that were drawn apart.
    public var sameUnits: Double?
    /// In per cent: less cover makes a new unit one without a figure, and an old unit one without a place.
    public var minCover = 50.0
    /// Kinds of rejected rows that do not stop the work; with misses, old units that have no place are left out too.
    public var allowedRejections: Set<Rejection.Kind> = []
    /// Where rejected rows go.
    public var rejectedPath: String?
    public var threads = 1
    public var language = Language.english

    public init(counts: TableSource, oldBoundaries: String, newBoundaries: String) {
      self.counts = counts
      self.oldBoundaries = oldBoundaries
      self.newBoundaries = newBoundaries
    }
  }

  /// The counts of one period, by segment and then by new unit.
  package struct PeriodCounts: Sendable {
    /// As the table writes it; nil where it has none.
    package let period: String?
    let join: Join
    let enrolled: [[Int?]]
    let eligible: [[Int?]]
  }

  public let from: BoundaryLayer
  public let to: BoundaryLayer
  public let notices: [Notice]
  package let matrix: ShareMatrix
  let counterparts: UnitCounterparts
  let method: Method
  /// The table as it was read for the first of its periods.
  package let table: CountTable
  package let hasEnrolled: Bool
  package let hasEligible: Bool
  /// In the order of the table.
  package let periods: [PeriodCounts]
  package let ledger: CarriedLedger
  /// New units into which some old unit's workers go.
  let hasSource: [Bool]

  /// - Throws: `Diagnostic` for every input that is missing or bad, and, unless they are allowed, for rows that found
  ///   no unit of the old layer and for old units with workers that have no place in the new one.
  /// - Complexity: that of `LayerOverlay`, plus O(rows · periods).
  public init(_ options: Options) throws {
    let counts = options.counts
    let draft = try counts.draft()
    let source = draft.table
    if let sheet = counts.format.sheet, source.sheet == nil {
      throw Diagnostic.sheetOfNoWorkbook(sheet, option: "--sheet")
    }
    let from = try BoundaryLayer(path: options.oldBoundaries, options: options.oldLayer, wantedLevel: draft.level)
    let to = try BoundaryLayer(path: options.newBoundaries, options: options.newLayer)
    if case .undecided = to.codeSystem { throw Diagnostic.newCodeSystemUndecided(to) }
    let purpose = try ReadingOptions.Purpose(of: draft, level: from.level, options: counts.reading)
    let tables = try CountTable.everyPeriod(
      of: draft, path: counts.path, purpose: purpose, level: from.level, options: counts.reading)
    let joins = try tables.map {
      try Join(from, Join.Tables(enrolment: $0, workforce: nil), stated: options.oldLayer.codeSystem)
    }
    let rejections = joins.flatMap(\.rejections).sorted { $0.line < $1.line }
    if !rejections.isEmpty, let path = options.rejectedPath {
      try WholeFile.write(
        RejectedTable.csv(rejections, headers: [(source.name, source.header)], language: options.language), to: path)
    }
    let blocking = joins.flatMap { $0.rejections(except: options.allowedRejections) }.sorted { $0.line < $1.line }
    if !blocking.isEmpty {
      throw Diagnostic.unmatchedRows(
        blocking, pattern: joins.lazy.compactMap(\.missPattern).first, savedTo: options.rejectedPath)
    }

    let overlay = try LayerOverlay(from.polygons, to.polygons, threads: options.threads)
    var findings: [Notice] = []
    let weights: ShareMatrix.Weights
    switch options.method {
    case .area: weights = .area
    case .field(let name): weights = try .field(name, of: to, options.newLayer)
    case .points(let path, let weight):
      let points = try WeightPoints(path: path, weight: weight)
      let (sums, outside) = try ShareMatrix.Weights.points(points, from: from, to: to)
      findings += points.notices
      if outside > 0 { findings.append(.pointsOutside(outside, of: points)) }
      weights = sums
    }
    let counterparts = UnitCounterparts(from, to)
    let matrix = try ShareMatrix(
      overlay, counterparts,
      rules: .init(
        minShare: options.minShare / 100, sameUnits: options.sameUnits.map { $0 / 100 },
        minCover: options.minCover / 100),
      weights: weights, to: to)

    hasEnrolled = purpose != .eligible
    hasEligible = purpose != .enrolled
    var ledger = CarriedLedger()
    var hasSource = [Bool](repeating: false, count: to.units.count)
    for entry in matrix.entries where entry.parts > 0 { hasSource[entry.to] = true }
    var periods: [PeriodCounts] = []
    for join in joins {
      let carried = Self.carry(join, by: matrix, hasSource, hasEnrolled, hasEligible, into: &ledger)
      periods.append(carried)
    }
    try ledger.checkBalance()
    if !ledger.placelessUnits.isEmpty && !options.allowedRejections.contains(.miss) {
      throw Diagnostic.placelessUnits(ledger.placelessUnits.map { ($0, from.units[$0]) }, ledger, to: to.name)
    }
    self.from = from
    self.to = to
    self.matrix = matrix
    self.counterparts = counterparts
    self.periods = periods
    self.ledger = ledger
    self.hasSource = hasSource
    table = tables[0]
    method = options.method
    var seen: Set<Notice> = []
    let read = from.notices + to.notices + tables.flatMap(\.notices) + joins.flatMap(\.notices)
    notices = (read + findings).filter { seen.insert($0).inserted }
  }

  public var rejections: [Rejection] { periods.flatMap(\.join.rejections).sorted { $0.line < $1.line } }

  /// Carries the counts of one period, and enters them in the ledger.
  private static func carry(
    _ join: Join, by matrix: ShareMatrix, _ hasSource: [Bool], _ hasEnrolled: Bool, _ hasEligible: Bool,
    into ledger: inout CarriedLedger
  ) -> PeriodCounts {
    ledger.enter(join.ledgers[0])
    var enrolled: [[Int?]] = []
    var eligible: [[Int?]] = []
    for segment in join.enrolled.indices {
      let label = join.segments.isEmpty ? nil : join.segments[segment].label
      var participants = NewCounts(hasSource)
      var workers = NewCounts(hasSource)
      for old in matrix.rows.indices {
        let (e, n) = (join.enrolled[segment][old], join.eligible[segment][old])
        let givers = matrix.givers(old)
        if givers.isEmpty {
          ledger.enterPlaceless(old, segment: label, enrolled: e ?? 0, eligible: n ?? 0)
          continue
        }
        let split = LargestRemainder.split(enrolled: e, eligible: n, parts: givers.map(\.parts))
        participants.add(split.enrolled, to: givers)
        workers.add(split.eligible, to: givers)
      }
      ledger.enter(participants, workers, segment: label)
      enrolled.append(hasEnrolled ? participants.counts : participants.counts.map { _ in nil })
      eligible.append(hasEligible ? workers.counts : workers.counts.map { _ in nil })
    }
    return PeriodCounts(period: join.period, join: join, enrolled: enrolled, eligible: eligible)
  }

  /// One count of every new unit while it grows.
  struct NewCounts {
    private var sums: [Int]
    private var isKnown: [Bool]

    init(_ hasSource: [Bool]) {
      sums = Array(repeating: 0, count: hasSource.count)
      isKnown = hasSource
    }

    /// - Parameter parts: nil where the old unit has no count; then none of its new units has one.
    mutating func add(_ parts: [Int]?, to givers: [ShareMatrix.Entry]) {
      for (index, giver) in givers.enumerated() {
        if let parts { sums[giver.to] += parts[index] } else { isKnown[giver.to] = false }
      }
    }

    var counts: [Int?] { zip(sums, isKnown).map { $1 ? $0 : nil } }
    var carried: Int { zip(sums, isKnown).reduce(0) { $1.1 ? $0 + $1.0 : $0 } }
    /// Counts that have come to units which have no figure, because another of their sources has none.
    var withheld: Int { zip(sums, isKnown).reduce(0) { $1.1 ? $0 : $0 + $1.0 } }
  }
}

extension Diagnostic {
  static func newCodeSystemUndecided(_ layer: BoundaryLayer) -> Diagnostic {
    let field = layer.provenance.codeField ?? ""
    return Diagnostic(
      .badInput, "reapportion.code-system.undecided", ["layer": layer.name, "field": field],
      id:
        "Sistem kode peta baru \(layer.name) (kolom \(field)) tidak dapat dipastikan, jadi tabel hasilnya tidak dapat "
        + "diberi kode. Sebutkan --to-code-system kemendagri atau --to-code-system bps.",
      en: "The code system of the new layer \(layer.name) (field \(field)) cannot be told, so the resulting table "
        + "cannot be given codes. State --to-code-system kemendagri or --to-code-system bps.")
  }

  static func placelessUnits(
    _ units: [(index: Int, unit: BoundaryLayer.Unit)], _ ledger: CarriedLedger, to layer: String
  ) -> Diagnostic {
    Diagnostic(
      .badInput, "reapportion.units.placeless", ["units": String(units.count), "layer": layer],
      Message { language in
        var lines = [
          language.text(
            id:
              "\(id: units.count) wilayah lama tidak punya tempat pada peta \(layer), karena sebagian besar luasnya berada "
              + "di luar peta itu atau di wilayah baru yang hampir tidak tercakup peta lama; tidak ada keluaran yang "
              + "ditulis.",
            en: "\(en: units.count, "old unit has", "old units have") no place in the layer \(layer), because most of "
              + "\(units.count == 1 ? "its" : "their") area lies outside of it, or in new units that the old map hardly "
              + "covers; nothing was written.")
        ]
        for (index, unit) in units.prefix(8) {
          let sum = ledger.placeless[index]!
          let title = [unit.code, unit.name].compactMap { $0 }.joined(separator: " ")
          lines.append(
            "  \(title) – "
              + language.text(
                id: "\(id: sum.enrolled) peserta, \(id: sum.eligible) potensi tenaga kerja",
                en: "\(en: sum.enrolled, "participant"), \(en: sum.eligible, "eligible worker")"))
        }
        if units.count > 8 {
          lines.append(
            language.text(
              id: "  … dan \(id: units.count - 8) wilayah lain", en: "  … and \(en: units.count - 8, "more unit")"))
        }
        lines.append(
          language.text(
            id:
              "Periksa apakah kedua peta untuk daerah yang sama. Pakai --allow-unmatched untuk melanjutkan tanpa pekerja "
              + "itu, atau ubah batasnya dengan --min-cover.",
            en: "Check that both maps are of the same region. Use --allow-unmatched to go on without these workers, or "
              + "change the limit with --min-cover."))
        return lines.joined(separator: "\n")
      })
  }
}
