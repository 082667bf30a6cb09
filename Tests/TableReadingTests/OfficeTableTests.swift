import Areas
import Diagnostics
import Foundation
import Tables
import Testing

@testable import TableReading

/// Tables made from known counts in every shape and combination of shapes are read as those counts, or refused with a
/// reason; never as other counts.
@Suite struct OfficeTableTests {
  enum Outcome {
    case right
    case refused(Diagnostic)
  }

  private func outcome(_ table: OfficeTable, _ bytes: [UInt8], name: String, seed: UInt64) throws -> Outcome {
    let reading: TableReading
    do {
      let draft = try TableDraft(TableFile(bytes: bytes, name: name), format: .init())
      reading = try TableReading(draft, purpose: .both, level: .district, options: .init())
    } catch let fault as Diagnostic {
      #expect(fault.kind == .badInput)
      return .refused(fault)
    }
    let comment = Comment(rawValue: "seed \(seed): \(table.shape)")
    #expect(!table.isWrong, comment)
    try expect(reading, table, comment)
    // Every row counts units, is of another period, or is shown as set aside.
    let read = reading.rows.map(reading.table.lineNumber)
    let lines = Set((0..<reading.table.rowCount).map(reading.table.lineNumber))
    let aside = reading.setAside.map(\.line).filter(lines.contains)
    #expect(Set(read).isDisjoint(with: aside), comment)
    #expect(read.count + Set(aside).count + reading.otherPeriodRowCount == lines.count, comment)
    // Written clean, it reads the same.
    let sums = reading.provenSums.filter { row in !table.units.contains { $0.name == reading.name(row) } }
    let clean = try TableDraft(
      TableFile(bytes: CleanTable(reading, without: sums).csv, name: "clean.csv"), format: .init())
    try expect(TableReading(clean, purpose: .both, level: .district, options: .init()), table, comment)
    return .right
  }

  private func expect(_ reading: TableReading, _ table: OfficeTable, _ comment: Comment) throws {
    let isDivided = !reading.segments.isEmpty
    if isDivided {
      #expect(
        Set(reading.segments.map { $0.label.lowercased() }) == Set(table.segments.map { $0.lowercased() }), comment)
    }
    var found: [String: (enrolled: [Int], eligible: [Int])] = [:]
    for (position, row) in reading.rows.enumerated() {
      // A row that equals the sum of the others is none where it names no unit.
      if reading.provenSums.contains(row), !table.units.contains(where: { $0.name == reading.name(row) }) { continue }
      let code = reading.code(row)
      let parents = reading.parents(row)
      let matches = table.units.filter { unit in
        code.isEmpty
          ? unit.name == reading.name(row) && parents.allSatisfy { $0.text == unit.parent }
          : unit.code == code
      }
      let unit = try #require(matches.count == 1 ? matches[0] : nil, comment)
      let own: [Int]
      if isDivided && !reading.segmentOfRow.isEmpty {
        guard case .segment(let segment) = reading.segmentOfRow[position] else {
          Issue.record(comment)
          continue
        }
        own = [segment]
      } else {
        own = Array(reading.enrolled.indices)
      }
      var entry =
        found[unit.code] ?? (
          Array(repeating: 0, count: max(1, reading.segments.count)),
          Array(repeating: 0, count: max(1, reading.segments.count))
        )
      for segment in own {
        let column = reading.segmentOfRow.isEmpty ? segment : 0
        entry.enrolled[segment] += reading.enrolled[column][row] ?? 0
        entry.eligible[segment] += reading.eligible[column][row] ?? 0
      }
      found[unit.code] = entry
    }
    #expect(found.count == table.units.count, comment)
    for unit in table.units {
      guard let entry = found[unit.code] else { continue }
      if isDivided {
        for (index, segment) in reading.segments.enumerated() {
          let own = table.segments.firstIndex { $0.lowercased() == segment.label.lowercased() }!
          #expect(entry.enrolled[index] == unit.enrolled[own], comment)
          #expect(entry.eligible[index] == unit.eligible[own], comment)
        }
      } else {
        #expect(entry.enrolled == [unit.enrolled.reduce(0, +)], comment)
        #expect(entry.eligible == [unit.eligible.reduce(0, +)], comment)
      }
    }
  }

  /// 600 tables; `JANGKAU_TABLES=N` makes N times 20.
  private static let tablesOfBlock =
    ProcessInfo.processInfo.environment["JANGKAU_TABLES"].flatMap { UInt64($0) } ?? 30

  @Test(arguments: 0..<20) func delimitedText(_ block: UInt64) throws {
    var refused: [String: Int] = [:]
    var right = 0
    for seed in (block * Self.tablesOfBlock)..<((block + 1) * Self.tablesOfBlock) {
      let table = OfficeTable(seed: seed)
      switch try outcome(table, table.csv, name: "t.csv", seed: seed) {
      case .right: right += 1
      case .refused(let fault):
        if table.isWrong {
          #expect(
            fault.code == "table.sum.rows" || fault.code == "table.sum.columns", "seed \(seed): \(table.shape) \(fault)"
          )
        } else {
          refused[fault.code, default: 0] += 1
        }
      }
    }
    // A reader that refuses all would never be wrong either.
    #expect(refused.values.reduce(0, +) * 20 <= right, "\(refused)")
  }

  @Test(arguments: 0..<4) func workbooks(_ block: UInt64) throws {
    try read(seeds: (10_000 + block * 25)..<(10_000 + block * 25 + 25), name: "t.xlsx") { try $0.xlsx }
  }

  @Test(arguments: 0..<4) func openDocuments(_ block: UInt64) throws {
    try read(seeds: (20_000 + block * 25)..<(20_000 + block * 25 + 25), name: "t.ods") { try $0.ods }
  }

  private func read(seeds: Range<UInt64>, name: String, _ bytes: (OfficeTable) throws -> [UInt8]) throws {
    var refused: [String: Int] = [:]
    var right = 0
    for seed in seeds {
      let table = OfficeTable(seed: seed)
      switch try outcome(table, try bytes(table), name: name, seed: seed) {
      case .right: right += 1
      case .refused(let fault):
        if !table.isWrong { refused["\(fault.code), seed \(seed): \(table.shape)"] = 1 }
      }
    }
    #expect(refused.count * 20 <= right, "\(refused)")
  }
}
