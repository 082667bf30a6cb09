extension Language {
  /// Names in a sentence, the first of many: `Anggana, Muara Jawa, … (12 lagi)`.
  public func list(_ names: some Collection<String>, limit: Int = 6) -> String {
    let shown = names.prefix(limit).joined(separator: ", ")
    let rest = names.count - limit
    guard rest > 0 else { return shown }
    return self == .indonesian ? "\(shown), … (\(text(rest)) lagi)" : "\(shown), … (\(text(rest)) more)"
  }

  /// A number with its noun: `1 row`, `1,234 rows`; Indonesian has one form: `1.234 baris`.
  public func count(_ number: Int, _ singular: String, _ plural: String? = nil) -> String {
    let noun = self == .indonesian || number == 1 ? singular : plural ?? singular + "s"
    return "\(text(number)) \(noun)"
  }
}
