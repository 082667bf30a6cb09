internal import Areas
internal import Enrolment
internal import TableReading
internal import Tables

/// The work on one chunk.
struct ChunkReading {
  private let reader: RecordReader
  private let chunk: DelimitedChunk

  /// A record that is active and whose segment and period are understood.
  private struct Kept {
    let row: Int32
    let place: Int32
    let segment: Int32
    let period: Int32
  }

  private var kept: [Kept] = []
  private var places = CellInterner(capacity: 4096)
  private var scratch: [UInt8] = []
  private let placeColumns: [Int]

  init(_ reader: RecordReader, _ chunk: DelimitedChunk) {
    self.reader = reader
    self.chunk = chunk
    let columns = reader.columns
    placeColumns = ([columns.code?.column, columns.name] + columns.parents.map(\.column)).compactMap { $0 }
    kept.reserveCapacity(chunk.rowCount)
  }

  /// A column with few different cells, each of which is understood once.
  private struct Words<Meaning> {
    var interner = CellInterner()
    var meanings: [Meaning] = []

    mutating func meaning(_ bytes: UnsafeBufferPointer<UInt8>, _ understand: (String) -> Meaning) -> Meaning {
      let number = interner.number(of: bytes)
      if number == meanings.count { meanings.append(understand(String(decoding: bytes, as: UTF8.self))) }
      return meanings[number]
    }
  }

  /// The position of a segment or a period in the result, or why there is none.
  private enum Part {
    case position(Int32)
    case rejected(RecordReason)
  }

  mutating func readRows(into result: inout RecordReader.Result) {
    let columns = reader.columns
    var statuses = Words<RecordVocabulary.Status>()
    var segments = Words<Part>()
    var periods = Words<Part>()
    rows: for row in 0..<chunk.rowCount {
      switch chunk.kind(of: row) {
      case .record: break
      case .blank:
        result.blankLines += 1
        continue rows
      case .broken:
        result.records += 1
        result.rejected.append((chunk.line(row), .brokenLine))
        continue rows
      case .brokenOverLines:
        result.swallowed = chunk.line(row)
        return
      }
      result.records += 1
      if let column = columns.status {
        let vocabulary = reader.vocabulary
        switch chunk.withCell(row, column, { statuses.meaning($0, vocabulary.status) }) {
        case .active: break
        case .inactive:
          result.inactive += 1
          continue rows
        case .unknown:
          result.rejected.append((chunk.line(row), .unknownStatus))
          continue rows
        }
      }
      var segment: Int32 = 0
      if let column = columns.segment {
        let part = chunk.withCell(row, column) { segments.meaning($0) { self.segment($0, &result) } }
        switch part {
        case .position(let position): segment = position
        case .rejected(let reason):
          result.rejected.append((chunk.line(row), reason))
          continue rows
        }
      }
      var period: Int32 = 0
      if let column = columns.period {
        let part: Part
        if let year = columns.periodYear {
          gather([column, year], of: row, separator: 0x20)
          part = scratch.withUnsafeBufferPointer { bytes in periods.meaning(bytes) { self.period($0, &result) } }
        } else {
          part = chunk.withCell(row, column) { periods.meaning($0) { self.period($0, &result) } }
        }
        switch part {
        case .position(let position): period = position
        case .rejected(let reason):
          result.rejected.append((chunk.line(row), reason))
          continue rows
        }
      }
      kept.append(Kept(row: Int32(row), place: place(of: row), segment: segment, period: period))
    }
  }

  private func segment(_ text: String, _ result: inout RecordReader.Result) -> Part {
    if text.isEmpty { return .rejected(.noSegment) }
    guard let segment = reader.vocabulary.segment(text) else { return .rejected(.unknownSegment) }
    if let known = result.segments.firstIndex(where: { $0.id == segment.id }) { return .position(Int32(known)) }
    result.segments.append(segment)
    return .position(Int32(result.segments.count - 1))
  }

  private func period(_ text: String, _ result: inout RecordReader.Result) -> Part {
    if text.allSatisfy(\.isWhitespace) { return .rejected(.noPeriod) }
    guard let period = Period(text) else { return .rejected(.unknownPeriod) }
    if let known = result.periods.firstIndex(of: period) { return .position(Int32(known)) }
    result.periods.append(period)
    return .position(Int32(result.periods.count - 1))
  }

  /// The number of the place that the row's code and names tell; -1 where the table has neither.
  private mutating func place(of row: Int) -> Int32 {
    if placeColumns.isEmpty { return -1 }
    if placeColumns.count == 1 {
      return chunk.withCell(row, placeColumns[0]) { Int32(places.number(of: $0)) }
    }
    gather(placeColumns, of: row, separator: 0x1F)
    return scratch.withUnsafeBufferPointer { Int32(places.number(of: $0)) }
  }

  /// Puts several cells into `scratch`.
  private mutating func gather(_ columns: [Int], of row: Int, separator: UInt8) {
    scratch.removeAll(keepingCapacity: true)
    for (position, column) in columns.enumerated() {
      if position > 0 { scratch.append(separator) }
      chunk.withCell(row, column) { scratch.append(contentsOf: $0) }
    }
  }

  // MARK: Places

  /// Finds the units of all kept records, and what is counted.
  mutating func place(into result: inout RecordReader.Result) {
    let answers = answers(into: &result)
    if reader.isGatheringCodes { return }
    var units = [Int32](repeating: -1, count: kept.count)
    var points: [Double] = []
    var pointOwners: [Int] = []
    func reject(_ record: Int, _ reason: RecordReason) {
      result.rejected.append((chunk.line(Int(kept[record].row)), reason))
    }
    for (record, own) in kept.enumerated() {
      switch own.place < 0 ? .blank : answers[Int(own.place)] {
      case .unit(let unit): units[record] = Int32(unit)
      case .rejected(let reason): reject(record, reason)
      case .blank:
        switch point(of: Int(own.row)) {
        case .point(let x, let y):
          points.append(x)
          points.append(y)
          pointOwners.append(record)
        case .rejected(let reason): reject(record, reason)
        }
      }
    }
    if let found = reader.points?.answers(points) {
      for (record, answer) in zip(pointOwners, found) {
        switch answer {
        case .unit(let unit, let isInSeveral):
          units[record] = Int32(unit)
          if isInSeveral { result.pointsInSeveral += 1 }
        case .rejected(let reason): reject(record, reason)
        }
      }
    }
    count(units, into: &result)
  }

  /// The answer for each different place of the chunk.
  private func answers(into result: inout RecordReader.Result) -> [PlaceResolver.Answer] {
    if placeColumns.isEmpty { return [] }
    let texts = (0..<places.count).map { number in
      places.bytes(number).split(
        separator: 0x1F, maxSplits: placeColumns.count - 1, omittingEmptySubsequences: false
      ).map { String(decoding: $0, as: UTF8.self) }
    }
    if reader.columns.code != nil {
      for (number, cells) in texts.enumerated() where !PlaceResolver.isMissing(cells[0]) {
        if let code = AreaCode(cells[0]) { result.codes.append((code, places.counts[number])) }
      }
    }
    if reader.isGatheringCodes { return [] }
    return reader.resolver.withLock { resolver in texts.map(resolver.answer) }
  }

  private enum PointCell {
    case point(x: Double, y: Double)
    case rejected(RecordReason)
  }

  private func point(of row: Int) -> PointCell {
    guard let columns = reader.columns.point, let points = reader.points else { return .rejected(.noPlace) }
    func coordinate(_ column: Int) -> CoordinateText.Reading {
      chunk.withCell(row, column) { bytes in
        let reading = CoordinateText.read(bytes, isProjected: points.isProjected)
        let isMarker = reading == .broken && PlaceResolver.isMissing(String(decoding: bytes, as: UTF8.self))
        return isMarker ? .blank : reading
      }
    }
    switch (coordinate(columns.x), coordinate(columns.y)) {
    // Where nobody lives, and what programs write for a place that is not known.
    case (.number(0), .number(0)), (.blank, .blank): return .rejected(.noPlace)
    case (.number(let x), .number(let y)): return .point(x: x, y: y)
    default: return .rejected(.brokenCoordinates)
    }
  }

  private mutating func count(_ units: [Int32], into result: inout RecordReader.Result) {
    var positions: [RecordReader.Cell: Int32] = [:]
    var last: (cell: RecordReader.Cell, position: Int32)?
    var number: [UInt8] = []
    let tails = result.segments.isEmpty ? [[]] : result.segments.map { Array($0.id.utf8) }
    let ends = result.periods.isEmpty ? [[]] : result.periods.map { Array($0.text.utf8) }
    if reader.hash != nil { result.entries.reserveCapacity(kept.count) }
    for (record, own) in kept.enumerated() where units[record] >= 0 {
      let row = Int(own.row)
      var hash: KeyedHash.Value?
      if let keyed = reader.hash, let column = reader.columns.participant {
        switch chunk.withCell(row, column, { ParticipantNumber.read($0, into: &number) }) {
        case .number: break
        case .missing:
          result.rejected.append((chunk.line(row), .noParticipant))
          continue
        case .broken:
          result.rejected.append((chunk.line(row), .brokenParticipant))
          continue
        }
        number.append(0x1F)
        number += tails[Int(own.segment)]
        number.append(0x1F)
        number += ends[Int(own.period)]
        hash = number.withUnsafeBufferPointer { keyed($0) }
      }
      let cell = RecordReader.Cell(unit: units[record], segment: own.segment, period: own.period)
      let position: Int32
      if let last, last.cell == cell {
        position = last.position
      } else if let known = positions[cell] {
        position = known
      } else {
        position = Int32(result.cells.count)
        positions[cell] = position
        result.cells.append(cell)
        result.counts.append(0)
      }
      last = (cell, position)
      result.counts[Int(position)] += 1
      if let hash { result.entries.append((hash, Int32(chunk.line(row)), position)) }
    }
  }
}
