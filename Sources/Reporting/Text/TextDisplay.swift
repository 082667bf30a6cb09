/// What the place can show where text for people goes.
package struct TextDisplay: Sendable {
  /// Columns of the screen; nil for a file or a pipe, where nothing is cut or wrapped.
  package let width: Int?
  /// Whether figures get bars beside them.
  package let hasBars: Bool
  /// Whether signs beyond ASCII can be shown.
  package let isUnicode: Bool

  package init(width: Int?, hasBars: Bool, isUnicode: Bool) {
    self.width = width
    self.hasBars = hasBars
    self.isUnicode = isUnicode
  }

  /// For files and pipes.
  package static let plain = TextDisplay(width: nil, hasBars: false, isUnicode: true)

  /// The columns of a bar of the whole.
  static let barWidth = 10

  /// A bar for a share between 0 and 1, in eighths of a column where the screen has them; anything above zero shows.
  func bar(_ share: Double) -> String {
    guard share > 0, share.isFinite else { return "" }
    let columns = min(share, 1) * Double(Self.barWidth)
    guard isUnicode else { return String(repeating: "#", count: max(1, Int(columns.rounded()))) }
    let eighths = max(1, Int((columns * 8).rounded()))
    let rest = ["", "▏", "▎", "▍", "▌", "▋", "▊", "▉"][eighths % 8]
    return String(repeating: "█", count: eighths / 8) + rest
  }

  /// `text` in so many columns at most, with an ellipsis where it was cut.
  func shortened(_ text: String, to width: Int) -> String {
    guard text.columns > width else { return text }
    let mark = isUnicode ? "…" : ".."
    var result = ""
    var used = mark.columns
    for sign in text {
      used += sign.columns
      if used > width { break }
      result.append(sign)
    }
    return result + mark
  }

  /// A line as lines of the screen's width, broken between words, the later ones below the beginning of the text: behind
  /// a label of the summary, or behind a dash.
  package func wrapped(_ line: String) -> [String] {
    guard let width, line.columns > width else { return [line] }
    let indent = Summary.textIndent(of: line)
    guard width > indent + 20 else { return [line] }
    var lines: [String] = []
    var current = String(line.prefix(indent))
    var isEmpty = true
    for word in line.dropFirst(indent).split(separator: " ") {
      // A percentage stays with its sign.
      if word.first != "%" && !isEmpty && current.columns + 1 + String(word).columns > width {
        lines.append(current)
        current = String(repeating: " ", count: indent)
        isEmpty = true
      }
      current += (isEmpty ? "" : " ") + word
      isEmpty = false
    }
    return lines + [current]
  }
}

/// A line of text for people.
package struct TextLine: Sendable, Hashable {
  package let text: String
  /// A bar behind the text; it may have a colour.
  package let bar: String
  /// Whether it stands over others.
  package let isHeading: Bool

  package init(_ text: String, bar: String = "", isHeading: Bool = false) {
    self.text = text
    self.bar = bar
    self.isHeading = isHeading
  }
}

extension Character {
  /// The columns that a terminal gives to it: 0, 1 or 2.
  var columns: Int {
    var most = 0
    for scalar in unicodeScalars {
      let value = scalar.value
      if value < 0x300 {
        most = max(most, value == 0xAD ? 0 : 1)
        continue
      }
      switch scalar.properties.generalCategory {
      case .nonspacingMark, .enclosingMark, .format, .control: continue
      default: break
      }
      most = max(most, Self.isWide(value) || scalar.properties.isEmojiPresentation ? 2 : 1)
    }
    return most
  }

  /// East Asian Wide and Fullwidth, as far as whole blocks go (Unicode Standard Annex 11).
  private static func isWide(_ value: UInt32) -> Bool {
    switch value {
    case 0x1100...0x115F, 0x2E80...0x303E, 0x3041...0x4DBF, 0x4E00...0xA4CF, 0xA960...0xA97F, 0xAC00...0xD7A3,
      0xF900...0xFAFF, 0xFE30...0xFE6F, 0xFF01...0xFF60, 0xFFE0...0xFFE6, 0x1F300...0x1F64F, 0x1F900...0x1F9FF,
      0x20000...0x3FFFD:
      true
    default: false
    }
  }
}

extension String {
  /// The columns that a terminal gives to it.
  var columns: Int { utf8.allSatisfy { $0 < 0x80 } ? utf8.count : reduce(0) { $0 + $1.columns } }

  /// Blanks at the end, up to so many columns.
  func padding(to width: Int) -> String { self + String(repeating: " ", count: max(0, width - columns)) }

  /// Blanks in front, up to so many columns.
  func leftPadding(to width: Int) -> String { String(repeating: " ", count: max(0, width - columns)) + self }

  /// Without what could move the cursor, change colours or turn the direction of the line: names come from files of
  /// anybody. Control signs become `�`, marks of direction are left out.
  ///
  /// - Parameter keepsLines: whether line ends and tabs stay; they become blanks otherwise.
  package func printable(keepsLines: Bool) -> String {
    var scalars = String.UnicodeScalarView()
    for scalar in unicodeScalars {
      switch scalar.value {
      case 0x09, 0x0A, 0x0D: scalars.append(keepsLines ? scalar : " ")
      case 0x2028, 0x2029: scalars.append(" ")
      case 0..<0x20, 0x7F..<0xA0: scalars.append("\u{FFFD}")
      case 0x061C, 0x200E, 0x200F, 0x202A...0x202E, 0x2066...0x2069: break
      default: scalars.append(scalar)
      }
    }
    return String(scalars)
  }
}
