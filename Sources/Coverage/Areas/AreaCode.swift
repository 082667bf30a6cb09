/// The two systems of area codes in use in Indonesia. They collide: 6402 is Kutai Kartanegara in one and Kutai Barat
/// in the other.
public enum CodeSystem: String, Sendable, CaseIterable {
  /// Kode wilayah of the Ministry of Home Affairs: 64, 64.02, 64.02.01, 64.02.01.2001.
  case kemendagri
  /// Codes of Statistics Indonesia: 64, 6402, 6402010, 6402010001.
  case bps

  var other: CodeSystem { self == .kemendagri ? .bps : .kemendagri }
}

/// A code as it stands in a file, with the key by which it is compared.
///
/// `64.02.01`, `640201`, `64 02 01` and `64-02-01` have the same key; so have `id6401010` and `6401010`. A code that is
/// not made of digits (`IDN.14.3_1`) is compared as it stands, without regard to case.
struct AreaCode: Sendable, Hashable {
  /// Digits alone where the code is made of digits and separators; otherwise the text in upper case.
  let key: String
  /// Whether it is written in Kemendagri's way, two digits and a point (`64.02`).
  let isDotted: Bool
  /// Whether it carries the country prefix of HDX place codes (`ID6401`, `id6401010`), which are BPS codes.
  let hasCountryPrefix: Bool

  /// nil for blank text.
  init?(_ text: String) {
    var digits: [UInt8] = []
    var isNumeric = true
    var afterPrefix = false
    var dots = 0
    var bytes = Substring(text).utf8
    while let first = bytes.first, first == 0x20 || first == 0x09 || first == 0x27 { bytes.removeFirst() }
    while let last = bytes.last, last == 0x20 || last == 0x09 { bytes.removeLast() }
    if bytes.isEmpty { return nil }
    let body: Substring.UTF8View
    if bytes.count > 2, bytes.first.map({ $0 | 0x20 }) == UInt8(ascii: "i"),
      bytes.dropFirst().first.map({ $0 | 0x20 }) == UInt8(ascii: "d"),
      bytes.dropFirst(2).allSatisfy({ $0 >= 0x30 && $0 <= 0x39 })
    {
      afterPrefix = true
      body = bytes.dropFirst(2)
    } else {
      body = bytes
    }
    digits.reserveCapacity(body.count)
    for byte in body {
      switch byte {
      case 0x30...0x39: digits.append(byte)
      case UInt8(ascii: "."):
        dots += 1
      case 0x20, UInt8(ascii: "-"), UInt8(ascii: "/"): break
      default: isNumeric = false
      }
    }
    if isNumeric && !digits.isEmpty {
      key = String(decoding: digits, as: UTF8.self)
      let second = body.dropFirst(2).first
      isDotted = dots > 0 && second == UInt8(ascii: ".")
      hasCountryPrefix = afterPrefix
    } else {
      key = String(decoding: bytes, as: UTF8.self).uppercased()
      isDotted = false
      hasCountryPrefix = false
    }
  }

  /// Whether the key is made of digits.
  var isNumeric: Bool { key.utf8.allSatisfy { $0 >= 0x30 && $0 <= 0x39 } }

  /// The level that the number of digits tells; nil for codes of another kind.
  var level: AdministrativeLevel? { isNumeric ? AdministrativeLevel(codeDigits: key.utf8.count) : nil }
}

extension CodeSystem {
  /// The key of the unit one level above, by cutting the code; nil at the top.
  func parentKey(of key: String, level: AdministrativeLevel) -> String? {
    guard let parent = level.parent, let digits = parent.digits(in: self), key.utf8.count > digits else { return nil }
    return String(key.prefix(digits))
  }
}
