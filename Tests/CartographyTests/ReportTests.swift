import Diagnostics
import TestSupport
import Testing

@testable import Cartography

@Suite struct ScriptDataTests {
  @Test func nothingEndsTheElement() {
    #expect(ScriptData.quoted("a\"\\</script><!--\u{2028}\u{1}") == #""a\"\\\u003c/script\u003e\u003c!--\u2028\u0001""#)
    #expect(ScriptData.quoted("\u{202e}=cmd|' /C calc'!A0").contains("\u{202e}=cmd|\\u0027 /C"))
  }

  @Test(arguments: [
    (0.0, "0"), (1.005, "1"), (12.5, "12.5"), (12.34, "12.34"), (12.05, "12.05"), (-0.25, "-0.25"), (-3, "-3"),
    (.nan, "null"), (.infinity, "null"),
  ]) func numbers(value: Double, text: String) { #expect(ScriptData.text(value) == text) }

  @Test func missingValuesAreNull() {
    #expect(ScriptData.text(nil as Int?) == "null")
    #expect(ScriptData.text(nil as String?) == "null")
    #expect(ScriptData.text(true as Bool?) == "1")
  }
}

@Suite struct TextLinesTests {
  @Test func wraps() {
    #expect(TextLines.wrapped("one two three", columns: 7) == ["one two", "three"])
    #expect(TextLines.wrapped("abcdefgh ij", columns: 3) == ["abc", "def", "gh", "ij"])
    #expect(TextLines.wrapped("", columns: 3) == [])
  }
}

@Suite struct CoverageHistogramTests {
  private let classes = CoverageClasses([0, 50, 100], method: .fixed)

  @Test func countsEachUnitOnce() {
    let histogram = CoverageHistogram(
      [0, 4.99, 5, 29.000000000000004, 28.999999999999996, 99.9, 100], classes: classes, overall: nil)
    #expect(histogram.bins.reduce(0, +) == 7)
    #expect(histogram.bins[0] == 2)
    #expect(histogram.bins[1] == 1)
    #expect(histogram.bins[5] == 2)
    #expect(histogram.bins[19] == 2)
  }

  @Test func labelsInBothLanguages() {
    let histogram = CoverageHistogram([], classes: classes, overall: nil)
    #expect(histogram.label(0, .english) == "0 to <5%")
    #expect(histogram.label(19, .indonesian) == "95 sampai 100 %")
  }
}
