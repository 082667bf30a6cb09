public import Diagnostics
internal import SpatialStatistics
internal import Tables

/// The main job: a boundary layer and a table of counts become figures for every unit.
public struct Analysis: Sendable {
  public struct Options: Sendable {
    public var boundaries: String
    public var enrolment: String
    public var workforce: String?
    public var layer = BoundaryLayer.Options()
    /// Names of the table's columns, where they are not found by themselves.
    public var codeColumn: String?
    public var nameColumn: String?
    public var parentColumn: String?
    public var enrolledColumn: String?
    public var eligibleColumn: String?
    public var segmentColumn: String?
    public var periodColumn: String?
    public var period: String?
    public var format = TableFormat()
    public var target = CoverageFigures.Target(percent: 100)
    public var usesPoissonRates = false
    public var allowUnmatched = false
    /// What counts as a small count, for a publication or for counting them.
    public var smallCounts = SmallCountRule()
    /// Whether small counts are withheld, for files that leave the office.
    public var isPublication = false
    /// Where rejected rows go when they stop the analysis, or when a publication leaves them out.
    public var rejectedPath: String?
    public var threads = 1
    public var language = Language.english

    public init(boundaries: String, enrolment: String) {
      self.boundaries = boundaries
      self.enrolment = enrolment
    }
  }

  /// How the tables are written, where it is not found by itself.
  public struct TableFormat: Sendable {
    /// The line of the header, where a title stands above it.
    public var headerLine: Int?
    public var separator: Character?
    public var encoding: String?
    /// `none`, `dot`, `comma` or `space`.
    public var thousands: String?
    /// The sheet of the enrolment workbook, and of the workforce workbook unless that has one of its own; the first
    /// that people see if nil.
    public var sheet: String?
    public var workforceSheet: String?

    public init() {}
  }

  /// A file that was read.
  package struct Input: Sendable {
    package let role: String
    package let path: String
    package let rows: Int?
    /// The sheet that was read, of a workbook.
    package var sheet: String?

    /// Whether it is a table of counts, which a publication must not let be guessed.
    var holdsCounts: Bool { role == "enrolment" || role == "workforce" }

    /// The file's name without its folder.
    package var file: String { path.split(separator: "/").last.map(String.init) ?? path }
  }

  public let layer: BoundaryLayer
  public let join: Join
  public let figures: CoverageFigures
  /// What is withheld. Where it is, `join` and `figures` are already without it.
  public let disclosure: Disclosure
  public let notices: [Message]
  package let inputs: [Input]
  let tableHeaders: [(table: String, header: [String])]
  /// Which columns of the tables mean what, for reports.
  let tables: Join.Tables
  public let language: Language
  let rates: EmpiricalBayes.Model
  package let target: CoverageFigures.Target

  /// - Throws: `Diagnostic` for every input that is missing or bad, and for rows that found no unit unless they are
  ///   allowed.
  public init(_ options: Options) throws {
    let audit = try Audit(options)
    guard let tables = audit.tables, var join = audit.join else {
      preconditionFailure("an audit with a table has a join")
    }
    if !join.rejections.isEmpty && !options.allowUnmatched {
      if let path = options.rejectedPath {
        try WholeFile.write(
          RejectedTable.csv(join.rejections, headers: audit.tableHeaders, language: options.language), to: path)
      }
      throw Diagnostic.unmatchedRows(join.rejections, savedTo: options.rejectedPath)
    }
    let layer = audit.layer
    target = options.target
    rates = options.usesPoissonRates ? .poisson : .binomial
    var figures = try CoverageFigures(
      enrolled: join.enrolled, eligible: join.eligible, target: options.target,
      rates: rates)
    inputs = audit.inputs
    language = options.language
    var notices = audit.notices
    let rule = options.smallCounts
    if options.isPublication {
      // From here on there is nothing but what may be published, so that no output needs to think of it.
      let control = try DisclosureControl(
        figures, parents: layer.units.map { [$0.parentCode, $0.parentName].compactMap { $0 }.joined(separator: " ") },
        segmentLabels: join.segments.map(\.label), target: options.target, rule: rule)
      disclosure = Disclosure(control, figures, rule: rule, rejectedRows: !join.rejections.isEmpty)
      if !join.rejections.isEmpty, let path = options.rejectedPath {
        try WholeFile.write(
          RejectedTable.csv(join.rejections, headers: audit.tableHeaders, language: options.language), to: path)
      }
      figures = try CoverageFigures(
        enrolled: join.enrolled, eligible: join.eligible, target: options.target, rates: rates,
        withholding: control.withholding)
      join = join.withholding(control.withholding)
    } else {
      disclosure = Disclosure(counting: figures, hasSegments: !join.segments.isEmpty, rule: rule)
    }
    if !figures.incompleteUnits.isEmpty {
      notices.append(.incompleteUnits(figures.incompleteUnits.map { layer.units[$0].name }))
    }
    let over = figures.isOver100.indices.filter { figures.isOver100[$0] == true }
    if !over.isEmpty { notices.append(.over100(over.map { layer.units[$0].name })) }
    self.layer = layer
    self.join = join
    self.figures = figures
    self.notices = notices + disclosure.notices
    self.tables = tables
    tableHeaders = audit.tableHeaders
  }

  /// Which columns of each table were read.
  public var columnUse: [Summary.ColumnUse] {
    [Summary.ColumnUse(tables.enrolment)] + (tables.workforce.map { [Summary.ColumnUse($0)] } ?? [])
  }

  /// The segments as the table names them.
  package var segmentLabels: [String] { join.segments.map(\.label) }

  // MARK: Caveats

  /// Whether the counts are the illustrative ones that ship with the project.
  public var isIllustrative: Bool { tables.enrolment.isIllustrative }

  /// Whether the boundaries are the schematic ones that ship with the project.
  public var isSchematic: Bool { layer.isSchematic }

  /// What every output made from these inputs has to say.
  package var caveats: [Caveat] {
    (isIllustrative ? [.illustrativeCounts] : []) + (isSchematic ? [.schematicBoundaries] : [])
  }

  // MARK: Outputs

  /// A folder that was found writable and free before the work began.
  public struct PreparedFolder: Sendable {
    let folder: OutputFolder

    public init(path: String, replacing: Bool) throws { folder = try OutputFolder(path, replacing: replacing) }
  }
}

extension Diagnostic {
  static func unmatchedRows(_ rejections: [Rejection], savedTo path: String?) -> Diagnostic {
    let shown = rejections.prefix(8)
    let rest = rejections.count - shown.count
    let enrolled = rejections.reduce(0) { $0 + ($1.enrolled ?? 0) }
    let eligible = rejections.reduce(0) { $0 + $1.eligible }
    func lines(_ language: Language, _ closest: String, _ more: String) -> String {
      var text = ""
      for one in shown {
        text += "\n  \(one.table), \(one.place[language]): “\(one.value)” – \(one.explanation[language])"
        if !one.candidates.isEmpty { text += " (\(closest): \(one.candidates.joined(separator: "; ")))" }
      }
      if rest > 0 { text += "\n  \(more)" }
      return text
    }
    let saved = path.map { (id: " Baris itu disimpan di \($0).", en: " The rows were saved to \($0).") }
    return Diagnostic(
      .badInput,
      id: "\(Language.indonesian.text(rejections.count)) baris tidak terpadankan dengan peta "
        + "(\(Language.indonesian.text(enrolled)) peserta, \(Language.indonesian.text(eligible)) potensi pekerja); "
        + "tidak ada keluaran yang ditulis."
        + lines(.indonesian, "terdekat", "… dan \(Language.indonesian.text(rest)) baris lain")
        + "\nPerbaiki baris itu, atau pakai --allow-unmatched untuk melanjutkan tanpa baris itu"
        + (path == nil ? " dan --rejected BERKAS untuk menyimpannya." : ".") + (saved?.id ?? ""),
      en: "\(Language.english.text(rejections.count)) rows found no unit of the map "
        + "(\(Language.english.text(enrolled)) participants, \(Language.english.text(eligible)) eligible workers); "
        + "nothing was written."
        + lines(.english, "closest", "… and \(Language.english.text(rest)) more rows")
        + "\nCorrect the rows, or use --allow-unmatched to go on without them"
        + (path == nil ? " and --rejected FILE to save them." : ".") + (saved?.en ?? ""))
  }
}

extension Message {
  private static func list(_ names: [String]) -> String {
    names.prefix(6).joined(separator: ", ") + (names.count > 6 ? ", …" : "")
  }

  static func incompleteUnits(_ names: [String]) -> Message {
    Message(
      id: "\(names.count) wilayah tidak lengkap angkanya di salah satu segmen, sehingga jumlahnya tidak dihitung: "
        + "\(list(names)). Isi 0 bila memang tidak ada pekerjanya.",
      en:
        "\(names.count) units lack a count in some segment, so they have no totals: \(list(names)). Write 0 where there "
        + "are no such workers.")
  }

  static func over100(_ names: [String]) -> Message {
    Message(
      id:
        "\(names.count) wilayah punya segmen dengan peserta melebihi potensi: \(list(names)). Kelebihannya tidak menutupi "
        + "kesenjangan segmen lain.",
      en:
        "\(names.count) units have a segment with more participants than eligible workers: \(list(names)). The surplus "
        + "covers no gap elsewhere.")
  }
}
