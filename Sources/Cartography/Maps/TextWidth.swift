/// How wide a text is in a humanist sans serif, in pixels: an estimate on the safe side, for nobody knows the fonts of the
/// reader's computer.
enum TextWidth {
  static func of(_ text: String, size: Double) -> Double {
    var ems = 0.0
    for scalar in text.unicodeScalars {
      switch scalar {
      case "i", "j", "l", "I", ".", ",", ":", ";", "'", "|", "!": ems += 0.33
      case "f", "r", "t", "(", ")", "[", "]", "/", "-", " ": ems += 0.42
      case "m", "w", "M", "W", "–", "—", "%": ems += 0.95
      case "A"..."Z": ems += 0.74
      default: ems += scalar.value < 0x250 ? 0.61 : 1
      }
    }
    return ems * size
  }

  /// In two lines of about the same length, where a text has several words and more than so many signs.
  static func lines(_ text: String, from length: Int) -> [String] {
    guard text.count > length else { return [text] }
    let words = text.split(separator: " ")
    guard words.count > 1 else { return [text] }
    let split = (1..<words.count).min { one, two in
      func longest(_ split: Int) -> Int {
        max(
          words[..<split].reduce(split - 1) { $0 + $1.count },
          words[split...].reduce(words.count - split - 1) { $0 + $1.count })
      }
      return longest(one) < longest(two)
    }
    guard let split else { return [text] }
    return [words[..<split].joined(separator: " "), words[split...].joined(separator: " ")]
  }
}
