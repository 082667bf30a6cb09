internal import Areas
internal import Diagnostics
internal import Tables

/// Codes that stand in parts, a column for each level, as statistical offices write them: `kdprov` 64, `kdkab` 01, `kdkec` 010.
extension TableReader {
  /// Puts codes together that stand in parts. Where parts are missing the column says nothing, and names tell the units.
  mutating func joinCodeParts(_ places: inout PlaceColumns) {
    guard let code = places.code, options.named.code == nil, let own = phrases[code].levels.max() ?? level,
      let longest = Self.longestPart[own], let digits = digits(code, upTo: longest), digits.longest <= longest
    else { return }
    if digits.isRunning && phrases[code].levels.isEmpty { return }
    var columns: [(column: Int, level: AdministrativeLevel)] = []
    var above = own.parent
    var isWhole = false
    while let level = above, !isWhole {
      guard
        let column = open.first(where: { phrases[$0].isCode && phrases[$0].levels.max() == level && $0 != code }),
        let digits = self.digits(column, upTo: Self.longestPart[level] ?? 2)
      else { break }
      columns.append((column, level))
      isWhole = level == .province || digits.longest > Self.longestPart[level] ?? 2
      above = level.parent
    }
    guard isWhole else {
      if places.name == nil {
        doubts.append(.codesInPart(column: label(code), first: firstText(code)))
      } else {
        notices.append(.codePartsNotUsed(column: label(code), first: firstText(code), table: name))
        meanings[code] = .ignored(.codesLost)
        places.code = nil
      }
      return
    }
    let widths = ([(code, own)] + columns).map { column, level in
      (column, level == .province ? 2 : max(Self.shortestPart[level] ?? 2, self.digits(column, upTo: 4)?.longest ?? 0))
    }
    for row in 0..<table.rowCount {
      let parts = widths.map { column, width in
        let text = CodeText.repaired(table.cell(row, column)).filter { $0 != "." }
        return text.isEmpty ? nil : String(repeating: "0", count: max(0, width - text.count)) + text
      }
      if parts.contains(nil) { continue }
      places.codes[row] = parts.reversed().compactMap { $0 }.joined()
    }
    places.codeLevel = own
    for (column, level) in columns { meanings[column] = .code(level) }
    notices.append(.codePartsJoined((columns.reversed().map(\.column) + [code]).map(label), table: name))
  }

  /// Digits of a part at most; a whole code has more.
  private static let longestPart: [AdministrativeLevel: Int] = [.regency: 2, .district: 3, .village: 4]
  private static let shortestPart: [AdministrativeLevel: Int] = [.regency: 2, .district: 2, .village: 3]

  /// How long the codes of a column are, looked for until one is longer than a limit; nil where one is no number, or
  /// there is none.
  private func digits(_ column: Int, upTo limit: Int) -> (longest: Int, isRunning: Bool)? {
    var longest = 0
    var numbers: [Int] = []
    for row in 0..<table.rowCount {
      let text = CodeText.repaired(table.cell(row, column))
      if text.isEmpty { continue }
      let plain = text.filter { $0 != "." }
      guard let number = Int(plain), plain.utf8.allSatisfy({ $0 >= 0x30 && $0 <= 0x39 }) else {
        if isSum(row) { continue }
        return nil
      }
      longest = max(longest, plain.utf8.count)
      numbers.append(number)
      if longest > limit { break }
    }
    return longest == 0 ? nil : (longest, Self.isRunning(numbers))
  }
}

extension Notice {
  static func codesInPart(column: String, first: String) -> Notice {
    Notice(
      "table.codes.part", ["column": column],
      id:
        "kolom “\(column)” hanya memuat bagian akhir kode (“\(first)”), dan tidak ada kolom nama. Sediakan kolom kode "
        + "wilayah di atasnya (kode provinsi, kabupaten, …), atau tulis kodenya lengkap.",
      en:
        "the column “\(column)” holds only the last part of codes (“\(first)”), and there is no column of names. Give "
        + "columns of the codes above (province, regency, …), or write whole codes.")
  }

  static func codePartsNotUsed(column: String, first: String, table: String) -> Notice {
    Notice(
      "table.codes.part-unused", ["table": table, "column": column],
      id:
        "Tabel \(table), kolom “\(column)” hanya memuat bagian akhir kode (“\(first)”) dan tidak dipakai; wilayah dicari "
        + "menurut namanya.",
      en:
        "Table \(table), column “\(column)” holds only the last part of codes (“\(first)”) and is not used; units were "
        + "found by name.")
  }

  static func codePartsJoined(_ columns: [String], table: String) -> Notice {
    Notice(
      "table.codes.joined", ["table": table, "columns": columns.joined(separator: "; ")],
      id: "Tabel \(table): kode wilayah disusun dari kolom \(Language.indonesian.quoted(columns)).",
      en: "Table \(table): area codes were put together from the columns \(Language.english.quoted(columns)).")
  }
}
