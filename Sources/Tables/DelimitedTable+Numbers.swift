internal import Diagnostics

/// A column of whole numbers.
public struct CountColumn: Sendable {
  /// The convention that the whole column follows, found or stated.
  public let convention: NumberConvention
  /// One per data row; nil where the count is missing, which is not zero.
  public let values: [Int?]
}

extension DelimitedTable {
  /// Reads a column of whole numbers.
  ///
  /// The convention is decided for the whole column. A mark followed by anything but three digits is the decimal mark
  /// (`1234,0` is whole, `12,5` is not a count); two kinds of mark, or one kind repeated, prove the thousands mark;
  /// `1.234` alone can only be 1234, as a fraction is no count. These are refused rather than guessed:
  /// - a mixture, such as `1.234` and `1,234`, or `1.234` and `12345`: two hands wrote the column;
  /// - a column in which every number ends in `.000` (or `,000`): thousands, or a program's three decimals.
  ///
  /// Stating the convention settles both: digits without any mark then pass beside marked ones.
  ///
  /// In a sheet, cells of numbers are taken as they are and say nothing of the convention; cells of text follow one. What
  /// lies within 10⁻⁶ of a whole number is that number (1999.9999999998, the noise of a formula), in a sheet as in text. A
  /// date, a percentage, and a number in cells merged over several rows are no counts.
  ///
  /// A cell is missing, which is not zero, when it is blank or one of `-`, `--`, `–`, `—`, `...`, `…`, `n/a`, `NA`,
  /// `#N/A`, `NaN`, `null`, `none` and `tidak ada data`, upper and lower case alike. (In
  /// BPS tables `-` may stand for zero as well; as nobody can tell, it is missing.) An apostrophe in front of a number
  /// (spreadsheets' mark for text) is ignored. A plus sign in front marks a change, not a count, and is refused, and so
  /// are percentages, exponents (`1.2E+05`, which has lost digits) and digits other than 0 to 9.
  ///
  /// - Parameters:
  ///   - column: its position in the header.
  ///   - stated: the convention that the column is known to use; decided if nil.
  ///   - allowNegative: whether a number below zero is taken.
  /// - Throws: `Diagnostic` with the lines and values of the first five cells at fault.
  /// - Complexity: O(rows).
  public func counts(
    inColumn column: Int, convention stated: NumberConvention? = nil, allowNegative: Bool = false
  ) throws -> CountColumn {
    let written = WrittenColumn(self, column: column)
    // Broken cells and fractions first: they are wrong under any convention.
    var offenders = Offenders()
    for (row, number) in written.numbers.enumerated() {
      if let fault = Self.fault(of: number, allowNegative: allowNegative) { offenders.add(row, fault) }
    }
    try offenders.throwIfAny(self, column, isWhole: true, stated: nil)

    let convention: NumberConvention
    if let stated {
      convention = stated
    } else {
      switch written.verdict(wholeOnly: true) {
      case .fits(let found): convention = found
      case .undecided(let other): throw undecided(written, column, other)
      case .mixed: throw mixed(written, column)
      }
    }
    let mark = written.decimalMark(under: convention)
    var values: [Int?] = []
    values.reserveCapacity(written.numbers.count)
    for (row, number) in written.numbers.enumerated() {
      if number.form == .bare || number.form == .missing {
        values.append(number.form == .bare ? (number.isNegative ? -number.value : number.value) : nil)
        continue
      }
      let reading = WrittenColumn.reading(of: number, under: convention, decimalMark: mark)
      if !reading.fits { offenders.add(row, .otherConvention) }
      if reading.tripleIsDecimal && number.hasFraction { offenders.add(row, .fraction) }
      let value = reading.tripleIsDecimal ? number.value / 1000 : number.value
      values.append(number.isNegative ? -value : value)
    }
    try offenders.throwIfAny(self, column, isWhole: true, stated: convention)
    return CountColumn(convention: convention, values: values)
  }

  /// Reads a column of decimal numbers, such as longitudes.
  ///
  /// Decided for the whole column as `counts` does, but a lone mark is the decimal one wherever the column allows it:
  /// `117.123` is a longitude. Signs in front, minus or plus, are taken. Missing cells are those of `counts`.
  ///
  /// - Throws: `Diagnostic` with the lines and values of the first five cells at fault.
  /// - Complexity: O(rows).
  public func numbers(
    inColumn column: Int, convention stated: NumberConvention? = nil
  ) throws -> [Double?] {
    let written = WrittenColumn(self, column: column)
    var offenders = Offenders()
    for (row, number) in written.numbers.enumerated() {
      if case .broken(let fault) = number.form { offenders.add(row, .init(fault)) }
    }
    try offenders.throwIfAny(self, column, isWhole: false, stated: nil)
    let convention: NumberConvention
    if let stated {
      convention = stated
    } else if case .fits(let found) = written.verdict(wholeOnly: false) {
      convention = found
    } else {
      throw mixed(written, column)
    }
    let mark = written.decimalMark(under: convention)
    var values: [Double?] = []
    values.reserveCapacity(written.numbers.count)
    for (row, number) in written.numbers.enumerated() {
      if !WrittenColumn.reading(of: number, under: convention, decimalMark: mark).fits {
        offenders.add(row, .otherConvention)
      }
      if number.form == .missing {
        values.append(nil)
        continue
      }
      if number.isTyped {
        values.append(Double(cell(row, column)))
        continue
      }
      let decimalSign: UInt8 = mark == .comma ? 0x2C : 0x2E
      let plain = withCellBytes(row, column) { bytes in
        String(
          decoding: bytes.compactMap { byte -> UInt8? in
            byte == decimalSign ? 0x2E : byte >= 0x30 && byte <= 0x39 ? byte : nil
          }, as: UTF8.self)
      }
      values.append(Double(plain).map { number.isNegative ? -$0 : $0 })
    }
    try offenders.throwIfAny(self, column, isWhole: false, stated: convention)
    return values
  }

  private static func fault(of number: WrittenNumber, allowNegative: Bool) -> CellFault? {
    switch number.form {
    case .missing: return nil
    case .broken(let fault): return CellFault(fault)
    case .fraction: return .fraction
    case .bare, .grouped, .spaced, .decimal, .triple: break
    }
    if number.isTooLarge { return .tooLarge }
    if number.hasPlus { return .plus }
    if number.decimalMark != nil && number.hasFraction { return .fraction }
    if number.isNegative && !allowNegative && (number.value > 0) { return .negative }
    return nil
  }

  private func mixed(_ written: WrittenColumn, _ column: Int) -> Diagnostic {
    var groups = WritingHabit.allCases.map { (habit: $0, rows: [Int]()) }
    let isGrouped = written.numbers.contains {
      switch $0.form {
      case .grouped, .triple, .spaced: true
      default: false
      }
    }
    for (row, number) in written.numbers.enumerated() {
      if let habit = WritingHabit(number, besideGrouped: isGrouped) { groups[habit.rawValue].rows.append(row) }
    }
    return .mixedConventions(
      name, column: columnLabel(column),
      groups: groups.filter { !$0.rows.isEmpty }.map { ($0.habit, listing($0.rows, column)) })
  }

  private func undecided(_ written: WrittenColumn, _ column: Int, _ other: NumberConvention) -> Diagnostic {
    let rows = written.numbers.indices.filter { written.numbers[$0].form != .missing }
    let example = withCellBytes(rows[0], column) { String(decoding: $0, as: UTF8.self) }
    let mark: Character = other == .dotThousands ? "." : ","
    let whole = example.split(separator: mark).first.map(String.init) ?? example
    return .undecidedThousands(
      name, column: columnLabel(column), rows: listing(rows, column), mark: mark, whole: whole,
      thousands: other.rawValue)
  }

  /// `line 3: "1.234", line 5: "1.200" and 7 more`.
  func listing(_ rows: [Int], _ column: Int, reasons: [Message]? = nil, quotesCells: Bool = true) -> Message {
    func text(_ language: Language) -> String {
      var parts: [String] = []
      for (position, row) in rows.prefix(Offenders.shown).enumerated() {
        let reason = reasons.map { " (\($0[position][language]))" } ?? ""
        let text = quotesCells ? ": \"\(cell(row, column).forMessage)\"" : ""
        parts.append("\(place(row, column)[language])\(text)\(reason)")
      }
      let rest = rows.count - Offenders.shown
      if rest <= 0 { return parts.joined(separator: ", ") }
      let more = language.text(rest)
      return parts.joined(separator: ", ") + (language == .indonesian ? " dan \(more) lainnya" : " and \(more) more")
    }
    return Message(id: text(.indonesian), en: text(.english))
  }
}

/// The rows of a column whose cells cannot be taken.
struct Offenders {
  /// How many of them a message shows.
  static let shown = 5

  private var rows: [Int] = []
  private var faults: [CellFault] = []

  mutating func add(_ row: Int, _ fault: CellFault) {
    rows.append(row)
    faults.append(fault)
  }

  func throwIfAny(
    _ table: DelimitedTable, _ column: Int, isWhole: Bool, stated: NumberConvention?
  ) throws {
    guard let first = faults.first else { return }
    throw Diagnostic.unusableNumbers(
      table.name, column: table.columnLabel(column), count: rows.count, isWhole: isWhole,
      rows: table.listing(rows, column, reasons: faults.map(\.reason)), advice: first.advice(stated: stated))
  }
}

extension String {
  /// Short and on one line.
  var forMessage: String {
    let line = String(map { $0.isNewline || $0 == "\t" ? " " : $0 })
    return line.count > 40 ? line.prefix(39) + "\u{2026}" : line
  }
}
