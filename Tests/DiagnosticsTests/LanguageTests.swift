import Testing

@testable import Diagnostics

/// Numbers, lists and texts as each language writes them.
@Suite struct LanguageTests {
  @Test func wholeNumbers() {
    #expect(
      [0, 7, 999, 1000, 1_234_567, -1234, .min].map { Language.english.text($0) }
        == ["0", "7", "999", "1,000", "1,234,567", "-1,234", "-9,223,372,036,854,775,808"])
    #expect(Language.indonesian.text(1_234_567) == "1.234.567")
  }

  @Test func decimals() {
    #expect(Language.indonesian.text(1234.56, decimals: 1) == "1.234,6")
    #expect(Language.english.text(-0.04, decimals: 1) == "0.0")
    #expect(Language.english.text(-0.05, decimals: 1) == "-0.1")
    #expect(Language.english.text(0.999, decimals: 2) == "1.00")
    #expect(Language.indonesian.text(0.048, significant: 2) == "0,048")
    #expect(Language.english.text(0.05, significant: 2) == "0.05")
    #expect(Language.english.text(0, significant: 2) == "0")
  }

  @Test(arguments: [(0, "0 rows"), (1, "1 row"), (2, "2 rows"), (1000, "1,000 rows")])
  func plurals(_ number: Int, _ text: String) {
    #expect(Language.english.count(number, "row") == text)
    #expect("\(en: number, "row")" == text)
    #expect(
      Language.english.count(number, "unit lacks", "units lack").hasSuffix(number == 1 ? "unit lacks" : "units lack"))
    #expect(!Language.indonesian.count(number, "baris").hasSuffix("s s"))
  }

  @Test func lists() {
    let names = ["a", "b", "c", "d", "e", "f", "g"]
    #expect(Language.english.list(["a"]) == "a")
    #expect(Language.english.list([String]()) == "")
    #expect(Language.english.list(names.prefix(6)) == "a, b, c, d, e, f")
    #expect(Language.english.list(names) == "a, b, c, d, e, f, … (1 more)")
    #expect(Language.indonesian.list(names, limit: 5) == "a, b, c, d, e, … (2 lagi)")
    #expect(Language.indonesian.list(names, limit: 2, separator: "; ") == "a; b; … (5 lagi)")
  }

  @Test func sentences() {
    let names = ["Anggana", "Samboja"]
    let message = Message(
      id: "\(id: 1234) baris ditolak, luas \(id: 0.5, decimals: 1) km², p \(id: 0.001, significant: 2): \(id: names).",
      en: "\(en: 1, "row") rejected, area \(en: 0.5, decimals: 1) km², p \(en: 0.001, significant: 2): \(en: names).")
    #expect(message[.indonesian] == "1.234 baris ditolak, luas 0,5 km², p 0,001: Anggana, Samboja.")
    #expect(message[.english] == "1 row rejected, area 0.5 km², p 0.001: Anggana, Samboja.")
    #expect("\(id: message)" == message.indonesian)
    let composed = Message { language in language.text(id: "satu", en: "one") + "." }
    #expect(composed == Message(id: "satu.", en: "one."))
  }

  @Test(arguments: [
    ("id_ID.UTF-8", Language.indonesian), ("id", .indonesian), ("in_ID", .indonesian), ("ID-id", .indonesian),
    ("en_US.UTF-8", .english), ("C", .english), ("", .english), ("idx", .english),
  ]) func locales(_ name: String, _ language: Language) { #expect(Language(locale: name) == language) }
}
