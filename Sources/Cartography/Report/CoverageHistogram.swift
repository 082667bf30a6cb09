internal import Coverage
internal import Diagnostics

/// How many units have how much coverage, in steps of five per cent; 100 % is in the last.
struct CoverageHistogram {
  let bins: [Int]
  private let classes: CoverageClasses
  private let overall: Double?

  private static let step = 5.0
  private static let width = 640.0
  private static let height = 190.0

  /// - Parameters:
  ///   - values: percentages.
  ///   - overall: of all units together.
  init(_ values: [Double], classes: CoverageClasses, overall: Double?) {
    var bins = [Int](repeating: 0, count: 20)
    // 100 · 0.29 is less than 29 in binary.
    for value in values { bins[max(0, min(19, Int((value + 1e-9) / Self.step)))] += 1 }
    self.bins = bins
    self.classes = classes
    self.overall = overall
  }

  func label(_ bin: Int, _ language: Language) -> String {
    let (low, high) = (Self.step * Double(bin), Self.step * Double(bin + 1))
    let isLast = bin == bins.count - 1
    return language.text(
      id: "\(id: low, decimals: 0) sampai \(isLast ? "" : "< ")\(id: high, decimals: 0) %",
      en: "\(en: low, decimals: 0) to \(isLast ? "" : "<")\(en: high, decimals: 0)%")
  }

  func svg(_ texts: ReportTexts, _ language: Language) -> String {
    let most = max(1, bins.max() ?? 1)
    let wide = Self.width / Double(bins.count)
    func number(_ value: Double) -> String { ScriptData.text(value) }
    let filled = bins.indices.filter { bins[$0] > 0 }.map { "\(label($0, language)): \(language.text(bins[$0]))" }
    var svg =
      "<svg viewBox=\"-14 -24 682 262\" role=\"img\" aria-labelledby=\"ht hd\">"
      + "<title id=\"ht\">\(MarkupText.escaped(texts["unitsPerBin"]))</title>"
      + "<desc id=\"hd\">\(MarkupText.escaped(filled.joined(separator: "; ")))</desc>"
    for (bin, count) in bins.enumerated() where count > 0 {
      let tall = Self.height * Double(count) / Double(most)
      let x = wide * Double(bin)
      let colour = classes.colours[classes.classification.index(of: Self.step * (Double(bin) + 0.5))]
      svg += "<rect x=\"\(number(x + 1.5))\" y=\"\(number(Self.height - tall))\" width=\"\(number(wide - 3))\" "
      svg += "height=\"\(number(tall))\" fill=\"\(colour.hex)\" stroke=\"#525252\" stroke-width=\"0.6\"/>"
      svg +=
        "<text x=\"\(number(x + wide / 2))\" y=\"\(number(Self.height - tall - 5))\">\(language.text(count))</text>"
    }
    svg += "<path d=\"M0 \(number(Self.height))H\(number(Self.width))\" stroke=\"#1a1a1a\"/>"
    let sign = language.percent
    for tick in stride(from: 0, through: 100, by: 20) {
      let x = number(Self.width * Double(tick) / 100)
      svg += "<path d=\"M\(x) \(number(Self.height))v5\" stroke=\"#1a1a1a\"/>"
      svg += "<text x=\"\(x)\" y=\"\(number(Self.height + 19))\">\(tick)\(tick == 100 ? sign : "")</text>"
    }
    if let overall {
      let x = number(Self.width * min(max(overall, 0), 100) / 100)
      let words = language.text(id: "seluruh peta", en: "the whole map")
      svg += "<path d=\"M\(x) -6V\(number(Self.height + 26))\" stroke=\"#1a1a1a\" stroke-dasharray=\"4 3\"/>"
      svg += "<text x=\"\(x)\" y=\"\(number(Self.height + 40))\">\(words) "
      svg += "\(language.text(overall, decimals: 1))\(sign)</text>"
    }
    return svg + "</svg>"
  }
}
