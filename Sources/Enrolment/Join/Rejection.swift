public import Diagnostics

/// A row of a table that was not used, and why.
public struct Rejection: Sendable {
  public enum Reason: String, Sendable, CaseIterable {
    /// The code is no unit of the layer.
    case unknownCode = "unknown_code"
    /// The code is of another level than the layer.
    case otherLevel = "other_level"
    /// The table of codes has no counterpart in the layer's code system.
    case noBridge = "no_bridge"
    /// The name is no unit of the layer; the closest are named.
    case unknownName = "unknown_name"
    /// The name fits several units and nothing tells which.
    case ambiguousName = "ambiguous_name"
    /// The unit of that name lies in another parent.
    case otherParent = "other_parent"
    /// Code and name are two different units.
    case codeAgainstName = "code_against_name"
    /// The code's unit does not lie in the parent that the row names.
    case codeAgainstParent = "code_against_parent"
    /// The parent is blank, so that the name could be anywhere.
    case noParent = "no_parent"
    /// A row of sums.
    case total = "total_row"
    /// Neither code nor name.
    case noUnit = "no_unit"
    /// The segment is blank.
    case noSegment = "no_segment"
  }

  /// What a row was before it was rejected, which decides what lets the work go on without it.
  public enum Kind: Sendable, Hashable, CaseIterable {
    /// It names a place that was not found: its workers are missing from the map.
    case miss
    /// It is labelled as a sum, and nothing proves what it sums.
    case sum
    /// It has figures and does not say of whom.
    case unlabelled
  }

  public var kind: Kind { reason.kind }

  /// The file's name, with the sheet of a workbook.
  public let table: String
  /// Line of the file, or row of the sheet, from 1.
  public let line: Int
  /// The same in words.
  public let place: Message
  public let reason: Reason
  /// What the row says of its unit: code, name or both.
  public let value: String
  /// The units it may have meant, closest first; never joined.
  public let candidates: [String]
  /// The whole row as it stands, by column; empty in a publication.
  public let cells: [String]
  /// Workers that the row counts; enrolled is nil in a publication, which withholds it.
  public let enrolled: Int?
  public let eligible: Int
}

extension Rejection.Reason {
  var kind: Rejection.Kind {
    switch self {
    case .unknownCode, .otherLevel, .noBridge, .unknownName, .ambiguousName, .otherParent, .codeAgainstName,
      .codeAgainstParent, .noParent:
      .miss
    case .total: .sum
    case .noUnit, .noSegment: .unlabelled
    }
  }

  /// Whether the row may have meant a unit of the layer under another spelling.
  var mayMeanAnother: Bool { kind == .miss && self != .otherLevel }
}

extension Rejection {
  /// The reason in words.
  public var explanation: Message {
    switch reason {
    case .unknownCode: Message(id: "kode tidak ada di peta", en: "no unit of the map has this code")
    case .otherLevel: Message(id: "kode untuk tingkat wilayah lain", en: "the code is of another level than the map")
    case .noBridge:
      Message(
        id: "padanan kode ini dalam sistem kode peta tidak diketahui",
        en: "this code's counterpart in the map's code system is not known")
    case .unknownName: Message(id: "nama tidak ada di peta", en: "no unit of the map has this name")
    case .ambiguousName:
      Message(id: "nama ini dimiliki beberapa wilayah", en: "several units have this name")
    case .otherParent:
      Message(id: "nama ada di peta, tetapi di wilayah induk lain", en: "a unit of this name lies in another parent")
    case .codeAgainstName:
      Message(id: "kode dan nama menunjuk wilayah yang berbeda", en: "code and name are two different units")
    case .codeAgainstParent:
      Message(
        id: "wilayah kode ini tidak terletak di wilayah induk yang disebut",
        en: "the code contradicts the parent: its unit lies in another")
    case .noParent: Message(id: "wilayah induk kosong", en: "the parent is blank")
    case .total: Message(id: "baris jumlah, bukan wilayah", en: "a row of sums, not a unit")
    case .noUnit: Message(id: "kode dan nama wilayah kosong", en: "neither code nor name of a unit")
    case .noSegment: Message(id: "segmen kosong", en: "the segment is blank")
    }
  }
}
