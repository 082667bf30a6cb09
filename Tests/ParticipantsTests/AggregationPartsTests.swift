import CoverageTestSupport
import Parallel
import TableReading
import TestSupport
import Testing

@testable import Areas
@testable import Boundaries
@testable import Enrolment
@testable import Participants

@Suite struct AggregationPartsTests {
  @Test func hashIsSipHash() {
    // OpenSSL 3: `openssl mac -macopt hexkey:000102…0f -macopt size:16 SIPHASH`.
    let hash = KeyedHash(first: 0x0706_0504_0302_0100, second: 0x0F0E_0D0C_0B0A_0908)
    func value(_ bytes: [UInt8]) -> KeyedHash.Value { bytes.withUnsafeBufferPointer { hash($0) } }
    func expected(_ text: String) -> KeyedHash.Value {
      let words = [text.prefix(16), text.suffix(16)].map { UInt64($0, radix: 16)!.byteSwapped }
      return KeyedHash.Value(low: words[0], high: words[1])
    }
    #expect(value([]) == expected("A3817F04BA25A8E66DF67214C7550293"))
    #expect(value([0]) == expected("DA87C1D86B99AF44347659119B22FC45"))
    #expect(value([0, 1, 2, 3, 4, 5, 6, 7]) == expected("3B62A9BA6258F5610F83E264F31497B4"))
  }

  private func coordinate(_ text: String, isProjected: Bool = false) -> CoordinateText.Reading {
    Array(text.utf8).withUnsafeBufferPointer { CoordinateText.read($0, isProjected: isProjected) }
  }

  @Test func coordinatesAreReadOnlyWhereTheyAreCertain() {
    #expect(coordinate("116.831205") == .number(116.831205))
    #expect(coordinate("116,831205") == .number(116.831205))
    #expect(coordinate("-0.502") == .number(-0.502))
    #expect(coordinate("'-0.502") == .number(-0.502))
    #expect(coordinate("\u{2212}1,5") == .number(-1.5))
    #expect(coordinate("0") == .number(0))
    #expect(coordinate("117.12345678901234567890") == .number(117.12345678901234567890))
    #expect(coordinate("") == .blank)
    #expect(coordinate("-") == .blank)
    for text in ["0°30'12\" S", "1.168.312", "116.", ".5", "1e2", "116 8", "12345678901234567890"] {
      #expect(coordinate(text) == .broken, "\(text)")
    }
    // Half a thousand or half a million metres.
    #expect(coordinate("523.456", isProjected: true) == .broken)
    #expect(coordinate("523456.78", isProjected: true) == .number(523456.78))
    #expect(coordinate("9950123.456", isProjected: true) == .number(9_950_123.456))
  }

  private func number(_ text: String) -> (ParticipantNumber.Reading, String) {
    var result: [UInt8] = [1, 2, 3]
    let reading = Array(text.utf8).withUnsafeBufferPointer { ParticipantNumber.read($0, into: &result) }
    return (reading, String(decoding: result, as: UTF8.self))
  }

  @Test func participantNumbers() {
    #expect(number("08-0012 345.67") == (.number, "08001234567"))
    #expect(number("'08001234567") == (.number, "08001234567"))
    #expect(number("08001234567.0") == (.number, "08001234567"))
    #expect(number("kpj/1a") == (.number, "KPJ1A"))
    #expect(number("1e5f") == (.number, "1E5F"))
    for text in ["", "-", "0000000", "N/A", "tidak ada", "NULL"] { #expect(number(text).0 == .missing, "\(text)") }
    for text in ["6,40201E+15", "6.40201e+15", "6E+15"] { #expect(number(text).0 == .broken, "\(text)") }
  }

  /// Doubles over many blocks, with limits so small that partitions are read several times.
  @Test(arguments: [1, 3])
  func doublesAreFoundInBoundedMemory(threads: Int) throws {
    var generator = FixedGenerator(state: 3)
    var limits = ParticipantIndex.Limits()
    limits.partitions = 4
    limits.blockEntries = 10
    limits.tableEntries = 64
    let index = ParticipantIndex(limits: limits)
    let hash = KeyedHash.random()
    var first: [Int: (line: Int, cell: Int)] = [:]
    var several: Set<Int> = []
    var cells: [Int: Set<Int>] = [:]
    let count = 5000
    // Not in the order of lines, as no thread promises one.
    for line in (1...count).shuffled(using: &generator) {
      let person = Int.random(in: 0..<2000, using: &generator)
      let cell = Int.random(in: 0..<6, using: &generator)
      try index.add(withUnsafeBytes(of: person) { hash($0.bindMemory(to: UInt8.self)) }, line: line, cell: cell)
      if first[person].map({ line < $0.line }) ?? true { first[person] = (line, cell) }
      cells[person, default: []].insert(cell / 2)
      if cells[person]!.count > 1 { several.insert(person) }
    }
    let result = try index.result(unitOfCell: [0, 0, 1, 1, 2, 2], threads: threads)
    var counts = [Int](repeating: 0, count: 6)
    for entry in first.values { counts[entry.cell] += 1 }
    #expect(result.counts == counts)
    #expect(result.duplicates == count - first.count)
    #expect(result.inSeveralUnits == several.count)
  }

  @Test func oneParticipantInEveryRecordFillsNoTable() throws {
    var limits = ParticipantIndex.Limits()
    limits.blockEntries = 7
    limits.tableEntries = 1
    let index = ParticipantIndex(limits: limits)
    for line in (1...1000).reversed() {
      try index.add(KeyedHash.Value(low: 1, high: 2), line: line, cell: line == 1 ? 0 : 1)
    }
    let result = try index.result(unitOfCell: [0, 1], threads: 1)
    #expect(result == ParticipantIndex.Result(counts: [1, 0], duplicates: 999, inSeveralUnits: 1))
  }

  @Test func slipsOfThePenDoNotDecideTheCodeSystem() {
    var tally = CodeTally()
    for area in kaltimAreas(.district) { tally.add(AreaCode(BoundaryLayer.dotted(area.kemendagri))!, count: 100) }
    tally.add(AreaCode("6402010")!, count: 20)
    tally.add(AreaCode("JL MAWAR")!, count: 20)
    #expect(tally.finding(stated: nil, header: "kode") == .system(.kemendagri, .length))
    tally.add(AreaCode("6402010")!, count: 2000)
    #expect(tally.finding(stated: nil, header: "kode") == .undecided)
    #expect(!tally.isOfIdentities)
    tally.add(AreaCode("6402010101900001")!, count: 100_000)
    #expect(tally.isOfIdentities)
  }

  @Test func periodsAreWrittenInOneSpelling() {
    for text in ["Desember 2025", "12/2025", "31/12/2025", "2025", "TW4 2025"] {
      #expect(Period(text)?.text == "2025-12", "\(text)")
    }
    #expect(Period("2025-02-28")?.text == "2025-02")
    #expect(Period("15 Des 2025")?.text == "2025-12-15")
  }
}
