extension Language {
  /// So many names are read before the rest is only counted.
  public static let listLimit = 6

  /// Names in a sentence, the first of many: `Anggana, Muara Jawa, … (12 lagi)`.
  public func list(_ names: some Collection<String>, limit: Int = listLimit, separator: String = ", ") -> String {
    let shown = names.prefix(limit).joined(separator: separator)
    let rest = names.count - limit
    guard rest > 0 else { return shown }
    let more = text(id: "(\(text(rest)) lagi)", en: "(\(text(rest)) more)")
    return "\(shown)\(separator)… \(more)"
  }

  /// A number with its noun: `1 row`, `1,234 rows`; Indonesian has one form: `1.234 baris`.
  public func count(_ number: Int, _ singular: String, _ plural: String? = nil) -> String {
    let noun = self == .indonesian || number == 1 ? singular : plural ?? singular + "s"
    return "\(text(number)) \(noun)"
  }
}
