import Coverage
import Glibc
import SpatialWeights

/// One kind of map without any pattern: coverage is drawn for each unit by itself.
struct Setting: Sendable {
  enum Population: String, Sendable {
    /// The eligible workers of the kecamatan that ship.
    case shipped
    /// Log-normal, σ = 1.5, large units beside large ones.
    case clustered = "log-normal"
    /// Three units with a hundred times as many workers as the others.
    case cities = "three cities"
    /// All alike.
    case equal
  }

  enum Shape: String, Sendable {
    case normal
    case heavy = "heavy tails"
    case growing = "spread grows with size"
    case falling = "spread falls with size"
    case full = "a fifth at 100 %"
  }

  var units = 105
  var population = Population.shipped
  /// Mean coverage, and its standard deviation between units, from 0 to 1.
  var mean = 0.54
  var spread = 0.05
  var shape = Shape.normal

  /// As the issue asks for: spreads of 0 to 20 points about three means for each population, then shapes and sizes.
  static var all: [Setting] {
    var settings: [Setting] = []
    for population in [Population.shipped, .clustered, .cities] {
      for mean in [0.54, 0.9, 0.98] {
        for spread in [0, 0.01, 0.02, 0.05, 0.1, 0.2] {
          settings.append(Setting(population: population, mean: mean, spread: spread))
        }
      }
      for shape in [Shape.heavy, .growing, .falling, .full] {
        for (mean, spread) in [(0.54, 0.05), (0.9, 0.02), (0.54, 0.2)] {
          settings.append(Setting(population: population, mean: mean, spread: spread, shape: shape))
        }
      }
    }
    for population in [Population.clustered, .equal] {
      for (mean, spread) in [(0.54, 0), (0.54, 0.01), (0.54, 0.05), (0.9, 0.05), (0.54, 0.2)] {
        settings.append(Setting(units: 10, population: population, mean: mean, spread: spread))
      }
      settings.append(Setting(units: 10, population: population, shape: .full))
    }
    for population in [Population.clustered, .cities] {
      for (mean, spread) in [(0.54, 0), (0.54, 0.01), (0.54, 0.05), (0.9, 0.05), (0.54, 0.2)] {
        settings.append(Setting(units: 1000, population: population, mean: mean, spread: spread))
      }
      for shape in [Shape.heavy, .growing, .falling, .full] {
        settings.append(Setting(units: 1000, population: population, shape: shape))
      }
    }
    return settings
  }

  var cells: [String] {
    ["\(units)", population.rawValue, "\(percent(mean))", "\(percent(spread))", shape.rawValue]
  }
  static let header = ["units", "population", "mean %", "spread, points", "shape"]
}

/// Counts of one simulated map.
struct SimulatedMap: Sendable {
  let eligible: [Int]
  let covered: [Int]
}

/// The fixed part of a setting: places and, where populations are not drawn for each map, populations.
struct Study: Sendable {
  /// Which of the settings it is.
  let number: Int
  let setting: Setting
  let geography: Geography
  /// Of the kecamatan that ship, in layer order.
  let shipped: [Int]

  /// Eligible workers of a map.
  private func eligible(_ map: Int) -> [Int] {
    var draws = Draws(study: .populations, setting: number, map: map)
    let count = geography.count
    switch setting.population {
    case .shipped: return shipped
    case .equal: return Array(repeating: 2000, count: count)
    case .cities:
      let cities = Set((0..<3).map { _ in draws.below(count) })
      return (0..<count).map { cities.contains($0) ? 200_000 : 1000 + draws.below(2001) }
    case .clustered:
      // Noise averaged twice over neighbours, brought to variance 1.
      var field = (0..<count).map { _ in draws.normal() }
      for _ in 0..<2 {
        field = field.indices.map { unit in
          let around = geography.weights.neighbours(of: unit)
          return around.reduce(field[unit]) { $0 + field[Int($1)] } / Double(around.count + 1)
        }
      }
      let mean = field.reduce(0, +) / Double(count)
      let deviation = (field.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(count)).squareRoot()
      return field.map { max(10, Int(3000 * exp(1.5 * ($0 - mean) / max(deviation, 1e-9)))) }
    }
  }

  /// - Parameter change: what is added to the mean of each unit, for planted clusters.
  func map(_ map: Int, change: [Double]? = nil) -> SimulatedMap {
    let eligible = eligible(map)
    var rates = Draws(study: .rates, setting: number, map: map)
    var counts = Draws(study: .counts, setting: number, map: map)
    let bySize = eligible.indices.sorted { (eligible[$0], $0) < (eligible[$1], $1) }
    var rank = [Double](repeating: 0, count: eligible.count)
    for (position, unit) in bySize.enumerated() { rank[unit] = Double(position) / Double(max(1, eligible.count - 1)) }
    let covered = eligible.indices.map { unit in
      // From a fifth of the spread to nearly twice as much.
      let scale: Double =
        switch setting.shape {
        case .growing: 0.2 + 1.6 * rank[unit]
        case .falling: 1.8 - 1.6 * rank[unit]
        default: 1
        }
      let deviation = setting.shape == .heavy ? rates.heavy() : rates.normal()
      // A fifth of the units where nothing is planted.
      let isFull = setting.shape == .full && rates.unit() < 0.2 && change?[unit] ?? 0 == 0
      let share = isFull ? 1 : setting.mean + (change?[unit] ?? 0) + setting.spread * scale * deviation
      return counts.binomial(eligible[unit], min(max(share, 0.005), 1))
    }
    return SimulatedMap(eligible: eligible, covered: covered)
  }
}
