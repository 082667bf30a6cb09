import Glibc
import Testing

@testable import GeoJSON

@Suite struct FixedDecimalTests {
  /// What the writer gives.
  private func text(_ value: Double, _ decimals: Int) -> String {
    let memory = UnsafeMutableRawPointer.allocate(
      byteCount: FixedDecimal.capacity(upTo: value.magnitude), alignment: 1)
    defer { memory.deallocate() }
    let end = FixedDecimal(decimals: decimals).write(value, at: memory)
    return String(decoding: UnsafeRawBufferPointer(start: memory, count: end - memory), as: UTF8.self)
  }

  /// What `printf` gives, without zeros at the end of the fraction and without the sign of zero.
  private func reference(_ value: Double, _ decimals: Int, into buffer: inout [CChar]) -> Int {
    var count = Int(withVaList([Int32(decimals), value]) { vsnprintf(&buffer, buffer.count, "%.*f", $0) })
    if decimals > 0 {
      while buffer[count - 1] == 0x30 { count -= 1 }
      if buffer[count - 1] == 0x2E { count -= 1 }
    }
    if count == 2 && buffer[0] == 0x2D && buffer[1] == 0x30 {
      buffer[0] = 0x30
      count = 1
    }
    return count
  }

  @Test(arguments: [
    (0.0, 6, "0"), (-0.0, 6, "0"), (180.0, 6, "180"), (-180.0, 6, "-180"), (117.5, 6, "117.5"),
    (-1.2345678, 6, "-1.234568"), (1e-7, 6, "0"), (-4e-7, 6, "0"), (-6e-7, 6, "-0.000001"),
    (0.9999996, 6, "1"), (-0.9999996, 6, "-1"), (99.9999999, 6, "100"), (0.1, 15, "0.1"),
    (141.000000000000028, 15, "141.000000000000028"), (.leastNonzeroMagnitude, 15, "0"), (0.000001, 6, "0.000001"),
    // Exact ties in binary go to the even digit.
    (0.5, 0, "0"), (1.5, 0, "2"), (2.5, 0, "2"), (0.125, 2, "0.12"), (0.375, 2, "0.38"), (-0.125, 2, "-0.12"),
    (2_251_799_813_685_249.5, 0, "2251799813685250"), (4_503_599_627_370_495.5, 0, "4503599627370496"),
    // Decimal ties are not ties in binary: the first two are a little below and above, as printf has them.
    (5e-7, 6, "0"), (1.0000005, 6, "1.000001"), (2.5000005, 6, "2.500001"),
    (12_345_678.5, 3, "12345678.5"), (123_456_789_012.25, 1, "123456789012.2"),
    (9_007_199_254_740_993.0, 6, "9007199254740992"), (1e22, 6, "10000000000000000000000"),
  ])
  func knownTexts(value: Double, decimals: Int, expected: String) {
    #expect(text(value, decimals) == expected)
  }

  @Test(arguments: FixedDecimal.supportedDecimals)
  func agreesWithPrintf(decimals: Int) {
    let format = FixedDecimal(decimals: decimals)
    let scale = (0..<decimals).reduce(1.0) { power, _ in power * 10 }
    var expected = [CChar](repeating: 0, count: 512)
    let memory = UnsafeMutableRawPointer.allocate(byteCount: 512, alignment: 8)
    defer { memory.deallocate() }
    var mismatches = 0
    func check(_ value: Double) {
      let count = reference(value, decimals, into: &expected)
      let end = format.write(value, at: memory)
      guard end - memory == count && memcmp(memory, expected, count) == 0 else {
        if mismatches == 0 { Issue.record("\(value.debugDescription) with \(decimals) decimals") }
        mismatches += 1
        return
      }
    }

    var state = UInt64(decimals + 1)
    func next() -> UInt64 {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return state ^ state >> 29
    }
    for _ in 0..<20_000 {
      // Longitudes and latitudes; any magnitude whatever.
      check(Double(Int64(bitPattern: next()) >> 1) * 0x1p-62 * 180)
      let any = Double(bitPattern: next())
      if any.isFinite { check(any) }
      // The closest doubles to a tie of the last decimal, and their neighbours.
      let tie = (Double(next() >> 40) + 0.5) / scale
      for value in [tie, tie.nextUp, tie.nextDown] {
        check(value)
        check(-value)
      }
      // Exact ties in binary: odd multiples of a power of two.
      let binary = Double(next() >> 44 | 1) * exp2(-Double(next() >> 60))
      check(binary)
      check(Double(next() >> 48) / scale)
    }
    for value in [0, -0.0, 180, -180, 0.5, 1e15, 0x1p51, 0x1p52, 0x1p53, 0x1p63, 0x1p64, 1e300, .leastNonzeroMagnitude]
    {
      for near in [value, value.nextUp, value.nextDown] {
        check(near)
        check(near / scale)
      }
    }
    #expect(mismatches == 0)
  }
}
