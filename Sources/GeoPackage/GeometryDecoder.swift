internal import FileAccess
internal import Layers

/// Decodes the geometries of a table: the header of OGC 12-128, clause 2.1.3, then well-known binary of either byte order,
/// with or without heights and measures (which are not kept), in the numbering of ISO and in that of PostGIS.
struct GeometryDecoder: ~Copyable {
  private(set) var polygons = PolygonBuilder()
  private(set) var points: [[(x: Double, y: Double)]] = []
  /// The type of the first geometry.
  private(set) var first: WKBType?
  private let reference: Int
  private let positions = DecodedPositions()

  /// - Parameter reference: the number of the table's reference system.
  init(reference: Int) { self.reference = reference }

  mutating func appendNull() {
    polygons.endFeature()
    points.append([])
  }

  mutating func append(_ blob: UnsafeRawBufferPointer) throws(GeometryFault) {
    guard blob.count >= 8, blob[0] == UInt8(ascii: "G"), blob[1] == UInt8(ascii: "P"), blob[2] == 0 else {
      throw .damaged
    }
    let flags = blob[3]
    if flags & 0b10_0000 != 0 { throw .extended }
    // Envelope: none, then two, three, three or four pairs.
    let envelopes = [0, 32, 48, 48, 64]
    let envelope = Int(flags >> 1 & 0b111)
    guard envelope < envelopes.count else { throw .damaged }
    var cursor = WKBCursor(blob, offset: 4)
    let own = try Int(Int32(bitPattern: cursor.integer(isLittle: flags & 1 == 1)))
    // Some programs leave it at one of the two that mean nothing.
    if own != reference && own > 0 && reference > 0 { throw .otherReference(own, table: reference) }
    cursor.offset = 8 + envelopes[envelope]
    let kind = try geometry(&cursor)
    if let first, first.isPolygonal != kind.isPolygonal { throw .mixed(kind.name, first: first.name) }
    if first == nil { first = kind }
    polygons.endFeature()
  }

  private mutating func geometry(_ cursor: inout WKBCursor) throws(GeometryFault) -> WKBType {
    let header = try cursor.header()
    switch header.type {
    case .polygon:
      try polygon(&cursor, header)
      points.append([])
    case .multiPolygon, .multiSurface:
      for _ in 0..<(try cursor.integer(isLittle: header.isLittle)) {
        let part = try cursor.header()
        guard part.type == .polygon else { throw .type(part.type.name) }
        try polygon(&cursor, part)
      }
      points.append([])
    case .point:
      // An empty point has no number in either place.
      let point = try cursor.position(header)
      points.append(point.x.isNaN && point.y.isNaN ? [] : [try finite(point)])
    case .multiPoint:
      var set: [(x: Double, y: Double)] = []
      for _ in 0..<(try cursor.integer(isLittle: header.isLittle)) {
        let part = try cursor.header()
        guard part.type == .point else { throw .type(part.type.name) }
        set.append(try finite(try cursor.position(part)))
      }
      points.append(set)
    default: throw .type(header.type.name)
    }
    return header.type
  }

  private func finite(_ point: (x: Double, y: Double)) throws(GeometryFault) -> (x: Double, y: Double) {
    guard point.x.isFinite && point.y.isFinite else { throw .notFinite }
    return point
  }

  private mutating func polygon(_ cursor: inout WKBCursor, _ header: WKBCursor.Header) throws(GeometryFault) {
    for _ in 0..<(try cursor.integer(isLittle: header.isLittle)) {
      var rest = Int(try cursor.integer(isLittle: header.isLittle))
      guard rest <= (cursor.bytes.count - cursor.offset) / header.positionSize else { throw .damaged }
      while rest > 0 {
        let count = min(rest, DecodedPositions.capacity)
        try cursor.copyPositions(count, header, to: positions.memory)
        polygons.append(UnsafeBufferPointer(rebasing: UnsafeBufferPointer(positions.memory)[..<(2 * count)]))
        rest -= count
      }
      polygons.endRing()
    }
    polygons.endPolygon()
  }

  /// The shapes of all records.
  ///
  /// - Parameter isPoints: what the table declares, for one without any geometry.
  consuming func finish(isPoints: Bool) -> LoadedLayer.Shapes {
    if first.map({ !$0.isPolygonal }) ?? isPoints { return .points(points) }
    return .polygons(polygons.finish())
  }
}

/// Room for positions, x before y.
private final class DecodedPositions {
  static let capacity = 1024
  let memory = UnsafeMutableBufferPointer<Double>.allocate(capacity: 2 * capacity)

  deinit { memory.deallocate() }
}

/// The types of OGC 06-103 and ISO 13249-3.
enum WKBType: UInt32 {
  case geometry = 0
  case point, lineString, polygon, multiPoint, multiLineString, multiPolygon, geometryCollection
  case circularString, compoundCurve, curvePolygon, multiCurve, multiSurface, curve, surface
  case polyhedralSurface, tin, triangle

  var name: String {
    self == .tin ? "TIN" : "\(self)".prefix(1).uppercased() + "\(self)".dropFirst()
  }

  var isPolygonal: Bool { self == .polygon || self == .multiPolygon || self == .multiSurface }
}

/// A place in well-known binary; nothing is read beyond its end.
struct WKBCursor {
  let bytes: UnsafeRawBufferPointer
  var offset: Int

  init(_ bytes: UnsafeRawBufferPointer, offset: Int) {
    self.bytes = bytes
    self.offset = offset
  }

  struct Header {
    let isLittle: Bool
    let type: WKBType
    /// Bytes of a position: two, three or four numbers.
    let positionSize: Int
  }

  mutating func integer(isLittle: Bool) throws(GeometryFault) -> UInt32 {
    guard offset <= bytes.count - 4 else { throw .damaged }
    let value = bytes.loadUnaligned(fromByteOffset: offset, as: UInt32.self)
    offset += 4
    return isLittle ? UInt32(littleEndian: value) : UInt32(bigEndian: value)
  }

  mutating func header() throws(GeometryFault) -> Header {
    guard offset < bytes.count, bytes[offset] <= 1 else { throw .damaged }
    let isLittle = bytes[offset] == 1
    offset += 1
    var code = try integer(isLittle: isLittle)
    // PostGIS marks height, measure and a reference system of its own in the highest bits.
    var extra = (code & 0x8000_0000 != 0 ? 1 : 0) + (code & 0x4000_0000 != 0 ? 1 : 0)
    if code & 0x2000_0000 != 0 { _ = try integer(isLittle: isLittle) }
    code &= 0x1FFF_FFFF
    extra += [0, 1, 1, 2][min(3, Int(code / 1000))]
    guard code < 4000, extra <= 2 else { throw .damaged }
    guard let type = WKBType(rawValue: code % 1000) else { throw .type("WKB \(code)") }
    return Header(isLittle: isLittle, type: type, positionSize: 16 + 8 * extra)
  }

  mutating func position(_ header: Header) throws(GeometryFault) -> (x: Double, y: Double) {
    guard offset <= bytes.count - header.positionSize else { throw .damaged }
    defer { offset += header.positionSize }
    return (number(at: offset, header.isLittle), number(at: offset + 8, header.isLittle))
  }

  private func number(at offset: Int, _ isLittle: Bool) -> Double {
    let bits = bytes.loadUnaligned(fromByteOffset: offset, as: UInt64.self)
    return Double(bitPattern: isLittle ? UInt64(littleEndian: bits) : UInt64(bigEndian: bits))
  }

  /// Copies so many positions, which are there, as x and y.
  mutating func copyPositions(
    _ count: Int, _ header: Header, to target: UnsafeMutableBufferPointer<Double>
  ) throws(GeometryFault) {
    if header.isLittle && header.positionSize == 16 {
      // The machines that Swift runs on are little-endian.
      UnsafeMutableRawPointer(target.baseAddress!).copyMemory(from: bytes.baseAddress! + offset, byteCount: 16 * count)
      offset += 16 * count
    } else {
      for index in 0..<count {
        target[2 * index] = number(at: offset, header.isLittle)
        target[2 * index + 1] = number(at: offset + 8, header.isLittle)
        offset += header.positionSize
      }
    }
    var largest: UInt64 = 0
    for index in 0..<2 * count { largest = max(largest, target[index].bitPattern & 0x7FFF_FFFF_FFFF_FFFF) }
    guard largest < Double.infinity.bitPattern else { throw .notFinite }
  }
}
