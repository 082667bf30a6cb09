extension PolygonBuffer {
  /// Appends features of another buffer, null shapes included, to the bit. O(vertices appended).
  public mutating func append(featuresOf other: PolygonBuffer, _ features: Range<Int>) {
    if features.isEmpty { return }
    let polygons = other.featureOffsets[features.lowerBound]..<other.featureOffsets[features.upperBound]
    let rings = other.polygonOffsets[polygons.lowerBound]..<other.polygonOffsets[polygons.upperBound]
    let vertices = other.ringOffsets[rings.lowerBound]..<other.ringOffsets[rings.upperBound]
    let polygonShift = polygonCount - polygons.lowerBound
    let ringShift = ringCount - rings.lowerBound
    let vertexShift = vertexCount - vertices.lowerBound
    coordinates.append(contentsOf: other.coordinates[2 * vertices.lowerBound..<2 * vertices.upperBound])
    ringOffsets.append(contentsOf: rings.map { other.ringOffsets[$0 + 1] + vertexShift })
    polygonOffsets.append(contentsOf: polygons.map { other.polygonOffsets[$0 + 1] + ringShift })
    featureOffsets.append(contentsOf: features.map { other.featureOffsets[$0 + 1] + polygonShift })
  }
}
