import TestSupport

/// Shapefiles made byte by byte, so that tests can hold what no writer would write.
struct ShapefileBytes {
  var shapeType = 5
  /// The content of each record, without its header.
  var records: [[UInt8]] = []
  var fields: [(name: String, type: Character, width: Int, decimals: Int)] = [("KODE", "C", 8, 0)]
  /// The values of each record, field by field; shorter ones are filled up with spaces.
  var rows: [[[UInt8]]] = []
  var languageDriver: UInt8 = 0

  /// A layer of polygons with codes 1, 2, … as attributes; `nil` is a null shape.
  init(polygons: [[[(Double, Double)]]?], type: Int = 5) {
    shapeType = type
    records = polygons.map { $0.map { Self.polygon($0, type: type) } ?? Self.int32(0) }
    rows = polygons.indices.map { [Array(String($0 + 1).utf8)] }
  }

  init(contents: [[UInt8]], type: Int) {
    shapeType = type
    records = contents
    rows = contents.indices.map { [Array(String($0 + 1).utf8)] }
  }

  /// A layer of null shapes with the given attributes.
  init(fields: [(name: String, type: Character, width: Int, decimals: Int)], rows: [[[UInt8]]]) {
    records = rows.map { _ in Self.int32(0) }
    self.fields = fields
    self.rows = rows
  }

  static func polygon(_ rings: [[(Double, Double)]], type: Int = 5) -> [UInt8] {
    let points = rings.flatMap(\.self)
    let xs = points.map(\.0)
    let ys = points.map(\.1)
    var bytes = int32(type)
    for value in [xs.min() ?? 0, ys.min() ?? 0, xs.max() ?? 0, ys.max() ?? 0] { bytes += double(value) }
    bytes += int32(rings.count) + int32(points.count)
    var start = 0
    for ring in rings {
      bytes += int32(start)
      start += ring.count
    }
    for point in points { bytes += double(point.0) + double(point.1) }
    // Z: its range and a value for each point; then M likewise, here only for the M type.
    for _ in 0..<(type == 15 || type == 25 ? 1 : 0) {
      bytes += double(1) + double(2)
      for _ in points { bytes += double(1.5) }
    }
    return bytes
  }

  static func int32(_ value: Int) -> [UInt8] { withUnsafeBytes(of: Int32(value).littleEndian) { Array($0) } }
  static func bigEndian(_ value: Int) -> [UInt8] { withUnsafeBytes(of: Int32(value).bigEndian) { Array($0) } }
  static func double(_ value: Double) -> [UInt8] {
    withUnsafeBytes(of: value.bitPattern.littleEndian) { Array($0) }
  }

  private func header(size: Int) -> [UInt8] {
    Self.bigEndian(9994) + [UInt8](repeating: 0, count: 20) + Self.bigEndian(size / 2) + Self.int32(1000)
      + Self.int32(shapeType) + [UInt8](repeating: 0, count: 64)
  }

  var shp: [UInt8] {
    var body: [UInt8] = []
    for (position, record) in records.enumerated() {
      body += Self.bigEndian(position + 1) + Self.bigEndian(record.count / 2) + record
    }
    return header(size: 100 + body.count) + body
  }

  var shx: [UInt8] {
    var body: [UInt8] = []
    var offset = 100
    for record in records {
      body += Self.bigEndian(offset / 2) + Self.bigEndian(record.count / 2)
      offset += 8 + record.count
    }
    return header(size: 100 + body.count) + body
  }

  var dbf: [UInt8] {
    let length = fields.reduce(1) { $0 + $1.width }
    let headerLength = 33 + 32 * fields.count
    var bytes: [UInt8] = [3, 100, 1, 1] + Self.int32(rows.count)
    bytes += [UInt8(headerLength % 256), UInt8(headerLength / 256), UInt8(length % 256), UInt8(length / 256)]
    bytes += [UInt8](repeating: 0, count: 17) + [languageDriver, 0, 0]
    for field in fields {
      bytes += Array(field.name.utf8) + [UInt8](repeating: 0, count: 11 - field.name.utf8.count)
      bytes += [field.type.asciiValue!, 0, 0, 0, 0, UInt8(field.width), UInt8(field.decimals)]
      bytes += [UInt8](repeating: 0, count: 14)
    }
    bytes.append(0x0D)
    for row in rows {
      bytes.append(0x20)
      for (field, value) in zip(fields, row) {
        bytes += value + [UInt8](repeating: 0x20, count: field.width - value.count)
      }
    }
    return bytes + [0x1A]
  }

  /// Writes .shp, .shx and .dbf, and answers the path of the .shp.
  @discardableResult func write(to folder: TemporaryFolder, name: String = "a") -> String {
    folder.write(shx, to: name + ".shx")
    folder.write(dbf, to: name + ".dbf")
    return folder.write(shp, to: name + ".shp")
  }
}

/// Closed squares, clockwise as the format's exteriors are.
func square(_ x: Double, _ y: Double, side: Double) -> [(Double, Double)] {
  [(x, y), (x, y + side), (x + side, y + side), (x + side, y), (x, y)]
}

/// Counter-clockwise, as the format's holes are. Reversed, a square keeps its first corner.
func hole(_ x: Double, _ y: Double, side: Double) -> [(Double, Double)] { square(x, y, side: side).reversed() }
