import CoverageTestSupport
import TestSupport
import Testing

@testable import Reapportionment

/// Whole numbers in proportion: totals are kept, and no part is further than one from its quota.
@Suite struct ReapportionRoundingTests {
  @Test func everySmallSplit() {
    for total in 0...13 {
      for a in 0...4 {
        for b in 0...4 {
          for c in 0...4 where a + b + c > 0 {
            let parts = [a, b, c]
            let shares = LargestRemainder.split(total, parts: parts)
            #expect(shares.reduce(0, +) == total)
            for (share, part) in zip(shares, parts) {
              let (quotient, remainder) = (total * part).quotientAndRemainder(dividingBy: a + b + c)
              #expect(share == quotient || share == quotient + 1 && remainder > 0)
            }
            // A larger part never gets less, nor an equal one further back more.
            #expect(a < b || shares[0] >= shares[1])
            #expect(b < c || shares[1] >= shares[2])
          }
        }
      }
    }
  }

  @Test func tiesGoToTheFirst() {
    #expect(LargestRemainder.split(1, parts: [1, 1]) == [1, 0])
    #expect(LargestRemainder.split(2, parts: [1, 1, 1]) == [1, 1, 0])
    #expect(LargestRemainder.split(3, parts: [333_333_333, 333_333_333]) == [2, 1])
    #expect(LargestRemainder.split(7, parts: [0, 5]) == [0, 7])
  }

  @Test func largestCounts() {
    #expect(LargestRemainder.split(.max, parts: [1, 1]) == [.max / 2 + 1, .max / 2])
    #expect(LargestRemainder.split(2_000_000_000, parts: [999_999_999, 1]) == [1_999_999_998, 2])
  }

  /// Split apart, 1 of 2 workers in thirds would be 1 of 1, 0 of 1 and 0 of 0, but 2 of 2 in other orders 1 of 0.
  @Test func partsAreCoveredAsTheWholeIs() {
    var generator = FixedGenerator(state: 20)
    for _ in 0..<20_000 {
      let eligible = Int.random(in: 0...40, using: &generator)
      let enrolled = Int.random(in: 0...40, using: &generator)
      let parts = (0..<Int.random(in: 1...6, using: &generator)).map { _ in Int.random(in: 1...9, using: &generator) }
      let split = LargestRemainder.split(enrolled: enrolled, eligible: eligible, parts: parts)
      guard let e = split.enrolled, let n = split.eligible else {
        Issue.record("counts that are there have parts")
        return
      }
      #expect(e.reduce(0, +) == enrolled && n.reduce(0, +) == eligible)
      for (participants, workers) in zip(e, n) {
        #expect(enrolled > eligible || participants <= workers)
        #expect(enrolled < eligible || participants >= workers)
      }
      for (counts, total) in [(e, enrolled), (n, eligible)] {
        for (count, part) in zip(counts, parts) {
          let quota = Double(total * part) / Double(parts.reduce(0, +))
          #expect(abs(Double(count) - quota) < 2)
        }
      }
    }
  }

  @Test func missingCountsStayMissing() {
    let split = LargestRemainder.split(enrolled: nil, eligible: 5, parts: [1, 1])
    #expect(split.enrolled == nil)
    #expect(split.eligible == [3, 2])
  }
}
