internal import CPROJ
internal import Diagnostics
public import Geometry
internal import Parallel

/// The way from one coordinate reference system to another: one operation for the whole layer.
///
/// PROJ's ready-made transformations choose among several operations point by point, by areas of use, which tears a
/// layer that straddles two of them. Here the operation is chosen once, the best for the layer's area, and serves every
/// point. Coordinates are x or longitude, y or latitude on both sides. Grids are used where they are installed; nothing
/// is ever downloaded.
public struct CoordinateTransformation: Sendable {
  /// Whether coordinates stay as they are, to the bit.
  public let isIdentity: Bool
  /// The accuracy in metres that the operation's authority states; nil where it is unknown, as for a datum that no
  /// published operation ties to the target's.
  public let accuracyMetres: Double?
  /// What PROJ calls the operation, for the record of the run.
  public let operationName: String

  /// The operation as a PROJ pipeline, from which each worker makes its own.
  private let pipeline: String
  private let sourceLabel: String
  private let targetLabel: String

  /// Finds the best operation.
  ///
  /// - Parameters:
  ///   - source: the system of the coordinates as they are.
  ///   - target: the system that is wanted.
  ///   - area: the extent of what will be transformed, in the coordinates of `source`; operations made for that area
  ///     are preferred; worked out only where the two systems differ. Without it, those made for the largest part of the source's area of use.
  /// - Throws: `badInput` where PROJ knows no way between the two.
  public init(
    from source: CoordinateReferenceSystem, to target: CoordinateReferenceSystem,
    covering area: @autoclosure () -> Box? = nil
  ) throws {
    sourceLabel = source.label
    targetLabel = target.label
    if source == target || source.isWGS84LongitudeLatitude && target.isWGS84LongitudeLatitude {
      isIdentity = true
      accuracyMetres = 0
      operationName = "Null transformation"
      pipeline = "+proj=noop"
      return
    }
    let context = PROJContext()
    let region = try area().flatMap { $0.isEmpty ? nil : try source.geographicBounds(of: $0) }
    guard let from = context.object(proj_create(context.handle, source.wkt2)),
      let to = context.object(proj_create(context.handle, target.wkt2)),
      let operation = Self.bestOperation(from, to, region),
      let normalized = context.object(proj_normalize_for_visualization(context.handle, operation.pointer)),
      let text = proj_as_proj_string(context.handle, normalized.pointer, PJ_PROJ_5, nil)
    else {
      throw Diagnostic.noTransformation(from: source.label, to: target.label, detail: context.lastMessage)
    }
    pipeline = String(cString: text)
    isIdentity = pipeline == "+proj=noop"
    operationName = operation.name
    let accuracy = proj_coordoperation_get_accuracy(context.handle, operation.pointer)
    // Without a change of datum the operation is exact, and PROJ states no accuracy.
    let (first, second) = (source.baseGeographic, target.baseGeographic)
    let isExact = first == second || first.isWGS84LongitudeLatitude && second.isWGS84LongitudeLatitude
    accuracyMetres = accuracy >= 0 ? accuracy : isExact ? 0 : nil
  }

  /// Transforms a layer in place. Rings stay closed to the bit, and are wound as the buffer's invariants say.
  ///
  /// After a throw the buffer's contents are unspecified.
  ///
  /// - Throws: `badInput` for the first point that cannot be transformed, naming its record (from 1).
  /// - Complexity: O(vertices).
  public func apply(to buffer: inout PolygonBuffer, threads: Int) throws {
    if isIdentity { return }
    let ringOffsets = buffer.ringOffsets
    let count = buffer.coordinates.count
    do {
      try buffer.coordinates.withUnsafeMutableBufferPointer { xy in
        guard let base = xy.baseAddress else { return }
        try transform(SharedPointer(base), count: count / 2, threads: threads)
        for ring in 0..<ringOffsets.count - 1 where ringOffsets[ring] < ringOffsets[ring + 1] {
          let first = 2 * ringOffsets[ring]
          let last = 2 * ringOffsets[ring + 1] - 2
          base[last] = base[first]
          base[last + 1] = base[first + 1]
        }
      }
    } catch let failure as PointFailure {
      throw Diagnostic.untransformable(
        record: buffer.feature(ofVertex: failure.vertex) + 1, x: failure.x, y: failure.y, from: sourceLabel,
        to: targetLabel)
    }
    buffer.restoreWinding(ofPolygons: 0..<buffer.polygonCount)
  }

  /// Transforms interleaved points, x or longitude before y or latitude, in place.
  ///
  /// After a throw the contents are unspecified.
  ///
  /// - Throws: `badInput` for the first point that cannot be transformed, naming its position (from 1).
  public func apply(to points: inout [Double]) throws {
    precondition(points.count.isMultiple(of: 2), "points are pairs")
    if isIdentity { return }
    let count = points.count / 2
    do {
      try points.withUnsafeMutableBufferPointer { xy in
        guard let base = xy.baseAddress else { return }
        try transform(SharedPointer(base), count: count, threads: 1)
      }
    } catch let failure as PointFailure {
      throw Diagnostic.untransformable(
        record: failure.vertex + 1, x: failure.x, y: failure.y, from: sourceLabel, to: targetLabel)
    }
  }

  private struct PointFailure: Error {
    let vertex: Int
    let x, y: Double
  }

  private func transform(_ xy: SharedPointer<Double>, count: Int, threads: Int) throws {
    // Chunks large enough for the set-up of a context not to count.
    try Parallel.forEachChunk(of: count, size: 1 << 16, threads: threads) { _, vertices in
      let context = PROJContext()
      guard let operation = context.object(proj_create(context.handle, pipeline)) else {
        throw Diagnostic.noTransformation(from: sourceLabel, to: targetLabel, detail: context.lastMessage)
      }
      let start = xy.base + 2 * vertices.lowerBound
      let before = Array(UnsafeBufferPointer(start: start, count: 2 * vertices.count))
      let stride = 2 * MemoryLayout<Double>.stride
      proj_trans_generic(
        operation.pointer, PJ_FWD, start, stride, vertices.count, start + 1, stride, vertices.count, nil, 0, 0, nil, 0,
        0)
      for index in 0..<vertices.count where !(start[2 * index].isFinite && start[2 * index + 1].isFinite) {
        throw PointFailure(
          vertex: vertices.lowerBound + index, x: before[2 * index], y: before[2 * index + 1])
      }
    }
  }

  /// The first of PROJ's list: of the widest part of the region, then of the best stated accuracy, ballpark ones last.
  private static func bestOperation(_ source: PROJObject, _ target: PROJObject, _ region: Box?) -> PROJObject? {
    let context = source.context
    guard let factory = proj_create_operation_factory_context(context.handle, nil) else { return nil }
    defer { proj_operation_factory_context_destroy(factory) }
    if let region {
      proj_operation_factory_context_set_area_of_interest(
        context.handle, factory, region.minX, region.minY, region.maxX, region.maxY)
    }
    proj_operation_factory_context_set_spatial_criterion(
      context.handle, factory, PROJ_SPATIAL_CRITERION_PARTIAL_INTERSECTION)
    proj_operation_factory_context_set_grid_availability_use(
      context.handle, factory, PROJ_GRID_AVAILABILITY_DISCARD_OPERATION_IF_MISSING_GRID)
    guard let list = proj_create_operations(context.handle, source.pointer, target.pointer, factory) else { return nil }
    defer { proj_list_destroy(list) }
    return context.object(proj_list_get(context.handle, list, 0))
  }
}

extension CoordinateReferenceSystem {
  /// An extent in this system as west, south, east, north in degrees on its own datum; nil where it has no such place.
  func geographicBounds(of area: Box) throws -> Box? {
    var corners: [Double] = []
    // Meridians and parallels bend in a projection: points along the sides, not the corners alone.
    for step in 0...8 {
      let x = area.minX + (area.maxX - area.minX) * Double(step) / 8
      let y = area.minY + (area.maxY - area.minY) * Double(step) / 8
      corners += [x, area.minY, x, area.maxY, area.minX, y, area.maxX, y]
    }
    let base = baseGeographic
    if base != self { try CoordinateTransformation(from: self, to: base).apply(to: &corners) }
    var bounds = Box.empty
    for index in stride(from: 0, to: corners.count, by: 2) { bounds.extend(x: corners[index], y: corners[index + 1]) }
    let isPlausible = bounds.minX >= -180 && bounds.maxX <= 180 && bounds.minY >= -90 && bounds.maxY <= 90
    return isPlausible ? bounds : nil
  }
}

extension PolygonBuffer {
  /// The feature that owns a vertex. O(log features).
  fileprivate func feature(ofVertex vertex: Int) -> Int {
    var low = 0
    var high = featureCount - 1
    while low < high {
      let middle = (low + high) / 2
      if vertices(ofFeature: middle).upperBound > vertex { high = middle } else { low = middle + 1 }
    }
    return low
  }
}

extension Diagnostic {
  static func noTransformation(from source: String, to target: String, detail: String) -> Diagnostic {
    let reason = detail.isEmpty ? "" : " (PROJ: \(detail))"
    return Diagnostic(
      .badInput, "crs.transformation.unknown", ["from": source, "to": target, "detail": detail],
      id: """
        Tidak ada transformasi koordinat dari \(source) ke \(target)\(reason). Periksa sistem koordinat peta, atau \
        nyatakan yang benar.
        """,
      en: """
        There is no coordinate transformation from \(source) to \(target)\(reason). Check the layer's coordinate \
        reference system, or state the right one.
        """)
  }

  static func untransformable(record: Int, x: Double, y: Double, from source: String, to target: String) -> Diagnostic {
    Diagnostic(
      .badInput, "crs.point.untransformable",
      ["record": String(record), "x": String(x), "y": String(y), "from": source, "to": target],
      id: """
        Titik (\(x), \(y)) pada rekaman \(record) tidak dapat ditransformasikan dari \(source) ke \(target). Periksa \
        apakah sistem koordinat peta benar, atau nyatakan yang benar.
        """,
      en: """
        The point (\(x), \(y)) of record \(record) cannot be transformed from \(source) to \(target). Check whether the \
        layer's coordinate reference system is right, or state the right one.
        """)
  }
}
