/// Random numbers that are a pure function of (seed, statistic, unit, replicate, position), so that results do not
/// depend on how work is shared between threads.
///
/// Philox 4x32-10, a counter-based generator (Salmon, Moraes, Dror & Shaw 2011, "Parallel random numbers: as easy as
/// 1, 2, 3", SC11). The key is the seed; the counter is the stream and the position in it. A stream has 2³² blocks of
/// four 32-bit words.
public struct RandomStream: Sendable {
  /// What the numbers are for; streams of different purposes never overlap.
  public enum Purpose: UInt32, Sendable {
    case globalMoran = 1
    case localPermutation = 2
    case scanReplicate = 3
    case simulation = 4
  }

  private let key: (UInt32, UInt32)
  private let purposeAndIndexHigh: UInt32
  private let indexLow: UInt32
  private let item: UInt32
  private var position: UInt32 = 0
  private var block: (UInt32, UInt32, UInt32, UInt32) = (0, 0, 0, 0)
  private var unread = 0

  /// - Parameters:
  ///   - seed: of the whole run.
  ///   - purpose: the statistic that the numbers are for.
  ///   - index: the replicate or permutation, below 2⁵⁶.
  ///   - item: the unit, or 0 where all units share a replicate.
  public init(seed: UInt64, purpose: Purpose, index: Int, item: Int = 0) {
    precondition(index >= 0 && index < 1 << 56 && item >= 0 && item <= Int(UInt32.max), "stream out of range")
    key = (UInt32(truncatingIfNeeded: seed), UInt32(truncatingIfNeeded: seed >> 32))
    purposeAndIndexHigh = purpose.rawValue << 24 | UInt32(truncatingIfNeeded: index >> 32)
    indexLow = UInt32(truncatingIfNeeded: index)
    self.item = UInt32(item)
  }

  /// The next 32 random bits.
  @inline(__always) public mutating func next32() -> UInt32 {
    if unread == 0 {
      block = Self.philox(counter: (position, item, indexLow, purposeAndIndexHigh), key: key)
      position &+= 1
      unread = 4
    }
    unread &-= 1
    switch unread {
    case 3: return block.0
    case 2: return block.1
    case 1: return block.2
    default: return block.3
    }
  }

  /// The next 64 random bits.
  @inline(__always) public mutating func next64() -> UInt64 {
    let high = UInt64(next32())
    return high << 32 | UInt64(next32())
  }

  /// A uniform whole number in `0..<bound`, without bias (Lemire 2019, "Fast random integer generation in an
  /// interval", ACM TOMACS 29). `bound` is above 0.
  @inline(__always) public mutating func below(_ bound: UInt32) -> UInt32 {
    var product = UInt64(next32()) * UInt64(bound)
    if UInt32(truncatingIfNeeded: product) < bound {
      let threshold = (0 &- bound) % bound
      while UInt32(truncatingIfNeeded: product) < threshold { product = UInt64(next32()) * UInt64(bound) }
    }
    return UInt32(truncatingIfNeeded: product >> 32)
  }

  /// A uniform number in the open interval (0, 1), with 53 random bits.
  @inline(__always) public mutating func unit() -> Double {
    (Double(next64() >> 11) + 0.5) * 0x1p-53
  }

  /// One block of the generator, for tests against the published answers.
  @inline(__always) static func philox(
    counter: (UInt32, UInt32, UInt32, UInt32), key: (UInt32, UInt32)
  ) -> (UInt32, UInt32, UInt32, UInt32) {
    var (c0, c1, c2, c3) = counter
    var (k0, k1) = key
    for _ in 0..<10 {
      let first = UInt64(c0) &* 0xD251_1F53
      let second = UInt64(c2) &* 0xCD9E_8D57
      c0 = UInt32(truncatingIfNeeded: second >> 32) ^ c1 ^ k0
      c1 = UInt32(truncatingIfNeeded: second)
      c2 = UInt32(truncatingIfNeeded: first >> 32) ^ c3 ^ k1
      c3 = UInt32(truncatingIfNeeded: first)
      k0 = k0 &+ 0x9E37_79B9
      k1 = k1 &+ 0xBB67_AE85
    }
    return (c0, c1, c2, c3)
  }

  /// The next words, a multiple of 4 of them, in the order in which `next32` would give them, but faster: whole
  /// blocks, with nothing to decide between them. The stream stands at the beginning of a block.
  mutating func fill(_ words: UnsafeMutableBufferPointer<UInt32>) {
    precondition(unread == 0 && words.count % 4 == 0, "words are made in blocks of four")
    for start in stride(from: 0, to: words.count, by: 4) {
      let block = Self.philox(counter: (position, item, indexLow, purposeAndIndexHigh), key: key)
      words[start] = block.0
      words[start + 1] = block.1
      words[start + 2] = block.2
      words[start + 3] = block.3
      position &+= 1
    }
  }
}
