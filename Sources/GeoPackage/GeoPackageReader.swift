internal import Diagnostics
public import FileAccess
public import Layers

/// Reads layers of polygons or of points from an OGC GeoPackage (12-128), through SQLite.
///
/// Nothing is written, neither to the file nor beside it. Records come in the order of their key, and those without
/// geometry keep their place. The key itself is no field, as in GDAL; columns of bytes are left out and said. Values are
/// read as they are: SQLite lets a column of whole numbers hold text, which makes the field text.
public struct GeoPackageReader {
  /// A layer of the file.
  public struct Entry: Sendable, Hashable {
    /// The table's name, by which GDAL and QGIS know the layer.
    public let name: String
    /// What its makers call it.
    public let title: String
    /// As the file declares it, `MULTIPOLYGON`.
    public let geometryType: String
    let column: String
    let reference: Int

    /// Whether it may hold polygons.
    public var mayHoldPolygons: Bool {
      ["POLYGON", "MULTIPOLYGON", "GEOMETRY", "SURFACE", "CURVEPOLYGON", "MULTISURFACE"].contains(geometryType)
    }

    /// Whether it may hold points.
    public var mayHoldPoints: Bool { ["POINT", "MULTIPOINT", "GEOMETRY"].contains(geometryType) }
  }

  /// Layers with geometries, in the order of the file.
  public let entries: [Entry]
  private let database: SQLiteDatabase
  private let path: String

  /// Opens a GeoPackage and reads its contents' list.
  ///
  /// - Throws: bad input where it is no GeoPackage or a damaged one; inputOutput where it cannot be read, or another
  ///   program has it open with changes that are not saved.
  public init(_ file: SourceFile) throws {
    path = file.path
    database = try SQLiteDatabase(reading: file)
    let tables = try database.prepare(
      "SELECT count(*) FROM sqlite_master WHERE lower(name) IN ('gpkg_contents', 'gpkg_geometry_columns')")
    guard try tables.step(), tables.integer(0) == 2 else { throw Diagnostic.notGeoPackage(file.path) }
    let list = try database.prepare(
      """
      SELECT c.table_name, c.identifier, g.geometry_type_name, g.column_name, g.srs_id
      FROM gpkg_contents AS c JOIN gpkg_geometry_columns AS g ON lower(g.table_name) = lower(c.table_name)
      WHERE lower(c.data_type) = 'features' ORDER BY c.rowid
      """)
    var entries: [Entry] = []
    while try list.step() {
      guard let name = list.text(0), let column = list.text(3) else { continue }
      entries.append(
        Entry(
          name: name, title: list.text(1) ?? name, geometryType: list.text(2)?.uppercased() ?? "GEOMETRY",
          column: column, reference: list.integer(4)))
    }
    self.entries = entries
  }

  /// A column of the table that becomes a field.
  private struct Attribute {
    let name: String
    /// In the result of the query.
    let position: Int
    let kind: Field.Kind?
  }

  /// Reads a layer of this file.
  ///
  /// - Throws: bad input, naming the record, for geometries that are damaged, curved or of several kinds, and for
  ///   values that are no UTF-8 text.
  /// - Complexity: O(bytes of the table).
  public func read(_ entry: Entry) throws -> LoadedLayer {
    let columns = try columns(of: entry)
    var attributes: [Attribute] = []
    var left: [String] = []
    for column in columns.attributes {
      if column.kind == .some(nil) {
        left.append(column.name)
      } else {
        attributes.append(
          Attribute(name: column.name, position: attributes.count + 1, kind: column.kind.flatMap(\.self)))
      }
    }
    let selected = ([entry.column] + attributes.map(\.name)).map(\.quotedIdentifier).joined(separator: ", ")
    let order = columns.key.map { " ORDER BY " + $0.quotedIdentifier } ?? ""
    let rows = try database.prepare("SELECT \(selected) FROM \(entry.name.quotedIdentifier)\(order)")
    var decoder = GeometryDecoder(reference: entry.reference)
    var builders = attributes.map { ColumnBuilder($0.kind) }
    var count = 0
    while try rows.step() {
      count += 1
      switch rows.kind(0) {
      case .null: decoder.appendNull()
      case .blob:
        do { try decoder.append(rows.blob(0)) } catch {
          throw Diagnostic.faultyGeometry(path, layer: entry.name, record: count, error)
        }
      default: throw Diagnostic.faultyGeometry(path, layer: entry.name, record: count, .damaged)
      }
      for (slot, attribute) in attributes.enumerated() {
        guard Self.append(rows, attribute, to: &builders[slot]) else {
          throw Diagnostic.unreadableValue(path, layer: entry.name, record: count, field: attribute.name)
        }
      }
    }
    var table = AttributeTable(rowCount: count)
    for (attribute, builder) in zip(attributes, builders) {
      let (field, column) = builder.finish(name: attribute.name)
      table.append(field, column)
    }
    return LoadedLayer(
      name: entry.name, path: path, shapes: decoder.finish(isPoints: entry.mayHoldPoints && !entry.mayHoldPolygons),
      table: table, referenceSystem: try referenceSystem(entry.reference),
      notices: left.isEmpty ? [] : [.binaryColumns(left, layer: entry.name)])
  }

  /// Adds the present row's value; false where it is neither text nor number.
  private static func append(_ rows: SQLiteStatement, _ attribute: Attribute, to builder: inout ColumnBuilder) -> Bool {
    switch rows.kind(attribute.position) {
    case .null: builder.appendMissing()
    case .integer:
      let value = rows.integer(attribute.position)
      if attribute.kind == .logical && (value == 0 || value == 1) {
        builder.append(value == 1)
      } else {
        builder.append(value)
      }
    case .real: builder.append(rows.real(attribute.position))
    case .text:
      guard let text = rows.text(attribute.position) else { return false }
      builder.append(text)
    case .blob: return false
    }
    return true
  }

  /// The columns of a table but for its geometry and its key; the kind is `.some(nil)` for columns of bytes.
  private func columns(of entry: Entry) throws -> (key: String?, attributes: [(name: String, kind: Field.Kind??)]) {
    let list = try database.prepare("PRAGMA table_xinfo(\(entry.name.quotedIdentifier))")
    var key: String?
    var keyCount = 0
    var columns: [(name: String, kind: Field.Kind??)] = []
    var isThere = false
    while try list.step() {
      guard let name = list.text(1) else { continue }
      let type = list.text(2)?.uppercased() ?? ""
      if name.lowercased() == entry.column.lowercased() {
        isThere = true
        continue
      }
      if list.integer(5) > 0 {
        keyCount += 1
        if type == "INTEGER" {
          key = name
          continue
        }
      }
      columns.append((name, Self.kind(of: type)))
    }
    guard isThere else {
      throw Diagnostic.damagedGeoPackage(path, reason: "no column \(entry.column) in \(entry.name)")
    }
    if keyCount != 1 { key = nil }
    return (key, columns)
  }

  /// What a declared type holds: `.some(nil)` is bytes, nil anything.
  private static func kind(of type: String) -> Field.Kind?? {
    let word = type.prefix { $0 != "(" && $0 != " " }
    switch word {
    case "BOOLEAN": return .some(.logical)
    case "TINYINT", "SMALLINT", "MEDIUMINT", "INT", "INTEGER", "BIGINT": return .some(.integer)
    case "FLOAT", "DOUBLE", "REAL": return .some(.real(decimals: 15))
    case "TEXT", "VARCHAR", "CHAR", "DATETIME": return .some(.text)
    case "DATE": return .some(.date)
    case "BLOB": return .some(nil)
    default: return nil
    }
  }

  private func referenceSystem(_ id: Int) throws -> ReferenceSystemStatement {
    let place = "gpkg_spatial_ref_sys"
    if id <= 0 { return .blank(place: place) }
    // Later files have WKT 2 in a column of its own.
    let table = try database.prepare("SELECT * FROM gpkg_spatial_ref_sys WHERE srs_id = ?")
    try table.bind(.integer(id), at: 1)
    guard try table.step() else { return .blank(place: place) }
    var values: [String: String] = [:]
    for column in 0..<table.columnCount { values[table.columnName(column).lowercased()] = table.text(column) }
    let organization = values["organization"]?.uppercased() ?? ""
    if ["EPSG", "ESRI"].contains(organization), let code = values["organization_coordsys_id"] {
      return .stated("\(organization):\(code)", place: place)
    }
    for name in ["definition_12_063", "definition"] {
      guard let text = values[name], !text.isEmpty, text.lowercased() != "undefined" else { continue }
      return .stated(text, place: place)
    }
    return .blank(place: place)
  }
}

extension Notice {
  static func binaryColumns(_ names: [String], layer: String) -> Notice {
    Notice(
      "geopackage.columns.binary", ["layer": layer, "fields": names.joined(separator: ", ")],
      id: "\(layer): kolom biner tidak dibaca: \(Language.indonesian.list(names)).",
      en: "\(layer): columns of bytes are not read: \(Language.english.list(names)).")
  }
}
