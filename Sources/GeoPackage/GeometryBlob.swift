internal import Geometry

/// The binary form of one geometry (OGC 12-128, clause 2.1.3): a header with the envelope, then well-known binary of a
/// `MULTIPOLYGON` or a `POINT`, little-endian, in memory that is used again for the next.
struct GeometryBlob: ~Copyable {
  private var memory = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 16, alignment: 16)

  deinit { memory.deallocate() }

  /// Calls `body` with the bytes of a feature that is no null shape.
  mutating func withBytes<Result>(
    of feature: Int, in geometries: FeatureGeometries, bounds: Box, spatialReference: Int32,
    _ body: (UnsafeRawBufferPointer) throws -> Result
  ) rethrows -> Result {
    switch geometries {
    case .polygons(let polygons):
      try withBytes(of: feature, in: polygons, bounds: bounds, spatialReference: spatialReference, body)
    case .points:
      try withBytes(ofPoint: (bounds.minX, bounds.minY), spatialReference: spatialReference, body)
    }
  }

  /// A point needs no envelope.
  private mutating func withBytes<Result>(
    ofPoint point: (x: Double, y: Double), spatialReference: Int32, _ body: (UnsafeRawBufferPointer) throws -> Result
  ) rethrows -> Result {
    memory.storeBytes(of: UInt8(ascii: "G"), toByteOffset: 0, as: UInt8.self)
    memory.storeBytes(of: UInt8(ascii: "P"), toByteOffset: 1, as: UInt8.self)
    memory.storeBytes(of: 0, toByteOffset: 2, as: UInt8.self)  // version 1
    memory.storeBytes(of: 0b0000_0001, toByteOffset: 3, as: UInt8.self)  // little-endian, no envelope
    memory.storeBytes(of: spatialReference.littleEndian, toByteOffset: 4, as: Int32.self)
    memory.storeBytes(of: 1, toByteOffset: 8, as: UInt8.self)
    memory.storeBytes(of: UInt32(1).littleEndian, toByteOffset: 9, as: UInt32.self)  // Point
    memory.storeBytes(of: point.x.bitPattern.littleEndian, toByteOffset: 13, as: UInt64.self)
    memory.storeBytes(of: point.y.bitPattern.littleEndian, toByteOffset: 21, as: UInt64.self)
    return try body(UnsafeRawBufferPointer(rebasing: UnsafeRawBufferPointer(memory)[..<29]))
  }

  private mutating func withBytes<Result>(
    of feature: Int, in polygons: PolygonBuffer, bounds: Box, spatialReference: Int32,
    _ body: (UnsafeRawBufferPointer) throws -> Result
  ) rethrows -> Result {
    let parts = polygons.polygons(of: feature)
    let vertices = polygons.vertices(ofFeature: feature)
    let rings = polygons.rings(ofFeature: feature)
    let size = 40 + 9 + 9 * parts.count + 4 * rings.count + 16 * vertices.count
    if memory.count < size {
      memory.deallocate()
      memory = .allocate(byteCount: max(size, 2 * memory.count), alignment: 16)
    }
    var out = memory.baseAddress!
    func put<Value: BitwiseCopyable>(_ value: Value) {
      out.storeBytes(of: value, as: Value.self)
      out += MemoryLayout<Value>.size
    }
    func put(count: Int) { put(UInt32(count).littleEndian) }

    put(UInt8(ascii: "G"))
    put(UInt8(ascii: "P"))
    put(UInt8(0))  // version 1
    put(UInt8(0b0000_0011))  // little-endian, envelope of x and y
    put(spatialReference.littleEndian)
    for value in [bounds.minX, bounds.maxX, bounds.minY, bounds.maxY] { put(value.bitPattern.littleEndian) }

    put(UInt8(1))
    put(UInt32(6).littleEndian)  // MultiPolygon
    put(count: parts.count)
    for polygon in parts {
      put(UInt8(1))
      put(UInt32(3).littleEndian)  // Polygon
      let rings = polygons.rings(of: polygon)
      put(count: rings.count)
      for ring in rings {
        let vertices = polygons.vertices(of: ring)
        put(count: vertices.count)
        polygons.coordinates.withUnsafeBytes { coordinates in
          // The machines that Swift runs on are little-endian, as the blob says.
          let bytes = UnsafeRawBufferPointer(rebasing: coordinates[16 * vertices.lowerBound..<16 * vertices.upperBound])
          UnsafeMutableRawBufferPointer(start: out, count: bytes.count).copyMemory(from: bytes)
          out += bytes.count
        }
      }
    }
    return try body(UnsafeRawBufferPointer(start: memory.baseAddress, count: size))
  }
}
