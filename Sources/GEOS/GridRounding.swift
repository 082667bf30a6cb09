internal import CGEOS
public import Geometry
internal import Parallel

/// Rounds coordinates to so many decimals, as they will be written, and keeps features valid.
///
/// Rounding can make a boundary that nearly touches itself cross itself. Features that rounding has so made invalid are
/// laid on the grid by GEOS instead (`GEOSGeom_setPrecision`), which moves vertices to the nearest grid points and drops
/// what collapses there; those that it cannot lay are repaired after rounding, so that a vertex where edges cross may stay
/// off the grid. All others keep every vertex.
///
/// - Parameters:
///   - buffer: valid features, in any units.
///   - decimals: from 0 to 15.
///   - threads: at most so many threads; the result does not depend on it.
/// - Throws: `internalFault` where GEOS fails.
/// - Complexity: O(v log v) for v vertices.
public func roundToGrid(_ buffer: inout PolygonBuffer, decimals: Int, threads: Int) throws {
  let scale = (0..<decimals).reduce(1.0) { power, _ in power * 10 }
  let exact = buffer
  for index in buffer.coordinates.indices {
    buffer.coordinates[index] = (buffer.coordinates[index] * scale).rounded() / scale
  }
  let rounded = buffer
  let suspects = rounded.featuresNotProvenValid(threads: threads)
  let replacements = try Parallel.map(suspects.count, chunkSize: 1, threads: threads) { position in
    let context = try GEOSContext()
    let feature = suspects[position]
    context.record = feature + 1
    if try context.shape(ofFeature: feature, in: rounded).invalidity == nil { return PolygonBuffer?.none }
    let laid: Shape
    do {
      laid = try context.shape(ofFeature: feature, in: exact).laidOnGrid(of: 1 / scale)
    } catch {
      // A shape that collapses may leave what GEOS takes for a hole without its shell. Where it cannot lay the shape, its
      // rounded rings are made valid.
      laid = try context.shape(ofFeature: feature, in: rounded).makeValid()
    }
    var result = PolygonBuffer()
    try (laid.invalidity == nil ? laid : laid.makeValid()).append(to: &result)
    return result
  }
  if replacements.allSatisfy({ $0 == nil }) { return }
  var result = PolygonBuffer()
  var copied = 0
  for (feature, replacement) in zip(suspects, replacements) {
    guard let replacement else { continue }
    result.append(featuresOf: rounded, copied..<feature)
    result.append(featuresOf: replacement, 0..<1)
    copied = feature + 1
  }
  result.append(featuresOf: rounded, copied..<rounded.featureCount)
  buffer = result
}

extension Shape {
  /// The geometry with its vertices on a grid, valid.
  fileprivate func laidOnGrid(of size: Double) throws -> Shape {
    guard let result = GEOSGeom_setPrecision_r(context.handle, pointer, size, 0) else {
      throw context.fault("GEOSGeom_setPrecision_r")
    }
    return Shape(result, in: context)
  }
}
