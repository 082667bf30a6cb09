import Geometry
import Layers

/// A made-up layer of the size of all villages of Indonesia, with a table of enrolment to match.
///
/// The units are bricks in walls, one wall for each of 27 islands. Every second row is shifted by half a brick, so that
/// a unit inside touches six others along edges and no four meet in a point; 83,000 units have 486,000 directed
/// queen links. A unit's outline has 132 vertices on a lattice, each displaced by a hash of its place in the
/// lattice: neighbours compute the same vertex from the same integers, so shared edges agree to the bit.
///
/// Displacements are below a fifth of the lattice's spacing in each axis. Outlines are therefore valid: along an edge the
/// vertices keep their order, and around a corner the three edges keep theirs.
struct NationalLayer {
  static let islandCount = 27
  /// Lattice steps on each of the six edges between the corners of a brick (a row above or below touches its long
  /// sides in their middle).
  static let stepsPerEdge = 22
  /// More would not fit the pattern of codes.
  static let largestUnitCount = 400_000

  let layer: Layer
  /// `kode;nama;peserta;potensi`, a row for each unit.
  let enrolment: String

  init(unitCount: Int) {
    precondition(1...Self.largestUnitCount ~= unitCount, "1 to \(Self.largestUnitCount) units")
    var coordinates: [Double] = []
    coordinates.reserveCapacity(unitCount * (6 * Self.stepsPerEdge + 1) * 2)
    var ringOffsets = [0]
    var codes: [String?] = []
    var names: [String?] = []
    var rows = "kode;nama;peserta;potensi\n"
    for number in 0..<Self.islandCount {
      let share = unitCount * number / Self.islandCount..<unitCount * (number + 1) / Self.islandCount
      if share.isEmpty { continue }
      let island = Island(number: number, unitCount: share.count)
      for unit in 0..<share.count {
        island.appendOutline(of: unit, to: &coordinates)
        ringOffsets.append(coordinates.count / 2)
        let code = Self.code(island: number, unit: unit)
        let name = Self.name(island: number, unit: unit)
        let counts = island.enrolment(of: unit)
        codes.append(code)
        names.append(name)
        rows += "\(code);\(name);\(counts.enrolled);\(counts.eligible)\n"
      }
    }
    let offsets = Array(0...unitCount)
    var attributes = AttributeTable(rowCount: unitCount)
    attributes.append(Field(name: "kode", kind: .text, width: 13), .text(codes))
    attributes.append(Field(name: "nama", kind: .text, width: 40), .text(names))
    layer = Layer(
      name: "national",
      polygons: PolygonBuffer(
        coordinates: coordinates, ringOffsets: ringOffsets, polygonOffsets: offsets, featureOffsets: offsets),
      attributes: attributes, crsDefinition: Self.wgs84)
    enrolment = rows
  }

  /// As the .prj of a shapefile has it.
  private static let wgs84 =
    #"GEOGCS["GCS_WGS_1984",DATUM["D_WGS_1984",SPHEROID["WGS_1984",6378137.0,298.257223563]],"#
    + #"PRIMEM["Greenwich",0.0],UNIT["Degree",0.0174532925199433]]"#

  private static let provinces = [
    11, 12, 13, 14, 15, 16, 17, 18, 19, 21, 31, 32, 33, 34, 35, 36, 51, 52, 53, 61, 62, 63, 64, 65, 71, 72, 73,
  ]

  /// A village code after the pattern of Kemendagri's: province, regency, district, village.
  private static func code(island: Int, unit: Int) -> String {
    func two(_ value: Int) -> String { (value < 10 ? "0" : "") + String(value) }
    let district = unit / 12
    return "\(provinces[island]).\(two(district / 15 + 1)).\(two(district % 15 + 1)).\(2001 + unit % 12)"
  }

  private static let syllables = [
    "su", "ka", "ma", "ju", "ta", "ni", "ra", "lo", "bu", "di", "sa", "ri", "wa", "le", "ku", "to",
  ]

  private static func name(island: Int, unit: Int) -> String {
    var bits = hash(UInt64(island), UInt64(unit), 7)
    var name = ""
    for _ in 0..<4 {
      name += syllables[Int(bits & 15)]
      bits >>= 4
    }
    return name.prefix(1).uppercased() + name.dropFirst()
  }
}

/// A wall of bricks in a field of its own within Indonesia's box.
private struct Island {
  private let number: Int
  private let columns: Int
  private let originX: Double
  private let originY: Double
  private let spacing: Double

  init(number: Int, unitCount: Int) {
    self.number = number
    columns = max(1, Int(Double(unitCount).squareRoot().rounded()))
    let rows = (unitCount + columns - 1) / columns
    let steps = NationalLayer.stepsPerEdge
    // Nine fields of 5.1° from west to east, three of 5.6° from south to north, each with a margin of sea.
    originX = 95.2 + 5.1 * Double(number % 9)
    originY = -10.8 + 5.6 * Double(number / 9)
    spacing = min(4.7 / Double((2 * columns + 1) * steps), 5.2 / Double(rows * steps))
  }

  /// Counter-clockwise, closed.
  func appendOutline(of unit: Int, to coordinates: inout [Double]) {
    let steps = NationalLayer.stepsPerEdge
    let row = unit / columns
    let left = (2 * (unit % columns) + row % 2) * steps
    let right = left + 2 * steps
    let bottom = row * steps
    let top = bottom + steps
    func append(_ x: Int, _ y: Int) {
      let bits = hash(UInt64(number), UInt64(x), UInt64(y))
      // Two numbers in -0.2..<0.2 from the two halves of the hash.
      let shiftX = Double(Int32(truncatingIfNeeded: bits)) * 0x1p-31 * 0.2
      let shiftY = Double(Int32(truncatingIfNeeded: bits >> 32)) * 0x1p-31 * 0.2
      coordinates.append(originX + (Double(x) + shiftX) * spacing)
      coordinates.append(originY + (Double(y) + shiftY) * spacing)
    }
    for x in left..<right { append(x, bottom) }
    for y in bottom..<top { append(right, y) }
    for x in (left + 1...right).reversed() { append(x, top) }
    for y in (bottom...top).reversed() { append(left, y) }
  }

  /// Some hundred to some thousand workers; shares differ between islands and are low in a patch on each.
  func enrolment(of unit: Int) -> (enrolled: Int, eligible: Int) {
    func uniform(_ stream: UInt64) -> Double { Double(hash(UInt64(number), UInt64(unit), stream) >> 11) * 0x1p-53 }
    let eligible = Int(200 + 2800 * uniform(1) * uniform(2))
    let row = unit / columns
    let column = unit % columns
    let isInPatch = columns / 4..<columns / 2 ~= column && columns / 4..<columns / 2 ~= row
    let share = 0.3 + 0.4 * Double(number % 5) / 4 + 0.2 * uniform(3) - (isInPatch ? 0.15 : 0)
    return (Int(Double(eligible) * share), eligible)
  }
}

/// 64 well-mixed bits of three integers (the finaliser of SplitMix64, applied to each in turn).
private func hash(_ a: UInt64, _ b: UInt64, _ c: UInt64) -> UInt64 {
  func mixed(_ value: UInt64) -> UInt64 {
    var bits = value &+ 0x9E37_79B9_7F4A_7C15
    bits = (bits ^ bits >> 30) &* 0xBF58_476D_1CE4_E5B9
    bits = (bits ^ bits >> 27) &* 0x94D0_49BB_1331_11EB
    return bits ^ bits >> 31
  }
  return mixed(mixed(mixed(a) ^ b) ^ c)
}
