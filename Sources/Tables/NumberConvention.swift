public import Diagnostics

/// How a column of numbers marks its thousands. The raw value is how a person states it.
public enum NumberConvention: String, Sendable, CaseIterable {
  /// No mark between thousands: `1234`. A lone point or comma is the decimal mark, the same one in the whole column.
  case plain = "none"
  /// `1.234`, `1.234.567,0`: points between thousands, decimal comma.
  case dotThousands = "dot"
  /// `1,234`, `1,234,567.0`: commas between thousands, decimal point.
  case commaThousands = "comma"
  /// `1 234`, with a blank or a no-break or thin one; the decimal mark is a point or a comma, the same in the column.
  case spaceThousands = "space"

  /// What to print where the convention that was found is reported.
  public var summary: Message {
    switch self {
    case .plain: Message(id: "tanpa pemisah ribuan (1234)", en: "no thousands separator (1234)")
    case .dotThousands: Message(id: "titik sebagai pemisah ribuan (1.234)", en: "points between thousands (1.234)")
    case .commaThousands: Message(id: "koma sebagai pemisah ribuan (1,234)", en: "commas between thousands (1,234)")
    case .spaceThousands: Message(id: "spasi sebagai pemisah ribuan (1 234)", en: "spaces between thousands (1 234)")
    }
  }
}
