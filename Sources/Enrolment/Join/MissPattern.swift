internal import Areas
internal import Boundaries
internal import Diagnostics
internal import TableReading

/// Why most rows of a table find no unit of a layer: the two are of different places, or a column is not what it was taken
/// for. One reason helps more than a hundred rows.
enum MissPattern: Sendable, Hashable {
  /// The table's units are of another level than the layer's.
  case otherLevel(table: AdministrativeLevel, layer: AdministrativeLevel)
  /// Codes begin with the numbers of other provinces.
  case otherProvince(table: [String], layer: [String])
  /// The codes count the rows: 1, 2, 3, …
  case runningNumbers(column: String)
  /// The column of codes holds names, or that of names holds codes.
  case swappedColumns(code: String, name: String)

  /// - Parameter misses: positions among the table's rows of those that name a place and found none.
  /// - Returns: nil where fewer than three rows or not most of them miss, and where nothing tells why.
  init?(_ layer: BoundaryLayer, _ index: UnitIndex, _ table: CountTable, codes: [AreaCode?], misses: [Int]) {
    guard misses.count >= 3, misses.count * 2 > table.rows.count else { return nil }
    let reading = table.reading
    let names = misses.map { reading.name(table.rows[$0]) }
    let texts = misses.map { reading.code(table.rows[$0]) }
    func most(_ count: Int) -> Bool { count * 5 >= misses.count * 4 }
    func header(_ column: Int?) -> String { column.map { table.table.header[$0] } ?? "" }

    if reading.codeColumn != nil, most(texts.count { !index.units(named: $0).isEmpty }) {
      self = .swappedColumns(code: header(reading.codeColumn), name: header(reading.nameColumn))
      return
    }
    if reading.nameColumn != nil,
      most(names.count { AreaCode($0).map { $0.isNumeric && index.unit(key: $0.key) != nil } ?? false })
    {
      self = .swappedColumns(code: header(reading.codeColumn), name: header(reading.nameColumn))
      return
    }
    let keys = misses.compactMap { codes[$0]?.key }
    if reading.codeColumn != nil, most(keys.count), Self.areRunning(keys) {
      self = .runningNumbers(column: header(reading.codeColumn))
      return
    }
    let levels = misses.compactMap { codes[$0]?.level }
    if let level = Self.commonest(levels), most(levels.count { $0 == level }), level != layer.level,
      layer.level != .unit
    {
      self = .otherLevel(table: level, layer: layer.level)
      return
    }
    let own = Set(layer.units.compactMap { $0.key }.filter { $0.level != nil }.map { String($0.key.prefix(2)) })
    let foreign = misses.compactMap { codes[$0] }.filter { $0.level != nil }.map { String($0.key.prefix(2)) }
    if !own.isEmpty, !foreign.isEmpty, most(foreign.count { !own.contains($0) }) {
      self = .otherProvince(table: Set(foreign).sorted(), layer: own.sorted())
      return
    }
    if let level = Self.levelOfNames(names.filter { !$0.isEmpty }, layer, most) {
      self = .otherLevel(table: level, layer: layer.level)
      return
    }
    return nil
  }

  /// Numbers up to four digits that grow by one from row to row, but for gaps.
  private static func areRunning(_ keys: [String]) -> Bool {
    let numbers = keys.compactMap { Int($0) }
    guard numbers.count == keys.count, let last = numbers.last, last <= 9_999, numbers[0] <= 3 else { return false }
    let steps = zip(numbers, numbers.dropFirst()).count { $1 == $0 + 1 }
    return steps * 5 >= (numbers.count - 1) * 4
  }

  private static func commonest(_ levels: [AdministrativeLevel]) -> AdministrativeLevel? {
    var counts: [AdministrativeLevel: Int] = [:]
    for level in levels { counts[level, default: 0] += 1 }
    return counts.max { ($0.value, $1.key) < ($1.value, $0.key) }?.key
  }

  /// The level above the layer's whose units most names are.
  private static func levelOfNames(
    _ names: [String], _ layer: BoundaryLayer, _ most: (Int) -> Bool
  ) -> AdministrativeLevel? {
    if let parent = layer.level.parent {
      let bases = Set(layer.units.compactMap(\.parentName).map { AreaName($0, level: parent).base })
      if most(names.count { bases.contains(AreaName($0, level: parent).base) }) { return parent }
    }
    for level in [AdministrativeLevel.regency, .district] where level != layer.level {
      let found = names.count { name in
        AreaRegistry.shipped.areas.contains { area in
          area.level == level && AreaName(area.name, level: level).base == AreaName(name, level: level).base
        }
      }
      if most(found) { return level }
    }
    return nil
  }
}

extension AdministrativeLevel {
  /// As a sentence names many of them.
  var plural: Message {
    switch self {
    case .province: Message(id: "provinsi", en: "provinces")
    case .regency: Message(id: "kabupaten/kota", en: "regencies and cities")
    case .district: Message(id: "kecamatan", en: "districts (kecamatan)")
    case .village: Message(id: "desa/kelurahan", en: "villages")
    case .unit: Message(id: "wilayah", en: "units")
    }
  }
}

extension MissPattern {
  /// The reason, and what to do.
  var explanation: Message {
    switch self {
    case .otherLevel(let table, let layer):
      Message(
        id: "Tabel ini berisi \(table.plural.indonesian), sedangkan petanya \(layer.plural.indonesian). Pakai peta "
          + "\(table.plural.indonesian), atau tabel per \(layer.plural.indonesian).",
        en: "The table is of \(table.plural.english), and the map of \(layer.plural.english). Use a map of "
          + "\(table.plural.english), or a table by \(layer.plural.english).")
    case .otherProvince(let table, let layer):
      Message(
        id: "Kode di tabel berawalan \(Language.indonesian.list(table)), sedangkan kode di peta berawalan "
          + "\(Language.indonesian.list(layer)): provinsinya lain. Periksa apakah tabel dan petanya dari provinsi yang sama.",
        en: "The table's codes begin with \(Language.english.list(table)) and the map's with "
          + "\(Language.english.list(layer)): another province. Check that table and map are of the same one.")
    case .runningNumbers(let column):
      Message(
        id: "Kolom “\(column)” tampaknya berisi nomor urut (1, 2, 3, …), bukan kode wilayah. Sebutkan kolom yang benar "
          + "dengan --code-column atau --name-column.",
        en:
          "The column “\(column)” seems to hold a running number (1, 2, 3, …) and no area codes. Name the right column "
          + "with --code-column or --name-column.")
    case .swappedColumns(let code, let name):
      Message(
        id: name.isEmpty || code.isEmpty
          ? "Kolom “\(code)\(name)” berisi nama di tempat kode, atau sebaliknya. Sebutkan kolomnya dengan --code-column "
            + "dan --name-column."
          : "Kolom kode (“\(code)”) dan kolom nama (“\(name)”) tampaknya tertukar. Sebutkan dengan --code-column dan "
            + "--name-column.",
        en: name.isEmpty || code.isEmpty
          ? "The column “\(code)\(name)” holds names in place of codes, or the other way round. Name the columns with "
            + "--code-column and --name-column."
          : "The columns of codes (“\(code)”) and names (“\(name)”) seem to be swapped. Name them with --code-column and "
            + "--name-column.")
    }
  }
}
