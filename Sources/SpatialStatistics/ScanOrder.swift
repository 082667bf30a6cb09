internal import Glibc

/// One step of a walk: a unit that enters, and the window that is complete with it.
struct ScanStep {
  var unit: Int32
  /// Whether there is such a window: not where the next unit is at the same distance, or units are too few.
  var isWindow: Bool
  /// The size of the window: eligible people, or units.
  var size: Int
}

/// A family of nested windows around one centre.
struct ScanWalk {
  var centre: Int
  var ellipse: ScanEllipse

  /// Each ellipse around each unit.
  static func all(units: Int, _ ellipses: [ScanEllipse]) -> [ScanWalk] {
    (0..<units).flatMap { centre in ellipses.map { ScanWalk(centre: centre, ellipse: $0) } }
  }
}

/// A shape of windows: the major axis over the minor one, and the direction of the major axis, counter-clockwise from
/// east, in degrees.
struct ScanEllipse: Sendable, Hashable {
  var shape: Double
  var degrees: Double

  static let circle = ScanEllipse(shape: 1, degrees: 0)

  /// The circle, and on request the ellipses that SaTScan uses: for each shape so many directions.
  static func all(_ shape: ScanStatistic.Shape) -> [ScanEllipse] {
    guard shape == .elliptic else { return [.circle] }
    let shapes: [(shape: Double, directions: Int)] = [(1.5, 4), (2, 6), (3, 9), (4, 12), (5, 15)]
    return [.circle]
      + shapes.flatMap { each in
        (0..<each.directions).map {
          ScanEllipse(shape: each.shape, degrees: 180 * Double($0) / Double(each.directions))
        }
      }
  }

  /// What the ratio of a window of this shape is multiplied by (Kulldorff, Huang, Pickle & Duczmal 2006): the
  /// non-compactness penalty with exponent ½.
  var penalty: Double { shape == 1 ? 1 : (4 * shape / ((shape + 1) * (shape + 1))).squareRoot() }
}

/// Sorts units by their distance from a centre, as far as windows reach. Scratch memory of one thread.
struct ScanOrder {
  let windows: ScanWindows
  /// The size of the largest window.
  var largest: Int

  /// What the last call of `arrange` has found: the steps of all windows, by distance.
  private(set) var steps: [ScanStep] = []
  /// For each step the distance key.
  private(set) var keys: [Double] = []

  private var units: [Int32] = []
  private var distances: [Double] = []
  private var codes: [UInt64] = []
  private var spare: [UInt64] = []
  private var histogram = [Int32](repeating: 0, count: 3 * 2048)
  /// The chord that was enough for the last centre: where the next one, likely near, begins to look.
  private var reach = 0.0

  /// A geodesic is at most this many times longer, for the same angle between normals, than another: the extreme
  /// radii of curvature of ellipsoids as flat as the Earth (6,400 km and 6,335 km on WGS 84) with some to spare.
  private static let curvature = (least: 6_330_000.0, most: 6_402_000.0)

  init(_ windows: ScanWindows) {
    self.windows = windows
    largest = windows.largest
  }

  private var points: ScanPoints { windows.points }

  /// Fills `steps` and `keys` for one walk. O(m log m) for m units in the largest window and those near its rim.
  mutating func arrange(_ walk: ScanWalk) {
    if walk.ellipse.shape != 1 {
      gatherEllipse(walk)
    } else {
      gatherCircle(walk.centre)
      if points.isGeodesic {
        for index in units.indices {
          distances[index] = points.geodesic(walk.centre, Int(units[index])) ?? distances[index]
        }
      }
    }
    sort()
    compose(tolerance: points.tolerance(walk.ellipse))
  }

  /// The nearest units to a centre, itself first; equally distant ones in the order of units.
  mutating func nearest(to centre: Int, _ count: Int) -> [Int32] {
    let points = points
    var radius = max(reach, 1e-9)
    repeat {
      units.removeAll(keepingCapacity: true)
      distances.removeAll(keepingCapacity: true)
      points.withinChord(centre, radius) { unit, chord in
        units.append(Int32(unit))
        distances.append(chord)
      }
      if units.count < count { radius *= 1.5 }
    } while units.count < count
    reach = radius
    if points.isGeodesic {
      let chord = distances.sorted()[count - 1]
      units.removeAll(keepingCapacity: true)
      distances.removeAll(keepingCapacity: true)
      points.withinChord(centre, chord * Self.curvature.most / Self.curvature.least) { unit, chord in
        units.append(Int32(unit))
        distances.append(points.geodesic(centre, unit) ?? chord)
      }
    }
    sort()
    return codes.prefix(count).map { units[Int($0 & 0xFFFF_FFFF)] }
  }

  /// The least distance key from the walk's centre to any of `others`, if it is below `bound`.
  func nearest(_ walk: ScanWalk, among others: ArraySlice<Int>, below bound: Double) -> Double {
    var least = bound
    if walk.ellipse.shape != 1 {
      var wanted = Set(others)
      let measure = EllipseMeasure(walk.ellipse)
      points.offsets(from: walk.centre) { unit, east, north in
        if wanted.remove(unit) != nil { least = min(least, measure.distance(east, north)) }
      }
      return least
    }
    for unit in others {
      let chord = points.chord(walk.centre, unit)
      if !points.isGeodesic {
        least = min(least, chord)
      } else if chord * Self.curvature.least <= least {
        least = min(least, points.geodesic(walk.centre, unit) ?? chord)
      }
    }
    return least
  }

  private struct EllipseMeasure {
    let (cosine, sine, shape): (Double, Double, Double)

    init(_ ellipse: ScanEllipse) {
      cosine = cos(ellipse.degrees * .pi / 180)
      sine = sin(ellipse.degrees * .pi / 180)
      shape = ellipse.shape
    }

    /// The major semi-axis of the ellipse through a place.
    func distance(_ east: Double, _ north: Double) -> Double {
      let along = east * cosine + north * sine
      let across = (north * cosine - east * sine) * shape
      return (along * along + across * across).squareRoot()
    }
  }

  private mutating func gatherEllipse(_ walk: ScanWalk) {
    units.removeAll(keepingCapacity: true)
    distances.removeAll(keepingCapacity: true)
    let measure = EllipseMeasure(walk.ellipse)
    let points = points
    points.offsets(from: walk.centre) { unit, east, north in
      units.append(Int32(unit))
      distances.append(measure.distance(east, north))
    }
  }

  /// Units by chord, at least as far as the largest window reaches.
  private mutating func gatherCircle(_ centre: Int) {
    let count = points.places.count
    if reach == 0 { reach = max(2 * points.chord(centre, centre == 0 ? count - 1 : centre - 1), 1e-9) }
    var total = gather(centre, reach)
    while total <= largest && units.count < count {
      // Counts grow about as the square of the distance.
      let growth = (Double(largest) / Double(max(1, total))).squareRoot()
      reach *= min(max(1.1 * growth, 1.1), 4)
      total = gather(centre, reach)
    }
    let excess = (Double(largest) / Double(max(1, total))).squareRoot()
    reach *= min(max(1.1 * excess, 0.5), 1)
    if points.isGeodesic, units.count < count {
      // The chord at which the windows end, without sorting: by halving.
      var (low, high) = (0.0, distances.max() ?? 0)
      for _ in 0..<12 {
        let middle = 0.5 * (low + high)
        var sum = 0
        for index in units.indices where distances[index] <= middle { sum += windows.sizes[Int(units[index])] }
        if sum > largest { high = middle } else { low = middle }
      }
      _ = gather(centre, high * Self.curvature.most / Self.curvature.least)
    }
  }

  /// Collects the units within a chord; returns their size.
  private mutating func gather(_ centre: Int, _ radius: Double) -> Int {
    units.removeAll(keepingCapacity: true)
    distances.removeAll(keepingCapacity: true)
    var total = 0
    let points = points
    points.withinChord(centre, radius) { unit, chord in
      units.append(Int32(unit))
      distances.append(chord)
      total += windows.sizes[unit]
    }
    return total
  }

  /// Sorts `codes`, whose low half is an index into `units` and `distances`, by distance and then by unit.
  private mutating func sort() {
    let count = units.count
    let most = distances.max() ?? 0
    let scale = most > 0 ? 4_294_967_040 / most : 0
    codes.removeAll(keepingCapacity: true)
    for index in 0..<count {
      codes.append(UInt64(distances[index] * scale) << 32 | UInt64(index))
    }
    if count < 256 {
      codes.sort()
    } else {
      radixSort()
    }
    // Equal high halves need not be equal distances; what is out of place is very near its place.
    codes.withUnsafeMutableBufferPointer { codes in
      func precedes(_ a: Int, _ b: Int) -> Bool {
        distances[a] < distances[b] || distances[a] == distances[b] && units[a] < units[b]
      }
      for index in codes.indices.dropFirst() {
        let code = codes[index]
        let item = Int(code & 0xFFFF_FFFF)
        var place = index
        while place > 0 && codes[place - 1] >> 32 == code >> 32
          && precedes(item, Int(codes[place - 1] & 0xFFFF_FFFF))
        {
          codes[place] = codes[place - 1]
          place -= 1
        }
        codes[place] = code
      }
    }
  }

  /// Least significant digit first, on the high halves.
  private mutating func radixSort() {
    let count = codes.count
    if spare.count < count { spare = [UInt64](repeating: 0, count: count) }
    codes.withUnsafeMutableBufferPointer { codes in
      spare.withUnsafeMutableBufferPointer { spare in
        histogram.withUnsafeMutableBufferPointer { histogram in
          histogram.update(repeating: 0)
          for code in codes {
            histogram[Int(truncatingIfNeeded: code >> 32 & 2047)] &+= 1
            histogram[2048 + Int(truncatingIfNeeded: code >> 43 & 2047)] &+= 1
            histogram[4096 + Int(truncatingIfNeeded: code >> 54)] &+= 1
          }
          for digit in 0..<3 {
            var sum: Int32 = 0
            for value in digit * 2048..<(digit + 1) * 2048 {
              (histogram[value], sum) = (sum, sum &+ histogram[value])
            }
            let shift = UInt64(32 + 11 * digit)
            let (from, to) = digit == 1 ? (spare, codes) : (codes, spare)
            for index in 0..<count {
              let code = from[index]
              let value = digit * 2048 + Int(truncatingIfNeeded: code >> shift & 2047)
              to[Int(histogram[value])] = code
              histogram[value] &+= 1
            }
          }
          for index in 0..<count { codes[index] = spare[index] }
        }
      }
    }
  }

  /// Steps up to the largest window; units at the same distance enter together.
  private mutating func compose(tolerance: Double) {
    steps.removeAll(keepingCapacity: true)
    keys.removeAll(keepingCapacity: true)
    var total = 0
    var complete = 0
    for (position, code) in codes.enumerated() {
      let item = Int(code & 0xFFFF_FFFF)
      let unit = Int(units[item])
      total += windows.sizes[unit]
      if total > largest || position >= windows.maximumUnits { break }
      let key = distances[item]
      let isLast = position + 1 == codes.count
      let isComplete = isLast || distances[Int(codes[position + 1] & 0xFFFF_FFFF)] - key > tolerance
      let isWindow = isComplete && position + 1 >= windows.minimumUnits
      keys.append(key)
      steps.append(ScanStep(unit: Int32(unit), isWindow: isWindow, size: total))
      if isWindow { complete = steps.count }
    }
    steps.removeLast(steps.count - complete)
    keys.removeLast(keys.count - complete)
  }
}
