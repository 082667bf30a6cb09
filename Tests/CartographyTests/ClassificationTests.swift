import Cartography
import Diagnostics
import TestSupport
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
    }
  }

  /// Steps of 1, 2 or 5 over the range of the data, and no more than five classes.
  @Test func prettyClassesCoverTheRange() {
    func bounds(_ values: [Double]) -> [Double] { Classification.percentages(values, method: .pretty).bounds }
    #expect(bounds([27.3, 71.2, 45, 52, 58, 63]) == [20, 40, 50, 60, 70, 80])
    #expect(bounds([0, 2.7, 55, 100]) == [0, 20, 40, 60, 80, 100])
    #expect(bounds([46.2, 46.4, 46.9]) == [46.2, 46.4, 46.6, 46.8, 47])
    #expect(bounds([100, 100]) == [100, 100])
    #expect(bounds([0]) == [0, 0.1])
    #expect(bounds([]) == [0, 20, 40, 60, 80, 100])
  }

  @Test(arguments: 0..<60) func prettyClassesAreRoundAndHoldAll(seed: UInt64) {
    var generator = FixedGenerator(state: seed &+ 1)
    let (low, width) = (Double.random(in: 0...90, using: &generator), Double.random(in: 0...60, using: &generator))
    let values = (0..<40).map { _ in min(100, low + width * Double.random(in: 0...1, using: &generator)) }
    let target = Double(Int.random(in: 1...100, using: &generator))
    for method in [Classification.Method.pretty, .target] {
      let classes = Classification.percentages(values, method: method, target: target)
      #expect((1...Classification.mostClasses).contains(classes.count))
      #expect(classes.bounds == classes.bounds.sorted())
      #expect(classes.bounds.allSatisfy { abs($0 * 10 - ($0 * 10).rounded()) < 1e-9 })
      for value in values {
        let index = classes.index(of: value)
        #expect(classes.bounds[index] <= value + 1e-9 && value <= classes.bounds[index + 1] + 1e-9)
        // No class has values on both sides of the target.
        if let pivot = classes.pivot { #expect((index >= pivot) == (value >= target - 1e-9), "\(value) of \(target)") }
      }
      #expect(Palette.coverage(classes).count == classes.count)
      #expect(Set(Palette.coverage(classes)).count == classes.count)
    }
  }

  @Test func labelsSayWhichBoundBelongs() {
    let classes = CoverageClasses([12], method: .fixed)
    #expect(classes.label(1, .indonesian) == "20 % sampai < 40 %")
    #expect(classes.label(4, .english) == "80% to 100%")
    let found = CoverageClasses([1.25, 2.25, 3.25, 4.25, 5.25], method: .quantiles)
    #expect(found.label(0, .indonesian) == "1,2 % sampai < 2,2 %")
  }

  /// The least coverage has the strongest ink, on a photocopy too.
  @Test(arguments: 1...5) func lowCoverageIsDarkest(count: Int) {
    let values = (0..<count).map { 100 * (Double($0) + 0.5) / Double(count) }
    let classes = Classification.percentages(values, method: .jenks)
    let colours = Palette.coverage(classes)
    #expect(colours.count == count)
    #expect(zip(colours, colours.dropFirst()).allSatisfy { $1.luminance - $0.luminance > 0.03 })
    let reach = Palette.reach(classes)
    #expect(zip(reach, reach.dropFirst()).allSatisfy { $1.luminance > $0.luminance })
  }

  /// On each side of the target, the further the stronger; both sides tell themselves apart by hue.
  @Test func coloursGoBothWaysFromTheTarget() throws {
    let classes = Classification.percentages([20, 45, 55, 62, 71, 88], method: .target, target: 60)
    let pivot = try #require(classes.pivot)
    #expect(classes.bounds[pivot] == 60)
    let colours = Palette.coverage(classes)
    let (below, above) = (colours[..<pivot], colours[pivot...])
    #expect(below.count > 1 && above.count > 1)
    #expect(zip(below, below.dropFirst()).allSatisfy { $0.luminance < $1.luminance })
    #expect(zip(above, above.dropFirst()).allSatisfy { $0.luminance > $1.luminance })
    #expect(below.allSatisfy { $0.red > $0.blue } && above.allSatisfy { $0.blue >= $0.red })
    // Nobody reaches it.
    let low = Classification.percentages([20, 45], method: .target, target: 90)
    #expect(low.pivot == low.count)
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
