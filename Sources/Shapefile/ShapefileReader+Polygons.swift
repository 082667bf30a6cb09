import Diagnostics
import FileAccess
import Geometry
public import Layers
import Parallel

extension ShapefileReader {
  /// Reads the polygons of every record, the Z and M variants as XY.
  ///
  /// Coordinates are as the file has them, in its own coordinate reference system. Null shapes become features
  /// without polygons, so that features and rows of attributes stay side by side. Holes are assigned by containment;
  /// rings are closed and turned as `PolygonBuffer` asks, each keeping its first vertex. Rings that are not as the
  /// format wants them are kept and reported in the findings.
  ///
  /// - Parameter threads: at most so many; the result does not depend on it.
  /// - Throws: bad input for shapes of another type, a layer without records, a record that is truncated or
  ///   corrupt, and coordinates that are not finite numbers.
  /// - Complexity: O(vertices), apart from records of several rings (`RingAssembly`); memory for the buffer and
  ///   about 24 bytes for each ring.
  public func polygons(threads: Int) throws -> PolygonReading {
    guard ShapeKind.isPolygon(index.shapeType) else {
      throw Diagnostic.wrongLayerType(path, type: index.shapeType, wanted: "Polygon")
    }
    guard recordCount > 0 else { throw Diagnostic.emptyLayer(path) }
    // Shapelib opens the file and reads its index, but records are decoded here: SHPReadObject splits x from y only
    // for us to join them again, so that reading every record with it once takes as much processor time (0.20 s for
    // 11 million vertices) as both passes below together with their checks. It also accepts records that
    // `ShapeIndex.content` and `PolygonRecord` refuse.
    let chunks = try planChunks(threads: threads)
    return PolygonReading(polygons: try fill(chunks, threads: threads), findings: chunks.flatMap(\.findings))
  }

  /// Records in a chunk: enough to fill several windows, few enough to share out a layer of a thousand.
  private static var chunkSize: Int { 256 }

  private func planChunks(threads: Int) throws -> [RingAssembly] {
    let chunkCount = (recordCount + Self.chunkSize - 1) / Self.chunkSize
    let chunks = Guarded([RingAssembly](repeating: RingAssembly(), count: chunkCount))
    try Parallel.forEachChunk(of: recordCount, size: Self.chunkSize, threads: threads) { chunk, records in
      guard let file = FileWindow(parts.shp) else { throw Diagnostic.cannotRead(path) }
      var assembly = RingAssembly()
      for record in records {
        let content = try index.content(of: record, in: file, parts)
        guard let polygon = try PolygonRecord(content, path: path, record: record) else {
          assembly.appendNullShape()
          continue
        }
        guard polygon.isFinite() else { throw Diagnostic.notFinite(path, record: record) }
        assembly.append(polygon, number: record)
      }
      chunks.withLock { $0[chunk] = assembly }
    }
    return chunks.withLock { $0 }
  }

  private func fill(_ chunks: [RingAssembly], threads: Int) throws -> PolygonBuffer {
    let ringCount = chunks.reduce(0) { $0 + $1.rings.count }
    var ringOffsets = [0]
    var polygonOffsets = [0]
    var featureOffsets = [0]
    ringOffsets.reserveCapacity(ringCount + 1)
    polygonOffsets.reserveCapacity(chunks.reduce(1) { $0 + $1.ringCounts.count })
    featureOffsets.reserveCapacity(recordCount + 1)
    var firstRings: [Int] = []
    for chunk in chunks {
      firstRings.append(ringOffsets.count - 1)
      for ring in chunk.rings { ringOffsets.append(ringOffsets[ringOffsets.count - 1] + ring.length) }
      for count in chunk.ringCounts { polygonOffsets.append(polygonOffsets[polygonOffsets.count - 1] + Int(count)) }
      for count in chunk.polygonCounts { featureOffsets.append(featureOffsets[featureOffsets.count - 1] + Int(count)) }
    }
    let (offsets, starts, polygonStarts) = (ringOffsets, firstRings, polygonOffsets)
    let featureStarts = featureOffsets
    let total = 2 * offsets[ringCount]
    let coordinates = try [Double](unsafeUninitializedCapacity: total) { buffer, initialized in
      guard let base = buffer.baseAddress else { return }
      let target = SharedPointer(base)
      try Parallel.forEachChunk(of: recordCount, size: Self.chunkSize, threads: threads) { chunk, records in
        guard let file = FileWindow(parts.shp) else { throw Diagnostic.cannotRead(path) }
        for record in records {
          let rings = polygonStarts[featureStarts[record]]..<polygonStarts[featureStarts[record + 1]]
          if rings.isEmpty { continue }
          let content = try index.content(of: record, in: file, parts)
          // The plan was made from the same bytes; a file that changed in between must not be written from.
          guard let polygon = try PolygonRecord(content, path: path, record: record) else {
            throw Diagnostic.cannotRead(path)
          }
          for ring in rings {
            let plan = chunks[chunk].rings[ring - starts[chunk]]
            guard plan.vertices.upperBound <= polygon.vertexCount else { throw Diagnostic.cannotRead(path) }
            plan.write(polygon, to: target.base + 2 * offsets[ring])
          }
        }
      }
      initialized = total
    }
    return PolygonBuffer(
      coordinates: coordinates, ringOffsets: ringOffsets, polygonOffsets: polygonOffsets,
      featureOffsets: featureOffsets)
  }
}
