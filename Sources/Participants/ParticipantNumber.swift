/// The number of a participant as it is compared: letters and digits alone, in upper case.
///
/// `08-0012 345.67` and `08001234567` are the same. Leading zeros stay, since nobody can tell whether a program has
/// dropped them elsewhere.
enum ParticipantNumber {
  enum Reading: Equatable {
    case number
    /// Nothing, zeros alone, or a word that says that there is none.
    case missing
    /// `6,40201E+15`: a spreadsheet has thrown digits away, and different participants look the same.
    case broken
  }

  private static let words: Set<String> = [
    "NA", "NULL", "NONE", "NAN", "NIL", "KOSONG", "TIDAKADA", "BELUMADA", "BELUM", "UNKNOWN", "TIDAKDIKETAHUI",
  ]

  /// Puts the comparable form of a trimmed cell into `result`, replacing what was there.
  static func read(_ bytes: UnsafeBufferPointer<UInt8>, into result: inout [UInt8]) -> Reading {
    result.removeAll(keepingCapacity: true)
    var end = bytes.count
    var hasDigit = false
    var isZero = true
    var letters = 0
    var marks = 0
    // A whole number that passed through a program's floating point.
    if end > 2, bytes[end - 1] == 0x30, bytes[end - 2] == 0x2E,
      bytes[..<(end - 2)].allSatisfy({ $0 >= 0x30 && $0 <= 0x39 })
    {
      end -= 2
    }
    for position in 0..<end {
      var byte = bytes[position]
      switch byte {
      case 0x30...0x39:
        hasDigit = true
        if byte != 0x30 { isZero = false }
      case 0x61...0x7A, 0x41...0x5A:
        byte &= 0xDF
        letters += 1
        isZero = false
      case 0x2E, 0x2C, 0x2B:
        marks += 1
        continue
      case 0x80...:
        letters += 1
        isZero = false
      default: continue
      }
      result.append(byte)
    }
    if result.isEmpty || isZero { return .missing }
    if !hasDigit && words.contains(String(decoding: result, as: UTF8.self)) { return .missing }
    if letters == 1 && marks > 0 && isScientific(bytes) { return .broken }
    return .number
  }

  /// Digits, `E`, and an exponent.
  private static func isScientific(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    guard let mark = bytes.firstIndex(where: { $0 | 0x20 == 0x65 }), mark > 0, mark + 1 < bytes.count else {
      return false
    }
    func isFigure(_ byte: UInt8) -> Bool { (byte >= 0x30 && byte <= 0x39) || byte == 0x2E || byte == 0x2C }
    let exponent = bytes[(mark + 1)...].drop { $0 == 0x2B || $0 == 0x2D }
    return bytes[..<mark].allSatisfy(isFigure) && !exponent.isEmpty
      && exponent.allSatisfy { $0 >= 0x30 && $0 <= 0x39 }
  }
}
