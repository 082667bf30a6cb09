/// What a cell's number format makes of its number, as far as that changes what the number means.
enum NumberFormat: Sendable, Hashable {
  case number
  case percentage
  case date(Precision)
  /// A time of day, or hours beyond 24.
  case time
  /// A number with words or zeros beside it that multiply it: `0" ribu"`.
  case multiple(String)

  enum Precision: Sendable { case year, month, day, second }

  /// The formats that files name by number alone (ECMA-376 part 1, 18.8.30).
  init(builtIn id: Int) {
    switch id {
    case 9, 10: self = .percentage
    case 14, 15, 16, 27...31, 36, 50...54, 57, 58: self = .date(.day)
    case 17: self = .date(.month)
    case 22: self = .date(.second)
    case 18...21, 32...35, 45...47, 55, 56: self = .time
    default: self = .number
    }
  }

  /// A format as it is written: `#,##0`, `dd/mm/yyyy`, `[h]:mm:ss`, `0.0%`.
  init(code: String) {
    var letters: Set<Character> = []
    var isElapsed = false
    var isPercentage = false
    var beside = ""
    var isScaled = false
    if code.lowercased() == "general" {
      self = .number
      return
    }
    var rest = Substring(code)
    while let sign = rest.popFirst() {
      switch sign {
      case "\"":
        beside += rest.prefix { $0 != "\"" }
        rest = rest.drop { $0 != "\"" }.dropFirst()
      case "\\":
        if let sign = rest.popFirst() { beside.append(sign) }
      case "_", "*": rest = rest.dropFirst()
      // A comma behind the last digit shows thousands of a number that is whole in the cell.
      case ",": isScaled = !(rest.first.map { "0#?".contains($0) } ?? false)
      case "[":
        let inside = rest.prefix { $0 != "]" }.lowercased()
        rest = rest.dropFirst(inside.count + 1)
        if let first = inside.first, "hms".contains(first), inside.allSatisfy({ $0 == first }) { isElapsed = true }
      case ";": rest = ""  // Other sections are for negative numbers, zero and text.
      case "%": isPercentage = true
      default:
        let letter = Character(sign.lowercased())
        if "ymdhs".contains(letter) { letters.insert(letter) }
      }
    }
    let hasTime = letters.contains("h") || letters.contains("s")
    if isElapsed {
      self = .time
    } else if letters.contains("y") || letters.contains("d") || (letters.contains("m") && !hasTime) {
      self = .date(hasTime ? .second : letters.contains("d") ? .day : letters.contains("m") ? .month : .year)
    } else if hasTime {
      self = .time
    } else {
      self = isPercentage ? .percentage : !isScaled && Self.multiplies(beside) ? .multiple(beside) : .number
    }
  }

  /// Whether what stands beside a number says that it is of thousands or millions.
  static func multiplies(_ text: String) -> Bool {
    let words = text.lowercased().split { !$0.isLetter && !$0.isNumber }
    return words.contains {
      ["000", "ribu", "ribuan", "rb", "juta", "jt", "thousand", "thousands", "million"].contains($0)
    }
  }
}

/// Days as spreadsheets count them.
enum SerialDate {
  /// ISO 8601 to the precision that the format shows; nil outside of the years 1900 to 9999.
  ///
  /// The 1900 system counts a 29 February 1900, which never was; it is read as the day after.
  static func text(_ serial: Double, uses1904: Bool, _ precision: NumberFormat.Precision) -> String? {
    guard serial >= 1, serial < 2_958_466 else { return nil }
    var seconds = Int((serial * 86_400).rounded())
    let day = seconds / 86_400
    seconds -= day * 86_400
    // Days since 1970-01-01.
    let epoch = uses1904 ? day - 24_107 : day - (day > 60 ? 25_569 : 25_568)
    let (year, month, date) = civil(epoch)
    func two(_ value: Int) -> String { value < 10 ? "0\(value)" : "\(value)" }
    switch precision {
    case .year: return "\(year)"
    case .month: return "\(year)-\(two(month))"
    case .day: return "\(year)-\(two(month))-\(two(date))"
    case .second:
      return "\(year)-\(two(month))-\(two(date)) \(two(seconds / 3600)):\(two(seconds / 60 % 60)):\(two(seconds % 60))"
    }
  }

  /// Hours, minutes and seconds: `64:02:01`; nil below zero or beyond what a sheet shows.
  static func time(_ serial: Double) -> String? {
    guard serial >= 0, serial < 2_958_466 else { return nil }
    let seconds = Int((serial * 86_400).rounded())
    func two(_ value: Int) -> String { value < 10 ? "0\(value)" : "\(value)" }
    return "\(two(seconds / 3600)):\(two(seconds / 60 % 60)):\(two(seconds % 60))"
  }

  /// The Gregorian date of a day since 1970-01-01, counted in years that begin in March.
  private static func civil(_ epoch: Int) -> (year: Int, month: Int, day: Int) {
    let shifted = epoch + 719_468
    let era = shifted / 146_097
    let dayOfEra = shifted % 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let monthFromMarch = (5 * dayOfYear + 2) / 153
    let day = dayOfYear - (153 * monthFromMarch + 2) / 5 + 1
    let month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9
    return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, day)
  }
}
