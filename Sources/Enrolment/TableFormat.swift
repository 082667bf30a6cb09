/// How tables are written, where it is not found by itself.
public struct TableFormat: Sendable {
  /// The line of the header, where a title stands above it.
  public var headerLine: Int?
  public var separator: Character?
  public var encoding: String?
  /// `none`, `dot`, `comma` or `space`.
  public var thousands: String?
  /// The sheet of the enrolment workbook, and of the workforce workbook unless that has one of its own; the first
  /// that people see if nil.
  public var sheet: String?
  public var workforceSheet: String?

  public init() {}
}
