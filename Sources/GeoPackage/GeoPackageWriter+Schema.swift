internal import Geometry
internal import Layers

/// The tables and rows that make an SQLite file a GeoPackage.
extension GeoPackageWriter {
  private static let now = "strftime('%Y-%m-%dT%H:%M:%fZ','now')"
  private static let given = "strftime('%Y-%m-%dT%H:%M:%fZ', ?, 'unixepoch')"

  func createSchema(in database: SQLiteDatabase) throws {
    try database.execute(
      """
      CREATE TABLE gpkg_spatial_ref_sys (
        srs_name TEXT NOT NULL, srs_id INTEGER NOT NULL PRIMARY KEY, organization TEXT NOT NULL,
        organization_coordsys_id INTEGER NOT NULL, definition TEXT NOT NULL, description TEXT);
      CREATE TABLE gpkg_contents (
        table_name TEXT NOT NULL PRIMARY KEY, data_type TEXT NOT NULL, identifier TEXT UNIQUE,
        description TEXT DEFAULT '', last_change DATETIME NOT NULL DEFAULT (\(Self.now)),
        min_x DOUBLE, min_y DOUBLE, max_x DOUBLE, max_y DOUBLE, srs_id INTEGER,
        CONSTRAINT fk_gc_r_srs_id FOREIGN KEY (srs_id) REFERENCES gpkg_spatial_ref_sys(srs_id));
      CREATE TABLE gpkg_geometry_columns (
        table_name TEXT NOT NULL, column_name TEXT NOT NULL, geometry_type_name TEXT NOT NULL,
        srs_id INTEGER NOT NULL, z TINYINT NOT NULL, m TINYINT NOT NULL,
        CONSTRAINT pk_geom_cols PRIMARY KEY (table_name, column_name),
        CONSTRAINT uk_gc_table_name UNIQUE (table_name),
        CONSTRAINT fk_gc_tn FOREIGN KEY (table_name) REFERENCES gpkg_contents(table_name),
        CONSTRAINT fk_gc_srs FOREIGN KEY (srs_id) REFERENCES gpkg_spatial_ref_sys(srs_id));
      CREATE TABLE gpkg_extensions (
        table_name TEXT, column_name TEXT, extension_name TEXT NOT NULL, definition TEXT NOT NULL,
        scope TEXT NOT NULL, CONSTRAINT ge_tce UNIQUE (table_name, column_name, extension_name));
      """)
  }

  func insert(_ reference: SpatialReference, into database: SQLiteDatabase) throws {
    try database.run(
      "INSERT INTO gpkg_spatial_ref_sys VALUES (?,?,?,?,?,?)", .text(reference.name),
      .integer(Int(reference.id)), .text(reference.organization), .integer(reference.organizationID),
      .text(reference.definition), .text(reference.description))
  }

  func create(_ table: FeatureTable, _ columns: FeatureColumns, in database: SQLiteDatabase) throws {
    var definitions = [
      "\(columns.key.quotedIdentifier) INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL",
      "\(columns.geometry.quotedIdentifier) \(table.geometries.typeName)",
    ]
    for (name, field) in zip(columns.attributes, table.attributes.fields) {
      definitions.append("\(name.quotedIdentifier) \(field.kind.columnType)")
    }
    try database.execute(
      "CREATE TABLE \(table.name.quotedIdentifier) (\(definitions.joined(separator: ", ")))")
  }

  /// Names the layer, its extent and its geometry in the tables of contents.
  func register(
    _ table: FeatureTable, _ columns: FeatureColumns, bounds: Box, in database: SQLiteDatabase
  ) throws {
    let extent: [SQLiteValue] =
      bounds.isEmpty
      ? [.null, .null, .null, .null]
      : [.real(bounds.minX), .real(bounds.minY), .real(bounds.maxX), .real(bounds.maxY)]
    try database.run(
      "INSERT INTO gpkg_contents VALUES (?,'features',?,?,\(Self.given),?,?,?,?,?)", .text(table.name),
      .text(table.title), .text(table.description), .integer(lastChange), extent[0], extent[1], extent[2],
      extent[3], .integer(Int(table.spatialReference.id)))
    try database.run(
      "INSERT INTO gpkg_geometry_columns VALUES (?,?,?,?,0,0)", .text(table.name),
      .text(columns.geometry), .text(table.geometries.typeName), .integer(Int(table.spatialReference.id)))
  }

  func createIndex(of table: FeatureTable, _ columns: FeatureColumns, in database: SQLiteDatabase) throws {
    try database.execute(
      "CREATE VIRTUAL TABLE \(columns.indexName.quotedIdentifier) USING rtree(id, minx, maxx, miny, maxy)")
    try database.run(
      "INSERT INTO gpkg_extensions VALUES (?,?,'gpkg_rtree_index',?,'write-only')", .text(table.name),
      .text(columns.geometry), .text("http://www.geopackage.org/spec120/#extension_rtree"))
  }

  /// The triggers that clause F.3 of the standard asks for, so that the index stays true when others edit the table.
  func createIndexTriggers(of table: FeatureTable, _ columns: FeatureColumns, in database: SQLiteDatabase) throws {
    let name = table.name.quotedIdentifier
    let index = columns.indexName.quotedIdentifier
    let key = columns.key.quotedIdentifier
    let geometry = columns.geometry.quotedIdentifier
    func trigger(_ suffix: String, _ event: String, when condition: String, _ actions: String...) throws {
      try database.execute(
        """
        CREATE TRIGGER \((columns.indexName + "_" + suffix).quotedIdentifier) AFTER \(event) ON \(name) \
        WHEN \(condition) BEGIN \(actions.joined(separator: "; ")); END
        """)
    }
    let hasShape = "(NEW.\(geometry) NOTNULL AND NOT ST_IsEmpty(NEW.\(geometry)))"
    let hasNoShape = "(NEW.\(geometry) ISNULL OR ST_IsEmpty(NEW.\(geometry)))"
    let put =
      "INSERT OR REPLACE INTO \(index) VALUES (NEW.\(key), ST_MinX(NEW.\(geometry)), ST_MaxX(NEW.\(geometry)), "
      + "ST_MinY(NEW.\(geometry)), ST_MaxY(NEW.\(geometry)))"
    let remove = "DELETE FROM \(index) WHERE id = OLD.\(key)"
    try trigger("insert", "INSERT", when: hasShape, put)
    try trigger("update1", "UPDATE OF \(geometry)", when: "OLD.\(key) = NEW.\(key) AND \(hasShape)", put)
    try trigger("update2", "UPDATE OF \(geometry)", when: "OLD.\(key) = NEW.\(key) AND \(hasNoShape)", remove)
    try trigger("update3", "UPDATE", when: "OLD.\(key) != NEW.\(key) AND \(hasShape)", remove, put)
    try trigger(
      "update4", "UPDATE", when: "OLD.\(key) != NEW.\(key) AND \(hasNoShape)",
      "DELETE FROM \(index) WHERE id IN (OLD.\(key), NEW.\(key))")
    try trigger("delete", "DELETE", when: "OLD.\(geometry) NOTNULL", remove)
  }

  /// Writes the table in which QGIS looks for styles, where any layer has one.
  func writeStyles(of tables: [FeatureTable], to database: SQLiteDatabase) throws {
    guard tables.contains(where: { $0.style != nil }) else { return }
    try database.execute(
      """
      CREATE TABLE layer_styles (
        id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL, f_table_catalog TEXT(256), f_table_schema TEXT(256),
        f_table_name TEXT(256), f_geometry_column TEXT(256), styleName TEXT(30), styleQML TEXT, styleSLD TEXT,
        useAsDefault BOOLEAN, description TEXT, owner TEXT(30), ui TEXT(30),
        update_time DATETIME DEFAULT (\(Self.now)))
      """)
    try database.run(
      """
      INSERT INTO gpkg_contents (table_name, data_type, identifier, last_change) \
      VALUES ('layer_styles', 'attributes', 'layer_styles', \(Self.given))
      """, .integer(lastChange))
    for table in tables {
      guard let style = table.style else { continue }
      try database.run(
        """
        INSERT INTO layer_styles (f_table_catalog, f_table_schema, f_table_name, f_geometry_column, styleName, \
        styleQML, styleSLD, useAsDefault, description, owner, update_time) \
        VALUES ('', '', ?, ?, ?, ?, '', 1, '', '', \(Self.given))
        """, .text(table.name), .text(FeatureColumns(of: table).geometry), .text(style.name), .text(style.qml),
        .integer(lastChange))
    }
  }
}

extension Field.Kind {
  fileprivate var columnType: String {
    switch self {
    case .text: "TEXT"
    case .integer: "INTEGER"
    case .real: "REAL"
    case .date: "DATE"
    case .logical: "BOOLEAN"
    }
  }
}

extension FeatureGeometries {
  /// The type that a table of them declares.
  fileprivate var typeName: String {
    switch self {
    case .polygons: "MULTIPOLYGON"
    case .points: "POINT"
    }
  }
}
