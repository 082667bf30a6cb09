import GEOS
import Geometry
import Layers
import Projections
import Shapefile
import SpatialWeights
import TestSupport
import Testing

@Suite("The layers that ship")
struct UnitLayersTests {
  let regencies: ShippedLayer
  let kecamatan: ShippedLayer

  init() throws {
    regencies = try ShippedLayer("kaltim_kabkota")
    kecamatan = try ShippedLayer("kaltim_kecamatan")
  }

  @Test func attributesAreThoseOfTheTableOfUnits() throws {
    let units = try ShippedTable("facts/kaltim_units.csv")
    let names = Dictionary(uniqueKeysWithValues: zip(units.values("code_kemendagri"), units.values("name")))
    for (layer, level, count) in [(regencies, "kabupaten/kota", 10), (kecamatan, "kecamatan", 105)] {
      func expected(_ column: String) -> [String?] {
        zip(units.values("level"), units.values(column)).filter { $0.0 == level }.map { $0.1.isEmpty ? nil : $0.1 }
      }
      #expect(layer.fieldNames == ["KODE", "KODE_BPS", "NAMA", "KODE_INDUK", "NAMA_INDUK", "KETERANGAN"])
      #expect(layer.codes.count == count)
      #expect(layer.values("KODE") == expected("code_kemendagri"))
      #expect(layer.values("KODE_BPS") == expected("code_bps"))
      #expect(layer.values("NAMA") == expected("name"))
      #expect(layer.values("KODE_INDUK") == expected("parent_code"))
      #expect(layer.values("NAMA_INDUK") == layer.values("KODE_INDUK").map { names[$0!] })
      #expect(layer.values("KETERANGAN").allSatisfy { $0 == "skematik, bukan batas resmi" })
      #expect(layer.crsDefinition?.hasPrefix(#"GEOGCS["GCS_WGS_1984""#) == true)
    }
    #expect(
      zip(kecamatan.codes, kecamatan.values("KODE_BPS")).filter { $0.1 == nil }.map(\.0) == ["64.02.19", "64.02.20"])
  }

  @Test func theTableOfUnitsIsTheProgramsOwn() {
    let ours = Files.read(PackageFolder.path + "/shapes/facts/kaltim_units.csv")
    #expect(ours != nil && ours == Files.read(PackageFolder.path + "/Sources/Areas/Data/kaltim_units.csv"))
  }

  @Test func areasAreWithinHalfAPercentOfTheFacts() throws {
    let facts = try ShippedTable("facts/kaltim_kecamatan_facts.csv")
    #expect(facts.values("code_kemendagri") == kecamatan.codes)
    let wanted = facts.numbers("area_km2")
    let areas = squareKilometres(kecamatan.polygons)
    for (code, (area, fact)) in zip(kecamatan.codes, zip(areas, wanted)) {
      #expect(abs(area / fact - 1) < 0.005, "\(code): \(area) for \(fact) km²")
    }
    for (code, area) in zip(regencies.codes, squareKilometres(regencies.polygons)) {
      let members = kecamatan.codes.indices.filter { kecamatan.codes[$0].hasPrefix(code + ".") }
      let fact = members.reduce(0) { $0 + wanted[$1] }
      #expect(abs(area / fact - 1) < 0.005, "\(code): \(area) for \(fact) km²")
      #expect(abs(area - members.reduce(0) { $0 + areas[$1] }) < 1e-3, "\(code) is not the sum of its kecamatan")
    }
  }

  @Test func everyUnitIsValidAndInOnePieceButForIslands() throws {
    let context = try GEOSContext()
    for layer in [regencies, kecamatan] {
      for feature in 0..<layer.polygons.featureCount {
        let fault = try context.shape(ofFeature: feature, in: layer.polygons).invalidity
        #expect(fault == nil, "\(layer.codes[feature])")
      }
    }
    func parts(_ layer: ShippedLayer) -> [String: Int] {
      let counts = layer.codes.indices.map { (layer.codes[$0], layer.polygons.polygons(of: $0).count) }
      return Dictionary(uniqueKeysWithValues: counts.filter { $0.1 != 1 })
    }
    #expect(parts(kecamatan) == ["64.03.07": 2, "64.03.11": 2, "64.08.05": 2])
    #expect(parts(regencies) == ["64.03": 4, "64.08": 2])
  }

  @Test func everyVertexIsATenThousandthOfADegree() {
    for value in kecamatan.polygons.coordinates + regencies.polygons.coordinates {
      #expect((value * 10_000).rounded() / 10_000 == value)
    }
  }

  @Test func bordersAreSharedVertexForVertex() {
    // Each edge has one owner on its left, by the winding; a border between two units is walked once by each.
    let owners = edgeOwners(kecamatan)
    var dissolved: [DirectedEdge: String] = [:]
    for (edge, code) in owners {
      let regency = String(code.prefix(5))
      let across = owners[edge.reversed].map { String($0.prefix(5)) }
      if across != regency { dissolved[edge] = regency }
    }
    #expect(owners.count == kecamatan.polygons.vertexCount - kecamatan.polygons.ringCount, "two units share a side")
    let written = edgeOwners(regencies)
    let missing = dissolved.filter { written[$0.key] != $0.value }
    let added = written.filter { dissolved[$0.key] != $0.value }
    #expect(missing.keys.first == nil, "\(missing.count) edges are missing after dissolving")
    #expect(added.keys.first == nil, "\(added.count) edges are no edges of kecamatan")
  }

  @Test func theUnitsFillTheOutline() throws {
    let table = try ShippedTable("facts/outline.csv")
    let owners = edgeOwners(kecamatan)
    let corners = Set(owners.keys.filter { owners[$0.reversed] == nil }.map(\.from))
    let positions = zip(table.numbers("lon"), table.numbers("lat")).map { Position(x: $0, y: $1) }
    #expect(positions.allSatisfy { corners.contains($0) })

    var rings: [[(Double, Double)]] = []
    var last = ""
    for (part, position) in zip(table.values("part"), positions) {
      if part != last { rings.append([]) }
      rings[rings.count - 1].append((position.x, position.y))
      last = part
    }
    var outline = PolygonBuffer()
    outline.append(feature: rings.map { [$0 + $0.prefix(1)] })
    let context = try GEOSContext()
    let union = try dissolve(kecamatan.polygons, in: context)
    var difference = PolygonBuffer()
    try union.symmetricDifference(try context.shape(ofFeature: 0, in: outline)).append(to: &difference)
    // The places where borders reach the outline are on the grid, so they miss its straight edges by a few metres.
    #expect(squareKilometres(difference)[0] < 1)
    #expect(difference.polygonCount < 100)
  }

  @Test func neighboursAreTheRealOnes() {
    let pairs: Set<Set<String>> = [
      ["64.01", "64.07"], ["64.01", "64.09"], ["64.02", "64.07"], ["64.02", "64.08"], ["64.02", "64.09"],
      ["64.02", "64.11"], ["64.02", "64.71"], ["64.02", "64.72"], ["64.02", "64.74"], ["64.03", "64.08"],
      ["64.07", "64.09"], ["64.07", "64.11"], ["64.08", "64.74"], ["64.09", "64.71"],
    ]
    #expect(neighbours(regencies) == pairs)
    let weights = SpatialWeights.contiguity(of: kecamatan.polygons, .queen, threads: 1)
    #expect(weights.isolates.map { kecamatan.codes[$0] } == ["64.03.11"], "Maratua alone is an isolate")
  }

  @Test(.enabled(if: SharedData.isAvailable, "\(SharedData.reason)"))
  func mostKecamatanNeighboursAreTheRealOnes() throws {
    let path = SharedData.path("facts/kaltim_kecamatan_neighbours_desadissolve.csv")
    let lines = String(decoding: Files.read(path)!, as: UTF8.self).split(separator: "\n").dropFirst()
    let real = Set(lines.map { Set($0.split(separator: ",").map(String.init)) })
    #expect(real.count == 249)
    #expect(neighbours(kecamatan).count == 252)
    #expect(neighbours(kecamatan).intersection(real).count == 218)
  }

  @Test(.enabled(if: SharedData.isAvailable, "\(SharedData.reason)"))
  func theOutlineIsWithinFourPercentOfTheReference() throws {
    let reference = try ShapefileReader(path: SharedData.path("boundaries/kaltim_kabkota_cahyadsn_desadissolve.shp"))
    let polygons = try reference.polygons(threads: 1).polygons
    let attributes = try reference.attributes()
    let codes = attributes.columns[attributes.index(of: "kode")!]
    let context = try GEOSContext()
    let ours = try dissolve(regencies.polygons, in: context)
    let theirs = try dissolve(polygons, in: context)
    var both = PolygonBuffer()
    try ours.symmetricDifference(theirs).append(to: &both)
    try theirs.append(to: &both)
    let areas = squareKilometres(both)
    #expect(areas[0] / areas[1] < 0.016)

    var right = 0.0
    for (feature, code) in regencies.codes.enumerated() {
      let other = (0..<10).first { codes.text(at: $0) == code }!
      var common = PolygonBuffer()
      try context.shape(ofFeature: feature, in: regencies.polygons)
        .intersection(try context.shape(ofFeature: other, in: polygons)).append(to: &common)
      right += squareKilometres(common)[0]
    }
    #expect(right / areas[1] > 0.94)
  }

  // MARK: -

  private func squareKilometres(_ buffer: PolygonBuffer) -> [Double] {
    Ellipsoid.wgs84.areasAndCentroids(of: buffer, threads: 1).map { $0.areaSquareMetres / 1e6 }
  }

  private func dissolve(_ buffer: PolygonBuffer, in context: GEOSContext) throws -> Shape {
    let polygons = try (0..<buffer.polygonCount).map { try context.shape(ofPolygon: $0, in: buffer) }
    return try context.collection(polygons).unaryUnion()
  }

  private func neighbours(_ layer: ShippedLayer) -> Set<Set<String>> {
    let weights = SpatialWeights.contiguity(of: layer.polygons, .queen, threads: 1)
    var pairs: Set<Set<String>> = []
    for unit in 0..<weights.unitCount {
      for other in weights.neighbours(of: unit) { pairs.insert([layer.codes[unit], layer.codes[Int(other)]]) }
    }
    return pairs
  }

  struct Position: Hashable { var x, y: Double }
  struct DirectedEdge: Hashable {
    var from, to: Position
    var reversed: DirectedEdge { DirectedEdge(from: to, to: from) }
  }

  private func edgeOwners(_ layer: ShippedLayer) -> [DirectedEdge: String] {
    let xy = layer.polygons.coordinates
    var owners: [DirectedEdge: String] = [:]
    for feature in 0..<layer.polygons.featureCount {
      for ring in layer.polygons.rings(ofFeature: feature) {
        for v in layer.polygons.vertices(of: ring).dropLast() {
          let from = Position(x: xy[2 * v], y: xy[2 * v + 1])
          let to = Position(x: xy[2 * v + 2], y: xy[2 * v + 3])
          owners[DirectedEdge(from: from, to: to)] = layer.codes[feature]
        }
      }
    }
    return owners
  }
}
