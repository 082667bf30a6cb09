import ArgumentParser
import Diagnostics

/// What stands for a value in the help: `<BERKAS>` or `<FILE>`.
struct Placeholder {
  let name: Message

  private init(id indonesian: String, en english: String) { name = Message(id: indonesian, en: english) }

  static let boundaries = Placeholder(id: "PETA", en: "BOUNDARIES")
  static let oldBoundaries = Placeholder(id: "PETA_LAMA", en: "OLD_BOUNDARIES")
  static let newBoundaries = Placeholder(id: "PETA_BARU", en: "NEW_BOUNDARIES")
  static let table = Placeholder(id: "TABEL", en: "ENROLMENT")
  static let records = Placeholder(id: "TABEL", en: "RECORDS")
  static let counts = Placeholder(id: "TABEL", en: "COUNTS")
  static let file = Placeholder(id: "BERKAS", en: "FILE")
  static let folder = Placeholder(id: "FOLDER", en: "DIR")
  static let output = Placeholder(id: "HASIL", en: "OUT")
  static let column = Placeholder(id: "KOLOM", en: "COLUMN")
  static let field = Placeholder(id: "KOLOM", en: "FIELD")
  static let name = Placeholder(id: "NAMA", en: "NAME")
  static let value = Placeholder(id: "NILAI", en: "VALUE")
  static let sign = Placeholder(id: "TANDA", en: "CHAR")
  static let period = Placeholder(id: "PERIODE", en: "PERIOD")
  static let percent = Placeholder(id: "PERSEN", en: "PCT")
  static let autoOrPercent = Placeholder(id: "auto|PERSEN", en: "auto|PCT")
  static let area = Placeholder(id: "KODE|NAMA|all", en: "CODE|NAME|all")
  static let metres = Placeholder(id: "METER", en: "METRES")

  /// What is the same in both languages: values that are typed as they stand, and letters that the text explains.
  static func typed(_ text: String) -> Placeholder { Placeholder(id: text, en: text) }
}

extension ArgumentHelp {
  /// - Parameter placeholder: for the value; none for a flag.
  init(id indonesian: String, en english: String, _ placeholder: Placeholder? = nil) {
    self.init(
      Console.language.text(id: indonesian, en: english), valueName: placeholder.map { $0.name[Console.language] })
  }
}

extension ValidationError {
  init(id indonesian: String, en english: String) {
    self.init(Console.language.text(id: indonesian, en: english))
  }
}
