/// Bytes of JSON under construction, in memory that is used again for one chunk after another.
final class TextBuffer: @unchecked Sendable {
  private(set) var base: UnsafeMutableRawPointer
  private(set) var capacity: Int
  var count = 0

  init(capacity: Int) {
    base = .allocate(byteCount: capacity, alignment: 16)
    self.capacity = capacity
  }

  deinit { base.deallocate() }

  var bytes: UnsafeRawBufferPointer { UnsafeRawBufferPointer(start: base, count: count) }

  /// The place behind the last byte, with room for at least `room` bytes.
  @inline(__always)
  func end(room: Int) -> UnsafeMutableRawPointer {
    if capacity - count < room { grow(by: room) }
    return base + count
  }

  /// Takes over what was written from `end(room:)` up to `end`.
  @inline(__always)
  func advance(to end: UnsafeMutableRawPointer) { count = end - base }

  @inline(never)
  private func grow(by room: Int) {
    let larger = max(capacity * 2, count + room)
    let memory = UnsafeMutableRawPointer.allocate(byteCount: larger, alignment: 16)
    memory.copyMemory(from: base, byteCount: count)
    base.deallocate()
    base = memory
    capacity = larger
  }

  func append(_ text: StaticString) {
    append(UnsafeRawBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
  }

  func append(_ bytes: UnsafeRawBufferPointer) {
    guard let source = bytes.baseAddress else { return }
    end(room: bytes.count).copyMemory(from: source, byteCount: bytes.count)
    count += bytes.count
  }

  func append(_ bytes: [UInt8]) { bytes.withUnsafeBytes { append($0) } }

  func append(_ value: Int) {
    var out = end(room: 32)
    if value < 0 {
      out.storeBytes(of: UInt8(ascii: "-"), as: UInt8.self)
      out += 1
    }
    advance(to: DecimalDigits.write(UInt64(value.magnitude), at: out))
  }

  /// A coordinate with the decimals of `format`.
  func append(coordinate value: Double, _ format: FixedDecimal) {
    let out = end(room: FixedDecimal.capacity(upTo: value.magnitude))
    advance(to: format.write(value, at: out))
  }

  /// A number with the decimals of `format`, and with a point always: GDAL and whoever else guesses a column's type from
  /// its first values would take `100` for a whole number. `null` where it is not finite, for which JSON has no number.
  func append(number value: Double, _ format: FixedDecimal) {
    guard value.isFinite else { return append("null") }
    let start = end(room: FixedDecimal.capacity(upTo: value.magnitude))
    let out = format.write(value, at: start)
    let hasPoint = UnsafeRawBufferPointer(start: start, count: out - start).contains(UInt8(ascii: "."))
    advance(to: out)
    if !hasPoint { append(".0") }
  }

  /// The shortest number that reads back as the same double, with a point or an exponent always; `null` where it is not
  /// finite. Zero has no sign.
  func append(shortest value: Double) {
    guard value.isFinite else { return append("null") }
    var text = value == 0 ? "0.0" : value.description
    text.withUTF8 { append(UnsafeRawBufferPointer($0)) }
  }

  /// A JSON string in quotes: quotes, backslashes and control characters escaped, all else as UTF-8.
  func append(quoted text: String) {
    var text = text
    text.withUTF8 { append(quotedUTF8: $0) }
  }

  private func append(quotedUTF8 text: UnsafeBufferPointer<UInt8>) {
    // No byte becomes more than the six of `\u001f`.
    var out = end(room: 6 * text.count + 2)
    func put(_ byte: UInt8) {
      out.storeBytes(of: byte, as: UInt8.self)
      out += 1
    }
    put(UInt8(ascii: "\""))
    for byte in text {
      switch byte {
      case UInt8(ascii: "\""), UInt8(ascii: "\\"):
        put(UInt8(ascii: "\\"))
        put(byte)
      case 0x20...:
        put(byte)
      case 0x08: put2(UInt8(ascii: "b"))
      case 0x09: put2(UInt8(ascii: "t"))
      case 0x0A: put2(UInt8(ascii: "n"))
      case 0x0C: put2(UInt8(ascii: "f"))
      case 0x0D: put2(UInt8(ascii: "r"))
      default:
        for character in "\\u00".utf8 { put(character) }
        put(UInt8(ascii: "0") + byte >> 4)
        put(byte & 15 < 10 ? UInt8(ascii: "0") + byte & 15 : UInt8(ascii: "a") + byte & 15 - 10)
      }
    }
    func put2(_ letter: UInt8) {
      put(UInt8(ascii: "\\"))
      put(letter)
    }
    put(UInt8(ascii: "\""))
    advance(to: out)
  }
}
