import Testing

@testable import SpatialStatistics

@Suite struct RandomStreamTests {
  /// The known answers that come with the authors' Random123 library (kat_vectors, philox4x32 10).
  @Test func publishedAnswers() {
    let zero = RandomStream.philox(counter: (0, 0, 0, 0), key: (0, 0))
    #expect(zero == (0x6627_e8d5, 0xe169_c58d, 0xbc57_ac4c, 0x9b00_dbd8))
    let all = UInt32.max
    let ones = RandomStream.philox(counter: (all, all, all, all), key: (all, all))
    #expect(ones == (0x408f_276d, 0x41c8_3b0e, 0xa20b_c7c6, 0x6d54_51fd))
    let pi = RandomStream.philox(
      counter: (0x243f_6a88, 0x85a3_08d3, 0x1319_8a2e, 0x0370_7344), key: (0xa409_3822, 0x299f_31d0))
    #expect(pi == (0xd16c_fe09, 0x94fd_cceb, 0x5001_e420, 0x2412_6ea1))
  }

  @Test func streamsAreApartAndRepeatable() {
    func head(_ purpose: RandomStream.Purpose, _ index: Int, _ item: Int, seed: UInt64 = 1) -> [UInt32] {
      var stream = RandomStream(seed: seed, purpose: purpose, index: index, item: item)
      return (0..<8).map { _ in stream.next32() }
    }
    let heads = [
      head(.globalMoran, 0, 0), head(.localPermutation, 0, 0), head(.globalMoran, 1, 0), head(.globalMoran, 0, 1),
      head(.globalMoran, 1 << 32, 0), head(.globalMoran, 0, 0, seed: 2), head(.globalMoran, 0, 0, seed: 1 << 32 | 1),
    ]
    #expect(Set(heads).count == heads.count)
    #expect(head(.globalMoran, 0, 0) == heads[0])
  }

  @Test func boundedDrawsAreUniform() {
    var stream = RandomStream(seed: 7, purpose: .simulation, index: 0)
    var counts = [Int](repeating: 0, count: 6)
    for _ in 0..<60_000 { counts[Int(stream.below(6))] += 1 }
    let chiSquare = counts.reduce(0.0) { $0 + (Double($1) - 10_000) * (Double($1) - 10_000) / 10_000 }
    // 5 degrees of freedom: 20.5 is the 0.999 quantile; the stream is fixed, so this never flickers.
    #expect(chiSquare < 20.5)
  }

  @Test func filledWordsAreTheStream() {
    var single = RandomStream(seed: 0xDEAD_BEEF_0BAD_F00D, purpose: .globalMoran, index: 1 << 40 | 5, item: 9)
    var filled = single
    for count in [4, 64, 32] {
      let words = [UInt32](unsafeUninitializedCapacity: count) { buffer, initialized in
        buffer.initialize(repeating: 0)
        filled.fill(buffer)
        initialized = count
      }
      #expect(words == (0..<count).map { _ in single.next32() })
    }
  }
}
