import ArgumentParser
import Diagnostics

/// What to do about faults and notices with the options of this program, of which the libraries do not know.
struct Hint {
  let codes: [String]
  let text: Message

  private init(_ codes: [String], id indonesian: String, en english: String) {
    self.codes = codes
    text = Message(id: indonesian, en: english)
  }

  /// **A hint goes here.** Of several for one code, the first that names only options of the command is given.
  static let all: [Hint] = [
    Hint(
      [
        "crs.unknown", "crs.kind.wrong", "crs.coordinates.projected", "crs.coordinates.degrees",
        "crs.transformation.unknown", "crs.point.untransformable",
      ], id: "Pakai --crs EPSG:N.", en: "Use --crs EPSG:N."),
    Hint(
      [
        "crs.unknown", "crs.kind.wrong", "crs.coordinates.projected", "crs.coordinates.degrees",
        "crs.transformation.unknown", "crs.point.untransformable",
      ], id: "Pakai --from-crs EPSG:N untuk peta lama, --to-crs EPSG:N untuk peta baru.",
      en: "Use --from-crs EPSG:N for the old layer, --to-crs EPSG:N for the new one."),
    Hint(
      ["boundaries.schema.unknown"], id: "Sebutkan kolom kode dengan --code-field dan kolom nama dengan --name-field.",
      en: "Name the code field with --code-field and the name field with --name-field."),
    Hint(
      ["boundaries.schema.unknown"],
      id: "Sebutkan kolom kode dan nama dengan --from-code-field dan --from-name-field untuk peta lama, "
        + "--to-code-field dan --to-name-field untuk peta baru.",
      en: "Name the fields of codes and names with --from-code-field and --from-name-field for the old layer, "
        + "--to-code-field and --to-name-field for the new one."),
    Hint(
      ["dbf.encoding.unknown", "dbf.text.undecodable", "dbf.field.undecodable"], id: "Pakai --dbf-encoding NAMA.",
      en: "Use --dbf-encoding NAME."),
    Hint(
      ["dbf.encoding.unknown", "dbf.text.undecodable", "dbf.field.undecodable"],
      id: "Pakai --from-dbf-encoding NAMA untuk peta lama, --to-dbf-encoding NAMA untuk peta baru.",
      en: "Use --from-dbf-encoding NAME for the old layer, --to-dbf-encoding NAME for the new one."),
    Hint(
      ["geometry.operation.failed"], id: "jangkau check PETA menunjukkan yang rusak.",
      en: "jangkau check BOUNDARIES shows what is broken."),
    Hint(
      ["weights.nearest.impossible"], id: "Angka itu adalah K pada --weights knn:K.",
      en: "The number is the K of --weights knn:K."),
  ]

  /// By code, what a command says of it.
  static func texts(in command: any ParsableCommand.Type) -> [String: Message] {
    let options = Set(options(in: command.helpMessage(columns: 1000)))
    var texts: [String: Message] = [:]
    for hint in all where Self.options(in: hint.text.english).allSatisfy(options.contains) {
      for code in hint.codes where texts[code] == nil { texts[code] = hint.text }
    }
    return texts
  }

  private static func options(in text: String) -> [Substring] {
    text.split { !$0.isLetter && $0 != "-" }.filter { $0.hasPrefix("--") && $0.count > 2 }
  }
}

extension Notice {
  /// The text in the user's language, with the command's hint behind it.
  func text(in command: any ParsableCommand.Type) -> String {
    let hint = Hint.texts(in: command)[code]?[Console.language]
    return self[Console.language] + (hint.map { " \($0)" } ?? "")
  }
}
