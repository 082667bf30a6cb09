package import Boundaries
internal import GEOS
internal import Geometry
internal import Parallel

/// Finds holes and overlaps, neighbourhood by neighbourhood.
package struct BoundaryDefectSearch {
  /// Defects as features of their own, slivers too.
  struct Found: Sendable {
    var polygons = PolygonBuffer()
    var kinds: [BoundaryDefects.Kind] = []
    var units: [[Int]] = []

    mutating func append(_ kind: BoundaryDefects.Kind, _ units: [Int], featureOf buffer: PolygonBuffer, _ feature: Int)
    {
      polygons.append(featuresOf: buffer, feature..<feature + 1)
      kinds.append(kind)
      self.units.append(units)
    }

    mutating func append(_ other: Found) {
      polygons.append(featuresOf: other.polygons, 0..<other.polygons.featureCount)
      kinds += other.kinds
      units += other.units
    }
  }

  private let layer: PolygonBuffer
  /// Features from here on are not of the layer, and fill what would be holes.
  let unitCount: Int
  private let boxes: [Box]
  private let groups: [[Int]]
  /// What is left of each group when edges that two units share are left out.
  private let outlines: PolygonBuffer
  /// The groups whose outline is no proof that units do not overlap, or whose rings touch.
  private let isSuspect: [Bool]

  package init(_ layer: BoundaryLayer, threads: Int) throws {
    var polygons = layer.polygons
    polygons.append(featuresOf: layer.surroundings, 0..<layer.surroundings.featureCount)
    try self.init(polygons, unitCount: layer.units.count, threads: threads)
  }

  /// The features are valid, in WGS 84; those behind the first `unitCount` are the layer's surroundings.
  init(_ layer: PolygonBuffer, unitCount: Int? = nil, threads: Int) throws {
    self.layer = layer
    self.unitCount = unitCount ?? layer.featureCount
    boxes = (0..<layer.featureCount).map { layer.bounds(ofFeature: $0) }
    groups = try layer.neighbourhoods(of: boxes, margin: 0)
    let outlines = layer.dissolvedByEdges(groups: groups, threads: threads)
    // Rings that touch are valid and not proven so: they may enclose a hole that is nobody's inner ring.
    var isSuspect = [Bool](repeating: false, count: groups.count)
    for group in outlines.featuresNotProvenValid(threads: threads) { isSuspect[group] = true }
    self.outlines = outlines
    self.isSuspect = isSuspect
  }

  /// How many vertices GEOS has to work on.
  package var suspectVertexCount: Int {
    groups.indices.reduce(0) { $0 + (isSuspect[$1] ? outlines.vertices(ofFeature: $1).count : 0) }
  }

  func defects(threads: Int) throws -> Found {
    let parts = try Parallel.map(groups.count, chunkSize: 1, threads: threads) { group in
      isSuspect[group] ? Found() : try holesOfOutline(group)
    }
    var found = Found()
    for part in parts { found.append(part) }
    let suspects = groups.indices.filter { isSuspect[$0] }
    let faces = try Parallel.map(suspects.count, chunkSize: 1, threads: threads) { index in
      var linework = Linework()
      linework.append(ringsOfFeature: suspects[index], in: outlines)
      return try GEOSContext().faces(of: linework)
    }
    for (group, faces) in zip(suspects, faces) {
      found.append(try defects(of: faces, inGroup: group, threads: threads))
    }
    return found
  }

  // MARK: Matching boundaries

  /// The outline of units that do not overlap, with rings that do not touch: each inner ring is a hole, less the islands
  /// in it.
  private func holesOfOutline(_ group: Int) throws -> Found {
    var found = Found()
    let polygons = outlines.polygons(of: group)
    guard polygons.contains(where: { outlines.rings(of: $0).count > 1 }) else { return found }
    let context = try GEOSContext()
    let finder = try UnitFinder(layer, units: groups[group], boxes: boxes, in: context)
    let exteriors = polygons.map { outlines.bounds(ofRing: outlines.polygonOffsets[$0]) }
    for polygon in polygons {
      for ring in outlines.rings(of: polygon).dropFirst() {
        let box = outlines.bounds(ofRing: ring)
        let islands = polygons.indices.filter { $0 != polygon && box.encloses(exteriors[$0 - polygons.lowerBound]) }
        var hole = try context.shape(ofPolygon: 0, in: outlines.solid(ring))
        if !islands.isEmpty {
          let shells = try islands.map {
            try context.shape(ofPolygon: 0, in: outlines.solid(outlines.polygonOffsets[$0]))
          }
          hole = try hole.difference(try context.collection(shells).unaryUnion())
        }
        var buffer = PolygonBuffer()
        try hole.append(to: &buffer)
        found.append(.hole, try touchingUnits(of: buffer, 0, finder), featureOf: buffer, 0)
      }
    }
    return found
  }

  // MARK: Boundaries that cross

  private func defects(of faces: Faces, inGroup group: Int, threads: Int) throws -> Found {
    let chunkSize = 256
    let chunks = (faces.points.count + chunkSize - 1) / chunkSize
    let parts = try Parallel.map(chunks, chunkSize: 1, threads: threads) { chunk in
      let context = try GEOSContext()
      let finder = try UnitFinder(layer, units: groups[group], boxes: boxes, in: context)
      var shapes: [Int: Shape] = [:]
      var found = Found()
      for face in chunk * chunkSize..<min(faces.points.count, (chunk + 1) * chunkSize) {
        let owners = try finder.units(at: faces.points[face])
        if owners.isEmpty {
          found.append(.hole, try touchingUnits(of: faces.polygons, face, finder), featureOf: faces.polygons, face)
        } else if owners.count > 1 {
          try appendOverlaps(in: face, of: faces.polygons, finder, context, &shapes, to: &found)
        }
      }
      return found
    }
    return parts.reduce(into: Found()) { $0.append($1) }
  }

  /// Cuts a face that several units cover by the boundaries between them, which the outline does not have.
  private func appendOverlaps(
    in face: Int, of faces: PolygonBuffer, _ finder: UnitFinder, _ context: GEOSContext, _ shapes: inout [Int: Shape],
    to found: inout Found
  ) throws {
    let box = faces.bounds(ofFeature: face)
    // The side of what is cut out of large units is far from the face, so that it adds no crossing there.
    let surroundings = box.expanded(by: 0.1 * max(box.maxX - box.minX, box.maxY - box.minY))
    var pieces = [(shape: try context.shape(ofFeature: face, in: faces), units: [Int]())]
    for unit in try finder.units(meeting: box) {
      if shapes[unit] == nil { shapes[unit] = try context.shape(ofFeature: unit, in: layer) }
      guard let whole = shapes[unit] else { continue }
      let clipped = try whole.clipped(to: surroundings)
      let land = try clipped.invalidity == nil ? clipped : whole
      var cut: [(shape: Shape, units: [Int])] = []
      for piece in pieces {
        let common = try piece.shape.intersection(land)
        let (whole, part) = (try piece.shape.area, try common.area)
        // What differs by a billionth is the rounding of crossings.
        if part <= 1e-9 * whole {
          cut.append(piece)
        } else if part >= (1 - 1e-9) * whole {
          cut.append((piece.shape, piece.units + [unit]))
        } else {
          cut.append((common, piece.units + [unit]))
          cut.append((try piece.shape.difference(land), piece.units))
        }
      }
      pieces = cut
    }
    for piece in pieces where piece.units.count > 1 {
      var buffer = PolygonBuffer()
      if try piece.shape.append(to: &buffer) > 0 { found.append(.overlap, piece.units, featureOf: buffer, 0) }
    }
  }

  // MARK: Touching

  /// Boundaries nearer than this touch, in degrees: a tenth of a millimetre, which is more than crossings are rounded by.
  private static let touch = 1e-9

  private func touchingUnits(of buffer: PolygonBuffer, _ feature: Int, _ finder: UnitFinder) throws -> [Int] {
    let box = buffer.bounds(ofFeature: feature).expanded(by: Self.touch)
    return try finder.units(meeting: box).filter { touches(unit: $0, buffer, feature, box) }
  }

  private func touches(unit: Int, _ buffer: PolygonBuffer, _ feature: Int, _ box: Box) -> Bool {
    for ring in layer.rings(ofFeature: unit) {
      for vertex in layer.vertices(of: ring).dropLast() {
        let a = SIMD2(layer.coordinates[2 * vertex], layer.coordinates[2 * vertex + 1])
        let b = SIMD2(layer.coordinates[2 * vertex + 2], layer.coordinates[2 * vertex + 3])
        let low = pointwiseMin(a, b)
        let high = pointwiseMax(a, b)
        if low.x > box.maxX || high.x < box.minX || low.y > box.maxY || high.y < box.minY { continue }
        for corner in buffer.vertices(ofFeature: feature) {
          let point = SIMD2(buffer.coordinates[2 * corner], buffer.coordinates[2 * corner + 1])
          if point.distanceSquared(toSegment: a, b) <= Self.touch * Self.touch { return true }
        }
        // A long edge of the hole may pass a vertex of the unit.
        for ring in buffer.rings(ofFeature: feature) {
          for corner in buffer.vertices(of: ring).dropLast() {
            let c = SIMD2(buffer.coordinates[2 * corner], buffer.coordinates[2 * corner + 1])
            let d = SIMD2(buffer.coordinates[2 * corner + 2], buffer.coordinates[2 * corner + 3])
            if a.distanceSquared(toSegment: c, d) <= Self.touch * Self.touch { return true }
          }
        }
      }
    }
    return false
  }
}

extension SIMD2<Double> {
  /// In the plane of the coordinates.
  func distanceSquared(toSegment a: Self, _ b: Self) -> Double {
    let point = nearest(onSegment: a, b)
    return ((self - point) * (self - point)).sum()
  }

  /// The point of a segment that is nearest to this one.
  func nearest(onSegment a: Self, _ b: Self) -> Self {
    let direction = b - a
    let square = (direction * direction).sum()
    if !(square > 0) { return a }
    let share = ((self - a) * direction).sum() / square
    return share <= 0 ? a : share >= 1 ? b : a + share * direction
  }
}

extension Box {
  fileprivate func encloses(_ other: Box) -> Bool {
    minX <= other.minX && minY <= other.minY && other.maxX <= maxX && other.maxY <= maxY
  }
}

extension PolygonBuffer {
  fileprivate func bounds(ofRing ring: Int) -> Box {
    vertices(of: ring).reduce(into: Box.empty) { $0.extend(x: coordinates[2 * $1], y: coordinates[2 * $1 + 1]) }
  }

  /// A ring as a polygon without holes, in a buffer of its own.
  fileprivate func solid(_ ring: Int) -> PolygonBuffer {
    let vertices = vertices(of: ring)
    var result = PolygonBuffer(
      coordinates: Array(coordinates[2 * vertices.lowerBound..<2 * vertices.upperBound]),
      ringOffsets: [0, vertices.count], polygonOffsets: [0, 1], featureOffsets: [0, 1])
    result.restoreWinding(ofPolygons: 0..<1)
    return result
  }
}
