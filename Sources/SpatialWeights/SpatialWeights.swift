/// Which units of a layer are neighbours of which, and with what weight: a sparse matrix in compressed rows.
///
/// Unit `i` is row `i`, in the order of the layer; its neighbours are
/// `neighbours[offsets[i]..<offsets[i + 1]]`, ascending and without `i` itself. A unit without neighbours is an
/// *isolate*: its row is empty, and nothing is invented to fill it.
///
/// Contiguity and distance bands are symmetric; k nearest neighbours as a rule are not.
public struct SpatialWeights: Sendable, Equatable {
  /// `unitCount + 1` places in ``neighbours``: the first 0, never decreasing, the last the count of links.
  public let offsets: [Int]
  /// The neighbours of all units, row after row, each row ascending.
  public let neighbours: [Int32]
  /// The weight of each link, beside ``neighbours``; nil when all are 1 (binary weights).
  public let weights: [Double]?

  /// Weights from their rows.
  ///
  /// - Precondition: the arrays keep what their documentation says; rows are strictly ascending, in range and
  ///   without the unit itself. O(links).
  public init(offsets: [Int], neighbours: [Int32], weights: [Double]? = nil) {
    precondition(offsets.first == 0 && offsets.last == neighbours.count, "offsets must span the neighbours")
    precondition(weights.map { $0.count == neighbours.count } ?? true, "one weight for each link")
    let unitCount = offsets.count - 1
    for unit in 0..<unitCount {
      precondition(offsets[unit] <= offsets[unit + 1], "offsets must not decrease")
      var previous: Int32 = -1
      for link in offsets[unit]..<offsets[unit + 1] {
        let neighbour = neighbours[link]
        precondition(neighbour > previous && neighbour < unitCount, "rows must ascend within the units")
        precondition(neighbour != unit, "a unit is not its own neighbour")
        previous = neighbour
      }
    }
    self.offsets = offsets
    self.neighbours = neighbours
    self.weights = weights
  }

  /// Binary weights from a list of neighbours for each unit, in any order.
  ///
  /// - Precondition: every neighbour is another unit of the list. O(links · log).
  public init(rows: [[Int]]) {
    var offsets = [0]
    var neighbours: [Int32] = []
    for row in rows {
      var previous = -1
      for neighbour in row.sorted() where neighbour != previous {
        neighbours.append(Int32(neighbour))
        previous = neighbour
      }
      offsets.append(neighbours.count)
    }
    self.init(offsets: offsets, neighbours: neighbours)
  }

  @inlinable public var unitCount: Int { offsets.count - 1 }
  /// Directed links: a pair of neighbours counts twice where each is the other's.
  @inlinable public var linkCount: Int { neighbours.count }
  /// Whether every weight is 1.
  @inlinable public var isBinary: Bool { weights == nil }

  /// The places of a unit's links in ``neighbours`` and ``weights``. O(1).
  @inlinable public func links(of unit: Int) -> Range<Int> { offsets[unit]..<offsets[unit + 1] }
  /// The neighbours of a unit, ascending; empty for an isolate. O(1).
  @inlinable public func neighbours(of unit: Int) -> ArraySlice<Int32> { neighbours[links(of: unit)] }
  /// How many neighbours a unit has. O(1).
  @inlinable public func cardinality(of unit: Int) -> Int { offsets[unit + 1] - offsets[unit] }

  /// The units without neighbours, ascending. O(units).
  public var isolates: [Int] { (0..<unitCount).filter { cardinality(of: $0) == 0 } }
  /// The largest number of neighbours that a unit has; 0 without units. O(units).
  public var maxCardinality: Int { (0..<unitCount).reduce(0) { max($0, cardinality(of: $1)) } }

  /// The place of the link from one unit to another in ``neighbours``; nil if there is none. O(log neighbours).
  public func link(from unit: Int, to other: Int) -> Int? {
    var low = offsets[unit]
    var high = offsets[unit + 1]
    while low < high {
      let middle = (low + high) / 2
      if neighbours[middle] < other { low = middle + 1 } else { high = middle }
    }
    return low < offsets[unit + 1] && neighbours[low] == other ? low : nil
  }

  /// Whether every link has its counterpart of the same weight. O(links · log neighbours).
  public var isSymmetric: Bool {
    for unit in 0..<unitCount {
      for place in links(of: unit) {
        guard let back = link(from: Int(neighbours[place]), to: unit) else { return false }
        if let weights, weights[place] != weights[back] { return false }
      }
    }
    return true
  }

  /// The same links with weights that sum to 1 in each row: `w_ij / Σ_j w_ij`.
  ///
  /// The row of an isolate stays empty, and so sums to 0; so does a row whose weights sum to 0. O(links).
  public func rowStandardised() -> SpatialWeights {
    var standardised = [Double](repeating: 0, count: linkCount)
    for unit in 0..<unitCount {
      let row = links(of: unit)
      if let weights {
        var sum = 0.0
        for place in row { sum += weights[place] }
        if sum != 0 { for place in row { standardised[place] = weights[place] / sum } }
      } else {
        for place in row { standardised[place] = 1 / Double(row.count) }
      }
    }
    return SpatialWeights(validated: offsets, neighbours, standardised)
  }

  /// Rows that are known to be right, not checked again.
  init(validated offsets: [Int], _ neighbours: [Int32], _ weights: [Double]? = nil) {
    self.offsets = offsets
    self.neighbours = neighbours
    self.weights = weights
  }
}
