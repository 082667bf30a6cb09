import Cartography
import Diagnostics
import Testing

@Suite struct ClassificationTests {
  @Test func fixedStepsAreTheSameForEveryMap() {
    let classes = Classification.percentages([12, 55, nil], method: .fixed)
    #expect(classes.bounds == [0, 20, 40, 60, 80, 100])
    #expect(classes == .percentages([], method: .fixed))
    #expect([0, 19.99, 20, 79.9999999, 80, 100].map(classes.index) == [0, 0, 1, 3, 4, 4])
  }

  /// 100 · 0.29 is 28.999999999999996, and the file says 29.
  @Test func boundsDecideAboutTheValueThatFilesHold() {
    let classes = Classification.percentages((0..<50).map { 100 * (Double($0) / 100) }, method: .quantiles)
    #expect(classes.bounds == [0, 10, 20, 30, 40, 49])
    #expect(classes.index(of: 100 * 0.1) == 1)
    #expect(classes.index(of: 100 * (0.29 + 0.01)) == 3)
    #expect(Classification.percentages([], method: .fixed).index(of: 100 * 0.6) == 3)
  }

  @Test func quantilesHoldEquallyManyAndKeepTiesTogether() {
    let values = [1.25, 2.25, 3.25, 4.25, 5.25, 6.25, 7.25, 8.25, 9.25, 10.25]
    let classes = Classification.percentages(values, method: .quantiles)
    #expect(classes.bounds == [1.2, 3.2, 5.2, 7.2, 9.2, 10.3])
    #expect(counts(values, classes) == [2, 2, 2, 2, 2])

    let tied: [Double] = [5, 5, 5, 5, 5, 5, 5, 8, 9, 10]
    let few = Classification.percentages(tied, method: .quantiles)
    #expect(few.bounds == [5, 9, 10])
    #expect(counts(tied, few) == [8, 2])
  }

  @Test(arguments: 0..<40)
  func naturalBreaksAreTheBestOfAllPartitions(seed: Int) {
    var state = UInt64(seed) &* 0x9e37_79b9_7f4a_7c15 &+ 1
    let values = (0..<(3 + seed % 9)).map { _ in
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Double(state >> 33 & 1023) / 10
    }
    let classes = Classification.percentages(values, method: .jenks)
    let found = deviation(values, classes)
    let best = bestDeviation(values.sorted(), classes: 5)
    #expect(abs(found - best) <= 1e-9 * max(1, best))
    #expect(counts(values, classes).allSatisfy { $0 > 0 })
  }

  @Test func oneValueAloneIsOneClass() {
    for method in [Classification.Method.quantiles, .jenks] {
      let classes = Classification.percentages([42.5, 42.5, nil], method: method)
      #expect(classes.count == 1)
      #expect(classes.bounds == [42.5, 42.5])
      #expect(classes.label(0, unit: "%", .english) == "42.5%")
      #expect(Palette.coverage.colours(1).map(\.hex) == ["#7fcdbb"])
    }
  }

  @Test func countsHaveRoundSteps() {
    #expect(
      Classification.counts([3, 80_123, nil], method: .fixed).bounds == [0, 5000, 10_000, 20_000, 50_000, 80_123])
    #expect(Classification.counts([], method: .fixed).bounds == [0, 1])
    #expect(Classification.counts([0, 3], method: .fixed).bounds == [0, 1, 2, 3])
    #expect(
      Classification.counts([3, 80_123], method: .fixed).label(1, .indonesian) == "5.000 sampai < 10.000")
  }

  @Test func labelsSayWhichBoundBelongs() {
    let classes = CoverageClasses([12], method: .fixed)
    #expect(classes.label(1, .indonesian) == "20 % sampai < 40 %")
    #expect(classes.label(4, .english) == "80% to 100%")
    let found = CoverageClasses([1.25, 2.25, 3.25, 4.25, 5.25], method: .quantiles)
    #expect(found.label(0, .indonesian) == "1,2 % sampai < 2,2 %")
  }

  @Test func everyNumberOfClassesHasColours() {
    for palette in [Palette.coverage, .uncovered] {
      for count in 1...Classification.mostClasses {
        #expect(Set(palette.colours(count)).count == count)
      }
    }
    #expect(Palette.coverage.colours(5).map(\.hex) == ["#ffffcc", "#a1dab4", "#41b6c4", "#2c7fb8", "#253494"])
  }

  private func counts(_ values: [Double], _ classes: Classification) -> [Int] {
    values.reduce(into: Array(repeating: 0, count: classes.count)) { $0[classes.index(of: $1)] += 1 }
  }

  private func deviation(_ values: [Double], _ classes: Classification) -> Double {
    (0..<classes.count).reduce(0) { sum, index in sum + deviation(values.filter { classes.index(of: $0) == index }) }
  }

  private func deviation(_ values: [Double]) -> Double {
    let mean = values.reduce(0, +) / Double(max(1, values.count))
    return values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
  }

  /// Tries every way to cut the sorted values.
  private func bestDeviation(_ sorted: [Double], classes: Int) -> Double {
    guard classes > 1, sorted.count > 1 else { return deviation(sorted) }
    return (1...sorted.count).reduce(Double.infinity) { best, end in
      min(best, deviation(Array(sorted[..<end])) + bestDeviation(Array(sorted[end...]), classes: classes - 1))
    }
  }
}
