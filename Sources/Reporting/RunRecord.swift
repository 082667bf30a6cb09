internal import Areas
internal import Boundaries
internal import BoundaryRepair
internal import Coverage
internal import Diagnostics
internal import Enrolment
internal import FoundationEssentials
internal import SpatialStatistics
internal import SpatialWeights

/// `run.json`: what was run, on what, with which options and libraries, and what became of every row.
struct RunRecord: Encodable {
  struct Input: Encodable {
    let role: String
    let file: String
    /// Absent for the tables of a publication.
    let sha256: String?
    let rows: Int?
    /// The sheet that was read, of a workbook; left out for other files.
    let sheet: String?
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
    let repairs: [BoundaryLayer.RepairedUnit]
    /// Of a file of several, or where it differs from the file's name.
    let layer: String?
    let validOn: String?
    let version: String?
    /// The parents that the map was limited to, and how many units it has in all; absent for the whole map.
    let area: [String]?
    let unitsOfLayer: Int?

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
      encodingSource = source.encodingSource.rawValue
      repairedUnits = layer.repairs.count
      repairs = layer.repairs
      self.layer = source.layer
      validOn = source.validOn
      version = source.version
      area = layer.area?.titles
      unitsOfLayer = layer.area?.unitsOfLayer
    }
  }

  struct Sums: Encodable {
    let rows: Int
    /// Absent in a publication.
    let enrolled: Int?
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
    let incomplete: Sums
    let rejected: Sums
    /// Absent where no part of the map was chosen that leaves rows out.
    let outsideArea: Sums?
    let otherPeriodRows: Int
    let units: Int
    let unitsWithData: Int
    let unitsIncomplete: Int
    let unitsWithoutData: Int
    let rejectedByReason: [String: Int]

    static func records(of join: Join) -> [LedgerRecord] {
      join.ledgers.map { ledger in
        let rejections = join.rejections.filter { $0.table == ledger.table }
        return LedgerRecord(
          table: ledger.table, read: Sums(ledger.read), used: Sums(ledger.used),
          incomplete: Sums(ledger.incomplete), rejected: Sums(ledger.rejected),
          outsideArea: ledger.outsideArea.rows > 0 ? Sums(ledger.outsideArea) : nil,
          otherPeriodRows: ledger.otherPeriodRows, units: ledger.units, unitsWithData: ledger.unitsWithData,
          unitsIncomplete: ledger.unitsIncomplete, unitsWithoutData: ledger.unitsWithoutData,
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

  /// Small counts: how many the files contain, or what a publication withholds.
  struct DisclosureRecord: Encodable {
    let publication: Bool
    let suppressBelow: Int
    let smallUnits: Int?
    let smallSegmentCells: Int?
    let withheldUnits: Int?
    let unitsWithoutSegments: Int?
    let sharedParents: [String]?

    init(_ disclosure: Disclosure) {
      publication = disclosure.isPublication
      suppressBelow = disclosure.rule.limit
      smallUnits = disclosure.smallUnits
      smallSegmentCells = disclosure.smallSegmentCells
      withheldUnits = publication ? disclosure.withheldUnits : nil
      unitsWithoutSegments = publication ? disclosure.unitsWithoutSegments : nil
      sharedParents = publication ? disclosure.sharedParents : nil
    }
  }

  /// A notice for programs, beside its text in the run's language.
  struct NoticeDetails: Encodable {
    let code: String
    let arguments: [String: String]
    let id: String
    let en: String

    init(_ notice: Notice) {
      code = notice.code
      arguments = notice.arguments
      id = notice[.indonesian]
      en = notice[.english]
    }
  }

  /// What is said of the map as a whole.
  struct Statistics: Encodable {
    struct Weights: Encodable {
      let kind: String
      let snapMetres: Double
      let links: Int
      let meanNeighbours: Double
      let isolates: [String]

      init(_ weights: SpatialWeights, kind: String, snapMetres: Double, _ layer: BoundaryLayer) {
        self.kind = kind
        self.snapMetres = snapMetres
        links = weights.linkCount
        meanNeighbours = weights.unitCount == 0 ? 0 : Double(weights.linkCount) / Double(weights.unitCount)
        isolates = weights.isolates.map { layer.units[$0].code ?? layer.units[$0].name }
      }
    }

    struct Moran: Encodable {
      let variable: String
      let units: Int
      let i: Double?
      let expectation: Double?
      let pValue: Double?
      let permutations: Int

      init(_ variable: String, _ moran: GlobalMoran) {
        self.variable = variable
        units = moran.units
        i = moran.statistic
        expectation = moran.expectation
        pValue = moran.pValue
        permutations = moran.permutations
      }
    }

    /// A window of the scan.
    struct Window: Encodable {
      let unitCodes: [String]
      let isSignificant: Bool
      let insideMean: Double
      let outsideMean: Double
      let llr: Double
      let testStatistic: Double
      let radiusKm: Double?
      let shape: Double?
      let angle: Double?
      let pValue: Double?

      init(_ cluster: ScanCluster, isSignificant: Bool, title: (Int) -> String) {
        unitCodes = cluster.units.map(title)
        self.isSignificant = isSignificant
        insideMean = cluster.insideMean
        outsideMean = cluster.outsideMean
        llr = cluster.logLikelihoodRatio
        testStatistic = cluster.testStatistic
        radiusKm = cluster.radius
        shape = cluster.shape
        angle = cluster.angle
        pValue = cluster.pValue
      }
    }

    /// What the scan was and what it found.
    struct Scan: Encodable {
      let model: String
      let shape: String
      let secondary: String
      let maximumShare: Double
      let minimumDifferencePoints: Double
      /// nil where the model asks for none.
      let minimumDifferenceTau: Double?
      let units: Int
      let significant: Int
      /// Significant, and not listed because they differ too little.
      let unlisted: Int
      /// All significant windows, listed or not, and the most likely one that is not significant.
      let windows: [Window]

      init(_ scan: ScanFindings, _ spatial: SpatialAnalysis, title: (Int) -> String) {
        model = scan.model.rawValue
        shape = scan.shape.rawValue
        secondary = scan.secondary.rawValue
        maximumShare = scan.maximumShare
        minimumDifferencePoints = spatial.options.minimumDifference
        minimumDifferenceTau = spatial.options.leastVariations
        units = scan.units
        significant = scan.significant.count
        unlisted = scan.unlisted.count
        windows =
          scan.significant.map { Window($0.window, isSignificant: true, title: title) }
          + (scan.rejected.map { [Window($0, isSignificant: false, title: title)] } ?? [])
      }
    }

    /// How much coverage varies between units beyond chance.
    struct Variation: Encodable {
      let tauPoints: Double
      let meanPct: Double
    }

    let weights: Weights
    let globalMoran: [Moran]
    let localValues: String
    let localPermutations: Int
    let coldSpots: Int
    let thresholdPct: Double?
    let localMoranPFloorMin: Double?
    let giStarPFloorMin: Double?
    let betweenUnits: Variation?
    let scan: Scan?

    init(_ analysis: Analysis, _ spatial: SpatialAnalysis) {
      let units = analysis.layer.units
      let association = spatial.association
      func title(_ unit: Int) -> String { units[unit].code ?? units[unit].name }
      weights = Weights(
        spatial.weights, kind: spatial.options.neighbourhood.description, snapMetres: spatial.options.snapMetres,
        analysis.layer)
      globalMoran = [
        Moran(
          analysis.rates == .poisson
            ? "coverage, empirical Bayes standardised" : "coverage, standardised residuals", association.globalMoran),
        Moran("coverage", association.globalMoranOfRates),
      ]
      localValues = spatial.options.localValues.rawValue
      localPermutations = association.localPermutations
      coldSpots = association.isColdSpot.count { $0 == true }
      thresholdPct = spatial.threshold.map { 100 * $0 }
      localMoranPFloorMin = association.localMoran.pFloors.compactMap { $0 }.min()
      giStarPFloorMin = association.getisOrd.pFloors.compactMap { $0 }.min()
      betweenUnits = spatial.variation.map { Variation(tauPoints: $0.points, meanPct: 100 * $0.mean) }
      scan = spatial.scan.map { Scan($0, spatial, title: title) }
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
  /// How each table was read.
  let reading: [ReadingRecord]
  let ledger: [LedgerRecord]
  let totals: Totals
  let totalsBySegment: [String: Totals]
  let statusCounts: [String: Int]
  let disclosure: DisclosureRecord
  let statistics: Statistics
  /// Left out where no service points were given.
  let reach: Reach.Totals?
  /// Null where they were not looked for.
  let boundaryDefects: BoundaryDefects.Record?
  let notices: [String]
  let noticeDetails: [NoticeDetails]

  init(_ results: Results, checksums: [String: String], options: [String: String], time: String) {
    let analysis = results.analysis
    self.time = time
    self.options = options
    let layer = analysis.layer
    notes = Dictionary(
      uniqueKeysWithValues: analysis.caveats.map { (NoteFigures.description(of: $0).name, $0.text) })
    inputs = results.inputs.map { input in
      Input(
        role: input.role.rawValue, file: input.file, sha256: checksums[input.path], rows: input.rows, sheet: input.sheet
      )
    }
    libraries = Jangkau.libraries
    boundaries = Boundaries(layer)
    period = analysis.join.period
    tableCodeSystem = analysis.join.codeSystem.map(Self.text)
    reading = analysis.columnUse.map {
      ReadingRecord($0, analysis.language, isPublication: analysis.disclosure.isPublication)
    }
    ledger = LedgerRecord.records(of: analysis.join)
    let figures = analysis.figures
    totals = Totals(figures.total)
    totalsBySegment = Dictionary(
      uniqueKeysWithValues: zip(SegmentFigures.segments(of: analysis.join), figures.segmentTotals).map {
        ($0.suffix, Totals($1))
      })
    statusCounts = Dictionary(grouping: figures.status, by: \.rawValue).mapValues(\.count)
    disclosure = DisclosureRecord(analysis.disclosure)
    statistics = Statistics(analysis, results.spatial)
    reach = results.gaps.reach.map { Reach.Totals($0, layer) }
    boundaryDefects = results.gaps.defects.map(BoundaryDefects.Record.init)
    notices = results.notices.map { $0[analysis.language] }
    noticeDetails = results.notices.map(NoticeDetails.init)
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
