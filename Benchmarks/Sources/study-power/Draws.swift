import Glibc
import SpatialStatistics

/// Random numbers of the studies: the same for the same study and map, whatever runs beside it.
struct Draws {
  enum Study: Int {
    case places = 1
    case populations, rates, counts, planting
  }

  private var stream: RandomStream
  private var spare: Double?

  /// - Parameter setting: what the map is one of; settings share no numbers.
  init(study: Study, setting: Int = 0, map: Int) {
    stream = RandomStream(seed: 11, purpose: .simulation, index: setting << 24 | map, item: study.rawValue)
  }

  mutating func unit() -> Double { stream.unit() }

  mutating func below(_ bound: Int) -> Int { Int(stream.below(UInt32(bound))) }

  /// Standard normal (Box & Muller).
  mutating func normal() -> Double {
    if let spare {
      self.spare = nil
      return spare
    }
    let radius = (-2 * log(unit())).squareRoot()
    let angle = 2 * Double.pi * unit()
    spare = radius * sin(angle)
    return radius * cos(angle)
  }

  /// Student's t with three degrees of freedom, brought to variance 1: heavy tails.
  mutating func heavy() -> Double {
    let z = normal()
    let square = (0..<3).reduce(0.0) { sum, _ in
      let one = normal()
      return sum + one * one
    }
    return z / square.squareRoot()
  }

  /// Binomial: by waiting times where the count is small, else the rounded normal, whose error is small beside the spread
  /// of any map studied.
  mutating func binomial(_ trials: Int, _ share: Double) -> Int {
    if share <= 0 { return 0 }
    if share >= 1 { return trials }
    if share > 0.5 { return trials - binomial(trials, 1 - share) }
    let mean = Double(trials) * share
    if mean * (1 - share) > 100 {
      let drawn = (mean + (mean * (1 - share)).squareRoot() * normal()).rounded()
      return min(max(Int(drawn), 0), trials)
    }
    var successes = 0
    var position = 0.0
    while true {
      position += (log(unit()) / log1p(-share)).rounded(.down) + 1
      if position > Double(trials) { return successes }
      successes += 1
    }
  }
}
