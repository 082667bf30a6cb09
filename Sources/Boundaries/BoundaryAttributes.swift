internal import Areas
package import Diagnostics
internal import Layers

/// What a boundary layer says of its units: which records are units, and the code, name, level and parents of each.
struct BoundaryAttributes: Sendable {
  struct Unit: Sendable {
    /// As the layer has it; nil where the record has none.
    var code: String?
    var name: String?
    var parentCode: String?
    var parentName: String?
    /// The code's comparable form; nil where there is no code.
    var key: AreaCode?
    /// The word for its kind, where the layer tells it: `kota`.
    var kind: String?
    /// The units above it that the layer tells, coarsest first.
    var ancestors: [BoundaryLayer.Ancestor]
    /// Its records, from 0 and ascending: several where the layer cuts it into pieces.
    var records: [Int]
  }

  /// A record that is no unit: a lake, a forest, a stand-in.
  struct LeftRecord: Sendable {
    /// From 0.
    let record: Int
    /// Its name, or else its code; nil where it has neither.
    let title: String?
  }

  let units: [Unit]
  let leftRecords: [LeftRecord]
  let level: AdministrativeLevel
  /// The schema's name, or nil where the fields were named by option.
  let schemaName: String?
  let codeField: String?
  let nameField: String?
  /// Coarser to finer: levels of the schema at which every record would also have a code of its own. More than one
  /// means that the level was a choice, which reports say.
  let possibleLevels: [AdministrativeLevel]
  /// A code as the layer writes it, where codes are written as decimals (`640201.0`) and read as whole.
  let decimalCode: String?

  /// Which fields the user has named.
  struct NamedFields: Sendable {
    var code: String?
    var name: String?
    var parent: String?
    /// The level of the table's codes or names, which decides where a layer could be read at several levels.
    var wantedLevel: AdministrativeLevel?
  }

  init(_ table: AttributeTable, layer: String, named: NamedFields) throws {
    let fieldNames = table.fields.map(\.name)
    func column(_ name: String) throws -> Int {
      guard let index = BoundarySchema.index(of: name, in: fieldNames) else {
        throw Diagnostic.noSuchField(name, layer: layer, fields: Self.describe(table))
      }
      return index
    }
    let namedCode = try named.code.map(column)
    let namedName = try named.name.map(column)
    let namedParent = try named.parent.map(column)

    let (schema, candidates) = Self.candidates(table)
    let chosen = Self.choose(candidates, code: namedCode, name: namedName, wanted: named.wantedLevel)
    if chosen == nil && namedCode == nil && namedName == nil {
      throw Diagnostic.unknownSchema(layer: layer, fields: Self.describe(table))
    }

    let codes = chosen?.code ?? namedCode.map { CodeColumn(columns: [$0], table) }
    var nameColumn = namedName ?? chosen?.name
    if nameColumn == nil { nameColumn = BoundarySchema.plainNames.lazy.compactMap { table.index(of: $0) }.first }
    let parentLevel = namedParent.flatMap { BoundarySchema.level(ofField: fieldNames[$0]) }
    // Units of which nobody tells the level are taken for those of the table.
    let ownLevel = chosen?.level == .unit && codes == nil ? named.wantedLevel : chosen?.level
    level =
      ownLevel ?? codes?.level ?? parentLevel.flatMap { AdministrativeLevel(below: $0) }
      ?? nameColumn.flatMap { BoundarySchema.level(ofField: fieldNames[$0]) }
      ?? (codes == nil ? named.wantedLevel : nil) ?? .unit
    schemaName = chosen == nil ? nil : schema?.name
    codeField = codes.map { $0.columns.map { fieldNames[$0] }.joined(separator: "+") }
    nameField = nameColumn.map { fieldNames[$0] }
    possibleLevels = candidates.filter { $0.code?.isUnique == true }.map(\.level)
    decimalCode = codes?.decimalCode

    let level = level
    let coarser = candidates.filter { $0.level < (chosen?.level ?? level) }
    let kinds = RegencyKinds(table, candidates, of: chosen)
    var units: [Unit] = []
    units.reserveCapacity(table.rowCount)
    var left: [LeftRecord] = []
    for row in 0..<table.rowCount {
      let code = codes?.texts[row]
      let key = codes?.keys[row]
      let name = nameColumn.flatMap { Self.text(table, $0, row) }
      if let codes, code == nil, name == nil || codes.isStandIn(row) || Self.isNatural(name!, level: level) {
        left.append(LeftRecord(record: row, title: Self.title(table, name, codes, schema, row)))
        continue
      }
      if codes == nil && name == nil {
        left.append(LeftRecord(record: row, title: Self.title(table, nil, nil, schema, row)))
        continue
      }
      var ancestors = coarser.compactMap { one -> BoundaryLayer.Ancestor? in
        let (code, name) = (one.code?.texts[row], one.name.flatMap { Self.text(table, $0, row) })
        if code == nil && name == nil { return nil }
        return BoundaryLayer.Ancestor(
          level: one.level, code: code, name: name,
          kind: one.level == .regency ? kinds.kind(named: name, key: one.code?.keys[row] ?? nil, type: nil) : nil)
      }
      var parentCode: String?
      var parentName: String?
      if let namedParent {
        parentName = Self.text(table, namedParent, row)
        if let parentName, let parentLevel = parentLevel ?? level.parent {
          ancestors.removeAll { $0.level == parentLevel }
          ancestors.append(BoundaryLayer.Ancestor(level: parentLevel, code: nil, name: parentName, kind: nil))
          ancestors.sort { $0.level < $1.level }
        }
      } else {
        parentCode = chosen?.parentCode.flatMap { Self.text(table, $0, row) } ?? coarser.last?.code?.texts[row]
        parentName =
          chosen?.parentName.flatMap { Self.text(table, $0, row) }
          ?? coarser.last?.name.flatMap { Self.text(table, $0, row) }
      }
      let type = chosen?.kindField.flatMap { Self.text(table, $0, row) }
      units.append(
        Unit(
          code: code, name: name, parentCode: parentCode, parentName: parentName, key: key,
          kind: level == .regency
            ? kinds.kind(named: name, key: key, type: type) : name.flatMap { AreaName($0, level: level).kind },
          ancestors: ancestors, records: [row]))
    }
    leftRecords = left
    self.units = try Self.merged(units, level: level, layer: layer, codeField: codeField ?? "", fields: table)
  }

  /// The records of one code, or where there are no codes of one name and one parent, as one unit at the place of the
  /// first.
  ///
  /// - Throws: bad input for records of one code that have different names: those are two units and one mistake.
  private static func merged(
    _ units: [Unit], level: AdministrativeLevel, layer: String, codeField: String, fields: AttributeTable
  ) throws -> [Unit] {
    let hasCodes = units.contains { $0.key != nil }
    var firsts: [String: Int] = [:]
    firsts.reserveCapacity(units.count)
    var merged: [Unit] = []
    merged.reserveCapacity(units.count)
    for unit in units {
      var identity: String?
      if hasCodes {
        identity = unit.key?.key
      } else if let name = unit.name {
        let parents = unit.ancestors.map { AreaName($0.name ?? $0.code ?? "", level: $0.level).full }
        identity = ([AreaName(name, level: level).full, unit.parentName ?? ""] + parents).joined(separator: "\u{1F}")
      }
      guard let identity, let first = firsts[identity] else {
        if let identity { firsts[identity] = merged.count }
        merged.append(unit)
        continue
      }
      if let one = merged[first].name, let other = unit.name,
        AreaName(one, level: level).base != AreaName(other, level: level).base
      {
        throw Diagnostic.duplicateUnit(
          code: unit.code ?? "", names: (one, other), field: codeField,
          records: (merged[first].records[0] + 1, unit.records[0] + 1), layer: layer, fields: describe(fields))
      }
      merged[first].records += unit.records
      if merged[first].name == nil { merged[first].name = unit.name }
    }
    return merged
  }

  /// The text of a cell; nil where it is blank or says that there is nothing.
  fileprivate static func text(_ table: AttributeTable, _ column: Int, _ row: Int) -> String? {
    guard let text = table.columns[column].text(at: row), !text.isEmpty else { return nil }
    return isNothing(text) ? nil : text
  }

  /// Signs that people and programs write where there is nothing.
  fileprivate static func isNothing(_ text: String) -> Bool {
    if text.utf8.count > 6 { return false }
    let plain = text.uppercased().filter { !$0.isWhitespace }
    return plain.allSatisfy({ $0 == "-" || $0 == "_" || $0 == "." })
      || ["NA", "N/A", "#N/A", "NULL", "<NULL>", "NONE", "NAN", "?"].contains(plain)
  }

  /// Whether a record without a code is named as a lake or a forest is. With a code it is a unit whatever its name:
  /// Danau Panggang is a kecamatan.
  private static func isNatural(_ name: String, level: AdministrativeLevel) -> Bool {
    guard let first = AreaName.words(of: name).first else { return true }
    return [
      "danau", "waduk", "hutan", "laut", "perairan", "telaga", "situ", "rawa", "bendungan", "embung", "sungai", "teluk",
      "selat", "badan",
    ].contains(first)
  }

  private static func title(
    _ table: AttributeTable, _ name: String?, _ codes: CodeColumn?, _ schema: BoundarySchema?, _ row: Int
  ) -> String? {
    if let name { return name }
    let others = [schema?.object?.name].compactMap { $0 } + BoundarySchema.plainNames
    let own = others.lazy.compactMap { table.index(of: $0) }.compactMap { text(table, $0, row) }.first
    return own ?? codes?.written(row)
  }

  /// Fields with the first value of each, for the message that asks which are meant.
  static func describe(_ table: AttributeTable) -> String {
    zip(table.fields, table.columns).map { field, column in
      let example = (0..<min(table.rowCount, 50)).lazy.compactMap { column.text(at: $0) }.first
      return example.map { "\(field.name) (\($0.prefix(40)))" } ?? "\(field.name) (–)"
    }.joined(separator: ", ")
  }
}

// MARK: - Levels

extension BoundaryAttributes {
  /// A level at which the layer could be read.
  fileprivate struct Candidate {
    let level: AdministrativeLevel
    /// nil where names alone tell the units.
    let code: CodeColumn?
    let name: Int?
    let parentCode: Int?
    let parentName: Int?
    let kindField: Int?
    /// Whether no two records are of the same unit.
    let isUnique: Bool
  }

  /// The first schema that fits, and the levels at which the layer has codes or names, coarsest first.
  private static func candidates(_ table: AttributeTable) -> (schema: BoundarySchema?, [Candidate]) {
    let schemas = BoundarySchema.matching(table.fields.map(\.name))
    // Fields that are filled for less than half of the records are leftovers, unless there is nothing else.
    for share in [2, table.rowCount + 1] {
      for schema in schemas {
        let found = levels(of: schema, table, filled: { $0 > 0 && $0 * share >= table.rowCount })
        if !found.isEmpty { return (schema, found) }
      }
    }
    return (nil, [])
  }

  private static func choose(
    _ candidates: [Candidate], code: Int?, name: Int?, wanted: AdministrativeLevel?
  ) -> Candidate? {
    if let code { return candidates.first { $0.code?.columns.last == code } }
    if let name {
      if let own = candidates.last(where: { $0.name == name }) { return own }
      let coded = candidates.filter { $0.code != nil }
      return coded.first { $0.level == wanted } ?? coded.first(where: \.isUnique) ?? coded.last
    }
    if let wanted, let match = candidates.first(where: { $0.level == wanted }) { return match }
    return candidates.first { $0.isUnique && $0.code != nil } ?? candidates.first { $0.isUnique }
      ?? candidates.last { $0.code != nil } ?? candidates.last
  }

  /// The levels of a schema at which the layer has codes or names, coarsest first.
  ///
  /// - Parameter filled: whether so many values are enough.
  private static func levels(
    of schema: BoundarySchema, _ table: AttributeTable, filled: (Int) -> Bool
  ) -> [Candidate] {
    let fieldNames = table.fields.map(\.name)
    func column(_ alternatives: [String]) -> Int? {
      let columns = alternatives.lazy.compactMap { BoundarySchema.index(of: $0, in: fieldNames) }
      return columns.first { column in filled((0..<table.rowCount).count { text(table, column, $0) != nil }) }
    }
    var found: [Candidate] = []
    var prefix: CodeColumn?
    var coarserNames: [Int] = []
    for (position, level) in schema.levels.enumerated() {
      let name = column(level.names)
      let codes = level.codes.compactMap { field -> CodeColumn? in
        guard let column = BoundarySchema.index(of: field, in: fieldNames) else { return nil }
        let own = CodeColumn(columns: [column], table)
        guard own.count > 0, filled(own.writtenCount) else { return nil }
        guard let digits = level.level?.digits(in: .kemendagri), position < schema.partWidths.count else { return own }
        return own.joined(to: prefix, width: schema.partWidths[position], whole: digits)
      }
      // A field that two units share gives way to one that tells them apart.
      let own = codes.first { $0.isConsistent(with: name, table) } ?? codes.first
      prefix = own ?? prefix
      guard own != nil || name != nil else { continue }
      let kind = level.kindField.flatMap { BoundarySchema.index(of: $0, in: fieldNames) }
      found.append(
        Candidate(
          level: level.level ?? self.level(of: level, table) ?? own?.level ?? .unit, code: own, name: name,
          parentCode: column(level.parentCodes), parentName: column(level.parentNames), kindField: kind,
          isUnique: own?.isUnique ?? isUnique(name.map { coarserNames + [$0] } ?? [], table)))
      if let name { coarserNames.append(name) }
    }
    if let object = schema.object, let own = self.object(object, table, filled),
      !found.contains(where: { $0.level == own.level })
    {
      found.append(
        Candidate(
          level: own.level, code: nil, name: own.name, parentCode: nil, parentName: nil, kindField: nil,
          isUnique: isUnique(coarserNames + [own.name], table)))
      found.sort { $0.level < $1.level }
    }
    return found
  }

  /// The field of the records' own names and their level, where one word tells it for all of them.
  private static func object(
    _ object: (name: String, level: String), _ table: AttributeTable, _ filled: (Int) -> Bool
  ) -> (name: Int, level: AdministrativeLevel)? {
    guard let name = table.index(of: object.name), let words = table.index(of: object.level),
      filled((0..<table.rowCount).count { text(table, name, $0) != nil })
    else { return nil }
    let levels = Set((0..<table.rowCount).compactMap { text(table, words, $0) }.map(BoundarySchema.level(ofWords:)))
    guard levels.count == 1, let level = levels.first ?? nil else { return nil }
    return (name, level)
  }

  private static func isUnique(_ columns: [Int], _ table: AttributeTable) -> Bool {
    if columns.isEmpty { return false }
    var seen: Set<[String?]> = []
    return (0..<table.rowCount).allSatisfy { row in seen.insert(columns.map { text(table, $0, row) }).inserted }
  }

  /// The level that a field of the schema tells, if it tells one for the whole layer.
  private static func level(of level: BoundarySchema.Level, _ table: AttributeTable) -> AdministrativeLevel? {
    guard let field = level.levelField, let index = BoundarySchema.index(of: field, in: table.fields.map(\.name))
    else { return nil }
    let texts = Set((0..<table.rowCount).map { table.columns[index].text(at: $0) })
    return texts.count == 1 ? texts.first?.flatMap { BoundarySchema.levelsByName[$0] } : nil
  }
}

/// Which units of the level of regencies are cities.
private struct RegencyKinds {
  /// Bases of names that stand in the layer with the word `Kota`, and with `Kabupaten`.
  private var cities: Set<String> = []
  private var regencies: Set<String> = []

  init(_ table: AttributeTable, _ candidates: [BoundaryAttributes.Candidate], of chosen: BoundaryAttributes.Candidate?)
  {
    guard let column = candidates.first(where: { $0.level == .regency })?.name else { return }
    for row in 0..<table.rowCount {
      guard let text = BoundaryAttributes.text(table, column, row) else { continue }
      let name = AreaName(text, level: .regency)
      if name.kind == "kota" { cities.insert(name.base) }
      if name.kind == "kabupaten" { regencies.insert(name.base) }
    }
  }

  /// By the name's own word, the field of types, the code, or because the other of the same name has the word.
  func kind(named text: String?, key: AreaCode?, type: String?) -> String? {
    let name = text.map { AreaName($0, level: .regency) }
    if let kind = name?.kind { return kind }
    if let word = type.flatMap({ AreaName.words(of: $0).first }),
      let kind = AreaName.kind(ofWord: word, level: .regency)
    {
      return kind
    }
    if let kind = key?.regencyKind { return kind }
    guard let base = name?.base else { return nil }
    if cities.contains(base) { return "kabupaten" }
    return regencies.contains(base) ? "kota" : nil
  }
}

// MARK: - Codes

extension BoundaryAttributes {
  /// A column of codes, or several that make one together (BPS: province, regency, district, village numbers).
  fileprivate struct CodeColumn {
    let columns: [Int]
    /// nil where there is no code, or one that stands for none.
    private(set) var texts: [String?]
    /// Comparable forms of the texts.
    private(set) var keys: [AreaCode?]
    /// What stands where there is no code.
    private var standIns: [Int: String] = [:]
    /// The first that is written as a decimal.
    private(set) var decimalCode: String?

    init(columns: [Int], _ table: AttributeTable) {
      var texts: [String?] = []
      var decimalCode: String?
      texts.reserveCapacity(table.rowCount)
      let column = table.columns[columns[0]]
      let format = Self.format(of: column)
      for row in 0..<table.rowCount {
        guard var text = format.map({ $0(row) }) ?? column.text(at: row), !text.isEmpty else {
          texts.append(nil)
          continue
        }
        if let whole = Self.withoutDecimals(text) {
          decimalCode = decimalCode ?? text
          text = whole
        }
        texts.append(text)
      }
      self = CodeColumn(
        columns: columns, texts: texts, keys: texts.map { $0.flatMap(AreaCode.init) }, standIns: [:],
        decimalCode: decimalCode
      ).withoutStandIns()
    }

    private func withoutStandIns() -> CodeColumn {
      var result = self
      for row in texts.indices {
        guard let text = texts[row] else { continue }
        if BoundaryAttributes.isNothing(text) || keys[row]?.isStandIn != false {
          result.standIns[row] = text
          result.texts[row] = nil
          result.keys[row] = nil
        }
      }
      return result
    }

    /// `640201.0` → `640201`: what a program makes of a code that it took for a number; nil for all others.
    private static func withoutDecimals(_ text: String) -> String? {
      guard let point = text.utf8.lastIndex(where: { $0 == UInt8(ascii: ".") || $0 == UInt8(ascii: ",") }) else {
        return nil
      }
      let (whole, rest) = (text.utf8[..<point], text.utf8[text.utf8.index(after: point)...])
      // 64.00 could be a regency that is none.
      guard whole.count >= 4 || rest.count == 1, !rest.isEmpty, rest.allSatisfy({ $0 == UInt8(ascii: "0") }),
        !whole.isEmpty, whole.allSatisfy({ (0x30...0x39).contains($0) })
      else { return nil }
      return String(text[..<point])
    }

    /// How codes that are numbers with decimals are written, where all look like Kemendagri's regencies: 64.1 is 64.10.
    private static func format(of column: Column) -> ((Int) -> String?)? {
      guard case .real(let values) = column else { return nil }
      let present = values.compactMap { $0 }
      let isRegencies =
        present.contains { $0 != $0.rounded() }
        && present.allSatisfy { value in
          value >= 11 && value < 100 && abs(value * 100 - (value * 100).rounded()) < 1e-6
        }
      guard isRegencies else { return nil }
      return { row in
        values[row].map { value in
          let hundredths = Int((value * 100).rounded())
          return "\(hundredths / 100).\(hundredths % 100 < 10 ? "0" : "")\(hundredths % 100)"
        }
      }
    }

    /// Codes of the levels above with these as their last part, where these are parts (`07` of 64.07); itself otherwise.
    ///
    /// - Parameters:
    ///   - prefix: the codes of the level above.
    ///   - width: digits of a part, which programs leave out zeros of.
    ///   - whole: digits of a whole code of this level.
    func joined(to prefix: CodeColumn?, width: Int, whole: Int) -> CodeColumn {
      guard let prefix, keys.allSatisfy({ $0.map { $0.isNumeric && $0.key.utf8.count <= width } ?? true }),
        width < whole
      else { return self }
      let joined = zip(prefix.texts, texts).map { head, part -> String? in
        guard let head, let part else { return nil }
        return head + String(repeating: "0", count: max(0, width - part.utf8.count)) + part
      }
      return CodeColumn(
        columns: prefix.columns + columns, texts: joined, keys: joined.map { $0.flatMap(AreaCode.init) },
        standIns: standIns, decimalCode: decimalCode
      ).withoutStandIns()
    }

    private init(
      columns: [Int], texts: [String?], keys: [AreaCode?], standIns: [Int: String], decimalCode: String?
    ) {
      self.columns = columns
      self.texts = texts
      self.keys = keys
      self.standIns = standIns
      self.decimalCode = decimalCode
    }

    /// How many records have a code.
    var count: Int { keys.count { $0 != nil } }

    /// How many records have anything in the field.
    var writtenCount: Int { count + standIns.count }

    func isStandIn(_ row: Int) -> Bool { standIns[row] != nil }

    /// What stands in the field, code or not.
    func written(_ row: Int) -> String? { texts[row] ?? standIns[row] }

    /// The level of all its codes; nil where they have none or differ.
    var level: AdministrativeLevel? {
      var level: AdministrativeLevel?
      for (text, key) in zip(texts, keys) where text != nil {
        guard let key, let one = key.level, level == nil || level == one else { return nil }
        // A number of the right length is a code only if it looks like one: 11 to 99 are the provinces.
        guard key.key.utf8.first.map({ (0x31...0x39).contains($0) }) == true else { return nil }
        level = one
      }
      return level
    }

    /// Whether there are codes and no two of them are the same.
    var isUnique: Bool {
      var seen = Set<String>(minimumCapacity: keys.count)
      for case let key? in keys where !seen.insert(key.key).inserted { return false }
      return !seen.isEmpty
    }

    /// Whether records of one code have one name.
    func isConsistent(with name: Int?, _ table: AttributeTable) -> Bool {
      guard let name else { return isUnique }
      var names: [String: String] = [:]
      for row in keys.indices {
        guard let key = keys[row]?.key, let text = BoundaryAttributes.text(table, name, row) else { continue }
        if let first = names[key], first != text { return false }
        names[key] = text
      }
      return true
    }
  }
}

extension Diagnostic {
  package static func noSuchField(_ name: String, layer: String, fields: String) -> Diagnostic {
    Diagnostic(
      .badInput, "boundaries.field.missing", ["layer": layer, "field": name],
      id: "Peta \(layer) tidak punya kolom “\(name)”. Kolom yang ada: \(fields).",
      en: "The layer \(layer) has no field “\(name)”. Its fields are: \(fields).")
  }

  static func unknownSchema(layer: String, fields: String) -> Diagnostic {
    Diagnostic(
      .badInput, "boundaries.schema.unknown", ["layer": layer],
      id: "Susunan kolom peta \(layer) tidak dikenal. Kolom yang ada (dengan contoh isi): \(fields).",
      en: "The fields of the layer \(layer) fit no known schema. Its fields (with an example value) are: \(fields).")
  }

  static func duplicateUnit(
    code: String, names: (String, String), field: String, records: (Int, Int), layer: String, fields: String
  ) -> Diagnostic {
    Diagnostic(
      .badInput, "boundaries.code.twice", ["layer": layer, "field": field, "code": code],
      id: "Peta \(layer) memuat kode \(code) (kolom \(field)) untuk dua wilayah: \(names.0) (rekaman \(records.0)) dan "
        + "\(names.1) (rekaman \(records.1)). Perbaiki kodenya, atau pilih kolom lain dengan --code-field. Kolom yang ada: "
        + "\(fields).",
      en:
        "The layer \(layer) has the code \(code) (field \(field)) for two units: \(names.0) (record \(records.0)) and "
        + "\(names.1) (record \(records.1)). Correct the code, or choose another field with --code-field. Its fields are: "
        + "\(fields).")
  }
}
