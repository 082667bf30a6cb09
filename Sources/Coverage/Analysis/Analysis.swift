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
  public let notices: [Notice]
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

  /// The segments of the table: the suffix of their properties, and the name that the table gives them.
  package var segments: [(key: String, label: String)] { join.segments.map { ($0.key, $0.label) } }

  // MARK: Caveats

  static let illustrativeNote = "ilustrasi, bukan data resmi / illustrative, not official data"
  static let schematicNote = "skematik, bukan batas resmi / schematic, not official boundaries"

  /// Whether the counts are the illustrative ones that ship with the project.
  public var isIllustrative: Bool { tables.enrolment.isIllustrative }

  /// Whether the boundaries are the schematic ones that ship with the project.
  public var isSchematic: Bool { layer.isSchematic }

  /// What every output made from these inputs has to say.
  package var caveats: [(name: String, text: String)] {
    var list: [(String, String)] = []
    if isIllustrative { list.append(("data_note", Self.illustrativeNote)) }
    if isSchematic { list.append(("boundary_note", Self.schematicNote)) }
    return list
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
    func line(_ row: Rejection, _ language: Language) -> String {
      let text = "\(row.table), \(row.place[language]): “\(row.value)” – \(row.explanation[language])"
      if row.candidates.isEmpty { return text }
      return "\(text) (\(language.text(id: "terdekat", en: "closest")): \(row.candidates.joined(separator: "; ")))"
    }
    return Diagnostic(
      .badInput, "join.rows.unmatched",
      [
        "rows": String(rejections.count), "enrolled": String(enrolled), "eligible": String(eligible),
        "saved": path ?? "",
      ],
      Message { language in
        var lines = [
          language.text(
            id: "\(id: rejections.count) baris tidak terpadankan dengan peta (\(id: enrolled) peserta, \(id: eligible) "
              + "potensi tenaga kerja); tidak ada keluaran yang ditulis.",
            en: "\(en: rejections.count, "row") found no unit of the map (\(en: enrolled, "participant"), "
              + "\(en: eligible, "eligible worker")); nothing was written.")
        ]
        lines += shown.map { "  " + line($0, language) }
        if rest > 0 {
          lines.append(language.text(id: "  … dan \(id: rest) baris lain", en: "  … and \(en: rest, "more row")"))
        }
        lines.append(
          path.map { path in
            language.text(
              id: "Perbaiki baris itu, atau pakai --allow-unmatched untuk melanjutkan tanpanya. Baris itu disimpan di "
                + "\(path).",
              en: "Correct the rows, or use --allow-unmatched to go on without them. The rows were saved to \(path).")
          }
            ?? language.text(
              id: "Perbaiki baris itu, atau pakai --allow-unmatched untuk melanjutkan tanpanya dan --rejected BERKAS "
                + "untuk menyimpannya.",
              en: "Correct the rows, or use --allow-unmatched to go on without them and --rejected FILE to save them."))
        return lines.joined(separator: "\n")
      })
  }
}

extension Notice {
  static func incompleteUnits(_ names: [String]) -> Notice {
    Notice(
      "figures.units.incomplete", ["count": String(names.count), "units": names.joined(separator: "; ")],
      id: "\(id: names.count) wilayah tidak lengkap angkanya di salah satu segmen, sehingga jumlahnya tidak dihitung: "
        + "\(id: names). Isi 0 bila memang tidak ada pekerjanya.",
      en:
        "\(en: names.count, "unit lacks a count in some segment, so it has", "units lack a count in some segment, so they have") "
        + "no totals: \(en: names). Write 0 where there are no such workers.")
  }

  static func over100(_ names: [String]) -> Notice {
    Notice(
      "figures.segments.over-100", ["count": String(names.count), "units": names.joined(separator: "; ")],
      id: "\(id: names.count) wilayah punya segmen dengan peserta melebihi potensi: \(id: names). Kelebihannya tidak "
        + "menutupi kesenjangan segmen lain.",
      en: "\(en: names.count, "unit has", "units have") a segment with more participants than eligible workers: "
        + "\(en: names). The surplus covers no gap elsewhere.")
  }
}
