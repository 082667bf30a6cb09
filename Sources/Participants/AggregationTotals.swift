internal import Diagnostics
internal import Enrolment
internal import TableReading
internal import Tables

/// What has been counted so far. Results of pieces are added in the order of the file, so that which segment comes
/// first, and which line a fault is on, does not depend on threads.
///
/// Memory grows with units, segments and periods, and not with records.
struct AggregationTotals {
  private(set) var ledger = AggregationLedger()
  private(set) var segments: [RecordVocabulary.Segment] = []
  private(set) var periods: [Period] = []
  private(set) var cells: [RecordReader.Cell] = []
  private(set) var codes = CodeTally()
  /// By cell, where participants have no numbers.
  private var counts: [Int] = []
  private var positions: [RecordReader.Cell: Int] = [:]
  private let participants: ParticipantIndex?
  private let rejectedLines: RejectedLines?
  private let stream: DelimitedStream
  /// The line on which the next piece begins.
  private var line: Int

  /// Fifty years of months: more periods than any table has, and fewer than there are dates of birth.
  static let periodLimit = 600

  init(_ stream: DelimitedStream, participants: ParticipantIndex?, rejectedLines: RejectedLines?) {
    self.stream = stream
    self.participants = participants
    self.rejectedLines = rejectedLines
    line = stream.firstLine
  }

  /// - Throws: `Diagnostic` for text that cannot be read on, or what the temporary files throw.
  mutating func add(_ result: RecordReader.Result) throws {
    if let fault = result.fault {
      if fault.kind == .undecodable && stream.encodingSource == .validUTF8 { throw NotUTF8() }
      throw stream.diagnostic(fault.kind, line: line + fault.line)
    }
    if let swallowed = result.swallowed { throw Diagnostic.recordOverLines(stream.name, line: line + swallowed) }
    ledger.records += result.records
    ledger.inactive += result.inactive
    ledger.blankLines += result.blankLines
    ledger.pointsInSeveralUnits += result.pointsInSeveral
    codes.add(result.codes)
    for rejected in result.rejected {
      ledger.reject(rejected.reason, line: line + rejected.line)
      try rejectedLines?.add(line: line + rejected.line, reason: rejected.reason)
    }
    let places = try result.cells.map { try place($0, result) }
    if let participants {
      precondition(line + result.lineCount < ParticipantIndex.maximumLine, "no file has so many lines")
      for entry in result.entries {
        try participants.add(entry.hash, line: line + Int(entry.line), cell: places[Int(entry.cell)])
      }
    } else {
      for (place, count) in zip(places, result.counts) { counts[place] += count }
    }
    line += result.lineCount
  }

  /// The position of a chunk's cell among those of the whole file.
  private mutating func place(_ cell: RecordReader.Cell, _ result: RecordReader.Result) throws -> Int {
    var own = (segment: 0, period: 0)
    if !result.segments.isEmpty {
      let segment = result.segments[Int(cell.segment)]
      if let known = segments.firstIndex(where: { $0.id == segment.id }) {
        own.segment = known
      } else {
        own.segment = segments.count
        segments.append(segment)
      }
    }
    if !result.periods.isEmpty {
      let period = result.periods[Int(cell.period)]
      if let known = periods.firstIndex(of: period) {
        own.period = known
      } else {
        own.period = periods.count
        periods.append(period)
        if periods.count > Self.periodLimit { throw Diagnostic.tooManyPeriods(stream.name) }
      }
    }
    let global = RecordReader.Cell(unit: cell.unit, segment: Int32(own.segment), period: Int32(own.period))
    if let known = positions[global] { return known }
    guard cells.count < ParticipantIndex.maximumCells else { throw Diagnostic.tooManyPeriods(stream.name) }
    positions[global] = cells.count
    cells.append(global)
    counts.append(0)
    return cells.count - 1
  }

  /// Settles the doubles and answers the counts by cell.
  mutating func finish(threads: Int) throws -> [Int] {
    if let participants {
      let result = try participants.result(unitOfCell: cells.map(\.unit), threads: threads)
      counts = result.counts
      ledger.duplicates = result.duplicates
      ledger.inSeveralUnits = result.inSeveralUnits
    }
    ledger.counted = counts.reduce(0, +)
    return counts
  }

  /// Text that was taken for UTF-8 until this piece.
  struct NotUTF8: Error {}
}

extension Diagnostic {
  static func recordOverLines(_ name: String, line: Int) -> Diagnostic {
    Diagnostic(
      .badInput, "records.quote.open", ["table": name, "line": String(line)],
      id: "\(name), baris \(line): tanda kutip (\") di baris ini tampaknya tidak ditutup, sehingga baris-baris di "
        + "bawahnya ikut terbaca sebagai satu sel. Tutup atau hapus tanda itu.",
      en: "\(name), line \(line): a quote (\") on this line seems not to be closed, so that lines below it are read as "
        + "one cell. Close or delete it.")
  }

  static func tooManyPeriods(_ name: String) -> Diagnostic {
    Diagnostic(
      .badInput, "records.periods.many", ["table": name],
      id: "\(name): kolom periode memuat terlalu banyak tanggal berbeda untuk sebuah periode; mungkin itu tanggal "
        + "lahir. Sebutkan kolom yang benar dengan --period-column.",
      en: "\(name): the period column holds too many different dates for periods; they may be dates of birth. Name the "
        + "right column with --period-column.")
  }
}
