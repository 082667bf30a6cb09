internal import Diagnostics
internal import SpatialWeights

/// The units that have a value, with the links between them.
///
/// A unit without data takes no part in any statistic: it is nobody's neighbour and not in any mean, and a unit whose
/// neighbours are all without data is an isolate here.
struct ObservedUnits: Sendable {
  /// The unit of the layer, by position among the observed ones.
  let units: [Int]
  let values: [Double]
  /// Compressed sparse rows over positions among the observed units.
  let offsets: [Int]
  let neighbours: [Int32]
  /// How many units the layer has.
  let layerCount: Int

  init(values layerValues: [Double?], weights: SpatialWeights) throws {
    layerCount = layerValues.count
    guard weights.unitCount == layerCount else {
      throw Diagnostic.valuesDoNotFitWeights(values: layerCount, units: weights.unitCount)
    }
    if let linkWeights = weights.weights {
      for unit in 0..<layerCount {
        let row = weights.links(of: unit)
        guard row.allSatisfy({ linkWeights[$0] == linkWeights[row.lowerBound] }) else {
          throw Diagnostic.weightsUnequal(unit: unit)
        }
      }
    }
    var units: [Int] = []
    var values: [Double] = []
    units.reserveCapacity(layerCount)
    values.reserveCapacity(layerCount)
    for (unit, value) in layerValues.enumerated() {
      guard let value else { continue }
      guard value.isFinite else { throw Diagnostic.valueNotFinite(unit: unit, value: value) }
      units.append(unit)
      values.append(value)
    }
    self.units = units
    self.values = values
    if units.count == layerCount {
      offsets = weights.offsets
      neighbours = weights.neighbours
      return
    }
    let restricted = weights.restricted(to: layerValues.map { $0 != nil })
    offsets = restricted.offsets
    neighbours = restricted.neighbours
  }

  var count: Int { units.count }

  func degree(_ position: Int) -> Int { offsets[position + 1] - offsets[position] }

  /// The sum of the neighbours' values, exact.
  func neighbourSum(_ position: Int, of values: ExactValues) -> Int128 {
    var sum: Int128 = 0
    for link in offsets[position]..<offsets[position + 1] { sum &+= values.fixed[Int(neighbours[link])] }
    return sum
  }

  /// Results by position, laid out by unit of the layer; units without data get nil.
  func laidOut<Result>(_ result: (Int) -> Result?) -> [Result?] {
    var all = [Result?](repeating: nil, count: layerCount)
    for (position, unit) in units.enumerated() { all[unit] = result(position) }
    return all
  }
}
