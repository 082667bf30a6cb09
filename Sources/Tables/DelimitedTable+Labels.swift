internal import Diagnostics

/// What a spreadsheet makes of a code or a period that it takes for something else.
private enum LostLabel {
  /// 64.10 becomes 64.1, and nobody can tell it from 64.1.
  case fraction
  /// 64.02.01 becomes two minutes and one second past hour 64.
  case time
  case date
  /// 6402012001 becomes 6.40E+09.
  case exponent
  /// Of the 16 digits of an identity number a spreadsheet keeps 15, and makes the last a zero.
  case digits

  var reason: Message {
    switch self {
    case .fraction:
      Message(id: "angka pecahan; nol di belakangnya mungkin hilang", en: "a fraction; zeros at its end may be lost")
    case .time: Message(id: "jam", en: "a time")
    case .date: Message(id: "tanggal", en: "a date")
    case .digits:
      Message(
        id: "angka lebih dari 15 digit; digit terakhirnya hilang",
        en: "a number of more than 15 digits; the last ones are lost")
    case .exponent: Message(id: "notasi ilmiah; digitnya hilang", en: "scientific notation; digits are lost")
    }
  }
}

extension DelimitedTable {
  /// Refuses codes that a spreadsheet has turned into a number with a fraction, a time or a date, in a sheet or in what
  /// was exported from one. Whole numbers pass, since they have the digits of the code.
  ///
  /// - Parameters:
  ///   - column: the column's position.
  ///   - quotesCells: whether the message shows what the cells hold.
  /// - Throws: `Diagnostic` (badInput) that shows the first five.
  /// - Complexity: O(rows).
  public func requireCodes(inColumn column: Int, quotesCells: Bool = true) throws {
    try require(column, quotesCells: quotesCells) { row in
      switch kind(row, column) {
      case .number: isFraction(row, column) ? .fraction : nil
      case .time: .time
      case .date: .date
      case .text, .percentage, .boolean, .error, .uncomputed: withCellBytes(row, column) { Self.lost($0) }
      }
    }
  }

  /// Refuses periods that a spreadsheet has turned into a number with a fraction (2025.10 into 2025.1). Dates pass.
  ///
  /// - Parameters:
  ///   - column: the column's position.
  ///   - quotesCells: whether the message shows what the cells hold.
  /// - Throws: `Diagnostic` (badInput) that shows the first five.
  /// - Complexity: O(rows) for a sheet; delimited text passes as it is.
  public func requirePeriods(inColumn column: Int, quotesCells: Bool = true) throws {
    if sheet == nil { return }
    try require(column, quotesCells: quotesCells) { row in
      switch kind(row, column) {
      case .number: isFraction(row, column) ? .fraction : nil
      case .time: .time
      case .date, .text, .percentage, .boolean, .error, .uncomputed: nil
      }
    }
  }

  /// Refuses numbers of persons and the like that a spreadsheet holds as numbers and has cut: with a fraction, or with more
  /// than the 15 digits that it keeps, so that different ones became alike.
  ///
  /// - Throws: `Diagnostic` (badInput) with places alone, since such numbers are personal data.
  /// - Complexity: O(rows).
  public func requireIdentifiers(inColumn column: Int) throws {
    try require(column, quotesCells: false) { row in
      switch kind(row, column) {
      case .number:
        withCellBytes(row, column) { text in
          text.contains(0x2E) && text.count <= 15 ? .fraction : text.count > 15 ? .digits : nil
        }
      case .time: .time
      case .date: .date
      case .text, .percentage, .boolean, .error, .uncomputed: withCellBytes(row, column) { Self.lost($0) }
      }
    }
  }

  private func isFraction(_ row: Int, _ column: Int) -> Bool {
    withCellBytes(row, column) { $0.contains { ($0 < 0x30 || $0 > 0x39) && $0 != 0x2D } }
  }

  private func require(_ column: Int, quotesCells: Bool, _ lost: (Int) -> LostLabel?) throws {
    var rows: [Int] = []
    var labels: [LostLabel] = []
    for row in 0..<rowCount {
      guard let label = lost(row) else { continue }
      rows.append(row)
      labels.append(label)
    }
    if !rows.isEmpty {
      throw Diagnostic.lostLabels(
        name, column: columnLabel(column), count: rows.count, isSheet: sheet != nil,
        rows: listing(rows, column, reasons: labels.map(\.reason), quotesCells: quotesCells))
    }
  }

  /// What spreadsheets write for a code that they took for something else: `64:02:01`, `6.40E+09`.
  private static func lost(_ bytes: UnsafeBufferPointer<UInt8>) -> LostLabel? {
    guard let first = bytes.first, first >= 0x30, first <= 0x39 else { return nil }
    if bytes.contains(0x3A) {
      let parts = bytes.split(separator: 0x3A, omittingEmptySubsequences: false)
      let isTime =
        (2...3).contains(parts.count)
        && parts.allSatisfy { (1...3).contains($0.count) && $0.allSatisfy { $0 >= 0x30 && $0 <= 0x39 } }
        && parts.dropFirst().allSatisfy { $0.count == 2 }
      return isTime ? .time : nil
    }
    // The sign tells it from a code that has an E among its digits.
    let hasSignedExponent = bytes.indices.dropLast().contains {
      bytes[$0] | 0x20 == 0x65 && (bytes[$0 + 1] == 0x2B || bytes[$0 + 1] == 0x2D)
    }
    guard hasSignedExponent, WrittenNumber(bytes).form == .broken(.scientific) else { return nil }
    return .exponent
  }
}

extension Diagnostic {
  static func lostLabels(_ name: String, column: String, count: Int, isSheet: Bool, rows: Message) -> Diagnostic {
    let cells = count == 1 ? "1 cell was" : "\(Language.english.text(count)) cells were"
    let id =
      isSheet
      ? "Ubah format kolom itu menjadi Text, lalu ketik ulang isinya; atau pakai CSV dari sumber datanya."
      : "Ambil kodenya dari tabel asal, dengan kolom berformat Text sebelum diisi."
    let en =
      isSheet
      ? "Change the column's format to Text and type the cells again, or use CSV from where the data come from."
      : "Take the codes from the original table, with the column formatted as Text before it is filled."
    return Diagnostic(
      .badInput, "table.cells.changed", ["table": name, "column": column, "count": String(count)],
      id:
        "\(name), kolom \"\(column)\": \(Language.indonesian.text(count)) sel sudah diubah oleh aplikasi lembar kerja: "
        + "\(rows.indonesian). \(id)",
      en: "\(name), column \"\(column)\": \(cells) changed by a spreadsheet: \(rows.english). \(en)")
  }
}
