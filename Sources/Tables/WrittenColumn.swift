internal import Diagnostics

/// A column of numbers as written, and which conventions all of it fits.
struct WrittenColumn {
  let numbers: [WrittenNumber]

  /// Cells that hold a number.
  private var count = 0
  private var spaced = 0
  /// Four or more digits in a row before the decimal mark.
  private var ungrouped = 0
  private var triple = PerMark()
  /// Triples that end in three zeros.
  private var zeroTriple = PerMark()
  private var grouped = PerMark()
  /// Cells in which this is the decimal mark for certain, grouped or not.
  private var decimal = PerMark()
  /// Those of them with exactly three decimals.
  private var threeDecimals = PerMark()

  private struct PerMark {
    var dot = 0
    var comma = 0

    subscript(mark: WrittenNumber.Mark) -> Int {
      get { mark == .dot ? dot : comma }
      set { if mark == .dot { dot = newValue } else { comma = newValue } }
    }
  }

  init(_ table: DelimitedTable, column: Int) {
    let rowCount = table.rowCount
    numbers = [WrittenNumber](unsafeUninitializedCapacity: rowCount) { buffer, filled in
      for row in 0..<rowCount {
        let number = table.writtenNumber(row, column)
        (buffer.baseAddress! + row).initialize(to: number)
      }
      filled = rowCount
    }
    for number in numbers { tally(number) }
  }

  private mutating func tally(_ number: WrittenNumber) {
    if number.isTyped { return }
    switch number.form {
    case .missing, .broken, .fraction: return
    case .bare: break
    case .spaced: spaced += 1
    case .grouped(let mark): grouped[mark] += 1
    case .decimal: break
    case .triple(let mark):
      triple[mark] += 1
      if !number.hasFraction { zeroTriple[mark] += 1 }
    }
    count += 1
    if number.isUngrouped { ungrouped += 1 }
    if let mark = number.decimalMark {
      decimal[mark] += 1
      if number.decimals == 3 { threeDecimals[mark] += 1 }
    }
  }

  /// What to make of the columns' marks.
  enum Verdict: Equatable {
    case fits(NumberConvention)
    /// Both conventions fit and give different numbers.
    case undecided(NumberConvention)
    case mixed
  }

  /// The one convention that all cells fit.
  ///
  /// - Parameter wholeOnly: whether the column is of counts. A fraction is no count, so `1.234` is one thousand two
  ///   hundred thirty-four. It is a decimal number with three zeros (`123.000`) only where *every* cell is written
  ///   with three decimals, as programs do; since points between thousands fit that as well, such a column is undecided
  ///   without further proof. Otherwise a lone mark is taken for the decimal one wherever it can be.
  func verdict(wholeOnly: Bool) -> Verdict {
    func triplesFitAsDecimals(_ mark: WrittenNumber.Mark) -> Bool {
      if !wholeOnly || triple[mark] == 0 { return true }
      return triple[mark] == zeroTriple[mark] && triple[mark] + threeDecimals[mark] == count
    }
    func fitsGrouped(_ mark: WrittenNumber.Mark, _ other: WrittenNumber.Mark) -> Bool {
      grouped[mark] + triple[mark] > 0 && grouped[other] == 0 && decimal[mark] == 0 && spaced == 0 && ungrouped == 0
        && triplesFitAsDecimals(other)
    }
    func fitsDecimal(_ mark: WrittenNumber.Mark, _ other: WrittenNumber.Mark) -> Bool {
      decimal[other] == 0 && triple[other] == 0 && triplesFitAsDecimals(mark)
    }
    let isPlain =
      grouped.dot + grouped.comma + spaced == 0 && (fitsDecimal(.dot, .comma) || fitsDecimal(.comma, .dot))
    let isSpaced =
      spaced > 0 && grouped.dot + grouped.comma + ungrouped == 0
      && (fitsDecimal(.dot, .comma) || fitsDecimal(.comma, .dot))
    let isDotted = fitsGrouped(.dot, .comma)
    let isCommaed = fitsGrouped(.comma, .dot)

    if isPlain && (!wholeOnly || !(isDotted || isCommaed)) { return .fits(.plain) }
    switch (isPlain, isDotted, isCommaed, isSpaced) {
    case (true, true, _, _): return .undecided(.dotThousands)
    case (true, _, true, _): return .undecided(.commaThousands)
    case (false, true, false, false): return .fits(.dotThousands)
    case (false, false, true, false): return .fits(.commaThousands)
    case (false, false, false, true): return .fits(.spaceThousands)
    default: return .mixed
    }
  }

  /// The decimal mark under a convention, where the column shows one; a stated `plain` or `spaceThousands` column that
  /// uses both has none.
  func decimalMark(under convention: NumberConvention) -> WrittenNumber.Mark? {
    switch convention {
    case .dotThousands: return .comma
    case .commaThousands: return .dot
    case .plain, .spaceThousands:
      let dots = decimal.dot + triple.dot
      let commas = decimal.comma + triple.comma
      return dots > 0 && commas > 0 ? nil : dots > 0 ? .dot : .comma
    }
  }

  /// Whether a number fits a convention, and whether its triple then is decimals.
  static func reading(
    of form: WrittenNumber, under convention: NumberConvention, decimalMark: WrittenNumber.Mark?
  ) -> (fits: Bool, tripleIsDecimal: Bool) {
    let marksFit = form.decimalMark == nil || form.decimalMark == decimalMark
    let groupMark: WrittenNumber.Mark? =
      convention == .dotThousands ? .dot : convention == .commaThousands ? .comma : nil
    switch form.form {
    case .missing, .bare, .fraction: return (true, false)
    case .spaced: return (convention == .spaceThousands && marksFit, false)
    case .grouped(let mark): return (mark == groupMark && marksFit, false)
    case .decimal: return (marksFit, false)
    case .triple(let mark): return mark == groupMark ? (true, false) : (mark == decimalMark, true)
    case .broken: return (false, false)
    }
  }
}
