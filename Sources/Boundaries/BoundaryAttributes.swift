package import Areas
package import Diagnostics
package import Layers

/// What a boundary layer says of its units: code, name, level and parent of each record.
package struct BoundaryAttributes: Sendable {
  package struct Unit: Sendable {
    /// As the layer has it; nil where the record has none.
    package var code: String?
    package var name: String?
    var parentCode: String?
    var parentName: String?
    /// The code's comparable form; nil where there is no code.
    var key: AreaCode?
  }

  package let units: [Unit]
  let level: AdministrativeLevel
  /// The schema's name, or nil where the fields were named by option.
  let schemaName: String?
  let codeField: String?
  let nameField: String?
  /// Coarser to finer: levels of the schema at which every record would also have a code of its own. More than one
  /// means that the level was a choice, which reports say.
  let possibleLevels: [AdministrativeLevel]

  /// Which fields the user has named.
  package struct NamedFields: Sendable {
    var code: String?
    var name: String?
    var parent: String?
    /// The level of the table's codes or names, which decides where a layer could be read at several levels.
    var wantedLevel: AdministrativeLevel?

    package init(
      code: String? = nil, name: String? = nil, parent: String? = nil, wantedLevel: AdministrativeLevel? = nil
    ) {
      self.code = code
      self.name = name
      self.parent = parent
      self.wantedLevel = wantedLevel
    }
  }

  package init(_ table: AttributeTable, layer: String, named: NamedFields) throws {
    let fieldNames = table.fields.map(\.name)
    func column(_ name: String, option: String) throws -> Int {
      guard let index = BoundarySchema.index(of: name, in: fieldNames) else {
        throw Diagnostic.noSuchField(name, option: option, layer: layer, fields: Self.describe(table))
      }
      return index
    }
    let namedCode = try named.code.map { try column($0, option: "--code-field") }
    let namedName = try named.name.map { try column($0, option: "--name-field") }
    let namedParent = try named.parent.map { try column($0, option: "--parent-field") }

    let schema = BoundarySchema.matching(fieldNames)
    let candidates = schema.map { Self.levels(of: $0, table) } ?? []
    let chosen: Candidate?
    if let namedCode {
      chosen = candidates.first { $0.code.columns.contains(namedCode) && $0.code.columns.last == namedCode }
    } else if let wanted = named.wantedLevel, let match = candidates.first(where: { $0.level == wanted }) {
      chosen = match
    } else {
      chosen = candidates.first { $0.isUnique } ?? candidates.last
    }
    if chosen == nil && namedCode == nil && namedName == nil {
      throw Diagnostic.unknownSchema(layer: layer, fields: Self.describe(table))
    }

    let codeColumn = chosen?.code ?? namedCode.map { CodeColumn(columns: [$0], table) }
    var nameColumn = namedName ?? chosen?.name
    if nameColumn == nil { nameColumn = BoundarySchema.plainNames.lazy.compactMap { table.index(of: $0) }.first }
    level = chosen?.level ?? codeColumn?.level ?? .unit
    schemaName = chosen == nil ? nil : schema?.name
    codeField = codeColumn.map { $0.columns.map { fieldNames[$0] }.joined(separator: "+") }
    nameField = nameColumn.map { fieldNames[$0] }
    possibleLevels = candidates.filter(\.isUnique).map(\.level)

    var parentCodes: [String?]?
    var parentNames: Int?
    if let namedParent {
      parentNames = namedParent
    } else if let chosen {
      let coarser = candidates.last { $0.level < chosen.level }
      parentCodes = chosen.parentCode.map { CodeColumn(columns: [$0], table).texts } ?? coarser?.code.texts
      parentNames = chosen.parentName ?? coarser?.name
    }
    units = (0..<table.rowCount).map { row in
      Unit(
        code: codeColumn?.texts[row],
        name: nameColumn.flatMap { table.columns[$0].text(at: row) },
        parentCode: parentCodes.flatMap { $0[row] },
        parentName: parentNames.flatMap { table.columns[$0].text(at: row) }, key: codeColumn?.keys[row])
    }
    if chosen?.isUnique != true { try checkDuplicates(layer: layer) }
  }

  private func checkDuplicates(layer: String) throws {
    var firstRecord: [String: Int] = [:]
    firstRecord.reserveCapacity(units.count)
    for (record, unit) in units.enumerated() {
      guard let text = unit.code, let key = unit.key?.key else { continue }
      if let first = firstRecord.updateValue(record, forKey: key) {
        throw Diagnostic.duplicateUnit(
          code: text, field: codeField ?? "", records: (first + 1, record + 1), layer: layer)
      }
    }
  }

  /// Fields with the first value of each, for the message that asks which are meant.
  static func describe(_ table: AttributeTable) -> String {
    zip(table.fields, table.columns).map { field, column in
      let example = (0..<min(table.rowCount, 50)).lazy.compactMap { column.text(at: $0) }.first
      return example.map { "\(field.name) (\($0.prefix(40)))" } ?? "\(field.name) (–)"
    }.joined(separator: ", ")
  }
}

extension BoundaryAttributes {
  /// A column of codes, or several that make one together (BPS: province, regency, district, village numbers).
  private struct CodeColumn {
    let columns: [Int]
    let texts: [String?]
    /// Comparable forms of the texts; nil where there is no text, or a blank one.
    let keys: [AreaCode?]

    init(columns: [Int], _ table: AttributeTable) {
      self.columns = columns
      texts = (0..<table.rowCount).map { row in
        var whole = ""
        for column in columns {
          guard let part = table.columns[column].text(at: row), !part.isEmpty, part != "NA" else { return nil }
          whole += part
        }
        return whole
      }
      keys = texts.map { $0.flatMap(AreaCode.init) }
    }

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
  }

  private struct Candidate {
    let level: AdministrativeLevel
    let code: CodeColumn
    let name: Int?
    let parentCode: Int?
    let parentName: Int?
    let isUnique: Bool
  }

  /// The level that a field of the schema tells, if it tells one for the whole layer.
  private static func level(of level: BoundarySchema.Level, _ table: AttributeTable) -> AdministrativeLevel? {
    guard let field = level.levelField, let index = BoundarySchema.index(of: field, in: table.fields.map(\.name))
    else { return nil }
    let texts = Set((0..<table.rowCount).map { table.columns[index].text(at: $0) })
    return texts.count == 1 ? texts.first?.flatMap { BoundarySchema.levelsByName[$0] } : nil
  }

  /// The levels of a schema at which the layer has codes, coarsest first.
  private static func levels(of schema: BoundarySchema, _ table: AttributeTable) -> [Candidate] {
    let fieldNames = table.fields.map(\.name)
    var found: [Candidate] = []
    var prefix: [Int] = []
    for level in schema.levels {
      let columns = level.codes.compactMap { BoundarySchema.index(of: $0, in: fieldNames) }
      guard
        let code = columns.lazy.map({ CodeColumn(columns: [$0], table) }).first(where: { column in
          column.texts.count { $0 != nil } * 2 > table.rowCount || (table.rowCount == 0)
        })
      else { continue }
      var whole = code
      // Parts of a code ("07" of 64.07) are joined to those of the levels above.
      if let wanted = level.level?.digits(in: .kemendagri),
        let sample = code.keys.lazy.compactMap({ $0 }).first, sample.isNumeric,
        sample.key.utf8.count < wanted, !prefix.isEmpty
      {
        whole = CodeColumn(columns: prefix + code.columns, table)
      }
      prefix = whole.columns
      found.append(
        Candidate(
          level: level.level ?? self.level(of: level, table) ?? whole.level ?? .unit, code: whole,
          name: level.names.lazy.compactMap { BoundarySchema.index(of: $0, in: fieldNames) }.first,
          parentCode: level.parentCodes.lazy.compactMap { BoundarySchema.index(of: $0, in: fieldNames) }.first,
          parentName: level.parentNames.lazy.compactMap { BoundarySchema.index(of: $0, in: fieldNames) }.first,
          isUnique: whole.isUnique))
    }
    return found
  }
}

extension Diagnostic {
  package static func noSuchField(_ name: String, option: String, layer: String, fields: String) -> Diagnostic {
    Diagnostic(
      .badInput,
      id: "Lapisan \(layer) tidak punya kolom “\(name)” yang diminta \(option). Kolom yang ada: \(fields).",
      en: "The layer \(layer) has no field “\(name)”, which \(option) asks for. Its fields are: \(fields).")
  }

  static func unknownSchema(layer: String, fields: String) -> Diagnostic {
    Diagnostic(
      .badInput,
      id: "Susunan kolom lapisan \(layer) tidak dikenal. Sebutkan kolom kode dengan --code-field dan kolom nama dengan "
        + "--name-field. Kolom yang ada (dengan contoh isi): \(fields).",
      en: "The fields of the layer \(layer) fit no known schema. Name the code field with --code-field and the name "
        + "field with --name-field. Its fields (with an example value) are: \(fields).")
  }

  static func duplicateUnit(code: String, field: String, records: (Int, Int), layer: String) -> Diagnostic {
    Diagnostic(
      .badInput,
      id: "Lapisan \(layer) memuat kode \(code) (kolom \(field)) dua kali: rekaman \(records.0) dan \(records.1). "
        + "Satu wilayah harus satu rekaman: gabungkan poligonnya (dissolve), atau pilih kolom lain dengan --code-field.",
      en: "The layer \(layer) has the code \(code) (field \(field)) twice: records \(records.0) and \(records.1). "
        + "A unit must be one record: dissolve its polygons, or choose another field with --code-field.")
  }
}
