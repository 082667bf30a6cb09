import Geometry
import Layers

/// Finds out which rings of a record are exteriors and which are holes in them.
///
/// Clockwise rings are exteriors and the others holes, as the format says; each hole belongs to the smallest
/// exterior that contains it, wherever it stands in the file. If a hole lies in no exterior, the directions
/// contradict the shapes, and then the nesting of the rings decides for the whole record: a ring inside an even
/// number of others is an exterior, one inside an odd number a hole. Polygons, and the holes of each, keep the order
/// of the file.
struct RingAssembly {
  private(set) var rings: [RingPlan] = []
  /// Rings of each polygon of the chunk, exterior first.
  private(set) var ringCounts: [Int32] = []
  /// Polygons of each feature of the chunk.
  private(set) var polygonCounts: [Int32] = []
  private(set) var findings: [RingFinding] = []

  mutating func appendNullShape() { polygonCounts.append(0) }

  /// Adds the rings of a record as one feature.
  ///
  /// - Complexity: O(vertices) for a record of one ring. Otherwise O(rings · log rings + vertices + the vertices of
  ///   exteriors whose box contains that of a hole).
  mutating func append(_ record: PolygonRecord, number: Int) {
    if record.partCount == 1 {
      let vertices = record.vertices(ofPart: 0)
      guard var plan = plan(record, vertices, number: number, ring: 0) else {
        polygonCounts.append(0)
        return
      }
      let area = record.doubledArea(vertices)
      noteArea(area, of: plan, number: number, ring: 0)
      if area > 0 { findings.append(RingFinding(record: number, ring: 0, kind: .wrongDirection)) }
      plan.isReversed = area < 0
      rings.append(plan)
      ringCounts.append(1)
      polygonCounts.append(1)
      return
    }
    var parts: [Part] = []
    parts.reserveCapacity(record.partCount)
    for ring in 0..<record.partCount {
      let vertices = record.vertices(ofPart: ring)
      guard let plan = plan(record, vertices, number: number, ring: ring) else { continue }
      let area = record.doubledArea(vertices)
      noteArea(area, of: plan, number: number, ring: ring)
      var box = Box.empty
      for vertex in vertices { box.extend(x: record.x(vertex), y: record.y(vertex)) }
      parts.append(Part(ring: ring, plan: plan, area: area, box: box))
    }
    append(parts, record, number: number)
  }

  private struct Part {
    let ring: Int
    var plan: RingPlan
    /// Doubled and signed.
    let area: Double
    let box: Box
    /// The exterior that this one is a hole of, by position among the parts; nil for an exterior.
    var exterior: Int?

    init(ring: Int, plan: RingPlan, area: Double, box: Box) {
      self.ring = ring
      self.plan = plan
      self.area = area
      self.box = box
    }
  }

  private mutating func plan(
    _ record: PolygonRecord, _ vertices: Range<Int>, number: Int, ring: Int
  ) -> RingPlan? {
    guard let first = vertices.first, let last = vertices.last else {
      findings.append(RingFinding(record: number, ring: ring, kind: .empty))
      return nil
    }
    let isClosed = record.x(first) == record.x(last) && record.y(first) == record.y(last)
    if !isClosed { findings.append(RingFinding(record: number, ring: ring, kind: .unclosed)) }
    return RingPlan(vertices, isClosed: isClosed)
  }

  private mutating func noteArea(_ area: Double, of plan: RingPlan, number: Int, ring: Int) {
    if Int(plan.vertexCount) + (plan.isClosed ? 0 : 1) < 4 {
      findings.append(RingFinding(record: number, ring: ring, kind: .tooFewPoints))
    } else if !(area < 0 || area > 0) {
      findings.append(RingFinding(record: number, ring: ring, kind: .zeroArea))
    }
  }

  private mutating func append(_ parts: consuming [Part], _ record: PolygonRecord, number: Int) {
    let outside = assignHolesToClockwiseRings(&parts, record)
    if outside.contains(where: { parts[$0].area > 0 }) {
      for part in outside where parts[part].area > 0 {
        findings.append(RingFinding(record: number, ring: parts[part].ring, kind: .holeOutside))
      }
      assignByNesting(&parts, record)
    }
    // Holes after their exterior, both in the order of the file.
    var holes = [[Int]](repeating: [], count: parts.count)
    for (part, exterior) in parts.enumerated().compactMap({ part in part.element.exterior.map { (part.offset, $0) } }) {
      holes[exterior].append(part)
    }
    var polygons: Int32 = 0
    for part in parts.indices where parts[part].exterior == nil {
      append(parts[part], isHole: false, number: number)
      for hole in holes[part] { append(parts[hole], isHole: true, number: number) }
      ringCounts.append(Int32(1 + holes[part].count))
      polygons += 1
    }
    polygonCounts.append(polygons)
    findings.sortTail(ofRecord: number)
  }

  private mutating func append(_ part: Part, isHole: Bool, number: Int) {
    var plan = part.plan
    plan.isReversed = isHole ? part.area > 0 : part.area < 0
    rings.append(plan)
    let isWrong = isHole ? part.area < 0 : part.area > 0
    if isWrong { findings.append(RingFinding(record: number, ring: part.ring, kind: .wrongDirection)) }
  }

  /// Gives each ring that is not clockwise to the smallest clockwise ring that contains it, and answers those that
  /// lie in none.
  private func assignHolesToClockwiseRings(_ parts: inout [Part], _ record: PolygonRecord) -> [Int] {
    let exteriors = parts.indices.filter { parts[$0].area < 0 }
    if exteriors.count == parts.count { return [] }
    let finder = BoxFinder(exteriors.map { ($0, parts[$0].box) })
    var outside: [Int] = []
    for part in parts.indices where !(parts[part].area < 0) {
      parts[part].exterior = container(of: part, in: parts, finder, record, isHole: true)
      if parts[part].exterior == nil { outside.append(part) }
    }
    return outside
  }

  private func assignByNesting(_ parts: inout [Part], _ record: PolygonRecord) {
    let finder = BoxFinder(parts.indices.map { ($0, parts[$0].box) })
    let order = parts.indices.sorted { Self.isLarger(parts[$0], parts[$1]) }
    var depths = [Int](repeating: 0, count: parts.count)
    for part in order {
      let parent = container(of: part, in: parts, finder, record, isHole: false)
      depths[part] = parent.map { depths[$0] + 1 } ?? 0
      parts[part].exterior = depths[part] % 2 == 1 ? parent : nil
    }
  }

  /// A total order, so that no two rings contain each other.
  private static func isLarger(_ one: Part, _ other: Part) -> Bool {
    let (area, otherArea) = (abs(one.area), abs(other.area))
    return area > otherArea || (area == otherArea && one.ring < other.ring)
  }

  /// The smallest ring known to `finder` that contains `part`; nil if none does. A hole may be as large as its
  /// exterior; otherwise the container comes before `part` in the order by size.
  private func container(
    of part: Int, in parts: [Part], _ finder: BoxFinder, _ record: PolygonRecord, isHole: Bool
  ) -> Int? {
    let inner = parts[part]
    var candidates: [Int] = []
    finder.forEachContaining(inner.box) { candidate in
      let outer = parts[candidate]
      if Self.isLarger(outer, inner) || (isHole && abs(outer.area) == abs(inner.area)) { candidates.append(candidate) }
    }
    candidates.sort { Self.isLarger(parts[$1], parts[$0]) }
    return candidates.first { RingContainment(record, outer: parts[$0].plan.vertices).contains(inner.plan.vertices) }
  }
}

extension [RingFinding] {
  /// Puts the findings of the record that was read last in the order of its rings.
  fileprivate mutating func sortTail(ofRecord record: Int) {
    guard let start = lastIndex(where: { $0.record != record }).map({ $0 + 1 }) ?? (isEmpty ? nil : 0),
      start < count
    else { return }
    // Stable: findings of one ring stay in the order in which they were made.
    let tail = self[start...].enumerated().sorted { ($0.element.ring, $0.offset) < ($1.element.ring, $1.offset) }
    replaceSubrange(start..., with: tail.map(\.element))
  }
}
