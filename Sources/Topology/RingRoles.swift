/// What each ring is to its unit: which may be left out of a drawing, and which must keep their shape.
struct RingRoles: Sendable {
  /// By ring.
  let isLeftOut: [Bool]
  /// By arc: how many points within its ends stay, where there are so many. A closed arc keeps a triangle, and the outline
  /// of a unit that is an island keeps the look of one.
  let leastPoints: [Int]
  /// By arc: the units on its sides, ascending; none where all its rings are left out.
  let features: [[Int]]

  private static let outlinePoints = 7

  /// - Parameter leastDoubledArea: rings of one arc and less area may be left out; the largest polygon of a unit may not.
  init(_ network: ArcNetwork, leastDoubledArea: Int64) {
    var featureOfRing = [Int](repeating: 0, count: network.ringCount)
    var isLargest = [Bool](repeating: false, count: network.ringCount)
    var isAlone = [Bool](repeating: false, count: network.ringCount)
    var areas = [Int64](repeating: 0, count: network.ringCount)
    for feature in 0..<network.featureOffsets.count - 1 {
      var largest: (area: Int64, ring: Int)?
      for polygon in network.featureOffsets[feature]..<network.featureOffsets[feature + 1] {
        let rings = network.polygonOffsets[polygon]..<network.polygonOffsets[polygon + 1]
        for ring in rings {
          featureOfRing[ring] = feature
          areas[ring] = network.doubledArea(ofRing: ring)
        }
        guard let exterior = rings.first else { continue }
        isAlone[exterior] = rings.count == 1
        if areas[exterior] > largest?.area ?? 0 { largest = (areas[exterior], exterior) }
      }
      if let largest { isLargest[largest.ring] = true }
    }
    let exteriors = Set(network.polygonOffsets.dropLast())
    func mayGo(_ ring: Int) -> Bool {
      let arcs = network.arcs(ofRing: ring)
      return arcs.isEmpty
        || arcs.count == 1 && areas[ring] < leastDoubledArea && !isLargest[ring]
          && (!exteriors.contains(ring) || isAlone[ring])
    }
    // A border with a ring that stays on its other side stays too.
    var stays = [Bool](repeating: false, count: network.arcCount)
    for ring in 0..<network.ringCount where !mayGo(ring) {
      for arc in network.arcs(ofRing: ring) { stays[Int(arc < 0 ? ~arc : arc)] = true }
    }
    var isLeftOut = [Bool](repeating: false, count: network.ringCount)
    var features = [[Int]](repeating: [], count: network.arcCount)
    var leastPoints = (0..<network.arcCount).map { network.isClosed($0) ? 2 : 0 }
    for ring in 0..<network.ringCount {
      let arcs = network.arcs(ofRing: ring).map { Int($0 < 0 ? ~$0 : $0) }
      isLeftOut[ring] = !arcs.contains { stays[$0] }
      if isLeftOut[ring] { continue }
      for arc in arcs where !features[arc].contains(featureOfRing[ring]) { features[arc].append(featureOfRing[ring]) }
      if arcs.count == 1 && isLargest[ring] { leastPoints[arcs[0]] = Self.outlinePoints }
    }
    self.isLeftOut = isLeftOut
    self.features = features.map { $0.sorted() }
    self.leastPoints = leastPoints
  }
}

extension ArcNetwork {
  /// Twice the area of a ring, in square steps.
  fileprivate func doubledArea(ofRing ring: Int) -> Int64 {
    var sum: Int64 = 0
    var origin: GridPoint?
    for arc in arcs(ofRing: ring) {
      let range = points(ofArc: Int(arc < 0 ? ~arc : arc))
      let first = origin ?? points[arc < 0 ? range.upperBound - 1 : range.lowerBound]
      origin = first
      var own: Int64 = 0
      for point in range.dropLast() { own &+= Side.turn(first, points[point], points[point + 1]) }
      sum &+= arc < 0 ? -own : own
    }
    return Int64(sum.magnitude)
  }
}
