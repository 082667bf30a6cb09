internal import Areas

/// The date to which a row of counts refers, as offices write it.
///
/// Understood: `2025`, `2025-12`, `2025/12/31`, `12/2025`, `31/12/2025`, `31-12-2025`, `202512`, `20251231`,
/// `Desember 2025`, `31 Des 2025`, `per 31 Des 2025`, `Dec-25`, `Triwulan IV 2025`, `TW4 2025`, `Q4 2025`, `Semester II 2025`.
package struct Period: Sendable, Hashable, Comparable {
  package let year: Int
  /// The last month that the period covers; 12 for a whole year.
  package let month: Int
  /// The day, or 31 for the last of a month and for a whole one.
  package let day: Int

  package static func < (left: Period, right: Period) -> Bool {
    (left.year, left.month, left.day) < (right.year, right.month, right.day)
  }

  static let months: [String: Int] = {
    let names: [[String]] = [
      ["januari", "january", "jan"], ["februari", "february", "feb", "pebruari"], ["maret", "march", "mar"],
      ["april", "apr"], ["mei", "may"], ["juni", "june", "jun"], ["juli", "july", "jul"],
      ["agustus", "august", "agu", "ags", "agt", "aug"], ["september", "sep", "sept"],
      ["oktober", "october", "okt", "oct"], ["november", "nov", "nopember", "nop"],
      ["desember", "december", "des", "dec"],
    ]
    var table: [String: Int] = [:]
    for (index, spellings) in names.enumerated() { for name in spellings { table[name] = index + 1 } }
    return table
  }()

  static let ordinals = ["i": 1, "ii": 2, "iii": 3, "iv": 4, "1": 1, "2": 2, "3": 3, "4": 4]

  /// nil for text that is none of the forms.
  package init?(_ text: String) {
    // Letters and digits apart, so that TW4 and 2025Q1 come apart too.
    var words: [String] = []
    for word in AreaName.words(of: text) {
      var isNumber: Bool?
      for character in word {
        if character.isNumber != isNumber { words.append("") }
        isNumber = character.isNumber
        words[words.count - 1].append(character)
      }
    }
    if words.first == "per" { words.removeFirst() }
    let numbers = words.compactMap { Int($0) }
    let letters = words.filter { Int($0) == nil }
    func year(_ value: Int) -> Int? {
      (1990...2100).contains(value) ? value : (0...99).contains(value) ? 2000 + value : nil
    }

    if let month = letters.lazy.compactMap({ Self.months[$0] }).first {
      guard letters.count == 1, let last = numbers.last, let year = year(last), numbers.count <= 2 else { return nil }
      let day = numbers.count == 2 ? numbers[0] : 31
      guard (1...31).contains(day) else { return nil }
      self.init(year: year, month: month, day: day)
      return
    }
    if let first = letters.first {
      let span: Int
      switch first {
      case "triwulan", "tw", "q", "kuartal", "quarter": span = 3
      case "semester", "smt", "sem": span = 6
      case "tahun", "year":
        guard letters.count == 1, numbers.count == 1, let only = year(numbers[0]), numbers[0] > 99 else { return nil }
        self.init(year: only, month: 12, day: 31)
        return
      default: return nil
      }
      let rest = words.filter { $0 != first }
      guard let years = numbers.last(where: { $0 > 99 }).flatMap(year),
        let ordinal = rest.lazy.compactMap({ Self.ordinals[$0] }).first, ordinal * span <= 12
      else { return nil }
      self.init(year: years, month: ordinal * span, day: 31)
      return
    }
    switch numbers.count {
    case 1:
      let value = numbers[0]
      if (1990...2100).contains(value) {
        self.init(year: value, month: 12, day: 31)
      } else if let year = year(value / 100), value > 190_000, value < 210_013, (1...12).contains(value % 100) {
        self.init(year: year, month: value % 100, day: 31)
      } else if value > 19_900_000, value < 21_001_232, let year = year(value / 10_000),
        (1...12).contains(value / 100 % 100), (1...31).contains(value % 100)
      {
        self.init(year: year, month: value / 100 % 100, day: value % 100)
      } else {
        return nil
      }
    case 2:
      let (first, second) = (numbers[0], numbers[1])
      if first > 99, let year = year(first), (1...12).contains(second) {
        self.init(year: year, month: second, day: 31)
      } else if second > 99, let year = year(second), (1...12).contains(first) {
        self.init(year: year, month: first, day: 31)
      } else {
        return nil
      }
    case 3:
      if numbers[0] > 99, let year = year(numbers[0]), (1...12).contains(numbers[1]), (1...31).contains(numbers[2]) {
        self.init(year: year, month: numbers[1], day: numbers[2])
      } else if let year = year(numbers[2]), (1...31).contains(numbers[0]), (1...12).contains(numbers[1]) {
        // Day before month, as Indonesia writes it.
        self.init(year: year, month: numbers[1], day: numbers[0])
      } else {
        return nil
      }
    default: return nil
    }
  }

  /// A date with the month before the day, as American programs write it; nil for text that cannot be one.
  static func monthFirst(_ text: String) -> Period? {
    let numbers = AreaName.words(of: text).map { Int($0) ?? 0 }
    guard numbers.count == 3, (1990...2100).contains(numbers[2]), (1...12).contains(numbers[0]),
      (1...31).contains(numbers[1])
    else { return nil }
    return Period(year: numbers[2], month: numbers[0], day: numbers[1])
  }

  private init(year: Int, month: Int, day: Int) {
    self.year = year
    self.month = month
    // A month's counts are those of its last day.
    let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
    let last = month == 2 ? (isLeap ? 29 : 28) : [4, 6, 9, 11].contains(month) ? 30 : 31
    self.day = day >= last ? 31 : day
  }
}
