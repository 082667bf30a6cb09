package import Areas
package import Boundaries
public import Diagnostics
internal import Tables

/// Counts by unit and segment, joined to a layer, with a ledger for each table.
public struct Join: Sendable {
  /// Segments in order of appearance; none where the tables do not divide workers.
  package let segments: [CountTable.Segment]
  /// By segment (or one entry for all), then by unit. nil is a missing count, never zero.
  package var enrolled: [[Int?]]
  package let eligible: [[Int?]]
  public internal(set) var ledgers: [Ledger]
  public internal(set) var rejections: [Rejection]
  public let notices: [Message]
  /// As the table writes it; nil where it has none.
  public let period: String?
  /// How the table's rows found their units.
  package let codeSystem: CodeSystemFinding?

  package struct Tables: Sendable {
    package let enrolment: CountTable
    package let workforce: CountTable?

    package init(enrolment: CountTable, workforce: CountTable?) {
      self.enrolment = enrolment
      self.workforce = workforce
    }
  }

  /// - Throws: `Diagnostic` where the code system cannot be decided or a unit is counted twice. Rows without a unit
  ///   are no errors here: they are in `rejections`.
  /// - Complexity: O(units + rows), and O(units) for each rejected row.
  package init(_ layer: BoundaryLayer, _ tables: Tables, stated: CodeSystem?) throws {
    let index = UnitIndex(layer)
    var notices: [Message] = []
    var first = try Matching(layer, index, tables.enrolment, stated: stated, &notices)
    let enrolment = tables.enrolment
    guard let workforce = tables.workforce else {
      segments = enrolment.segments
      enrolled = first.counts(enrolment.enrolled)
      eligible = first.counts(enrolment.eligible)
      ledgers = [first.ledger]
      rejections = first.rejections
      period = enrolment.period
      codeSystem = first.finding
      self.notices = notices
      return
    }
    var second = try Matching(layer, index, workforce, stated: stated, &notices)
    var participants = first.counts(enrolment.enrolled)
    var workers = second.counts(workforce.eligible)
    let left = enrolment.segments
    let right = workforce.segments
    if left.isEmpty != right.isEmpty {
      // One side divides its workers and the other does not: only the sums can be compared.
      notices.append(.segmentsSummed(left.isEmpty ? workforce.table.name : enrolment.table.name))
      if left.isEmpty { workers = [Self.sum(workers)] } else { participants = [Self.sum(participants)] }
      segments = []
    } else {
      let missing = left.filter { one in !right.contains { $0.key == one.key } }
      let extra = right.filter { one in !left.contains { $0.key == one.key } }
      if let one = (missing + extra).first {
        throw Diagnostic.segmentWithoutCounterpart(
          one.label, in: missing.isEmpty ? workforce.table.name : enrolment.table.name,
          not: missing.isEmpty ? enrolment.table.name : workforce.table.name)
      }
      workers = left.isEmpty ? workers : left.map { one in workers[right.firstIndex { $0.key == one.key }!] }
      segments = left
    }
    enrolled = participants
    eligible = workers
    ledgers = [first.ledger, second.ledger]
    rejections = first.rejections + second.rejections
    period = enrolment.period
    codeSystem = first.finding
    self.notices = notices
  }

  /// Sums over segments; missing where any segment's count is, because a missing count is never zero.
  private static func sum(_ counts: [[Int?]]) -> [Int?] {
    (0..<(counts.first?.count ?? 0)).map { unit in
      let present = counts.compactMap { $0[unit] }
      return present.count == counts.count ? present.reduce(0, +) : nil
    }
  }
}

/// One table's rows matched to the units of a layer.
private struct Matching {
  var ledger: Ledger
  var rejections: [Rejection] = []
  let finding: CodeSystemFinding?
  private let table: CountTable
  /// For each used row: its position in the table, unit and segment.
  private var places: [(row: Int, unit: Int, segment: Int)] = []
  private let unitCount: Int

  init(
    _ layer: BoundaryLayer, _ index: UnitIndex, _ table: CountTable, stated: CodeSystem?, _ notices: inout [Message]
  ) throws {
    self.table = table
    unitCount = layer.units.count
    ledger = Ledger(table: table.table.name, otherPeriodRows: table.otherPeriodRowCount, units: layer.units.count)
    let columns = table.columns
    let source = table.table

    let codes = table.rows.map { row in columns.code.flatMap { AreaCode(source.cell(row, $0)) } }
    let translation = try columns.code.flatMap { column in
      try CodeTranslation(
        layer, table, codes: codes, header: source.header[column], stated: stated, &notices)
    }
    finding = translation?.finding

    let segmentCount = max(1, table.segments.count)
    var occupied = [Int?](repeating: nil, count: layer.units.count * segmentCount)
    places.reserveCapacity(table.rows.count)
    var duplicates: [(first: Int, second: Int, unit: Int, segment: Int)] = []
    var hasData = [Bool](repeating: false, count: layer.units.count)
    var differing: [(place: Message, name: String, unit: Int)] = []

    for (position, row) in table.rows.enumerated() {
      let code = translation == nil ? nil : codes[position]
      let name = columns.name.map { source.cell(row, $0) } ?? ""
      let workers = Ledger.Sum(
        rows: 1, enrolled: table.enrolled.reduce(0) { $0 + ($1[row] ?? 0) },
        eligible: table.eligible.reduce(0) { $0 + ($1[row] ?? 0) })
      func parents() -> [(text: String, level: AdministrativeLevel?)] {
        columns.parents.map { (source.cell(row, $0.column), $0.level) }.filter { !$0.text.isEmpty }
      }

      var found: UnitIndex.Found
      if case .some(.total) = table.segmentOfRow.isEmpty ? nil : table.segmentOfRow[position] {
        found = .none(.total)
      } else if case .some(.blank) = table.segmentOfRow.isEmpty ? nil : table.segmentOfRow[position] {
        found = .none(.noSegment)
      } else if let code, let translation {
        found = translation.unit(of: code, in: index)
        if case .none = found, Self.isTotal(source.cell(row, columns.code!)) || Self.isTotal(name) {
          found = .none(.total)
        }
        if case .unit(let unit) = found, !name.isEmpty, !index.isNamed(unit, name) {
          if index.units(named: name).contains(where: { $0 != unit }) {
            found = .none(.codeAgainstName)
          } else {
            differing.append((source.place(row), name, unit))
          }
        }
      } else if !name.isEmpty {
        found = index.find(name: name, parents: parents())
        if case .none(.unknownName) = found, Self.isTotal(name) { found = .none(.total) }
      } else {
        let all = columns.code.map { source.cell(row, $0) } ?? ""
        found = Self.isTotal(all) ? .none(.total) : .none(.noUnit)
      }

      switch found {
      case .unit(let unit):
        var segment = 0
        if !table.segmentOfRow.isEmpty, case .segment(let position) = table.segmentOfRow[position] {
          segment = position
        }
        let place = unit * segmentCount + segment
        if let earlier = occupied[place] {
          duplicates.append((earlier, row, unit, segment))
        }
        occupied[place] = row
        places.append((row, unit, segment))
        // A row without any count is no data.
        if table.enrolled.contains(where: { $0[row] != nil }) || table.eligible.contains(where: { $0[row] != nil }) {
          hasData[unit] = true
        }
        ledger.used = ledger.used + workers
      case .none(let reason):
        let text = [code.map { _ in source.cell(row, columns.code!) }, name.isEmpty ? nil : name]
          .compactMap { $0 }.joined(separator: " ")
        let asksName: Bool =
          switch reason {
          case .unknownCode, .unknownName, .ambiguousName, .otherParent, .codeAgainstName, .noBridge: true
          case .otherLevel, .total, .noUnit, .noSegment: false
          }
        rejections.append(
          Rejection(
            table: source.name, line: source.lineNumber(row), place: source.place(row), reason: reason, value: text,
            candidates: asksName ? index.candidates(name: name, key: code?.key, parents: parents()) : [],
            cells: source.rawRow(row), enrolled: workers.enrolled, eligible: workers.eligible))
        ledger.rejected = ledger.rejected + workers
      }
    }
    ledger.unitsWithRows = hasData.count { $0 }
    if !duplicates.isEmpty {
      throw Diagnostic.duplicateRows(
        duplicates.map { entry in
          (
            source.lineNumber(entry.first), source.lineNumber(entry.second), index.title(of: entry.unit),
            table.segments.isEmpty || table.hasSegmentColumns ? nil : table.segments[entry.segment].label
          )
        }, table: source.name, isSheet: source.sheet != nil)
    }
    if !differing.isEmpty {
      notices.append(
        .namesDiffer(differing.map { ($0.place, $0.name, index.title(of: $0.unit)) }, table: source.name))
    }
  }

  /// Counts by segment and unit from counts by column and row.
  mutating func counts(_ columns: [[Int?]]) -> [[Int?]] {
    var result = [[Int?]](repeating: Array(repeating: nil, count: unitCount), count: max(1, table.segments.count))
    // A table may count participants alone, or eligible workers alone.
    if columns.isEmpty { return result }
    for place in places {
      if table.hasSegmentColumns {
        for segment in columns.indices { result[segment][place.unit] = columns[segment][place.row] }
      } else {
        result[place.segment][place.unit] = columns[0][place.row]
      }
    }
    return result
  }

  /// Rows of sums, as people label them.
  private static func isTotal(_ text: String) -> Bool {
    guard let first = AreaName.words(of: text).first else { return false }
    return ["total", "jumlah", "grand", "subtotal"].contains(first)
  }
}

/// How the codes of a table become codes of the layer.
private struct CodeTranslation {
  let finding: CodeSystemFinding
  private let layerSystem: CodeSystem?
  private let tableSystem: CodeSystem?
  private let level: AdministrativeLevel

  /// nil where the layer has no codes, so that names must join.
  init?(
    _ layer: BoundaryLayer, _ table: CountTable, codes: [AreaCode?], header: String, stated: CodeSystem?,
    _ notices: inout [Message]
  ) throws {
    guard layer.units.contains(where: { $0.key != nil || $0.area != nil }) else { return nil }
    let source = table.table
    let present = codes.compactMap { $0 }
    if present.isEmpty { return nil }
    let names = zip(table.rows, codes).compactMap { row, code -> String?? in
      code == nil ? nil : .some(table.columns.name.map { source.cell(row, $0) })
    }
    // Rows of sums and of other levels stand among the codes of real tables: they do not decide.
    let relevant = present.indices.filter { present[$0].level == layer.level || layer.level == .unit }
    let deciding = relevant.isEmpty ? Array(present.indices) : relevant
    let detection = CodeSystemDetection(
      codes: deciding.map { present[$0] }, names: deciding.map { names[$0] }, fieldName: header)
    finding = detection.finding(stated: stated)
    level = layer.level
    let layerSystem: CodeSystem? =
      if case .system(let system, _) = layer.codeSystem { system } else { nil }

    switch (finding, layer.codeSystem) {
    case (.undecided, _):
      if let (first, second) = Self.mixture(of: deciding.map { present[$0] }) {
        throw Diagnostic.codeSystemsMixed(first.key, second.key, column: header, table: source.name)
      }
      throw Diagnostic.codeSystemUndecided(
        deciding.prefix(4).map { present[$0].key }, column: header, table: source.name)
    case (.system(let one, _), .undecided):
      throw Diagnostic.layerCodeSystemUndecided(
        layer: layer.name, field: layer.provenance.codeField ?? "", tableSystem: one)
    case (.system(let one, let evidence), .opaque) where present.contains(where: { $0.level != nil }):
      // Two columns of area codes of a province that does not ship: alike in form, but maybe of two systems.
      let comparable = layer.units.lazy.compactMap(\.key).first { $0.level != nil } != nil
      if comparable && evidence != .stated && evidence != .fieldName && evidence != .length {
        throw Diagnostic.layerCodeSystemUndecided(
          layer: layer.name, field: layer.provenance.codeField ?? "", tableSystem: one)
      }
    case (.opaque, .system(let own, _)) where deciding.allSatisfy({ present[$0].level != nil }):
      throw Diagnostic.codeSystemNotTold(own, column: header, table: source.name, layer: layer.name)
    default: break
    }
    self.layerSystem = layerSystem
    tableSystem = if case .system(let system, _) = finding { system } else { nil }
    if let tableSystem, let layerSystem, tableSystem != layerSystem {
      let unbridged = layer.units.filter { $0.area != nil && $0.area?.key(in: tableSystem) == nil }
      notices.append(
        .bridged(
          from: tableSystem, to: layerSystem, table: source.name,
          without: unbridged.map { [$0.code, $0.name].compactMap { $0 }.joined(separator: " ") },
          isUnverified: level == .village))
    }
  }

  /// A code that is Kemendagri's alone beside one that is BPS's alone; nil where there are no such two.
  private static func mixture(of codes: [AreaCode]) -> (kemendagri: AreaCode, bps: AreaCode)? {
    func only(_ system: CodeSystem) -> AreaCode? {
      codes.first { code in
        switch code.key.utf8.count {
        case 6: system == .kemendagri
        case 7: system == .bps
        default:
          AreaRegistry.shipped.area(code.key, in: system) != nil
            && AreaRegistry.shipped.area(code.key, in: system.other) == nil
        }
      }
    }
    guard let first = only(.kemendagri), let second = only(.bps) else { return nil }
    return (first, second)
  }

  func unit(of code: AreaCode, in index: UnitIndex) -> UnitIndex.Found {
    var key = code.key
    if let tableSystem, let layerSystem, tableSystem != layerSystem {
      if code.level != level { return .none(.otherLevel) }
      guard let bridged = AreaRegistry.shipped.bridge(key, from: tableSystem) else { return .none(.noBridge) }
      key = bridged
    }
    if let unit = index.unit(key: key) { return .unit(unit) }
    if layerSystem == nil, let system = tableSystem ?? (finding == .sameInBoth ? .kemendagri : nil),
      let unit = index.unit(key: key, in: system)
    {
      return .unit(unit)
    }
    return .none(code.level != nil && level != .unit && code.level != level ? .otherLevel : .unknownCode)
  }
}

extension Diagnostic {
  static func codeSystemUndecided(_ codes: [String], column: String, table: String) -> Diagnostic {
    let list = codes.joined(separator: ", ")
    return Diagnostic(
      .badInput,
      id:
        "Kode di kolom “\(column)” tabel \(table) (\(list)) sah dalam kode Kemendagri maupun kode BPS, tetapi menunjuk "
        + "wilayah yang berbeda. Sebutkan sistemnya dengan --code-system kemendagri atau --code-system bps.",
      en: "The codes in the column “\(column)” of the table \(table) (\(list)) are valid both as Kemendagri and as BPS "
        + "codes, but mean different units. State the system with --code-system kemendagri or --code-system bps.")
  }

  static func codeSystemsMixed(_ first: String, _ second: String, column: String, table: String) -> Diagnostic {
    Diagnostic(
      .badInput,
      id: "Kolom “\(column)” tabel \(table) mencampur kode Kemendagri (misalnya \(first)) dan kode BPS (misalnya "
        + "\(second)). Pakai satu sistem saja, atau sebutkan yang benar dengan --code-system kemendagri atau "
        + "--code-system bps.",
      en: "The column “\(column)” of the table \(table) mixes Kemendagri codes (\(first) for one) and BPS codes "
        + "(\(second) for one). Use one system, or state the right one with --code-system kemendagri or --code-system "
        + "bps.")
  }

  package static func codeSystemNotTold(
    _ own: CodeSystem, column: String, table: String, layer: String
  ) -> Diagnostic {
    Diagnostic(
      .badInput,
      id: "Lapisan \(layer) memakai kode \(own.label), sedangkan sistem kode di kolom “\(column)” tabel \(table) tidak "
        + "dapat dipastikan. Sebutkan dengan --code-system kemendagri atau --code-system bps.",
      en: "The layer \(layer) uses \(own.label) codes, but the system of those in the column “\(column)” of the table "
        + "\(table) cannot be told. State it with --code-system kemendagri or --code-system bps.")
  }

  package static func layerCodeSystemUndecided(layer: String, field: String, tableSystem: CodeSystem) -> Diagnostic {
    Diagnostic(
      .badInput,
      id:
        "Tabel memakai kode \(tableSystem.label), sedangkan sistem kode lapisan \(layer) (kolom \(field)) tidak dapat "
        + "dipastikan. Bila keduanya sama, sebutkan --code-system \(tableSystem.rawValue).",
      en:
        "The table uses \(tableSystem.label) codes, but the code system of the layer \(layer) (field \(field)) cannot "
        + "be told. If both are the same, say --code-system \(tableSystem.rawValue).")
  }

  static func duplicateRows(
    _ duplicates: [(first: Int, second: Int, unit: String, segment: String?)], table: String, isSheet: Bool
  ) -> Diagnostic {
    let shown = duplicates.prefix(5)
    func list(_ segment: String, _ and: String, _ lines: String) -> String {
      shown.map { entry in
        let part = entry.segment.map { ", \(segment) \($0)" } ?? ""
        return "\(entry.unit)\(part): \(lines) \(entry.first) \(and) \(entry.second)"
      }.joined(separator: "; ")
    }
    let rest = duplicates.count - shown.count
    return Diagnostic(
      .badInput,
      id: "Tabel \(table) memuat wilayah yang sama lebih dari sekali – \(list("segmen", "dan", "baris"))"
        + (rest > 0 ? " (dan \(rest) lainnya)" : "")
        + ". Satukan atau hapus baris gandanya; bila berbeda segmen atau periode, sertakan kolomnya.",
      en: "The table \(table) counts the same unit more than once – "
        + list("segment", "and", isSheet ? "rows" : "lines")
        + (rest > 0 ? " (and \(rest) more)" : "")
        + ". Merge or remove the duplicate rows; if they are of different segments or periods, give the column.")
  }

  static func segmentWithoutCounterpart(_ segment: String, in table: String, not other: String) -> Diagnostic {
    Diagnostic(
      .badInput,
      id: "Segmen “\(segment)” ada di tabel \(table), tetapi tidak ada di tabel \(other). Samakan segmen kedua tabel.",
      en:
        "The segment “\(segment)” is in the table \(table) but not in the table \(other). Give both the same segments.")
  }
}

extension CodeSystem {
  /// As people call it, the same in both languages.
  package var label: String { self == .kemendagri ? "Kemendagri" : "BPS" }
}

extension Message {
  static func segmentsSummed(_ table: String) -> Message {
    Message(
      id: "Hanya tabel \(table) yang terbagi per segmen, jadi segmennya dijumlahkan: kelebihan di satu segmen dapat "
        + "menutupi kesenjangan di segmen lain.",
      en:
        "Only the table \(table) is divided by segment, so its segments were summed: a surplus in one segment may hide "
        + "a gap in another.")
  }

  package static func bridged(
    from table: CodeSystem, to layer: CodeSystem, table name: String, without units: [String], isUnverified: Bool
  ) -> Message {
    var indonesian =
      "Kode \(table.label) tabel \(name) dipadankan ke kode \(layer.label) peta dengan tabel padanan resmi Mei 2022."
    var english =
      "The \(table.label) codes of the table \(name) were bridged to the map's \(layer.label) codes by the official table "
      + "of May 2022."
    if isUnverified {
      indonesian += " Padanan desa/kelurahan dicari menurut nama dan belum diverifikasi."
      english += " The bridge of villages was found by name and is not verified."
    }
    if !units.isEmpty {
      let list = units.prefix(5).joined(separator: ", ") + (units.count > 5 ? ", …" : "")
      indonesian +=
        " Tanpa padanan: \(list). Hasil pemekaran; angkanya mungkin masih tercatat di wilayah asalnya."
      english +=
        " Without a counterpart: \(list). They were split off later; their counts may still be in the unit of origin."
    }
    return Message(id: indonesian, en: english)
  }

  static func namesDiffer(_ rows: [(place: Message, name: String, unit: String)], table: String) -> Message {
    let shown = rows.prefix(5)
    let rest = rows.count - shown.count
    return Message(
      id: "Tabel \(table): \(rows.count) baris dipadankan menurut kode walaupun namanya berbeda – "
        + shown.map { "\($0.place.indonesian): “\($0.name)” → \($0.unit)" }.joined(separator: "; ")
        + (rest > 0 ? "; dan \(rest) lainnya." : "."),
      en: "Table \(table): \(rows.count) rows joined by code although the name differs – "
        + shown.map { "\($0.place.english): “\($0.name)” → \($0.unit)" }.joined(separator: "; ")
        + (rest > 0 ? "; and \(rest) more." : "."))
  }
}
