internal import Geometry
internal import Parallel

/// Units that share vertices or edges to the bit, found in one pass over the flat buffer. O(vertices), and for a
/// point where m units meet O(m²), which is the size of the answer.
enum ExactContiguity {
  /// The pairs of units that share a vertex, each at least once, in parts.
  static func pairsSharingVertices(
    _ polygons: PolygonBuffer, joinsAntimeridian: Bool, threads: Int
  ) -> [[UInt64]] {
    pairs(polygons, joinsAntimeridian, threads: threads, keysPerVertex: 1) { xy, seam, run, ring, unit, table in
      for vertex in run {
        table.insert(point(xy, vertex, seam), unit: unit)
      }
    }
  }

  /// The pairs of units that share an edge of positive length, each at least once, in parts.
  ///
  /// An edge belongs to that of its ends which comes first by x, then y, so that it has the same key from
  /// either side and is looked for in one cell.
  static func pairsSharingEdges(_ polygons: PolygonBuffer, joinsAntimeridian: Bool, threads: Int) -> [[UInt64]] {
    pairs(polygons, joinsAntimeridian, threads: threads, keysPerVertex: 2) { xy, seam, run, ring, unit, table in
      for vertex in run {
        let here = point(xy, vertex, seam)
        let before = point(xy, vertex == ring.lowerBound ? ring.upperBound - 2 : vertex - 1, seam)
        let after = point(xy, vertex + 1, seam)
        if comesFirst(here, before) { table.insert(SIMD4(lowHalf: here, highHalf: before), unit: unit) }
        if comesFirst(here, after) { table.insert(SIMD4(lowHalf: here, highHalf: after), unit: unit) }
      }
    }
  }

  /// Adding zero turns -0 into 0, so that equal coordinates have equal bits.
  @inline(__always) private static func point(
    _ xy: UnsafeBufferPointer<Double>, _ vertex: Int, _ seam: Antimeridian
  ) -> SIMD2<Double> {
    SIMD2(seam.folded(xy[2 * vertex]) + 0, xy[2 * vertex + 1] + 0)
  }

  @inline(__always) private static func comesFirst(_ a: SIMD2<Double>, _ b: SIMD2<Double>) -> Bool {
    a.x < b.x || (a.x == b.x && a.y < b.y)
  }

  @inline(__always) private static func pairs<Key: VertexKey>(
    _ polygons: PolygonBuffer, _ joinsAntimeridian: Bool, threads: Int, keysPerVertex: Int,
    insert:
      @Sendable (
        _ xy: UnsafeBufferPointer<Double>, _ seam: Antimeridian, _ run: Range<Int>, _ ring: Range<Int>, _ unit: Int32,
        _ table: inout UnitTable<Key>
      ) -> Void
  ) -> [[UInt64]] {
    let index = VertexRuns(polygons, joinsAntimeridian: joinsAntimeridian, threads: threads)
    // A few cells share one table's memory.
    let chunk = 16
    return Parallel.map((index.cellCount + chunk - 1) / chunk, chunkSize: 1, threads: threads) { number in
      let cells = number * chunk..<min(index.cellCount, (number + 1) * chunk)
      let counts = cells.map { cell in
        index.runs[index.cellOffsets[cell]..<index.cellOffsets[cell + 1]].reduce(0) { $0 + Int($1.count) }
      }
      var table = UnitTable<Key>(capacity: keysPerVertex * (counts.max() ?? 0))
      defer { table.deallocate() }
      polygons.coordinates.withUnsafeBufferPointer { xy in
        for (cell, count) in zip(cells, counts) {
          table.reset(for: keysPerVertex * count)
          for run in index.runs[index.cellOffsets[cell]..<index.cellOffsets[cell + 1]] {
            insert(
              xy, index.antimeridian, run.start..<run.start + Int(run.count), polygons.vertices(of: Int(run.ring)),
              index.unitOfRing[Int(run.ring)], &table)
          }
        }
      }
      return table.pairs
    }
  }
}

/// Coordinates that identify a vertex or an edge.
protocol VertexKey: Equatable, SendableMetatype {
  var mixed: UInt64 { get }
}

extension SIMD2<Double>: VertexKey {
  /// Folding the full product spreads coordinates of few significant bits (whole metres) over all bits.
  @inline(__always) var mixed: UInt64 {
    let product = (x.bitPattern ^ 0x9E37_79B9_7F4A_7C15).multipliedFullWidth(by: y.bitPattern ^ 0xC2B2_AE3D_27D4_EB4F)
    return (product.high ^ product.low) &* 0xD6E8_FEB8_6659_FD93
  }
}

extension SIMD4<Double>: VertexKey {
  @inline(__always) var mixed: UInt64 {
    (lowHalf.mixed ^ (highHalf.mixed >> 29)) &* 0xD6E8_FEB8_6659_FD93
  }
}

/// Which units have a key: open addressing with a chain of units for each key.
///
/// Units arrive in ascending order, so a unit that has the key already is always the newest of its chain.
private struct UnitTable<Key: VertexKey> {
  private struct Entry {
    var key: Key
    var unit: Int32
    /// The entry of the next older unit that has the key, or -1.
    var older: Int32
  }

  private let entries: UnsafeMutablePointer<Entry>
  /// The newest entry of the key in each slot, or -1.
  private let slots: UnsafeMutablePointer<Int32>
  private var count = 0
  private var shift = 63
  private var mask = 1
  /// The pairs found so far, each at least once; the last two are remembered, because a shared boundary repeats
  /// them.
  private(set) var pairs: [UInt64] = []
  private var last: UInt64 = .max
  private var lastButOne: UInt64 = .max

  init(capacity: Int) {
    entries = .allocate(capacity: max(1, capacity))
    slots = .allocate(capacity: Self.slotCount(for: capacity))
  }

  func deallocate() {
    entries.deallocate()
    slots.deallocate()
  }

  private static func slotCount(for keys: Int) -> Int {
    1 << (Int.bitWidth - max(1, 2 * keys - 1).leadingZeroBitCount)
  }

  /// Forgets the keys and makes room for others, at most as many as the capacity.
  mutating func reset(for keys: Int) {
    let slotCount = Self.slotCount(for: keys)
    mask = slotCount - 1
    shift = 64 - slotCount.trailingZeroBitCount
    count = 0
    slots.update(repeating: -1, count: slotCount)
  }

  @inline(__always) mutating func insert(_ key: Key, unit: Int32) {
    var slot = Int(truncatingIfNeeded: key.mixed >> UInt64(shift))
    var entry = slots[slot]
    while entry >= 0 && entries[Int(entry)].key != key {
      slot = (slot + 1) & mask
      entry = slots[slot]
    }
    if entry >= 0 {
      if entries[Int(entry)].unit == unit { return }
      var other = entry
      while other >= 0 {
        note(SpatialWeights.pair(entries[Int(other)].unit, unit))
        other = entries[Int(other)].older
      }
    }
    entries[count] = Entry(key: key, unit: unit, older: entry)
    slots[slot] = Int32(truncatingIfNeeded: count)
    count += 1
  }

  @inline(__always) private mutating func note(_ pair: UInt64) {
    if pair == last || pair == lastButOne { return }
    lastButOne = last
    last = pair
    pairs.append(pair)
  }
}
