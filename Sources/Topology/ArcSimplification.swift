internal import Parallel

/// Which points of the arcs stay, so that the map remains the same map: no border crosses or touches another where it did
/// not before, and no island, enclave or node changes its side of a border.
///
/// Every chain of points that is left out must be free to be pulled straight: the points that stay lie outside of what the
/// chain and the segment in its place enclose, and segments meet in their ends only. Where that does not hold, the
/// weightiest point of the chain comes back, and so on until it holds. It does at the latest where all points are back, so
/// a layer whose own borders cross keeps those crossings and gets no others.
struct ArcSimplification {
  private let network: ArcNetwork
  private let roles: RingRoles
  private var isKept: [Bool]
  private let weights: [Int64]

  private struct Segment {
    /// Positions in the network's points, of one arc.
    var from, to: Int32
    var isStraight: Bool { to == from + 1 }
  }

  /// - Parameters:
  ///   - threshold: points whose doubled effective area is less go, in square steps.
  ///   - budget: at most about so many points stay; more where the map would not remain the same.
  init(_ network: ArcNetwork, _ roles: RingRoles, threshold: Int64, budget: Int, threads: Int) {
    self.network = network
    self.roles = roles
    let weights = Self.weights(network, roles.leastPoints, threads: threads)
    self.weights = weights
    var least = threshold
    var heavy = weights.filter { $0 >= threshold && $0 < EffectiveArea.always }
    let free = max(0, budget - weights.count { $0 == EffectiveArea.always })
    if heavy.count > free {
      heavy.sort(by: >)
      // The first that no longer fits; its equals go with it.
      least = heavy[free] + 1
    }
    isKept = weights.map { $0 >= least }
    while restoreWhereNeeded() {}
  }

  private static func weights(_ network: ArcNetwork, _ leastPoints: [Int], threads: Int) -> [Int64] {
    var weights = [Int64](repeating: 0, count: network.points.count)
    weights.withUnsafeMutableBufferPointer { weights in
      guard let base = weights.baseAddress else { return }
      let shared = SharedPointer(base)
      Parallel.forEachChunk(of: network.arcCount, size: 64, threads: threads) { _, arcs in
        network.points.withUnsafeBufferPointer { points in
          var effective = EffectiveArea()
          for arc in arcs {
            let range = network.points(ofArc: arc)
            effective.weigh(
              UnsafeBufferPointer(rebasing: points[range]), keeping: leastPoints[arc],
              UnsafeMutableBufferPointer(start: shared.base + range.lowerBound, count: range.count))
          }
        }
      }
    }
    return weights
  }

  /// The points of each arc that stay; none for an arc that is not drawn.
  var chains: [[GridPoint]] {
    (0..<network.arcCount).map { arc in
      roles.features[arc].isEmpty ? [] : network.points(ofArc: arc).filter { isKept[$0] }.map { network.points[$0] }
    }
  }

  private func segments() -> [Segment] {
    var segments: [Segment] = []
    for arc in 0..<network.arcCount where !roles.features[arc].isEmpty {
      let range = network.points(ofArc: arc)
      var from = range.lowerBound
      for point in range.dropFirst() where isKept[point] {
        segments.append(Segment(from: Int32(from), to: Int32(point)))
        from = point
      }
    }
    return segments
  }

  /// Brings points back where two segments meet or a chain encloses a point that stays. Whether any came back.
  private mutating func restoreWhereNeeded() -> Bool {
    let segments = segments()
    let points = network.points
    var wanted = [Bool](repeating: false, count: segments.count)
    CellGrid(segments.map { GridBox(points[Int($0.from)], points[Int($0.to)]) }).forEachPair { first, second in
      let one = segments[first]
      let two = segments[second]
      if one.isStraight && two.isStraight { return }
      if Side.meet(points[Int(one.from)], points[Int(one.to)], points[Int(two.from)], points[Int(two.to)]) {
        wanted[first] = true
        wanted[second] = true
      }
    }
    let kept = segments.map { points[Int($0.from)] }
    let places = CellGrid(kept.map { GridBox($0, $0) })
    for (index, segment) in segments.enumerated() where !segment.isStraight && !wanted[index] {
      let chain = points[Int(segment.from)...Int(segment.to)]
      let (a, b) = (chain.first!, chain.last!)
      var box = GridBox(a, b)
      for point in chain { box.extend(point) }
      places.forEachPoint(in: box) { other in
        let point = kept[other]
        if point != a && point != b && Side.windings(chain, around: point) != 0 { wanted[index] = true }
      }
    }
    var any = false
    for (index, segment) in segments.enumerated() where wanted[index] && !segment.isStraight {
      let hidden = Int(segment.from) + 1..<Int(segment.to)
      // Of equal weights the first.
      let back = hidden.max { (weights[$0], $1) < (weights[$1], $0) }!
      isKept[back] = true
      any = true
    }
    return any
  }
}
