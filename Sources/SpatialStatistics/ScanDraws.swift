internal import Glibc

/// Exact draws of hypergeometric and binomial counts for totals up to 2³¹.
///
/// Where the spread is small, by inversion outwards from the mode; otherwise by the ratio of uniforms with
/// Stadlober's table-mountain constants (Stadlober 1990, "The ratio of uniforms approach for generating discrete
/// random variates", J. Comput. Appl. Math. 31). Probabilities come from a table's cells as Poisson probabilities in
/// Loader's form, never as differences of large log-gammas, so they are right to about 10⁻¹³ at any size.
enum ScanDraws {
  /// Below this variance counts are drawn by inversion.
  static let inversionVariance = 36.0

  /// How many of `marked` are among `drawn`, taken without replacement from `total`.
  static func hypergeometric(total: Int, marked: Int, drawn: Int, using stream: inout RandomStream) -> Int {
    let fewMarked = min(marked, total - marked)
    let fewDrawn = min(drawn, total - drawn)
    var count = 0
    if fewMarked > 0 && fewDrawn > 0 {
      count = few(total, fewMarked, fewDrawn, &stream)
    }
    if fewMarked != marked { count = fewDrawn - count }
    if fewDrawn != drawn { count = marked - count }
    return count
  }

  /// How many of `trials` succeed, each with probability `part`/`whole`.
  static func binomial(trials: Int, part: Int, whole: Int, using stream: inout RandomStream) -> Int {
    let fewPart = min(part, whole - part)
    var count = 0
    if fewPart > 0 && trials > 0 {
      let pmf = BinomialMass(trials: trials, part: fewPart, whole: whole)
      let n = Double(trials)
      count = draw(
        mean: n * pmf.p, variance: n * pmf.p * pmf.q, mode: min(trials, Int((n + 1) * pmf.p)), most: trials, pmf,
        using: &stream)
    }
    return fewPart != part ? trials - count : count
  }

  private static func few(_ total: Int, _ marked: Int, _ drawn: Int, _ stream: inout RandomStream) -> Int {
    let pmf = HypergeometricMass(total: total, marked: marked, drawn: drawn)
    let n = Double(total)
    let mean = Double(drawn) * Double(marked) / n
    let variance = mean * (Double(total - marked) / n) * (Double(total - drawn) / Double(max(1, total - 1)))
    return draw(
      mean: mean, variance: variance, mode: (drawn + 1) * (marked + 1) / (total + 2), most: min(drawn, marked), pmf,
      using: &stream)
  }

  /// A draw from `0...most` with a log-concave mass function whose peak is at `mode`.
  @inline(__always) private static func draw<Mass: ScanMass>(
    mean: Double, variance: Double, mode: Int, most: Int, _ pmf: Mass, using stream: inout RandomStream
  ) -> Int {
    let peak = pmf.energy(mode)
    if variance < inversionVariance {
      var rest = stream.unit()
      let atMode = exp(pmf.logNorm - peak)
      rest -= atMode
      if rest < 0 { return mode }
      var (up, down) = (mode, mode)
      var (above, below) = (atMode, atMode)
      while up < most || down > 0 {
        if up < most {
          above *= pmf.ratio(up)
          up += 1
          rest -= above
          if rest < 0 { return up }
        }
        if down > 0 {
          down -= 1
          below /= pmf.ratio(down)
          rest -= below
          if rest < 0 { return down }
        }
        // What rounding left over, below 10⁻¹², belongs to the mode as well as to any.
        if above + below < 1e-30 { break }
      }
      return mode
    }
    let centre = mean + 0.5
    let width = mountainWidth(variance: variance)
    while true {
      let u = stream.unit()
      let place = centre + width * (stream.unit() - 0.5) / u
      guard place >= 0, place < Double(most + 1) else { continue }
      let count = Int(place)
      let logRatio = peak - pmf.energy(count)
      if u * (4 - u) - 3 <= logRatio { return count }
      if u * (u - logRatio) >= 1 { continue }
      if 2 * log(u) <= logRatio { return count }
    }
  }

  /// The width of the rectangle that holds the mass function's ratio-of-uniforms region.
  static func mountainWidth(variance: Double) -> Double {
    1.7155277699214135 * (variance + 0.5).squareRoot() + 0.8989161620588988
  }
}

/// A probability mass function on whole numbers from 0: exp(logNorm − energy(k)).
protocol ScanMass {
  var logNorm: Double { get }
  func energy(_ k: Int) -> Double
  /// The mass at k + 1 over the mass at k.
  func ratio(_ k: Int) -> Double
}

/// Marked among drawn when both are at most half of the total.
struct HypergeometricMass: ScanMass {
  private let total: Int
  private let marked: Int
  private let drawn: Int
  /// The expected counts of the four cells of the table.
  private let expected: SIMD4<Double>

  init(total: Int, marked: Int, drawn: Int) {
    self.total = total
    self.marked = marked
    self.drawn = drawn
    let n = Double(total)
    let (m, d) = (Double(marked), Double(drawn))
    expected = SIMD4(m * d / n, m * (n - d) / n, (n - m) * d / n, (n - m) * (n - d) / n)
  }

  var logNorm: Double {
    centralEnergy(marked) + centralEnergy(total - marked) + centralEnergy(drawn) + centralEnergy(total - drawn)
      - centralEnergy(total)
  }

  @inline(__always) func energy(_ k: Int) -> Double {
    let (a, b, c, d) = (k, marked - k, drawn - k, total - marked - drawn + k)
    if a > 0 && b > 0 && c > 0 && d > 0 {
      let (x, y, z, w) = (Double(a), Double(b), Double(c), Double(d))
      return cellEnergy(x, expected.x) + cellEnergy(y, expected.y) + cellEnergy(z, expected.z)
        + cellEnergy(w, expected.w) + 0.5 * log((x * y) * (z * w)) + 4 * halfLog2Pi
    }
    return fullEnergy(a, expected.x) + fullEnergy(b, expected.y) + fullEnergy(c, expected.z)
      + fullEnergy(d, expected.w)
  }

  @inline(__always) func ratio(_ k: Int) -> Double {
    Double(marked - k) * Double(drawn - k) / (Double(k + 1) * Double(total - marked - drawn + k + 1))
  }
}

/// Successes in trials when the probability is at most a half.
struct BinomialMass: ScanMass {
  let p: Double
  let q: Double
  private let trials: Int
  private let odds: Double

  init(trials: Int, part: Int, whole: Int) {
    self.trials = trials
    p = Double(part) / Double(whole)
    q = Double(whole - part) / Double(whole)
    odds = Double(part) / Double(whole - part)
  }

  var logNorm: Double { centralEnergy(trials) }

  @inline(__always) func energy(_ k: Int) -> Double {
    fullEnergy(k, Double(trials) * p) + fullEnergy(trials - k, Double(trials) * q)
  }

  @inline(__always) func ratio(_ k: Int) -> Double { Double(trials - k) * odds / Double(k + 1) }
}

/// ½ ln 2π.
private let halfLog2Pi = 0.91893853320467274178

/// −ln of the Poisson probability of k with mean e, but for ½ ln(2πk), k > 0.
@inline(__always) private func cellEnergy(_ k: Double, _ e: Double) -> Double {
  e * deviance((k - e) / e) + stirlingError(k)
}

/// −ln of the Poisson probability of k with mean e.
@inline(__always) private func fullEnergy(_ k: Int, _ e: Double) -> Double {
  k == 0 ? e : cellEnergy(Double(k), e) + 0.5 * log(Double(k)) + halfLog2Pi
}

/// −ln of the Poisson probability of k with mean k.
private func centralEnergy(_ k: Int) -> Double {
  k == 0 ? 0 : stirlingError(Double(k)) + 0.5 * log(Double(k)) + halfLog2Pi
}

/// ln k! − (k + ½) ln k + k − ½ ln 2π for whole k > 0.
@inline(__always) private func stirlingError(_ k: Double) -> Double {
  if k < 16 {
    var factorial = 1.0
    var factor = k
    while factor > 1 {
      factorial *= factor
      factor -= 1
    }
    return log(factorial) - (k + 0.5) * log(k) + k - halfLog2Pi
  }
  let r = 1 / k
  let s = r * r
  return r * (1.0 / 12 - s * (1.0 / 360 - s * (1.0 / 1260 - s * (1.0 / 1680))))
}
