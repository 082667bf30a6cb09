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
    /// A row of sums.
    case total = "total_row"
    /// Neither code nor name.
    case noUnit = "no_unit"
    /// The segment is blank.
    case noSegment = "no_segment"
  }

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
    case .total: Message(id: "baris jumlah, bukan wilayah", en: "a row of sums, not a unit")
    case .noUnit: Message(id: "kode dan nama wilayah kosong", en: "neither code nor name of a unit")
    case .noSegment: Message(id: "segmen kosong", en: "the segment is blank")
    }
  }
}

extension Diagnostic {
  package static func unmatchedRows(_ rejections: [Rejection], savedTo path: String?) -> Diagnostic {
    let shown = rejections.prefix(8)
    let rest = rejections.count - shown.count
    let enrolled = rejections.reduce(0) { $0 + ($1.enrolled ?? 0) }
    let eligible = rejections.reduce(0) { $0 + $1.eligible }
    func lines(_ language: Language, _ closest: String, _ more: String) -> String {
      var text = ""
      for one in shown {
        text += "\n  \(one.table), \(one.place[language]): “\(one.value)” – \(one.explanation[language])"
        if !one.candidates.isEmpty { text += " (\(closest): \(one.candidates.joined(separator: "; ")))" }
      }
      if rest > 0 { text += "\n  \(more)" }
      return text
    }
    let saved = path.map { (id: " Baris itu disimpan di \($0).", en: " The rows were saved to \($0).") }
    return Diagnostic(
      .badInput,
      id: "\(Language.indonesian.text(rejections.count)) baris tidak terpadankan dengan peta "
        + "(\(Language.indonesian.text(enrolled)) peserta, \(Language.indonesian.text(eligible)) potensi pekerja); "
        + "tidak ada keluaran yang ditulis."
        + lines(.indonesian, "terdekat", "… dan \(Language.indonesian.text(rest)) baris lain")
        + "\nPerbaiki baris itu, atau pakai --allow-unmatched untuk melanjutkan tanpa baris itu"
        + (path == nil ? " dan --rejected BERKAS untuk menyimpannya." : ".") + (saved?.id ?? ""),
      en: "\(Language.english.text(rejections.count)) rows found no unit of the map "
        + "(\(Language.english.text(enrolled)) participants, \(Language.english.text(eligible)) eligible workers); "
        + "nothing was written."
        + lines(.english, "closest", "… and \(Language.english.text(rest)) more rows")
        + "\nCorrect the rows, or use --allow-unmatched to go on without them"
        + (path == nil ? " and --rejected FILE to save them." : ".") + (saved?.en ?? ""))
  }
}
