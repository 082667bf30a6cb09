public import Geometry
internal import Parallel

/// What was done to a feature whose geometry was not valid.
public struct Repair: Sendable, Hashable {
  /// The feature's index, from 0.
  public let feature: Int
  /// What GEOS found, in its words, for example `Self-intersection`.
  public let reason: String
  /// Where, in the units of the layer.
  public let x, y: Double
  /// The planar area in square units of the layer: exteriors less holes, as they were and as they are.
  public let areaBefore, areaAfter: Double
  /// How many polygons it had and has.
  public let polygonsBefore, polygonsAfter: Int

  /// Whether nothing of area was left, so that the feature is now a null shape.
  public var becameNull: Bool { polygonsAfter == 0 }
}

/// Replaces each feature that is not valid by what ``Shape/makeValid()`` makes of it; all others stay as they are, to the
/// bit.
///
/// Most features are proven valid without GEOS (see `PolygonBuffer.featuresNotProvenValid`); GEOS alone decides on the
/// others. The result does not depend on the number of threads.
///
/// - Returns: the repairs in the order of the features.
/// - Throws: `internalFault` where GEOS fails, naming the record.
public func repairInvalidFeatures(in buffer: inout PolygonBuffer, threads: Int) throws -> [Repair] {
  let layer = buffer
  let suspects = layer.featuresNotProvenValid(threads: threads)
  if suspects.isEmpty { return [] }
  let chunkSize = 16
  let chunks = (suspects.count + chunkSize - 1) / chunkSize
  let mended = try Parallel.map(chunks, chunkSize: 1, threads: threads) { chunk in
    let context = try GEOSContext()
    var repairs: [Repair] = []
    // The new geometries of the chunk, in the order of its repairs.
    var replacements = PolygonBuffer()
    for feature in suspects[chunk * chunkSize..<min(suspects.count, (chunk + 1) * chunkSize)] {
      context.record = feature + 1
      // GEOS refuses to make a ring of fewer than four vertices, so such rings go first.
      let short = layer.firstShortRing(ofFeature: feature)
      let shape: Shape
      if short == nil {
        shape = try context.shape(ofFeature: feature, in: layer)
      } else {
        shape = try context.shape(ofFeature: 0, in: layer.withoutShortRings(feature: feature))
      }
      let invalidity: Invalidity
      if let short {
        invalidity = short
      } else {
        guard let found = try shape.invalidity else { continue }
        invalidity = found
      }
      let polygonCount = try shape.makeValid().append(to: &replacements)
      repairs.append(
        Repair(
          feature: feature, reason: invalidity.reason, x: invalidity.x, y: invalidity.y,
          areaBefore: layer.planarArea(ofFeature: feature),
          areaAfter: replacements.planarArea(ofFeature: replacements.featureCount - 1),
          polygonsBefore: layer.polygons(of: feature).count, polygonsAfter: polygonCount))
    }
    return (repairs: repairs, replacements: replacements)
  }
  let repairs = mended.flatMap { $0.repairs }
  if repairs.isEmpty { return [] }

  var result = PolygonBuffer()
  result.coordinates.reserveCapacity(layer.coordinates.count)
  result.ringOffsets.reserveCapacity(layer.ringOffsets.count)
  var copied = 0
  for part in mended {
    for (index, repair) in part.repairs.enumerated() {
      result.append(featuresOf: layer, copied..<repair.feature)
      result.append(featuresOf: part.replacements, index..<index + 1)
      copied = repair.feature + 1
    }
  }
  result.append(featuresOf: layer, copied..<layer.featureCount)
  buffer = result
  return repairs
}

extension PolygonBuffer {
  /// The first ring of a feature that has too few vertices to enclose anything, in GEOS's words for it; nil if none has.
  fileprivate func firstShortRing(ofFeature feature: Int) -> Invalidity? {
    guard let ring = rings(ofFeature: feature).first(where: { vertices(of: $0).count < 4 }) else { return nil }
    let first = vertices(of: ring).first
    return Invalidity(
      reason: "Too few points in geometry component", x: first.map { coordinates[2 * $0] } ?? .nan,
      y: first.map { coordinates[2 * $0 + 1] } ?? .nan)
  }

  /// One feature alone, without its rings of fewer than four vertices; a polygon whose exterior is one goes with its
  /// holes.
  func withoutShortRings(feature: Int) -> PolygonBuffer {
    var result = PolygonBuffer()
    for polygon in polygons(of: feature) {
      guard let exterior = rings(of: polygon).first, vertices(of: exterior).count >= 4 else { continue }
      for ring in rings(of: polygon) where vertices(of: ring).count >= 4 {
        let vertices = vertices(of: ring)
        result.coordinates.append(contentsOf: coordinates[2 * vertices.lowerBound..<2 * vertices.upperBound])
        result.ringOffsets.append(result.vertexCount)
      }
      result.polygonOffsets.append(result.ringCount)
    }
    result.featureOffsets.append(result.polygonCount)
    return result
  }
}
