internal import Diagnostics
internal import Geometry
internal import Glibc
internal import Layers

/// Writes layers of polygons or points as an OGC GeoPackage 1.3 (12-128r17), with a spatial index for each.
///
/// Polygons are all `MULTIPOLYGON`, since editors want one type in a table, and points `POINT`; a null shape is NULL. Columns are
/// typed as the attributes are (`TEXT`, `INTEGER`, `REAL`, `DATE`, `BOOLEAN`), with NULL where there is no value, and the
/// features are numbered from 1 in the order of the buffer. The same layers, time and version of SQLite give
/// the same bytes.
public struct GeoPackageWriter: Sendable {
  /// Seconds since 1970-01-01 UTC that the file names as its last change.
  public let lastChange: Int

  /// - Parameter lastChange: where nil, the time in the environment's `SOURCE_DATE_EPOCH`, or else the present.
  public init(lastChange: Int? = nil) {
    let environment = getenv("SOURCE_DATE_EPOCH").flatMap { Int(String(cString: $0)) }
    self.lastChange = lastChange ?? environment ?? time(nil)
  }

  /// Writes the layers to a file, which is created or replaced.
  ///
  /// What is left at `path` after an error is not a whole file: write to a temporary place and rename.
  ///
  /// - Precondition: names and titles of the layers are unique (names without regard to case).
  /// - Throws: a `Diagnostic` of kind `cannotCreate` where the file cannot be opened, `inputOutput` where writing fails.
  /// - Complexity: O(vertices + n log n) for n features.
  public func write(_ tables: [FeatureTable], to path: String) throws {
    precondition(Set(tables.map { $0.name.lowercased() }).count == tables.count, "layer names must be unique")
    precondition(Set(tables.map(\.title)).count == tables.count, "layer titles must be unique")
    let database = try SQLiteDatabase(creating: path)
    // A file that is not whole is thrown away, so nothing is gained by a journal or by waiting for the disk.
    try database.execute(
      """
      PRAGMA page_size = \(Self.pageSize); PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;
      PRAGMA locking_mode = EXCLUSIVE; PRAGMA cache_size = -32768;
      PRAGMA application_id = \(0x4750_4B47); PRAGMA user_version = 10300;
      BEGIN;
      """)
    try createSchema(in: database)
    var references: [SpatialReference] = [.undefinedCartesian, .undefinedGeographic, .wgs84]
    for table in tables where !references.contains(where: { $0.id == table.spatialReference.id }) {
      references.append(table.spatialReference)
    }
    for reference in references { try insert(reference, into: database) }
    for table in tables { try write(table, to: database) }
    try writeStyles(of: tables, to: database)
    try database.execute("COMMIT")
  }

  /// Villages take about two kilobytes each: pages of four would be half empty.
  private static let pageSize = 16_384

  private func write(_ table: FeatureTable, to database: SQLiteDatabase) throws {
    let columns = FeatureColumns(of: table)
    let count = table.geometries.featureCount
    try create(table, columns, in: database)

    let parameters = Array(repeating: "?", count: columns.attributes.count + 2).joined(separator: ",")
    let insert = try database.prepare("INSERT INTO \(table.name.quotedIdentifier) VALUES (\(parameters))")
    var blob = GeometryBlob()
    var boxes: [Box] = []
    boxes.reserveCapacity(count)
    for feature in 0..<count {
      try insert.bind(.integer(feature + 1), at: 1)
      for (position, column) in table.attributes.columns.enumerated() {
        try insert.bind(column.value(at: feature), at: position + 3)
      }
      let box = table.geometries.bounds(ofFeature: feature)
      boxes.append(box)
      if box.isEmpty {
        try insert.bind(.null, at: 2)
        try insert.run()
      } else {
        try blob.withBytes(
          of: feature, in: table.geometries, bounds: box, spatialReference: table.spatialReference.id
        ) { bytes in
          try insert.bind(borrowing: bytes, at: 2)
          try insert.run()
        }
      }
    }
    try register(table, columns, bounds: boxes.reduce(into: .empty) { $0.extend($1) }, in: database)
    try index(boxes, of: table, columns, in: database)
  }

  private func index(
    _ boxes: [Box], of table: FeatureTable, _ columns: FeatureColumns, in database: SQLiteDatabase
  ) throws {
    try createIndex(of: table, columns, in: database)
    let insert = try database.prepare("INSERT INTO \(columns.indexName.quotedIdentifier) VALUES (?,?,?,?,?)")
    for (feature, box) in boxes.enumerated() where !box.isEmpty {
      try insert.bind(.integer(feature + 1), at: 1)
      try insert.bind(.real(box.minX), at: 2)
      try insert.bind(.real(box.maxX), at: 3)
      try insert.bind(.real(box.minY), at: 4)
      try insert.bind(.real(box.maxY), at: 5)
      try insert.run()
    }
    try createIndexTriggers(of: table, columns, in: database)
  }
}

/// The names that a layer's columns have in its table. SQLite does not tell `Kode` from `KODE`, so that a name
/// that has come before gets `_2`, `_3` … at its end; the key and the geometry give way to the attributes.
struct FeatureColumns {
  let key: String
  let geometry: String
  let attributes: [String]
  let indexName: String

  init(of table: FeatureTable) {
    var taken: Set<String> = []
    func unique(_ wanted: String) -> String {
      var name = wanted
      var occurrence = 1
      while !taken.insert(name.lowercased()).inserted {
        occurrence += 1
        name = "\(wanted)_\(occurrence)"
      }
      return name
    }
    attributes = table.attributes.fields.map { unique($0.name) }
    key = unique("fid")
    geometry = unique("geom")
    indexName = "rtree_\(table.name)_\(geometry)"
  }
}

extension String {
  /// As a name in SQL.
  var quotedIdentifier: String { "\"" + replacing("\"", with: "\"\"") + "\"" }
}

extension Column {
  fileprivate func value(at row: Int) -> SQLiteValue {
    switch self {
    case .text(let values), .date(let values): values[row].map(SQLiteValue.text) ?? .null
    case .integer(let values): values[row].map(SQLiteValue.integer) ?? .null
    case .real(let values): values[row].map(SQLiteValue.real) ?? .null
    case .logical(let values): values[row].map { SQLiteValue.integer($0 ? 1 : 0) } ?? .null
    }
  }
}
