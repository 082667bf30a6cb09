internal import Boundaries
internal import Diagnostics
internal import GEOS
internal import Geometry
internal import Glibc
internal import Parallel
internal import Projections
internal import SpatialWeights

/// Makes a layer a coverage: units are valid, no two overlap, and where two meet their boundaries match vertex for vertex.
///
/// All boundaries are laid on a grid and cut at their crossings, which divides the plane into faces; each face is given to
/// one unit or to none, and units are put together from their faces. Shared borders therefore match by construction, and
/// no vertex moves further than the grid is wide. The rules:
/// - A face of one unit stays that unit's.
/// - An overlap, however wide, goes to the smallest of its units (by area before; of equal ones the first in the file), so
///   that a city whose regency has no hole for it is not swallowed.
/// - A gap between units goes, as far as no circle of the snap's diameter has room in it, to the unit that shares the
///   longest border with it (of equal ones the first). Gaps that are open to the outside are closed by straight bridges
///   from each vertex to the other unit's nearest point within the snap. Wider parts stay open.
/// - A hole inside one single unit stays.
/// - Units that still come within the snap of each other without a common point, as the corner of one and the edge of
///   another, get one: a triangle as wide as the distance is added to the unit that comes first, even where it is taken
///   from a third one whose land between them is narrower than the snap.
struct LayerRepair {
  /// What became of a unit.
  struct Change: Sendable {
    /// What GEOS found wrong with its geometry; nil where it was valid.
    var invalidity: String?
    /// Geodesic, in square kilometres: before (once valid), after, and what only one of the two has.
    var before = 0.0
    var after = 0.0
    var gained = 0.0
    var lost = 0.0

    var symmetricDifference: Double { gained + lost }
  }

  /// What is used where `--snap` is not given, in metres.
  static let defaultSnapMetres = 1.0

  /// The layer before: each unit made valid by itself, and nothing else.
  let source: PolygonBuffer
  let polygons: PolygonBuffer
  /// One for each unit.
  let changes: [Change]
  /// Units that could not be kept valid without a change to their borders; hardly ever any.
  let remade: [Int]

  /// - Parameters:
  ///   - layer: in WGS 84 degrees, valid or not.
  ///   - snapMetres: gaps narrower than this are closed.
  ///   - grid: the cell size of the grid on which all vertices will lie, in degrees.
  ///   - threads: at most so many; the result does not depend on it.
  /// - Throws: `badInput` where nothing would be left of a unit, `internalFault` where GEOS fails.
  /// - Complexity: O((v + k) log v) for v vertices and k crossings.
  init(_ layer: PolygonBuffer, snapMetres: Double, grid: Double, threads: Int) throws {
    var mended = layer
    let repairs = try repairInvalidFeatures(in: &mended, threads: threads)
    let valid = mended
    let plan = RepairPlan(snapMetres: snapMetres, grid: grid, areas: Self.areas(valid, threads: threads))
    var result = try Self.divided(valid, plan, threads: threads) { group, context in
      (try plan.bridges(between: group, of: valid, in: context), [])
    }
    // Corners that only come near an edge have no face between them that could be filled.
    let joints = snapMetres > 0 ? plan.joints(in: result, threads: threads) : []
    if !joints.isEmpty {
      result = try Self.divided(result, plan, threads: threads) { group, _ in
        let own = joints.filter { group.holds($0.unit) }
        return own.isEmpty ? nil : (own.flatMap(\.lines), own)
      }
    }
    let vanished = (0..<layer.featureCount).filter {
      !valid.polygons(of: $0).isEmpty && result.polygons(of: $0).isEmpty
    }
    if !vanished.isEmpty { throw Diagnostic.repairRemovesUnits(vanished.map { $0 + 1 }) }
    remade = try repairInvalidFeatures(in: &result, threads: threads).map(\.feature)
    source = valid
    polygons = result
    var changes = try Self.changes(from: valid, to: result, threads: threads)
    for repair in repairs { changes[repair.feature].invalidity = repair.reason }
    self.changes = changes
  }

  /// Units that may touch, and those of their edges that no other unit has.
  struct Group: Sendable {
    let units: [Int]
    /// By first vertex, ascending, with the unit that each belongs to.
    var edges: [(vertex: Int, unit: Int)] = []

    func holds(_ unit: Int) -> Bool {
      var low = units.startIndex
      var high = units.endIndex
      while low < high {
        let middle = (low + high) / 2
        if units[middle] < unit { low = middle + 1 } else { high = middle }
      }
      return low < units.endIndex && units[low] == unit
    }
  }

  /// Divides the land anew, group by group.
  ///
  /// - Parameter additions: lines that a group is cut by besides its boundaries, and the joints among them; nil where it
  ///   stays as it is.
  private static func divided(
    _ layer: PolygonBuffer, _ plan: RepairPlan, threads: Int,
    additions: @Sendable (Group, GEOSContext) throws -> (lines: [RepairPlan.Line], joints: [RepairPlan.Joint])?
  ) throws -> PolygonBuffer {
    let boxes = (0..<layer.featureCount).map { layer.bounds(ofFeature: $0) }
    let groups = try groups(of: layer, boxes, plan, threads: threads)
    let features = try Parallel.map(groups.count, chunkSize: 1, threads: threads) { index in
      let group = groups[index]
      let context = try GEOSContext()
      guard group.units.count > 1, let added = try additions(group, context) else {
        var kept = PolygonBuffer()
        for unit in group.units { kept.append(featuresOf: layer, unit..<unit + 1) }
        if group.units.count == 1 { try plan.layOnGrid(&kept) }
        return kept
      }
      var linework = Linework()
      for unit in group.units { linework.append(ringsOfFeature: unit, in: layer) }
      for (from, to) in added.lines { linework.append(from: from, to: to) }
      let faces = try context.faces(of: linework, grid: plan.grid)
      let finder = try UnitFinder(layer, units: group.units, boxes: boxes, in: context)
      let owners = try plan.owners(of: faces, finder, added.joints, in: context)
      var members: [Int: [Int]] = [:]
      for (face, owner) in owners.enumerated() where owner >= 0 { members[owner, default: []].append(face) }
      return faces.polygons.dissolvedByEdges(groups: group.units.map { members[$0] ?? [] }, threads: 1)
    }
    var place = [(group: Int, member: Int)?](repeating: nil, count: layer.featureCount)
    for (index, group) in groups.enumerated() {
      for (member, unit) in group.units.enumerated() { place[unit] = (index, member) }
    }
    var result = PolygonBuffer()
    for unit in 0..<layer.featureCount {
      if let (group, member) = place[unit] {
        result.append(featuresOf: features[group], member..<member + 1)
      } else {
        result.append(feature: [])
      }
    }
    return result
  }

  private static func groups(
    of layer: PolygonBuffer, _ boxes: [Box], _ plan: RepairPlan, threads: Int
  ) throws -> [Group] {
    var groups = try layer.neighbourhoods(of: boxes, margin: plan.margin(within: layer.bounds)).map { Group(units: $0) }
    var groupOfUnit = [Int](repeating: 0, count: layer.featureCount)
    for (index, group) in groups.enumerated() { for unit in group.units { groupOfUnit[unit] = index } }
    var unit = 0
    for vertex in layer.unmatchedEdges(threads: threads) {
      while vertex >= layer.vertices(ofFeature: unit).upperBound { unit += 1 }
      groups[groupOfUnit[unit]].edges.append((vertex, unit))
    }
    return groups
  }

  private static func areas(_ layer: PolygonBuffer, threads: Int) -> [Double] {
    Ellipsoid.wgs84.areasAndCentroids(of: layer, threads: threads).map(\.areaSquareMetres)
  }

  private static func changes(from old: PolygonBuffer, to new: PolygonBuffer, threads: Int) throws -> [Change] {
    let differences = try Parallel.map(old.featureCount, chunkSize: 8, threads: threads) { unit in
      var buffer = PolygonBuffer()
      let context = try GEOSContext()
      context.record = unit + 1
      let before = try context.shape(ofFeature: unit, in: old)
      let after = try context.shape(ofFeature: unit, in: new)
      try after.difference(before).append(to: &buffer)
      try before.difference(after).append(to: &buffer)
      return buffer
    }
    var all = PolygonBuffer()
    for difference in differences { all.append(featuresOf: difference, 0..<2) }
    let (before, after) = (areas(old, threads: threads), areas(new, threads: threads))
    let parts = areas(all, threads: threads)
    return (0..<old.featureCount).map { unit in
      Change(
        before: before[unit] / 1e6, after: after[unit] / 1e6, gained: parts[2 * unit] / 1e6,
        lost: parts[2 * unit + 1] / 1e6)
    }
  }
}

extension Diagnostic {
  static func repairRemovesUnits(_ records: [Int]) -> Diagnostic {
    let list = records.prefix(10).map(String.init).joined(separator: ", ") + (records.count > 10 ? ", …" : "")
    return Diagnostic(
      .badInput,
      id:
        "Perapian akan menghapus \(records.count) wilayah seluruhnya (rekaman \(list)): tanahnya juga milik wilayah yang "
        + "lebih kecil, atau lebih kecil dari ketelitian koordinat. Hapus wilayah yang ganda dari peta, atau tambah "
        + "--precision. Tidak ada yang ditulis.",
      en:
        "The repair would leave nothing of \(records.count) units (records \(list)): their land is a smaller unit's too, "
        + "or smaller than the precision of coordinates. Remove doubled units from the layer, or raise --precision. "
        + "Nothing was written.")
  }
}
