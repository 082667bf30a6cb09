/// One cell of a column of numbers: what its marks prove by themselves, before the column is decided.
struct WrittenNumber {
  enum Mark: UInt8 { case dot, comma }

  enum Form: Equatable {
    /// Nothing there, or a sign that says so.
    case missing
    /// Digits without a mark.
    case bare
    /// `1.234` or `1,234`: one mark, one to three digits before it and three after it. Thousands or decimals.
    case triple(Mark)
    /// `1.234.567` or `1.234,5`: only that mark can stand between thousands.
    case grouped(Mark)
    /// `1 234`, with any of the blanks that are used for it.
    case spaced
    /// `12.5`, `0.123` or `1234.0`: only that mark can be the decimal one.
    case decimal(Mark)
    /// A fraction in a cell of numbers: no sign between its digits needs to be understood.
    case fraction
    case broken(Fault)
  }

  enum Fault {
    case notNumber, percent, scientific, foreignDigits, badGroups, tooLarge, date, merged
  }

  var form: Form
  /// All digits before the decimal mark; of a `triple`, all its digits.
  var value = 0
  /// A value beyond `Int`.
  var isTooLarge = false
  var isNegative = false
  var hasPlus = false
  /// The decimal mark, where it is certain.
  var decimalMark: Mark?
  /// Digits after the decimal mark, or after the mark of a `triple`, at most 255.
  var decimals: UInt8 = 0
  /// Whether one of those is not 0.
  var hasFraction = false
  /// Four or more digits in a row before the decimal mark: thousands without a mark.
  var isUngrouped = false
  /// Whether a spreadsheet holds it as a number, so that it says nothing of how people write theirs.
  var isTyped = false

  /// How far from a whole number a count may lie. Formulas leave noise (1999.9999999998) in the last of the 15 digits that
  /// spreadsheets keep; a fraction that somebody means is a million times as large.
  static let tolerance = 1e-6

  /// Takes the text of a number that a spreadsheet holds.
  init(typedText bytes: UnsafeBufferPointer<UInt8>) {
    if bytes.count <= 15, bytes.allSatisfy({ $0 >= 0x30 && $0 <= 0x39 }), !bytes.isEmpty {
      self.init(.bare)
      isTyped = true
      value = bytes.reduce(0) { $0 * 10 + Int($1 & 0x0F) }
    } else {
      self.init(typed: Double(String(decoding: bytes, as: UTF8.self)) ?? .nan)
    }
  }

  /// Takes a number that a spreadsheet holds.
  init(typed number: Double) {
    let whole = number.rounded()
    self.init((number - whole).magnitude <= Self.tolerance ? .bare : .fraction)
    isTyped = true
    isNegative = whole < 0 || (form == .fraction && number < 0)
    // Beyond this a cell does not keep every whole number.
    if whole.magnitude < 0x1p53 { value = Int(whole.magnitude) } else { isTooLarge = true }
  }

  init(broken fault: Fault) { self.init(.broken(fault)) }

  private init(_ form: Form) { self.form = form }

  /// Reads the trimmed UTF-8 bytes of a cell.
  init(_ bytes: UnsafeBufferPointer<UInt8>) {
    self.init(.bare)
    if bytes.isEmpty {
      form = .missing
      return
    }
    // Digits and nothing else, the most common cell by far.
    if bytes.count <= 18 {
      var sum = 0
      var position = 0
      while position < bytes.count {
        let digit = bytes[position] &- 0x30
        if digit > 9 { break }
        sum = sum &* 10 &+ Int(digit)
        position += 1
      }
      if position == bytes.count {
        value = sum
        isUngrouped = position > 3
        return
      }
    }
    read(bytes)
  }

  private mutating func read(_ bytes: UnsafeBufferPointer<UInt8>) {
    var position = 0
    // Spreadsheets force text with an apostrophe, which some exports keep.
    if bytes[0] == 0x27 { position = 1 }
    if position < bytes.count, bytes[position] == 0x2D {
      isNegative = true
      position += 1
    } else if position < bytes.count, bytes[position] == 0x2B {
      hasPlus = true
      position += 1
    } else if position + 2 < bytes.count, bytes[position] == 0xE2, bytes[position + 1] == 0x88,
      bytes[position + 2] == 0x92
    {
      isNegative = true
      position += 3
    }

    let space: UInt8 = 0x20
    var firstMark: UInt8 = 0  // between thousands, or decimal if it stays the only one
    var firstCount = 0
    var lastMark: UInt8 = 0  // another mark after the first: the decimal one
    var headLength = 0
    var run = 0  // digits since the last mark
    var head = 0
    var startsWithZero = false
    var headTooLarge = false
    var hasBadGroup = false
    while position < bytes.count {
      let byte = bytes[position]
      let digit = byte &- 0x30
      if digit <= 9 {
        position += 1
        if firstMark == 0 && run == 0 { startsWithZero = digit == 0 }
        run += 1
        if firstMark != 0 && digit != 0 { hasFraction = true }
        if lastMark != 0 { continue }
        let (product, overflow) = value.multipliedReportingOverflow(by: 10)
        let (sum, carry) = product.addingReportingOverflow(Int(digit))
        if overflow || carry { isTooLarge = true }
        value = overflow || carry ? 0 : sum
        continue
      }
      let mark: UInt8
      if byte == 0x2E || byte == 0x2C {
        mark = byte
        position += 1
      } else {
        let length = CellBytes.blankLength(bytes, position, bytes.count)
        if length == 0 { return fail(bytes) }
        mark = space
        position += length
      }
      if run == 0 || lastMark != 0 { return fail(bytes) }
      if firstMark == 0 {
        firstMark = mark
        headLength = run
        head = value
        headTooLarge = isTooLarge
        firstCount = 1
      } else if mark == firstMark {
        if run != 3 { hasBadGroup = true }
        firstCount += 1
      } else {
        if mark == space { return fail(bytes) }
        if run != 3 { hasBadGroup = true }
        lastMark = mark
        hasFraction = false
      }
      run = 0
    }
    if run == 0 { return fail(bytes) }
    let isDecimal = lastMark != 0 || (firstMark != 0 && firstMark != space && firstCount == 1)
    let noise = isDecimal ? Self.noise(inDecimals: bytes[(bytes.count - run)...]) : nil

    let mark: Mark = firstMark == 0x2C ? .comma : .dot
    if firstMark == 0 {
      form = .bare
      isUngrouped = run > 3
    } else if lastMark != 0 || firstMark == space || firstCount > 1 {
      form = firstMark == space ? .spaced : .grouped(mark)
      if lastMark != 0 {
        decimalMark = lastMark == 0x2C ? .comma : .dot
        decimals = UInt8(min(run, 255))
        settle(noise)
      } else {
        if run != 3 { hasBadGroup = true }
        hasFraction = false
      }
      if hasBadGroup || headLength > 3 || startsWithZero { form = .broken(.badGroups) }
    } else if run == 3 && headLength <= 3 && !startsWithZero {
      form = .triple(mark)
      decimals = 3
    } else {
      form = .decimal(mark)
      decimalMark = mark
      decimals = UInt8(min(run, 255))
      value = head
      isTooLarge = headTooLarge
      isUngrouped = headLength > 3
      settle(noise)
    }
  }

  /// What decimals that are only the noise of a formula round to, as within `tolerance`: 0 where the first six are 0 and
  /// others follow, 1 where they are 9.
  private static func noise(inDecimals digits: Slice<UnsafeBufferPointer<UInt8>>) -> Int? {
    guard digits.count > 6 else { return nil }
    if digits.prefix(6).allSatisfy({ $0 == 0x30 }) { return 0 }
    return digits.prefix(6).allSatisfy { $0 == 0x39 } ? 1 : nil
  }

  private mutating func settle(_ noise: Int?) {
    guard let noise else { return }
    hasFraction = false
    if value < Int.max { value += noise }
  }

  private static let missingMarkers: [[UInt8]] = [
    "-", "--", "\u{2013}", "\u{2014}", "...", "\u{2026}", "n/a", "na", "#n/a", "nan", "null", "none", "tidak ada data",
  ].map { Array($0.utf8) }

  /// Says what the bytes are if they are no number.
  private mutating func fail(_ bytes: UnsafeBufferPointer<UInt8>) {
    let lower = bytes.map { $0 >= 0x41 && $0 <= 0x5A ? $0 | 0x20 : $0 }
    if Self.missingMarkers.contains(lower) {
      self = WrittenNumber(.missing)
      return
    }
    let digits = lower.contains { $0 >= 0x30 && $0 <= 0x39 }
    let marks = "0123456789.,+-' ".utf8
    let scalars = String(decoding: bytes, as: UTF8.self).unicodeScalars
    if digits && lower.last == 0x25 {
      self = WrittenNumber(.broken(.percent))
    } else if digits && lower.count(where: { $0 == 0x65 }) == 1 && lower[0] != 0x65 && lower.last != 0x65
      && lower.allSatisfy({ $0 == 0x65 || marks.contains($0) })
    {
      self = WrittenNumber(.broken(.scientific))
    } else if scalars.contains(where: { !$0.isASCII && $0.properties.numericType == .decimal }) {
      self = WrittenNumber(.broken(.foreignDigits))
    } else {
      self = WrittenNumber(.broken(.notNumber))
    }
  }
}
