internal import Areas
internal import Diagnostics
internal import Enrolment
internal import Parallel
internal import TableReading
internal import Tables

/// Turns pieces of a table of participants into what is counted of them. Pieces may be read on any thread: whatever
/// depends on the order of the file is settled by who puts the results in order.
struct RecordReader: Sendable {
  let layout: DelimitedStream.Layout
  let columns: RecordColumns
  let vocabulary: RecordVocabulary
  let resolver: Guarded<PlaceResolver>
  let points: PointPlaces?
  let hash: KeyedHash?
  /// Whether codes are only gathered, because their system is not known yet.
  let isGatheringCodes: Bool

  /// Where a record counts.
  struct Cell: Sendable, Hashable {
    let unit: Int32
    /// Position in the chunk's segments; 0 where the table has none.
    let segment: Int32
    let period: Int32
  }

  /// What one piece holds. Nothing in it is a cell of the file but codes of residence, which only their tally sees.
  struct Result: Sendable {
    var fault: DelimitedChunk.Fault?
    /// The line, from 0 in the piece, of a broken record that may have swallowed others.
    var swallowed: Int?
    var lineCount = 0
    var records = 0
    var inactive = 0
    var blankLines = 0
    var rejected: [(line: Int, reason: RecordReason)] = []
    var segments: [RecordVocabulary.Segment] = []
    var periods: [Period] = []
    var cells: [Cell] = []
    /// Records by cell.
    var counts: [Int] = []
    /// Records by participant, where the table has numbers of them.
    var entries: [(hash: KeyedHash.Value, line: Int32, cell: Int32)] = []
    var codes: [(code: AreaCode, count: Int)] = []
    /// Points in more than one unit.
    var pointsInSeveral = 0
  }

  func read(_ piece: DelimitedStream.Piece) -> Result {
    let chunk = DelimitedChunk(piece, of: layout)
    var result = Result()
    result.lineCount = chunk.lineCount
    result.fault = chunk.fault
    if chunk.fault != nil { return result }
    var reading = ChunkReading(self, chunk)
    reading.readRows(into: &result)
    if result.swallowed == nil { reading.place(into: &result) }
    result.rejected.sort { $0.line < $1.line }
    return result
  }
}

extension Period {
  /// `2025-12` for a month, a longer time that ends with it, or its last day; `2025-12-15` for another day.
  var text: String {
    func two(_ value: Int) -> String { value < 10 ? "0\(value)" : "\(value)" }
    return "\(year)-\(two(month))" + (day == 31 ? "" : "-\(two(day))")
  }
}
