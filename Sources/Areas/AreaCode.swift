/// The two systems of area codes in use in Indonesia. They collide: 6402 is Kutai Kartanegara in one and Kutai Barat
/// in the other.
public enum CodeSystem: String, Sendable, CaseIterable {
  /// Kode wilayah of the Ministry of Home Affairs: 64, 64.02, 64.02.01, 64.02.01.2001.
  case kemendagri
  /// Codes of Statistics Indonesia: 64, 6402, 6402010, 6402010001.
  case bps

  package var other: CodeSystem { self == .kemendagri ? .bps : .kemendagri }
}

/// A code as it stands in a file, with the key by which it is compared.
///
/// `64.02.01`, `640201`, `64 02 01` and `64-02-01` have the same key; so have `id6401010` and `6401010`. A code that is
/// not made of digits (`IDN.14.3_1`) is compared as it stands, without regard to case. `640201.0`, as a program writes that
/// took the code for a number, is 640201.
package struct AreaCode: Sendable, Hashable {
  /// Digits alone where the code is made of digits and separators; otherwise the text in upper case.
  package let key: String
  /// Whether it is written in Kemendagri's way, two digits and a point (`64.02`).
  package let isDotted: Bool
  /// Whether it carries the country prefix of HDX place codes (`ID6401`, `id6401010`), which are BPS codes.
  let hasCountryPrefix: Bool

  /// Whether the key is made of digits.
  package let isNumeric: Bool

  /// nil for blank text.
  package init?(_ text: String) {
    var text = text
    guard let code = text.withUTF8(AreaCode.init(utf8:)) else { return nil }
    self = code
  }

  private init?(utf8 text: UnsafeBufferPointer<UInt8>) {
    func isDigit(_ byte: UInt8) -> Bool { byte >= 0x30 && byte <= 0x39 }
    var start = 0
    var end = text.count
    while start < end, text[start] == 0x20 || text[start] == 0x09 || text[start] == 0x27 { start += 1 }
    while start < end, text[end - 1] == 0x20 || text[end - 1] == 0x09 { end -= 1 }
    if start == end { return nil }
    end = Self.endWithoutZeroFraction(text, start, end)
    let whole = text[start..<end]
    let hasPrefix =
      whole.count > 2 && text[start] | 0x20 == UInt8(ascii: "i") && text[start + 1] | 0x20 == UInt8(ascii: "d")
      && whole.dropFirst(2).allSatisfy(isDigit)
    let body = UnsafeBufferPointer(rebasing: hasPrefix ? whole.dropFirst(2) : whole)
    var digits = 0
    var hasDot = false
    var hasOther = false
    for byte in body {
      switch byte {
      case 0x30...0x39: digits += 1
      case UInt8(ascii: "."): hasDot = true
      case 0x20, UInt8(ascii: "-"), UInt8(ascii: "/"): break
      default: hasOther = true
      }
    }
    isNumeric = digits > 0 && !hasOther
    guard isNumeric else {
      key = String(decoding: whole, as: UTF8.self).uppercased()
      isDotted = false
      hasCountryPrefix = false
      return
    }
    key = String(unsafeUninitializedCapacity: digits) { target in
      var count = 0
      for byte in body where isDigit(byte) {
        target[count] = byte
        count += 1
      }
      return count
    }
    isDotted = hasDot && body.count > 2 && body[2] == UInt8(ascii: ".")
    hasCountryPrefix = hasPrefix
  }

  /// A program that takes a code for a number writes `640201.0`: four digits or more, a mark, zeros. No code that is
  /// dotted looks so, because its first point comes after two digits.
  private static func endWithoutZeroFraction(_ text: UnsafeBufferPointer<UInt8>, _ start: Int, _ end: Int) -> Int {
    var position = end
    while position > start, text[position - 1] == UInt8(ascii: "0") { position -= 1 }
    guard position < end, position - start > 4,
      text[position - 1] == UInt8(ascii: ".") || text[position - 1] == UInt8(ascii: ",")
    else { return end }
    let isWhole = text[start..<(position - 1)].allSatisfy { $0 >= 0x30 && $0 <= 0x39 }
    return isWhole ? position - 1 : end
  }

  /// The level that the number of digits tells; nil for codes of another kind.
  package var level: AdministrativeLevel? { isNumeric ? AdministrativeLevel(codeDigits: key.utf8.count) : nil }
}

extension CodeSystem {
  /// The key of the unit one level above, by cutting the code; nil at the top.
  package func parentKey(of key: String, level: AdministrativeLevel) -> String? {
    guard let parent = level.parent, let digits = parent.digits(in: self), key.utf8.count > digits else { return nil }
    return String(decoding: key.utf8.prefix(digits), as: UTF8.self)
  }
}

extension AreaCode {
  /// The kind of regency that the code tells: numbers from 71 are those of cities, in both systems; nil for codes of
  /// other levels.
  package var regencyKind: String? {
    guard isNumeric, level == .regency, let number = Int(key.suffix(2)), number > 0 else { return nil }
    return number >= 71 ? "kota" : "kabupaten"
  }

  /// Whether it stands where a code should and is none: zeros, or the 888 and 999 that BPS gives to forests and waters
  /// (`3188888888`, `6402999`).
  package var isStandIn: Bool {
    guard isNumeric else { return false }
    if key.allSatisfy({ $0 == "0" }) { return true }
    let digits = Array(key.utf8)
    func ends(_ count: Int, _ digit: UInt8) -> Bool { digits.suffix(count).allSatisfy { $0 == digit } }
    let tail =
      switch digits.count {
      case 7: 3
      case 10: 6
      default: 0
      }
    guard tail > 0 else { return false }
    return ends(tail, 0x38) || ends(tail, 0x39) || digits.count == 10 && (ends(3, 0x38) || ends(3, 0x39))
  }
}
