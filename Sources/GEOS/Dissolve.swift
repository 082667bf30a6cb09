public import Geometry
internal import Parallel

/// Groups of features, each dissolved into one feature: borders between members go, holes and islands stay, and the result
/// is valid.
///
/// Nearly all groups are dissolved without GEOS, by leaving out the edges that two members share
/// (`PolygonBuffer.dissolvedByEdges`), and most are proven valid without it. Where GEOS finds a result invalid, as it is
/// when members overlap or a shared border has a vertex on one side only, the group is dissolved again by
/// ``Shape/unaryUnion()`` of its members, invalid ones made valid before. That copes with overlaps to the last digit, costs
/// much more, and cuts edges where they cross.
///
/// - Parameters:
///   - groups: the features of each group by index, in any order; one named twice counts once. Groups may share features
///     and need not name all. Null shapes add nothing.
///   - buffer: the layer, of valid features (see ``repairInvalidFeatures(in:threads:)``), in any units.
///   - threads: at most so many threads; the result does not depend on it.
/// - Returns: one feature for each group, in their order; a null shape for a group of null shapes alone.
/// - Throws: `internalFault` where GEOS fails.
/// - Complexity: O(v log v) for members of v vertices.
public func dissolve(_ groups: [[Int]], of buffer: PolygonBuffer, threads: Int) throws -> PolygonBuffer {
  let dissolved = buffer.dissolvedByEdges(groups: groups, threads: threads)
  let suspects = dissolved.featuresNotProvenValid(threads: threads)
  let replacements = try Parallel.map(suspects.count, chunkSize: 1, threads: threads) { suspect in
    let context = try GEOSContext()
    let feature = suspects[suspect]
    if try context.shape(ofFeature: feature, in: dissolved).invalidity == nil { return PolygonBuffer?.none }
    return try context.union(ofFeatures: Set(groups[feature]).sorted(), in: buffer)
  }
  var result = PolygonBuffer()
  result.coordinates.reserveCapacity(dissolved.coordinates.count)
  var copied = 0
  for (feature, replacement) in zip(suspects, replacements) {
    guard let replacement else { continue }
    result.append(featuresOf: dissolved, copied..<feature)
    result.append(featuresOf: replacement, 0..<1)
    copied = feature + 1
  }
  if copied == 0 { return dissolved }
  result.append(featuresOf: dissolved, copied..<dissolved.featureCount)
  return result
}

extension GEOSContext {
  /// The union of features, however they lie to each other, as the one feature of a buffer.
  fileprivate func union(ofFeatures features: [Int], in buffer: PolygonBuffer) throws -> PolygonBuffer {
    var members = PolygonBuffer()
    for feature in features where !buffer.polygons(of: feature).isEmpty {
      record = feature + 1
      let shape = try shape(ofFeature: 0, in: buffer.withoutShortRings(feature: feature))
      try (shape.invalidity == nil ? shape : shape.makeValid()).append(to: &members)
    }
    record = nil
    let union = try collection((0..<members.polygonCount).map { try shape(ofPolygon: $0, in: members) }).unaryUnion()
    var result = PolygonBuffer()
    try (union.invalidity == nil ? union : union.makeValid()).append(to: &result)
    return result
  }
}
