import Diagnostics

/// The words of the argument parser, which speaks English alone, in the user's language.
enum UsageText {
  /// In the order in which they are replaced.
  private static let words: [Message] = [
    Message(id: "RINGKASAN: ", en: "OVERVIEW: "),
    Message(id: "PEMAKAIAN: ", en: "USAGE: "),
    Message(id: "Pemakaian: ", en: "Usage: "),
    Message(id: "ARGUMEN:", en: "ARGUMENTS:"),
    Message(id: "OPSI:", en: "OPTIONS:"),
    Message(id: "PERINTAH:", en: "SUBCOMMANDS:"),
    Message(id: "(nilai:", en: "(values:"),
    Message(id: "bawaan:", en: "default:"),
    Message(id: "<opsi>", en: "<options>"),
    Message(id: "<perintah>", en: "<subcommand>"),
    Message(id: "Tampilkan versi.", en: "Show the version."),
    Message(id: "Tampilkan bantuan.", en: "Show help information."),
    Message(id: "Tampilkan bantuan perintah.", en: "Show subcommand help information."),
    Message(id: "  Lihat '", en: "  See '"),
    Message(id: "' untuk bantuan lengkap.", en: "' for detailed help."),
    Message(id: "' untuk keterangan lebih lanjut.", en: "' for more information."),
    Message(id: "Kesalahan: ", en: "Error: "),
    Message(id: "Bantuan:  ", en: "Help:  "),
    Message(id: "Argumen belum disebut: '", en: "Missing expected argument '"),
    Message(id: "Salah satu ini belum disebut: '", en: "Missing one of: '"),
    Message(id: "Nilai belum disebut untuk '", en: "Missing value for '"),
    Message(id: "Opsi tidak dikenal: '", en: "Unknown option '"),
    Message(id: "Opsi tidak sah: ", en: "Invalid option: "),
    Message(id: "Argumen tidak terduga: '", en: "Unexpected argument '"),
    Message(id: " argumen tidak terduga: '", en: " unexpected arguments: '"),
    Message(id: "Maksudnya '", en: "Did you mean '"),
    Message(id: "Opsi '", en: "The option '"),
    Message(id: "' tidak memerlukan nilai, tetapi diberi '", en: "' does not take any value, but '"),
    Message(id: "'.", en: "' was specified."),
    Message(id: "Nilai '", en: "The value '"),
    Message(id: "' tidak berlaku untuk '", en: "' is invalid for '"),
    Message(id: "Pilih salah satu:", en: "Please provide one of the following:"),
    Message(id: "Pilih salah satu: '", en: "Please provide one of '"),
    Message(id: "' atau '", en: "' or '"),
    Message(id: "' atau '", en: "' and '"),
  ]

  /// Whether a text of the parser is the help of a command.
  static func isHelp(_ text: String) -> Bool { text.hasPrefix("OVERVIEW: ") }

  static func translate(_ text: String, to language: Language) -> String {
    guard language == .indonesian else { return text }
    var result = text
    for word in words { result = replacing(word.english, by: word.indonesian, in: result) }
    return result
  }

  private static func replacing(_ wanted: String, by other: String, in text: String) -> String {
    text.split(separator: wanted, omittingEmptySubsequences: false).joined(separator: other)
  }
}
