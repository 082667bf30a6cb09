public import Geometry

/// Reads the polygons of a well-formed shapefile, for tests of modules that know nothing of files.
public enum RealLayer {
  /// The polygons of `boundaries/NAME.shp` in the reference data.
  public static func polygons(_ name: String) -> PolygonBuffer {
    polygons(at: SharedData.path("boundaries/\(name).shp"))
  }

  /// The polygons of the .shp at a path.
  public static func polygons(at path: String) -> PolygonBuffer {
    guard let bytes = Files.read(path) else { preconditionFailure("cannot read \(path)") }
    var buffer = PolygonBuffer()
    bytes.withUnsafeBytes { file in
      var offset = 100
      while offset < file.count {
        let words = Int(Int32(bigEndian: file.loadUnaligned(fromByteOffset: offset + 4, as: Int32.self)))
        buffer.append(feature: record(file, at: offset + 8))
        offset += 8 + 2 * words
      }
    }
    return buffer
  }

  private typealias Ring = [(Double, Double)]

  /// Exteriors are clockwise in the file; a hole belongs to the smallest exterior around its first vertex.
  private static func record(_ file: UnsafeRawBufferPointer, at start: Int) -> [[[(Double, Double)]]] {
    func integer(_ offset: Int) -> Int { Int(file.loadUnaligned(fromByteOffset: start + offset, as: Int32.self)) }
    func real(_ offset: Int) -> Double { file.loadUnaligned(fromByteOffset: start + offset, as: Double.self) }
    if integer(0) == 0 { return [] }
    let parts = integer(36)
    let points = integer(40)
    var rings: [Ring] = []
    for part in 0..<parts {
      let first = integer(44 + 4 * part)
      let end = part + 1 < parts ? integer(48 + 4 * part) : points
      let base = 44 + 4 * parts
      rings.append((first..<end).map { (real(base + 16 * $0), real(base + 16 * $0 + 8)) }.reversed())
    }
    var polygons = rings.filter { area($0) >= 0 }.map { [$0] }
    for hole in rings where area(hole) < 0 {
      let owner = polygons.indices.filter { contains(polygons[$0][0], hole[0]) }
        .min { area(polygons[$0][0]) < area(polygons[$1][0]) }
      if let owner { polygons[owner].append(hole) } else { polygons.append([hole.reversed()]) }
    }
    return polygons
  }

  private static func area(_ ring: Ring) -> Double {
    var sum = 0.0
    for (a, b) in zip(ring, ring.dropFirst()) {
      sum += (a.0 - ring[0].0) * (b.1 - ring[0].1) - (b.0 - ring[0].0) * (a.1 - ring[0].1)
    }
    return sum / 2
  }

  private static func contains(_ ring: Ring, _ point: (Double, Double)) -> Bool {
    var isInside = false
    for (a, b) in zip(ring, ring.dropFirst()) where (a.1 > point.1) != (b.1 > point.1) {
      if point.0 < a.0 + (point.1 - a.1) / (b.1 - a.1) * (b.0 - a.0) { isInside.toggle() }
    }
    return isInside
  }
}
