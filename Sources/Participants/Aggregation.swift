package import Areas
public import Boundaries
public import Diagnostics
internal import Enrolment
internal import Glibc
internal import Parallel
internal import Projections
internal import RunFiles
internal import TableReading
internal import Tables

/// Records of single participants counted by unit, segment and period, for the table that `analyze` reads.
///
/// The table is read as a stream: memory holds a few pieces of it, the counts, and a bounded part of what is needed to
/// find doubles (`ParticipantIndex`). **No cell of the table is written or quoted**: segments and periods are written in
/// spellings of our own or the user's, and what is wrong with a record is told by its line and a reason.
///
/// An inactive participant is not looked at any further. Of an active one, segment, period, place and number must be
/// known, in this order; the first that is not is the reason of its rejection. The same participant, segment and period
/// counts once, by the first record that was not rejected.
///
/// The reading begins again where it turns out at the end of the file that the codes belong to another system than its
/// beginning had suggested, or that the text is not UTF-8.
public struct Aggregation: Sendable {
  public let layer: BoundaryLayer
  public let ledger: AggregationLedger
  /// Notices of the layer and of the table.
  public let notices: [Notice]
  /// The file's name.
  public let table: String
  /// Which column is what: names of columns alone.
  package let columnUse: [(role: Message, columns: [String])]
  /// Units of the layer that have participants.
  public let unitsWithParticipants: Int

  let counts: AggregatedCounts
  package let codeFinding: CodeSystemFinding?
  private let options: Options
  private let rejectedLines: Guarded<RejectedLines?>

  /// Reads and counts; nothing is written yet.
  ///
  /// - Throws: `Diagnostic` for an input that is missing or bad as a whole, or an output that is there already. Records
  ///   without a place are no errors here: the ledger has them.
  public init(_ options: Options) throws {
    try OutputFiles(sparing: HandedInFiles([options.records, options.boundaries])).check(
      [("--output", options.output)], rejected: options.rejectedPath, replacing: options.replacesOutput)
    let layer = try BoundaryLayer(path: options.boundaries, options: options.layer)
    var pass = try Pass(options, layer, Assumptions())
    while let corrected = try pass.run(options) {
      if !pass.isRepeatable { throw corrected.encodingFails ? Diagnostic.stateEncoding : .stateCodeSystem }
      pass = try Pass(options, layer, corrected.assumptions)
    }
    self.layer = layer
    self.options = options
    let totals = pass.totals
    ledger = totals.ledger
    precondition(ledger.isBalanced, "records are lost or counted twice")
    counts = AggregatedCounts(
      layer: layer, cells: totals.cells, counts: pass.counts, segments: totals.segments, periods: totals.periods)
    unitsWithParticipants = counts.unitCount
    codeFinding = pass.columns.code == nil ? nil : pass.finding
    table = pass.stream.name
    columnUse = pass.columns.use(header: pass.stream.header)
    notices = layer.notices + pass.notices
    rejectedLines = Guarded(pass.rejectedLines)
  }

  /// Writes the table of counts, and the lines of rejected records where they were asked for.
  ///
  /// - Throws: `Diagnostic` where records were rejected and that is not allowed, where there is nothing to count, or
  ///   where the files cannot be written.
  public func write() throws {
    try rejectedLines.withLock { try $0?.commit() }
    if ledger.rejected > 0 && !options.allowsRejected {
      throw Diagnostic.recordsRejected(ledger, table: table, savedTo: options.rejectedPath)
    }
    if ledger.counted == 0 && !options.isComplete { throw Diagnostic.nothingCounted(table) }
    try WholeFile.write(counts.csv(isComplete: options.isComplete), to: options.output)
  }

  /// What a reading takes for granted until the whole file has been seen.
  struct Assumptions {
    var isWindows1252 = false
    /// What the codes are; nil where only a whole reading can tell.
    var finding: CodeSystemFinding?
    var hasFinding = false
  }
}

/// One reading of the whole file.
private struct Pass {
  let stream: DelimitedStream
  let columns: RecordColumns
  private let layer: BoundaryLayer
  private var assumptions: Aggregation.Assumptions
  private let points: PointPlaces?
  private let participants: ParticipantIndex?
  private let vocabulary: RecordVocabulary
  let rejectedLines: RejectedLines?
  private(set) var totals: AggregationTotals
  private(set) var counts: [Int] = []
  private(set) var notices: [Notice] = []

  var isRepeatable: Bool { stream.isRepeatable }
  /// What the codes were taken for.
  var finding: CodeSystemFinding? { assumptions.finding }

  init(_ options: Aggregation.Options, _ layer: BoundaryLayer, _ assumptions: Aggregation.Assumptions) throws {
    var format = DelimitedStream.Format()
    format.separator = options.format.separator
    format.encoding = options.format.encoding
    format.headerLine = options.format.headerLine
    format.sheet = options.format.sheet
    format.assumingWindows1252 = assumptions.isWindows1252
    format.pieceSize = options.pieceSize
    stream = try DelimitedStream(path: options.records, format: format)
    columns = try RecordColumns(
      header: stream.header, named: options.columns, level: layer.level, needsStatus: !options.areAllActive,
      table: stream.name)
    if let sheet = options.format.sheet, stream.sheet == nil {
      throw Diagnostic.sheetOfNoWorkbook(sheet, option: "--sheet")
    }
    if let code = columns.code { try stream.requireCodes(inColumn: code.column) }
    for column in [columns.period, columns.periodYear].compactMap({ $0 }) {
      try stream.requirePeriods(inColumn: column)
    }
    if let participant = columns.participant { try stream.requireIdentifiers(inColumn: participant) }
    self.layer = layer
    self.assumptions = assumptions
    if columns.point != nil {
      if columns.isPointProjected && options.pointSystem == nil {
        throw Diagnostic.pointSystemUnknown(table: stream.name)
      }
      points = try PointPlaces(
        layer.polygons, system: options.pointSystem.map(ServicePoints.crs))
    } else {
      points = nil
    }
    vocabulary = RecordVocabulary(
      active: options.activeValues, inactive: options.inactiveValues, segments: options.segments)
    participants = columns.participant == nil ? nil : ParticipantIndex(limits: options.participantLimits)
    rejectedLines = try options.rejectedPath.map { try RejectedLines(path: $0) }
    totals = AggregationTotals(stream, participants: participants, rejectedLines: rejectedLines)
  }

  struct Correction {
    let assumptions: Aggregation.Assumptions
    let encodingFails: Bool
  }

  /// Pieces that are read while others are worked on.
  private static let batchSize = 8

  /// - Returns: what must be taken for granted instead, or nil where all is counted.
  mutating func run(_ options: Aggregation.Options) throws -> Correction? {
    let threads = options.threads
    let source = Guarded(stream)
    let batch: @Sendable () throws -> [DelimitedStream.Piece] = {
      try source.withLock { stream in
        var pieces: [DelimitedStream.Piece] = []
        while pieces.count < Self.batchSize, let piece = try stream.next() { pieces.append(piece) }
        return pieces
      }
    }
    do {
      var pieces = try batch()
      if columns.code != nil && !assumptions.hasFinding, let first = pieces.first {
        try guess(from: first, options)
      }
      let reader = reader(isGatheringCodes: columns.code != nil && assumptions.finding == nil)
      while !pieces.isEmpty {
        let current = pieces
        let next = Background(threads: threads, batch)
        let results = Parallel.map(current.count, chunkSize: 1, threads: threads) { reader.read(current[$0]) }
        for result in results { try totals.add(result) }
        pieces = try next.value()
      }
      if let correction = try checkCodes(options) { return correction }
      notices = notices(options, reader)
    } catch is AggregationTotals.NotUTF8 {
      var other = Aggregation.Assumptions()
      other.isWindows1252 = true
      return Correction(assumptions: other, encodingFails: true)
    }
    counts = try totals.finish(threads: threads)
    return nil
  }

  private func reader(isGatheringCodes: Bool) -> RecordReader {
    RecordReader(
      layout: stream.layout, columns: columns, vocabulary: vocabulary,
      resolver: Guarded(PlaceResolver(layer, columns, finding: assumptions.finding)), points: points,
      hash: participants == nil ? nil : .random(), isGatheringCodes: isGatheringCodes)
  }

  /// Takes the system that the codes of the first piece show, until all of them are known.
  private mutating func guess(from piece: DelimitedStream.Piece, _ options: Aggregation.Options) throws {
    guard let code = columns.code else { return }
    var tally = CodeTally()
    tally.add(reader(isGatheringCodes: true).read(piece).codes)
    let header = stream.header[code.column]
    if tally.isOfIdentities { throw Diagnostic.identityIsNotResidence(header, table: stream.name) }
    let finding = tally.finding(stated: options.layer.codeSystem, header: header)
    assumptions.finding = finding == .undecided ? nil : finding
  }

  /// Whether all codes together are what was taken for granted.
  private mutating func checkCodes(_ options: Aggregation.Options) throws -> Correction? {
    guard let code = columns.code else { return nil }
    let header = stream.header[code.column]
    let finding = totals.codes.finding(stated: options.layer.codeSystem, header: header)
    try ResidenceCodes.check(finding, totals.codes, layer, column: header, table: stream.name)
    if let assumed = assumptions.finding, assumed.isSame(as: finding) { return nil }
    var other = assumptions
    other.finding = finding
    other.hasFinding = true
    return Correction(assumptions: other, encodingFails: false)
  }

  private func notices(_ options: Aggregation.Options, _ reader: RecordReader) -> [Notice] {
    var notices = stream.notices + reader.resolver.withLock { $0.notices(table: stream.name) }
    if stream.encodingSource == .assumed {
      notices.append(.encodingAssumed(stream.encoding.name, table: stream.name))
    }
    if columns.participant == nil { notices.append(.doublesNotSought(table: stream.name)) }
    if columns.segment == nil { notices.append(.noSegments(table: stream.name)) }
    if totals.ledger.pointsInSeveralUnits > 0 {
      notices.append(.pointsInSeveralUnits(totals.ledger.pointsInSeveralUnits, table: stream.name))
    }
    return notices
  }
}

extension CodeSystemFinding {
  /// Whether codes are read the same way.
  fileprivate func isSame(as other: CodeSystemFinding) -> Bool {
    if case .system(let own, _) = self, case .system(let theirs, _) = other { return own == theirs }
    return self == other
  }
}
