import Diagnostics

/// The words of the argument parser, which speaks English alone, in the user's language.
enum UsageText {
  /// Fixed words, in the order in which they are replaced.
  private static let indonesian: [(String, String)] = [
    ("OVERVIEW: ", "RINGKASAN: "),
    ("USAGE: ", "PEMAKAIAN: "),
    ("Usage: ", "Pemakaian: "),
    ("ARGUMENTS:", "ARGUMEN:"),
    ("OPTIONS:", "OPSI:"),
    ("SUBCOMMANDS:", "PERINTAH:"),
    ("(values:", "(nilai:"),
    ("default:", "bawaan:"),
    ("<options>", "<opsi>"),
    ("<subcommand>", "<perintah>"),
    (" or '", " atau '"),
    ("Show the version.", "Tampilkan versi."),
    ("Show help information.", "Tampilkan bantuan."),
    ("Show subcommand help information.", "Tampilkan bantuan perintah."),
    ("  See '", "  Lihat '"),
    ("' for detailed help.", "' untuk bantuan lengkap."),
    ("' for more information.", "' untuk keterangan lebih lanjut."),
    ("Error: ", "Kesalahan: "),
    ("Help:  ", "Bantuan:  "),
    ("Missing expected argument '", "Argumen belum disebut: '"),
    ("Missing value for '", "Nilai belum disebut untuk '"),
    ("Unknown option '", "Opsi tidak dikenal: '"),
    ("Unexpected argument '", "Argumen tidak terduga: '"),
    ("Did you mean '", "Maksudnya '"),
    ("The value '", "Nilai '"),
    ("' is invalid for '", "' tidak berlaku untuk '"),
    ("Please provide one of the following:", "Pilih salah satu:"),
    ("Please provide one of ", "Pilih salah satu: "),
    (" arguments:", " argumen:"),
    ("unexpected argument", "argumen tidak terduga"),
    (" options]", " opsi]"),
  ]

  static func translate(_ text: String, to language: Language) -> String {
    guard language == .indonesian else { return text }
    var result = text
    for (english, indonesian) in indonesian { result = replacing(english, by: indonesian, in: result) }
    return result
  }

  private static func replacing(_ wanted: String, by other: String, in text: String) -> String {
    text.split(separator: wanted, omittingEmptySubsequences: false).joined(separator: other)
  }
}
