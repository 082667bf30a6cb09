public import Boundaries
public import Diagnostics
public import Enrolment
package import RunFiles
public import SpatialStatistics
internal import TableReading

/// The main job: a boundary layer and a table of counts become figures for every unit.
public struct Analysis: Sendable {
  /// What is made of the inputs.
  public struct Options: Sendable {
    public var target = CoverageFigures.Target(percent: 100)
    /// How much rates vary by chance, for smoothing and Moran's I.
    public var rates = EmpiricalBayes.Model.binomial
    /// Kinds of rejected rows that do not stop the analysis.
    public var allowedRejections: Set<Rejection.Kind> = []
    /// What counts as a small count, for a publication or for counting them.
    public var smallCounts = SmallCountRule()
    /// Whether small counts are withheld, for files that leave the office.
    public var isPublication = false
    public var language = Language.english

    public init() {}
  }

  public let layer: BoundaryLayer
  public let join: Join
  public let figures: CoverageFigures
  /// The level above the units.
  public let parents: ParentFigures
  /// What is withheld. Where it is, `join` and `figures` are already without it.
  public let disclosure: Disclosure
  public let notices: [Notice]
  package let inputs: [InputFile]
  package let tableHeaders: [(table: String, header: [String])]
  /// Which columns of the tables mean what, for reports.
  let tables: Join.Tables
  /// By unit, its name, and its parent's where the layer has several units of that name.
  package let titles: [String]
  public let language: Language
  package let rates: EmpiricalBayes.Model
  package let target: CoverageFigures.Target

  /// Reads and joins the inputs, and analyses them.
  ///
  /// - Throws: as `Audit` and `init(_:_:rejectedRowsSavedTo:)` do.
  public init(_ inputs: Audit.Inputs, _ options: Options = Options()) throws { try self.init(Audit(inputs), options) }

  /// - Parameters:
  ///   - audit: with a table.
  ///   - options: what is done with the joined tables.
  ///   - path: where the rejected rows were saved, for the fault that names them.
  /// - Throws: `Diagnostic` for rows that found no unit unless they are allowed, where no unit has all of its counts, and
  ///   for a publication that cannot
  ///   protect its small counts.
  public init(_ audit: Audit, _ options: Options, rejectedRowsSavedTo path: String? = nil) throws {
    guard let tables = audit.tables, var join = audit.join else {
      preconditionFailure("an audit with a table has a join")
    }
    if let obstacle = audit.obstacle(allowing: options.allowedRejections) {
      throw audit.fault(obstacle, rejectedRowsSavedTo: path)
    }
    let layer = audit.layer
    target = options.target
    rates = options.rates
    var figures = try CoverageFigures(
      enrolled: join.enrolled, eligible: join.eligible, target: options.target,
      rates: rates)
    inputs = audit.inputs
    language = options.language
    var notices = audit.notices
    let unitParents = UnitParents(layer)
    let titles = unitParents.titles
    self.titles = titles
    let parentsOfUnits = layer.units.indices.map(unitParents.parent)
    let rule = options.smallCounts
    if options.isPublication {
      // From here on there is nothing but what may be published, so that no output needs to think of it.
      let control = try DisclosureControl(
        figures, parents: parentsOfUnits.map { $0?.key ?? "" },
        segmentLabels: join.segments.map(\.label), target: options.target, rule: rule)
      disclosure = Disclosure(control, figures, rule: rule, rejectedRows: !join.rejections.isEmpty)
      parents = ParentFigures(figures, of: parentsOfUnits, withheld: Set(control.sharedParents))
      figures = try CoverageFigures(
        enrolled: join.enrolled, eligible: join.eligible, target: options.target, rates: rates,
        withholding: control.withholding)
      join = join.withholding(control.withholding.cells)
    } else {
      disclosure = Disclosure(counting: figures, hasSegments: !join.segments.isEmpty, rule: rule)
      parents = ParentFigures(figures, of: parentsOfUnits)
    }
    if !figures.incompleteUnits.isEmpty {
      notices.append(.incompleteUnits(figures.incompleteUnits.map { titles[$0] }))
    }
    let over = figures.isOver100.indices.filter { figures.isOver100[$0] == true }
    if !over.isEmpty { notices.append(.over100(over.map { titles[$0] })) }
    self.layer = layer
    self.join = join
    self.figures = figures
    self.notices = notices + disclosure.notices
    self.tables = tables
    tableHeaders = audit.tableHeaders
  }

  /// Which columns of each table were read.
  public var columnUse: [ColumnUse] {
    [ColumnUse(tables.enrolment, join)] + (tables.workforce.map { [ColumnUse($0, join)] } ?? [])
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
}

extension Notice {
  static func incompleteUnits(_ names: [String]) -> Notice {
    Notice(
      "figures.units.incomplete", ["count": String(names.count), "units": names.joined(separator: "; ")],
      id: "\(id: names.count) wilayah tidak lengkap angkanya di salah satu segmen, sehingga jumlahnya tidak dihitung: "
        + "\(id: names). Isi 0 bila memang tidak ada pekerjanya.",
      en: "\(en: names.count, "unit lacks", "units lack") a count in some segment, without which there is no total: "
        + "\(en: names). Write 0 where there are no such workers.")
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
