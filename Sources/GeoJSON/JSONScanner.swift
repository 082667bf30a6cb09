internal import FileAccess

/// Reads JSON (RFC 8259) piece by piece from a file through a buffer of fixed size, whose start moves on.
///
/// Linear in the file, and in memory only what is asked for. Grammar and UTF-8 are strict: what another program would
/// have to guess at is a fault with its place. Nesting is bounded, so that no file can exhaust the stack.
struct JSONScanner: ~Copyable {
  /// How many brackets may be open at once.
  static let deepestNesting = 64
  /// The longest string or number in bytes.
  static let longestToken = 1 << 26

  private let window: FileWindow
  private var memory: UnsafeMutablePointer<UInt8>
  private var capacity: Int
  /// The file's offset of `memory[0]`.
  private var start = 0
  /// Bytes of the file in `memory`; a zero, which no JSON holds, and seven more bytes of padding follow them.
  private var length = 0
  private var next = 0
  /// What must stay in memory, from here on.
  private var mark: Int?

  private static let padding = 8

  init(_ window: FileWindow, bufferSize: Int = 1 << 18) throws {
    self.window = window
    capacity = bufferSize
    memory = .allocate(capacity: bufferSize + Self.padding)
    memory.initialize(repeating: 0, count: bufferSize + Self.padding)
    _ = try fill()
    if length >= 3 && memory[0] == 0xEF && memory[1] == 0xBB && memory[2] == 0xBF { next = 3 }
    if length >= 2 && (memory[0] == 0xFE && memory[1] == 0xFF || memory[0] == 0xFF && memory[1] == 0xFE) {
      throw fault(.notUTF8)
    }
  }

  deinit { memory.deallocate() }

  // MARK: The buffer

  /// The byte offset in the file of what is read next.
  var offset: Int { start + next }

  /// Reads more of the file; false at its end.
  private mutating func fill() throws -> Bool {
    let kept = mark ?? next
    if kept > 0 {
      memory.update(from: memory + kept, count: length - kept)
      start += kept
      length -= kept
      next -= kept
      if mark != nil { mark = 0 }
    }
    if length == capacity {
      guard capacity < Self.longestToken else { throw fault(.tooLong) }
      let larger = UnsafeMutablePointer<UInt8>.allocate(capacity: 2 * capacity + Self.padding)
      larger.update(from: memory, count: length)
      memory.deallocate()
      memory = larger
      capacity *= 2
    }
    let got = window.read(
      at: start + length, into: UnsafeMutableRawBufferPointer(start: memory + length, count: capacity - length))
    length += got
    for index in length..<length + Self.padding { memory[index] = 0 }
    if got == 0 && start + length < window.size { throw fault(.unreadable) }
    return got > 0
  }

  /// The next byte, without passing it; 0 at the end of the file.
  @inline(__always)
  mutating func peek() throws -> UInt8 {
    let byte = memory[next]
    if byte != 0 { return byte }
    return try peekBehindBuffer()
  }

  @inline(never)
  private mutating func peekBehindBuffer() throws -> UInt8 {
    guard next == length else { throw fault(.unexpected(0)) }
    return try fill() ? try peek() : 0
  }

  @inline(__always)
  mutating func skipBlanks() throws {
    while true {
      switch memory[next] {
      case 0x20, 0x0A, 0x0D, 0x09: next &+= 1
      case 0: if try peekBehindBuffer() == 0 { return }
      default: return
      }
    }
  }

  /// Whether the next sign is this one, which is passed then, with the blanks behind it.
  @inline(__always)
  mutating func pass(_ sign: Unicode.Scalar) throws -> Bool {
    guard try peek() == UInt8(ascii: sign) else { return false }
    next &+= 1
    try skipBlanks()
    return true
  }

  @inline(__always)
  mutating func expect(_ sign: Unicode.Scalar) throws {
    guard try pass(sign) else { throw unexpected() }
  }

  func fault(_ kind: JSONFault.Kind, at place: Int? = nil) -> JSONFault {
    JSONFault(kind: kind, offset: place ?? offset)
  }

  func unexpected() -> JSONFault {
    let byte = memory[next]
    return fault(byte == 0 && next == length ? .ended : .unexpected(byte))
  }

  // MARK: Structure

  /// Whether the list that was opened goes on with another element, after one: passes the comma, or its end.
  @inline(__always)
  mutating func goesOn(until end: Unicode.Scalar) throws -> Bool {
    if try pass(",") { return true }
    guard try pass(end) else { throw unexpected() }
    return false
  }

  /// Whether a list of numbers comes next, which is not passed.
  @inline(__always)
  mutating func beginsPosition() throws -> Bool {
    mark = next
    defer { mark = nil }
    guard try pass("[") else { return false }
    let byte = try peek()
    next = mark!
    return byte == UInt8(ascii: "-") || byte &- 0x30 < 10
  }

  // MARK: Values

  /// A number, with the blanks behind it.
  @inline(__always)
  mutating func number() throws -> Double {
    let token = try numberToken()
    let value = try value(of: token)
    try skipBlanks()
    return value
  }

  /// - Parameter token: the last that was read, without anything after it.
  @inline(__always)
  func value(of token: NumberToken) throws -> Double {
    if !token.isLong, let value = DecimalReading.value(token.significand, token.power) {
      return token.isNegative ? -value : value
    }
    guard let value = Double(text(of: token)), value.isFinite else {
      throw fault(.numberTooLarge, at: offset - token.count)
    }
    return value
  }

  /// - Parameter token: the last that was read, without anything after it.
  func text(of token: NumberToken) -> String {
    String(decoding: UnsafeBufferPointer(start: memory + next - token.count, count: token.count), as: UTF8.self)
  }

  /// A number in its parts.
  struct NumberToken {
    /// Its bytes.
    var count: Int
    var significand: UInt64
    var power: Int
    var isNegative: Bool
    /// Whether it has neither a point nor an exponent.
    var isWhole: Bool
    /// Whether it has more digits than the significand can hold.
    var isLong: Bool
  }

  /// A number without what follows it.
  @inline(__always)
  mutating func numberToken() throws -> NumberToken {
    while true {
      let begin = memory + next
      var p = begin
      let isNegative = p.pointee == UInt8(ascii: "-")
      if isNegative { p += 1 }
      var significand: UInt64 = 0
      let whole = p
      Self.readDigits(&p, &significand)
      var digits = p - whole
      // One zero may lead, and nothing behind it.
      var isGood = digits == 1 || digits > 1 && whole.pointee != UInt8(ascii: "0")
      var isWhole = true
      var power = 0
      if isGood && p.pointee == UInt8(ascii: ".") {
        p += 1
        let fraction = p
        Self.readDigits(&p, &significand)
        power = fraction - p
        digits -= power
        isWhole = false
        isGood = power < 0
      }
      if isGood && p.pointee | 0x20 == UInt8(ascii: "e") {
        p += 1
        let isSmaller = p.pointee == UInt8(ascii: "-")
        if isSmaller || p.pointee == UInt8(ascii: "+") { p += 1 }
        var exponent = 0
        let first = p
        while p.pointee &- 0x30 < 10 {
          if exponent < 100_000 { exponent = exponent * 10 + Int(p.pointee &- 0x30) }
          p += 1
        }
        power += isSmaller ? -exponent : exponent
        isWhole = false
        isGood = p > first
      }
      let count = p - begin
      if next + count == length, try fillKeepingNumber() { continue }
      guard isGood else {
        if digits == 0 {
          next += count
          throw unexpected()
        }
        throw fault(.badNumber)
      }
      next += count
      return NumberToken(
        count: count, significand: significand, power: power, isNegative: isNegative, isWhole: isWhole,
        isLong: digits > 19)
    }
  }

  /// Reads on where a number may go on behind the buffer; false at the end of the file.
  @inline(never)
  private mutating func fillKeepingNumber() throws -> Bool {
    if mark != nil { return try fill() }
    mark = next
    defer { mark = nil }
    return try fill()
  }

  /// Adds digits to a significand, which wraps where there are too many.
  @inline(__always)
  private static func readDigits(_ p: inout UnsafeMutablePointer<UInt8>, _ significand: inout UInt64) {
    while true {
      // Eight digits at once: the padding makes room for the read.
      let word = UnsafeRawPointer(p).loadUnaligned(as: UInt64.self).littleEndian
      let low = word &- 0x3030_3030_3030_3030
      guard (word & 0xF0F0_F0F0_F0F0_F0F0) == 0x3030_3030_3030_3030,
        ((low &+ 0x0606_0606_0606_0606) & 0xF0F0_F0F0_F0F0_F0F0) == 0
      else { break }
      // Pairs, then fours, then all eight.
      let pairs = (low &* 10) &+ (low >> 8)
      let first = (pairs & 0x0000_00FF_0000_00FF) &* 0x000F_4240_0000_0064
      let second = ((pairs >> 16) & 0x0000_00FF_0000_00FF) &* 0x0000_2710_0000_0001
      significand = significand &* 100_000_000 &+ ((first &+ second) >> 32)
      p += 8
    }
    while p.pointee &- 0x30 < 10 {
      significand = significand &* 10 &+ UInt64(p.pointee &- 0x30)
      p += 1
    }
  }

  /// The word `true`, `false` or `null`, with the blanks behind it.
  mutating func word(_ word: StaticString) throws {
    mark = next
    for index in 0..<word.utf8CodeUnitCount {
      guard try peek() == word.utf8Start[index] else {
        mark = nil
        throw unexpected()
      }
      next += 1
    }
    mark = nil
    try skipBlanks()
  }

  /// Whether the next string is this one, which is passed then, with the blanks behind it. Only what is in the buffer
  /// is compared, so that false does not say that it is another.
  @inline(__always)
  mutating func passes(string utf8: [UInt8]) throws -> Bool {
    let end = next + utf8.count + 1
    guard end < length, memory[next] == UInt8(ascii: "\""), memory[end] == UInt8(ascii: "\"") else { return false }
    for index in utf8.indices where memory[next + 1 + index] != utf8[index] { return false }
    next = end + 1
    try skipBlanks()
    return true
  }

  /// A string, with the blanks behind it.
  mutating func string() throws -> String {
    guard try peek() == UInt8(ascii: "\"") else { throw unexpected() }
    mark = next
    defer { mark = nil }
    next += 1
    var escaped: [UInt8]?
    var from = 1
    while true {
      switch memory[next] {
      case UInt8(ascii: "\""):
        let rest = UnsafeBufferPointer(start: memory + mark! + from, count: next - mark! - from)
        let text =
          escaped.map { String(validating: $0 + rest, as: UTF8.self) } ?? String(validating: rest, as: UTF8.self)
        guard let text else { throw fault(.notUTF8, at: start + mark!) }
        next += 1
        mark = nil
        try skipBlanks()
        return text
      case UInt8(ascii: "\\"):
        escaped = (escaped ?? []) + UnsafeBufferPointer(start: memory + mark! + from, count: next - mark! - from)
        escaped! += try escape()
        from = next - mark!
      case 0 where next == length:
        guard try fill() else { throw fault(.ended) }
      case 0..<0x20: throw fault(.control(memory[next]))
      default: next += 1
      }
    }
  }

  /// An escape, as UTF-8.
  private mutating func escape() throws -> [UInt8] {
    let place = offset
    next += 1
    let letter = try peek()
    next += 1
    switch letter {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): return [letter]
    case UInt8(ascii: "b"): return [0x08]
    case UInt8(ascii: "f"): return [0x0C]
    case UInt8(ascii: "n"): return [0x0A]
    case UInt8(ascii: "r"): return [0x0D]
    case UInt8(ascii: "t"): return [0x09]
    case UInt8(ascii: "u"):
      var code = try hexadecimal(place)
      if (0xD800..<0xDC00).contains(code) {
        guard try peek() == UInt8(ascii: "\\") else { throw fault(.badEscape, at: place) }
        next += 1
        guard try peek() == UInt8(ascii: "u") else { throw fault(.badEscape, at: place) }
        next += 1
        let second = try hexadecimal(place)
        guard (0xDC00..<0xE000).contains(second) else { throw fault(.badEscape, at: place) }
        code = 0x10000 + (code - 0xD800) << 10 + (second - 0xDC00)
      }
      guard let scalar = Unicode.Scalar(code) else { throw fault(.badEscape, at: place) }
      return Array(String(scalar).utf8)
    default: throw fault(.badEscape, at: place)
    }
  }

  private mutating func hexadecimal(_ place: Int) throws -> UInt32 {
    var value: UInt32 = 0
    for _ in 0..<4 {
      guard let digit = Character(Unicode.Scalar(try peek())).hexDigitValue else { throw fault(.badEscape, at: place) }
      value = value << 4 | UInt32(digit)
      next += 1
    }
    return value
  }

  /// Passes a value of any kind, with the blanks behind it.
  mutating func skip(depth: Int = 0) throws {
    guard depth < Self.deepestNesting else { throw fault(.tooDeep) }
    switch try peek() {
    case UInt8(ascii: "{"):
      try expect("{")
      if try pass("}") { return }
      repeat {
        try skipString()
        try expect(":")
        try skip(depth: depth + 1)
      } while try goesOn(until: "}")
    case UInt8(ascii: "["):
      try expect("[")
      if try pass("]") { return }
      repeat { try skip(depth: depth + 1) } while try goesOn(until: "]")
    case UInt8(ascii: "\""): try skipString()
    case UInt8(ascii: "t"): try word("true")
    case UInt8(ascii: "f"): try word("false")
    case UInt8(ascii: "n"): try word("null")
    default:
      _ = try numberToken()
      try skipBlanks()
    }
  }

  /// Passes a string without keeping it.
  private mutating func skipString() throws {
    guard try peek() == UInt8(ascii: "\"") else { throw unexpected() }
    next += 1
    while true {
      switch memory[next] {
      case UInt8(ascii: "\""):
        next += 1
        return try skipBlanks()
      case UInt8(ascii: "\\"): _ = try escape()
      case 0 where next == length:
        guard try fill() else { throw fault(.ended) }
      case 0..<0x20: throw fault(.control(memory[next]))
      default: next += 1
      }
    }
  }

  /// The text of a value of any kind without blanks, with the blanks behind it passed.
  mutating func text() throws -> String {
    var copy: [UInt8] = []
    try copyValue(into: &copy, depth: 0)
    // Strings are valid UTF-8 already, and all else is ASCII.
    return String(decoding: copy, as: UTF8.self)
  }

  /// As `skip`, keeping what is passed, without blanks.
  private mutating func copyValue(into copy: inout [UInt8], depth: Int) throws {
    guard depth < Self.deepestNesting, copy.count < Self.longestToken else {
      throw fault(depth < Self.deepestNesting ? .tooLong : .tooDeep)
    }
    switch try peek() {
    case UInt8(ascii: "{"):
      try expect("{")
      copy.append(UInt8(ascii: "{"))
      if try !pass("}") {
        var isFirst = true
        repeat {
          if !isFirst { copy.append(UInt8(ascii: ",")) }
          isFirst = false
          Self.append(quoted: try string(), to: &copy)
          try expect(":")
          copy.append(UInt8(ascii: ":"))
          try copyValue(into: &copy, depth: depth + 1)
        } while try goesOn(until: "}")
      }
      copy.append(UInt8(ascii: "}"))
    case UInt8(ascii: "["):
      try expect("[")
      copy.append(UInt8(ascii: "["))
      if try !pass("]") {
        var isFirst = true
        repeat {
          if !isFirst { copy.append(UInt8(ascii: ",")) }
          isFirst = false
          try copyValue(into: &copy, depth: depth + 1)
        } while try goesOn(until: "]")
      }
      copy.append(UInt8(ascii: "]"))
    case UInt8(ascii: "\""): Self.append(quoted: try string(), to: &copy)
    case UInt8(ascii: "t"):
      try word("true")
      copy += "true".utf8
    case UInt8(ascii: "f"):
      try word("false")
      copy += "false".utf8
    case UInt8(ascii: "n"):
      try word("null")
      copy += "null".utf8
    default:
      mark = next
      defer { mark = nil }
      _ = try numberToken()
      copy += UnsafeBufferPointer(start: memory + mark!, count: next - mark!)
      mark = nil
      try skipBlanks()
    }
  }

  private static func append(quoted text: String, to copy: inout [UInt8]) {
    let buffer = TextBuffer(capacity: 64)
    buffer.append(quoted: text)
    copy += buffer.bytes
  }
}
