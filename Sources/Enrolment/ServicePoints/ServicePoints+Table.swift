internal import Diagnostics
internal import Projections
internal import RunFiles
internal import TableReading
internal import Tables

/// Known names of the columns of a table of places beside those of coordinates, in the form of `EnrolmentHeaders.key`.
enum PointHeaders {
  static let names = [
    "nama", "name", "nama_titik", "nama_kantor", "nama_layanan", "titik_layanan", "kantor", "office", "office_name",
    "titik", "point", "lokasi", "location", "tempat", "place",
  ]
}

extension ServicePoints {
  init(table options: Options) throws {
    let table = try DelimitedTable(path: options.path, headerLine: Self.lineBelowTitles(options))
    let keys = table.header.map(EnrolmentHeaders.key)
    func first(_ names: [String]) throws -> Int? {
      for name in names {
        let matches = keys.indices.filter { keys[$0] == name }
        if matches.count > 1 { throw Diagnostic.columnTwice(table.header[matches[0]], table: table.name) }
        if let match = matches.first { return match }
      }
      return nil
    }
    func named(_ name: String, _ option: String) throws -> Int {
      let matches = table.columns(named: name)
      guard let match = matches.first else {
        throw Diagnostic.noSuchColumn(name, option: option, table: table.name, header: table.header)
      }
      guard matches.count == 1 else { throw Diagnostic.columnTwice(name, table: table.name) }
      return match
    }
    let columns: (x: Int, y: Int)
    if let longitude = options.longitudeColumn, let latitude = options.latitudeColumn {
      columns = (try named(longitude, "--lon-column"), try named(latitude, "--lat-column"))
    } else {
      let degrees = try Self.pair(first(EnrolmentHeaders.longitudes), first(EnrolmentHeaders.latitudes))
      let plane = try Self.pair(first(EnrolmentHeaders.eastings), first(EnrolmentHeaders.northings))
      // A table may have both; a stated CRS is that of x and y.
      guard let found = options.crs == nil ? degrees ?? plane : plane ?? degrees else {
        throw Diagnostic.noPointColumns(table: table.name, header: table.header)
      }
      if options.crs == nil && degrees == nil {
        throw Diagnostic.pointsWithoutCRS(
          table: table.name, x: table.header[found.x], y: table.header[found.y])
      }
      columns = found
    }
    let x = try Self.coordinates(table, columns.x)
    let y = try Self.coordinates(table, columns.y)
    let nameColumn = try first(PointHeaders.names)
    let read = (0..<table.rowCount).map { row in
      let name = nameColumn.map { table.cell(row, $0) } ?? ""
      return (x: x[row], y: y[row], name: name.isEmpty ? nil : name, place: table.lineNumber(row))
    }
    // So do the points that ship say of themselves that they stand for a town.
    let ofTowns = try first(["koordinat"]).map { column in
      (0..<table.rowCount).count { table.cell($0, column).lowercased().hasPrefix("pusat kota") }
    }
    var notices: [Notice] = []
    if table.encodingSource == .assumed {
      notices.append(.encodingAssumed(table.encoding.name, table: table.name))
    }
    if let ofTowns, ofTowns > 0 { notices.append(.pointsOfTowns(ofTowns, table: table.name)) }
    try self.init(
      name: table.name, source: .table, read: read,
      crs: options.crs.map(Self.crs) ?? .wgs84,
      inputs: [InputFile(role: .points, path: options.path, rows: table.rowCount)], notices: notices)
  }

  /// The line of the first row that names coordinates, where other rows stand above it; nil where the header is the first.
  private static func lineBelowTitles(_ options: Options) throws -> Int? {
    let grid = try TableFile(path: options.path).grid()
    let named = [options.longitudeColumn, options.latitudeColumn].compactMap { $0.map(EnrolmentHeaders.key) }
    let pairs = [
      (EnrolmentHeaders.longitudes, EnrolmentHeaders.latitudes),
      (EnrolmentHeaders.eastings, EnrolmentHeaders.northings),
    ]
    let row = (0..<min(grid.rowCount, 60)).first { row in
      let keys = Set((0..<grid.cellCount(row)).map { EnrolmentHeaders.key(grid.cell(row, $0)) })
      return named.count == 2 && keys.isSuperset(of: named)
        || pairs.contains { !keys.isDisjoint(with: $0.0) && !keys.isDisjoint(with: $0.1) }
    }
    return row.flatMap { $0 == 0 ? nil : grid.lineNumber($0) }
  }

  private static func pair(_ x: Int?, _ y: Int?) -> (x: Int, y: Int)? {
    guard let x, let y else { return nil }
    return (x, y)
  }

  /// The numbers of a column, one for each row.
  private static func coordinates(_ table: DelimitedTable, _ column: Int) throws -> [Double] {
    let values = try table.numbers(inColumn: column)
    let missing = values.indices.filter { values[$0] == nil }
    if let first = missing.first {
      throw Diagnostic.missingCoordinate(
        line: table.lineNumber(first), column: table.header[column], value: table.cell(first, column),
        others: missing.count - 1, table: table.name)
    }
    return values.compactMap { $0 }
  }
}

extension Diagnostic {
  static func noPointColumns(table: String, header: [String]) -> Diagnostic {
    let list = header.joined(separator: ", ")
    return Diagnostic(
      .badInput, "points.columns.unknown", ["table": table, "columns": list],
      id: "Tabel \(table) tidak punya pasangan kolom koordinat yang dikenal (lon dan lat, bujur dan lintang, atau x "
        + "dan y). Sebutkan dengan --lon-column dan --lat-column. Kolom yang ada: \(list).",
      en: "The table \(table) has no known pair of coordinate columns (lon and lat, longitude and latitude, or x "
        + "and y). Name them with --lon-column and --lat-column. Its columns are: \(list).")
  }

  static func pointsWithoutCRS(table: String, x: String, y: String) -> Diagnostic {
    Diagnostic(
      .badInput, "points.columns.crs-missing", ["table": table, "x": x, "y": y],
      id: "Tabel \(table): sistem koordinat kolom “\(x)” dan “\(y)” tidak diketahui. Sebutkan, misalnya "
        + "--points-crs EPSG:32650 (WGS 84 / UTM 50N) atau --points-crs EPSG:4326 (bujur dan lintang WGS 84).",
      en:
        "The table \(table): the coordinate reference system of the columns “\(x)” and “\(y)” is not known. State it, "
        + "for example --points-crs EPSG:32650 (WGS 84 / UTM 50N) or --points-crs EPSG:4326 (longitude and latitude, "
        + "WGS 84).")
  }

  static func missingCoordinate(
    line: Int, column: String, value: String, others: Int, table: String
  ) -> Diagnostic {
    Diagnostic(
      .badInput, "points.coordinate.missing",
      ["table": table, "line": String(line), "column": column, "value": value, "others": String(others)],
      Message { language in
        language.text(
          id: "Tabel \(table), baris \(line): kolom “\(column)” tidak berisi koordinat (“\(value)”).",
          en: "Table \(table), line \(line): the column “\(column)” has no coordinate (“\(value)”).")
          + (others == 0
            ? ""
            : language.text(
              id: " \(id: others) baris lain juga begitu.",
              en: " So \(others == 1 ? "has" : "have") \(en: others, "other row").")) + " "
          + language.text(
            id: "Isi koordinatnya, atau hapus baris itu bila titiknya memang belum diketahui.",
            en: "Fill it in, or delete the row if the place is not known yet.")
      })
  }
}

extension Notice {
  static func pointsOfTowns(_ count: Int, table: String) -> Notice {
    Notice(
      "points.town-centres", ["table": table, "count": String(count)],
      id: "Tabel \(table): \(id: count) titik layanan adalah pusat kota, bukan gedung kantor.",
      en:
        "Table \(table): \(en: count, "service point is the middle of a town, not the office itself", "service points are the middles of towns, not the offices themselves")."
    )
  }
}
