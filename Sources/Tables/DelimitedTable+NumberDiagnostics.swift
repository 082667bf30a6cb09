internal import Diagnostics

/// Why a cell is no usable number.
enum CellFault {
  case notNumber, percent, scientific, foreignDigits, badGroups, tooLarge, date, merged
  case negative, fraction, plus, otherConvention

  init(_ fault: WrittenNumber.Fault) {
    switch fault {
    case .notNumber: self = .notNumber
    case .percent: self = .percent
    case .scientific: self = .scientific
    case .foreignDigits: self = .foreignDigits
    case .badGroups: self = .badGroups
    case .tooLarge: self = .tooLarge
    case .date: self = .date
    case .merged: self = .merged
    }
  }

  var reason: Message {
    switch self {
    case .notNumber: Message(id: "bukan angka", en: "not a number")
    case .percent: Message(id: "persentase", en: "a percentage")
    case .scientific: Message(id: "notasi ilmiah", en: "scientific notation")
    case .foreignDigits: Message(id: "bukan angka 0-9", en: "digits other than 0-9")
    case .badGroups: Message(id: "kelompok angka bukan tiga-tiga", en: "not in groups of three digits")
    case .tooLarge: Message(id: "terlalu besar", en: "too large")
    case .date: Message(id: "tanggal atau jam", en: "a date or a time")
    case .merged: Message(id: "satu angka untuk beberapa baris", en: "one figure for several rows")
    case .negative: Message(id: "negatif", en: "negative")
    case .fraction: Message(id: "pecahan", en: "a fraction")
    case .plus: Message(id: "bertanda tambah", en: "with a plus sign")
    case .otherConvention: Message(id: "cara tulis lain", en: "written otherwise")
    }
  }

  /// What to do about it.
  func advice(stated: NumberConvention?) -> Message {
    switch self {
    case .notNumber:
      Message(
        id: "Isi dengan angka saja, atau kosongkan bila datanya tidak ada.",
        en: "Write the number alone, or leave the cell empty where there is no figure.")
    case .percent:
      Message(
        id: "Isi dengan jumlah orang, bukan persentase.", en: "Give the number of people, not a percentage.")
    case .scientific:
      Message(
        id: "Angkanya sudah kehilangan digit: ambil dari tabel asal dengan format sel \"Number\" tanpa desimal.",
        en: "Digits are lost: take the figure from the original with the cell format \"Number\" and no decimals.")
    case .foreignDigits: Message(id: "Tulis dengan angka 0-9 biasa.", en: "Write it with the plain digits 0-9.")
    case .badGroups:
      Message(
        id: "Periksa digitnya: pemisah ribuan harus setiap tiga digit.",
        en: "Check the digits: thousands are marked off in threes.")
    case .tooLarge: Message(id: "Periksa digitnya.", en: "Check the digits.")
    case .date:
      Message(
        id: "Ubah format selnya menjadi Number, lalu ketik ulang angkanya.",
        en: "Change the cell format to Number and type the figure again.")
    case .merged:
      Message(
        id: "Batalkan penggabungan selnya (Unmerge) dan isi angka setiap baris.",
        en: "Unmerge the cells and give each row its figure.")
    case .negative: Message(id: "Jumlah tidak boleh kurang dari nol.", en: "A count cannot be less than zero.")
    case .fraction:
      Message(
        id:
          "Jumlah harus bulat. Bila tandanya pemisah ribuan, nol di belakangnya mungkin hilang (12.500 menjadi 12.5).",
        en: "A count is whole. If the mark was for thousands, zeros may have been lost (12.500 became 12.5).")
    case .plus:
      Message(
        id: "Tanda tambah berarti perubahan; isi dengan jumlahnya.", en: "A plus sign means a change; give the count.")
    case .otherConvention:
      Message(
        id: "Cara tulis yang berlaku: \(stated?.summary.indonesian ?? "").",
        en: "The convention in force: \(stated?.summary.english ?? "").")
    }
  }
}

/// How a cell is written, to show a mixture by its parts.
enum WritingHabit: Int, CaseIterable {
  case dotThousands, commaThousands, spaceThousands, decimalPoint, decimalComma, noThousands

  /// Nil for a cell that fits any habit.
  init?(_ number: WrittenNumber, besideGrouped: Bool) {
    switch number.form {
    case .missing, .broken, .fraction: return nil
    case .bare:
      guard number.isUngrouped && besideGrouped else { return nil }
      self = .noThousands
    case .spaced: self = .spaceThousands
    case .grouped(let mark), .triple(let mark): self = mark == .dot ? .dotThousands : .commaThousands
    case .decimal(let mark): self = mark == .dot ? .decimalPoint : .decimalComma
    }
  }

  var summary: Message {
    switch self {
    case .dotThousands: Message(id: "titik ribuan", en: "points between thousands")
    case .commaThousands: Message(id: "koma ribuan", en: "commas between thousands")
    case .spaceThousands: Message(id: "spasi ribuan", en: "spaces between thousands")
    case .decimalPoint: Message(id: "titik desimal", en: "decimal point")
    case .decimalComma: Message(id: "koma desimal", en: "decimal comma")
    case .noThousands: Message(id: "tanpa pemisah ribuan", en: "no thousands separator")
    }
  }
}

extension Diagnostic {
  static func unusableNumbers(
    _ name: String, column: String, count: Int, isWhole: Bool, rows: Message, advice: Message
  ) -> Diagnostic {
    let number = isWhole ? "whole number" : "number"
    let what =
      count == 1 ? "1 cell is no usable \(number)" : "\(Language.english.text(count)) cells are no usable \(number)s"
    return Diagnostic(
      .badInput, "table.numbers.unusable", ["table": name, "column": column, "count": String(count)],
      id: """
        \(name), kolom "\(column)": \(Language.indonesian.text(count)) sel bukan \
        \(isWhole ? "bilangan bulat" : "bilangan") yang dapat dipakai: \(rows.indonesian). \(advice.indonesian)
        """,
      en: "\(name), column \"\(column)\": \(what): \(rows.english). \(advice.english)")
  }

  static func mixedConventions(
    _ name: String, column: String, groups: [(habit: WritingHabit, rows: Message)]
  ) -> Diagnostic {
    func parts(_ language: Language) -> String {
      groups.map { "\($0.habit.summary[language]) (\($0.rows[language]))" }.joined(separator: "; ")
    }
    return Diagnostic(
      .badInput, "table.numbers.mixed", ["table": name, "column": column],
      id: """
        \(name), kolom "\(column)": angka ditulis dengan cara yang berbeda-beda: \(parts(.indonesian)). \
        Samakan cara tulisnya, atau sebutkan pemisah ribuannya (none, dot, comma atau space).
        """,
      en: """
        \(name), column "\(column)": the numbers follow no single convention: \(parts(.english)). \
        Write them all alike, or state the thousands separator (none, dot, comma or space).
        """)
  }

  static func undecidedThousands(
    _ name: String, column: String, rows: Message, mark: Character, whole: String, thousands: String
  ) -> Diagnostic {
    let example = "\(whole)\(mark)000"
    return Diagnostic(
      .badInput, "table.numbers.undecided", ["table": name, "column": column, "whole": whole, "thousands": thousands],
      id: """
        \(name), kolom "\(column)": semua angka berakhir dengan "\(mark)000" (\(rows.indonesian)), sehingga \(example) \
        dapat berarti \(whole) ribu atau \(whole) saja. Sebutkan pemisah ribuannya: \(thousands) untuk \(whole) ribu, \
        none untuk \(whole).
        """,
      en: """
        \(name), column "\(column)": every number ends in "\(mark)000" (\(rows.english)), so \(example) may mean \
        \(whole) thousand or just \(whole). State the thousands separator: \(thousands) for \(whole) thousand, \
        none for \(whole).
        """)
  }
}
