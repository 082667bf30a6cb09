public import Geometry
public func dissolve(_ groups: [[Int]], of buffer: PolygonBuffer, threads: Int) throws -> PolygonBuffer {
  var result = PolygonBuffer()
  let context = try GEOSContext()
  for group in groups {
    let shapes = try group.filter { !buffer.polygons(of: $0).isEmpty }.map { try context.shape(ofFeature: $0, in: buffer) }
    _ = try context.collection(shapes).unaryUnion().append(to: &result)
  }
  return result
}
