extension SpatialWeights {
  /// The weights among some of the units alone, as when units without data take no part.
  ///
  /// The result is compact: its unit `m` is the `m`-th unit for which `kept` is true, in the same order, so that
  /// values are compacted by the same mask. Links to units left out are dropped, which can make isolates. Weights
  /// are kept as they are: row-standardise after restricting, not before. O(units + links).
  ///
  /// - Precondition: one flag for each unit.
  public func restricted(to kept: [Bool]) -> SpatialWeights {
    precondition(kept.count == unitCount, "one flag for each unit")
    var place = [Int32](repeating: -1, count: unitCount)
    var count: Int32 = 0
    for unit in 0..<unitCount where kept[unit] {
      place[unit] = count
      count += 1
    }
    var offsets = [0]
    var restricted: [Int32] = []
    var restrictedWeights: [Double]? = weights == nil ? nil : []
    for unit in 0..<unitCount where kept[unit] {
      for link in links(of: unit) where place[Int(neighbours[link])] >= 0 {
        restricted.append(place[Int(neighbours[link])])
        if let weights { restrictedWeights!.append(weights[link]) }
      }
      offsets.append(restricted.count)
    }
    return SpatialWeights(validated: offsets, restricted, restrictedWeights)
  }

  /// The connected components of a subset of the units: the largest groups whose members reach one another over
  /// links among members. A link in one direction is enough.
  ///
  /// - Parameter members: one flag for each unit.
  /// - Returns: each component's units, ascending; components in the order of their first unit. A member without
  ///   neighbours among the members is a component by itself. O(units + links).
  public func components(of members: [Bool]) -> [[Int]] {
    precondition(members.count == unitCount, "one flag for each unit")
    // The root of a group is its smallest unit, so the order of links cannot show.
    var parent = Array(0..<unitCount)
    func root(_ unit: Int) -> Int {
      var unit = unit
      while parent[unit] != unit {
        parent[unit] = parent[parent[unit]]
        unit = parent[unit]
      }
      return unit
    }
    for unit in 0..<unitCount where members[unit] {
      for neighbour in neighbours(of: unit) where members[Int(neighbour)] {
        let first = root(unit)
        let second = root(Int(neighbour))
        if first < second { parent[second] = first } else { parent[first] = second }
      }
    }
    var components: [[Int]] = []
    var place = [Int](repeating: -1, count: unitCount)
    for unit in 0..<unitCount where members[unit] {
      let root = root(unit)
      if place[root] < 0 {
        place[root] = components.count
        components.append([])
      }
      components[place[root]].append(unit)
    }
    return components
  }
}
