import Diagnostics
import Tables
import TestSupport
import Testing

@Suite struct NumberTests {
  struct Case: Sendable, CustomTestStringConvertible {
    let cells: [String]
    let convention: NumberConvention
    let values: [Int?]
    var testDescription: String { cells.joined(separator: " | ") }

    init(_ cells: [String], _ convention: NumberConvention, _ values: [Int?]) {
      self.cells = cells
      self.convention = convention
      self.values = values
    }
  }

  @Test(arguments: [
    Case(["1234", "5", "0", "007"], .plain, [1234, 5, 0, 7]),
    Case(["1.234"], .dotThousands, [1234]),
    Case(["1,234"], .commaThousands, [1234]),
    Case(["1.234", "999", "12.345.678"], .dotThousands, [1234, 999, 12_345_678]),
    Case(["1,234,567", "12"], .commaThousands, [1_234_567, 12]),
    Case(["1.234,0", "5,00", "567"], .dotThousands, [1234, 5, 567]),
    Case(["1,234.0", "5.00"], .commaThousands, [1234, 5]),
    Case(["1234.0", "5.0"], .plain, [1234, 5]),
    Case(["1234,00", "5,0"], .plain, [1234, 5]),
    Case(["1 234", "12\u{A0}345", "1\u{202F}234\u{2009}567", "8"], .spaceThousands, [1234, 12345, 1_234_567, 8]),
    Case(["1 234,0", "12 345,00"], .spaceThousands, [1234, 12345]),
    // Three zeros are thousands as soon as another number has no such decimals.
    Case(["12.000", "500"], .dotThousands, [12000, 500]),
    Case(["12.000", "12.500"], .dotThousands, [12000, 12500]),
    Case(["12.000", "1.000.000"], .dotThousands, [12000, 1_000_000]),
    // And decimals where the column proves a program's three decimals.
    Case(["1234.000", "45.000"], .plain, [1234, 45]),
    Case(["0.000", "45.000"], .plain, [0, 45]),
    Case(["1.234,000", "45,000"], .dotThousands, [1234, 45]),
    Case(["'1234", "-0"], .plain, [1234, 0]),
    Case(["9223372036854775807"], .plain, [.max]),
    Case(
      ["", "-", "\u{2013}", "n/a", "NA", "#N/A", "NaN", "tidak ada data", "…", "3"], .plain,
      Array(repeating: nil, count: 9) + [3]),
    Case(["", "-"], .plain, [nil, nil]),
  ])
  func decidesWholeColumns(_ given: Case) throws {
    let counts = try column(given.cells).counts(inColumn: 1)
    #expect(counts.convention == given.convention)
    #expect(counts.values == given.values)
  }

  @Test func obeysTheStatedConvention() throws {
    let zeros = try column(["123.000", "45.000"])
    #expect(try zeros.counts(inColumn: 1, convention: .dotThousands).values == [123_000, 45_000])
    #expect(try zeros.counts(inColumn: 1, convention: .plain).values == [123, 45])
    #expect(try zeros.counts(inColumn: 1, convention: .commaThousands).values == [123, 45])
    let mixed = try column(["1.234", "12345"])
    #expect(try mixed.counts(inColumn: 1, convention: .dotThousands).values == [1234, 12345])
    expectFault(
      id: """
        t.csv, kolom "n": 2 sel bukan bilangan bulat yang dapat dipakai: baris 2: "1,2,3" (kelompok angka bukan \
        tiga-tiga), baris 3: "12 34" (kelompok angka bukan tiga-tiga). Periksa digitnya: pemisah ribuan harus setiap \
        tiga digit.
        """,
      en: """
        t.csv, column "n": 2 cells are no usable whole numbers: line 2: "1,2,3" (not in groups of three digits), \
        line 3: "12 34" (not in groups of three digits). Check the digits: thousands are marked off in threes.
        """
    ) { try column(["1,2,3", "12 34"]).counts(inColumn: 1, convention: .dotThousands) }
    expectFault(
      id: """
        t.csv, kolom "n": 1 sel bukan bilangan bulat yang dapat dipakai: baris 3: "1,234,567" (cara tulis lain). \
        Cara tulis yang berlaku: titik sebagai pemisah ribuan (1.234).
        """,
      en: """
        t.csv, column "n": 1 cell is no usable whole number: line 3: "1,234,567" (written otherwise). \
        The convention in force: points between thousands (1.234).
        """
    ) { try column(["1.234", "1,234,567"]).counts(inColumn: 1, convention: .dotThousands) }
    expectFault(
      id: """
        t.csv, kolom "n": 1 sel bukan bilangan bulat yang dapat dipakai: baris 2: "1.234" (pecahan). \
        Jumlah harus bulat. Bila tandanya pemisah ribuan, nol di belakangnya mungkin hilang (12.500 menjadi 12.5).
        """,
      en: """
        t.csv, column "n": 1 cell is no usable whole number: line 2: "1.234" (a fraction). \
        A count is whole. If the mark was for thousands, zeros may have been lost (12.500 became 12.5).
        """
    ) { try column(["1.234"]).counts(inColumn: 1, convention: .commaThousands) }
  }

  @Test func refusesMixtures() {
    expectFault(
      id: """
        t.csv, kolom "n": angka ditulis dengan cara yang berbeda-beda: titik ribuan (baris 2: "1.234", baris 5: \
        "5.678"); koma ribuan (baris 4: "1,234"). Samakan cara tulisnya, atau sebutkan pemisah ribuannya \
        (none, dot, comma atau space).
        """,
      en: """
        t.csv, column "n": the numbers follow no single convention: points between thousands (line 2: "1.234", \
        line 5: "5.678"); commas between thousands (line 4: "1,234"). Write them all alike, or state the thousands \
        separator (none, dot, comma or space).
        """
    ) { try column(["1.234", "7", "1,234", "5.678"]).counts(inColumn: 1) }
    expectFault(
      id: """
        t.csv, kolom "n": angka ditulis dengan cara yang berbeda-beda: titik ribuan (baris 2: "1.234"); tanpa pemisah \
        ribuan (baris 3: "12345", baris 4: "12345", baris 5: "12345", baris 6: "12345", baris 7: "12345" dan \
        2 lainnya). Samakan cara tulisnya, atau sebutkan pemisah ribuannya (none, dot, comma atau space).
        """,
      en: """
        t.csv, column "n": the numbers follow no single convention: points between thousands (line 2: "1.234"); no \
        thousands separator (line 3: "12345", line 4: "12345", line 5: "12345", line 6: "12345", line 7: "12345" and \
        2 more). Write them all alike, or state the thousands separator (none, dot, comma or space).
        """
    ) { try column(["1.234"] + Array(repeating: "12345", count: 7)).counts(inColumn: 1) }
  }

  @Test(arguments: [
    ["1.234", "1,234"], ["1.234.567", "1,234"], ["1.234", "1 234"], ["12.0", "12,0"], ["1.234", "5.0"],
    ["12.000", "12345"], ["1,234.0", "1.234,0"], ["1234.0", "1,234.0"], ["1.000", "1,000"], ["1 234", "12345"],
  ])
  func findsNoConventionIn(_ cells: [String]) throws {
    let table = try column(cells)
    let fault = #expect(throws: Diagnostic.self) { try table.counts(inColumn: 1) }
    #expect(fault?.message.english.contains("follow no single convention") == true)
  }

  @Test func refusesWhatMayBeThousandsOrDecimals() {
    expectFault(
      id: """
        t.csv, kolom "n": semua angka berakhir dengan ".000" (baris 2: "123.000", baris 4: "45.000"), sehingga \
        123.000 dapat berarti 123 ribu atau 123 saja. Sebutkan pemisah ribuannya: dot untuk 123 ribu, none untuk 123.
        """,
      en: """
        t.csv, column "n": every number ends in ".000" (line 2: "123.000", line 4: "45.000"), so 123.000 may mean \
        123 thousand or just 123. State the thousands separator: dot for 123 thousand, none for 123.
        """
    ) { try column(["123.000", "", "45.000"]).counts(inColumn: 1) }
    expectFault(
      id: """
        t.csv, kolom "n": semua angka berakhir dengan ",000" (baris 2: "7,000"), sehingga \
        7,000 dapat berarti 7 ribu atau 7 saja. Sebutkan pemisah ribuannya: comma untuk 7 ribu, none untuk 7.
        """,
      en: """
        t.csv, column "n": every number ends in ",000" (line 2: "7,000"), so 7,000 may mean \
        7 thousand or just 7. State the thousands separator: comma for 7 thousand, none for 7.
        """
    ) { try column(["7,000"]).counts(inColumn: 1) }
  }

  @Test(arguments: [
    ("12.5", "a fraction"), ("1.234,5", "a fraction"), ("0.123", "a fraction"), ("1234.567", "a fraction"),
    ("-5", "negative"), ("\u{2212}1.234", "negative"), ("+5", "with a plus sign"), ("1.2E+05", "scientific notation"),
    ("1e5", "scientific notation"), ("12%", "a percentage"), ("12,5 %", "a percentage"), ("abc", "not a number"),
    ("1.234 orang", "not a number"), ("Rp 5", "not a number"), (".5", "not a number"), ("5.", "not a number"),
    ("1..2", "not a number"), ("1,2.3.4", "not a number"), ("nihil", "not a number"), ("(5)", "not a number"),
    ("\u{FF11}\u{FF12}", "digits other than 0-9"), ("\u{0661}", "digits other than 0-9"),
    ("1.23.456", "not in groups of three digits"), ("1234.567,0", "not in groups of three digits"),
    ("12 34", "not in groups of three digits"), ("012.345.678", "not in groups of three digits"),
    ("9223372036854775808", "too large"), ("99999999999999999999999", "too large"), ("'", "not a number"),
    ("--5", "not a number"), ("e", "not a number"),
  ])
  func refusesCells(value: String, reason: String) throws {
    let table = try column(["1", value])
    let fault = #expect(throws: Diagnostic.self) { try table.counts(inColumn: 1) }
    #expect(
      fault?.message.english.hasPrefix(
        "t.csv, column \"n\": 1 cell is no usable whole number: line 3: \"\(value)\" (\(reason)). ") == true,
      "\(fault?.message.english ?? "")")
    #expect(fault?.kind == .badInput)
  }

  @Test func listsFiveCellsAndCountsTheRest() {
    expectFault(
      id: """
        t.csv, kolom "n": 7 sel bukan bilangan bulat yang dapat dipakai: baris 2: "-1" (negatif), baris 3: "x" (bukan \
        angka), baris 4: "1E+05" (notasi ilmiah), baris 5: "5%" (persentase), baris 6: "1.5" (pecahan) dan 2 lainnya. \
        Jumlah tidak boleh kurang dari nol.
        """,
      en: """
        t.csv, column "n": 7 cells are no usable whole numbers: line 2: "-1" (negative), line 3: "x" (not a number), \
        line 4: "1E+05" (scientific notation), line 5: "5%" (a percentage), line 6: "1.5" (a fraction) and 2 more. \
        A count cannot be less than zero.
        """
    ) { try column(["-1", "x", "1E+05", "5%", "1.5", "+1", "y"]).counts(inColumn: 1) }
  }

  /// The advice follows the first fault.
  @Test func saysWhatToDo() throws {
    let advice: [(String, String, String)] = [
      (
        "x", "Isi dengan angka saja, atau kosongkan bila datanya tidak ada.",
        "Write the number alone, or leave the cell empty where there is no figure."
      ),
      ("5%", "Isi dengan jumlah orang, bukan persentase.", "Give the number of people, not a percentage."),
      (
        "1E+05", "Angkanya sudah kehilangan digit: ambil dari tabel asal dengan format sel \"Number\" tanpa desimal.",
        "Digits are lost: take the figure from the original with the cell format \"Number\" and no decimals."
      ),
      ("\u{0661}", "Tulis dengan angka 0-9 biasa.", "Write it with the plain digits 0-9."),
      ("99999999999999999999", "Periksa digitnya.", "Check the digits."),
      (
        "+5", "Tanda tambah berarti perubahan; isi dengan jumlahnya.",
        "A plus sign means a change; give the count."
      ),
    ]
    for (cell, id, en) in advice {
      let fault = #expect(throws: Diagnostic.self) { try column([cell]).counts(inColumn: 1) }
      #expect(fault?.message.indonesian.hasSuffix("). " + id) == true)
      #expect(fault?.message.english.hasSuffix("). " + en) == true)
    }
  }

  @Test func takesNegativeCountsWhereAsked() throws {
    let table = try column(["-1.234", "\u{2212}5", "6"])
    #expect(try table.counts(inColumn: 1, allowNegative: true).values == [-1234, -5, 6])
  }

  @Test func namesAColumnWithoutHeader() throws {
    let table = try table("a,\n1,x\n")
    let fault = #expect(throws: Diagnostic.self) { try table.counts(inColumn: 1) }
    #expect(fault?.message.english.hasPrefix("t.csv, column \"#2\": ") == true)
  }

  @Test(
    arguments: [
      (["117.123", "-0.502"], [117.123, -0.502]), (["117,123", "116,9"], [117.123, 116.9]),
      (["1.234,5", "12"], [1234.5, 12]), (["1.234.567", "1.234"], [1_234_567, 1234]), (["+1.5", "1234"], [1.5, 1234]),
      (["1 234,5", "-"], [1234.5, nil]), (["12345678901234567890.5"], [12345678901234567890.5]),
    ] as [([String], [Double?])])
  func readsDecimals(cells: [String], values: [Double?]) throws {
    #expect(try column(cells).numbers(inColumn: 1) == values)
  }

  @Test func refusesBrokenDecimals() {
    expectFault(
      id: """
        t.csv, kolom "n": 1 sel bukan bilangan yang dapat dipakai: baris 2: "117°" (bukan angka). \
        Isi dengan angka saja, atau kosongkan bila datanya tidak ada.
        """,
      en: """
        t.csv, column "n": 1 cell is no usable number: line 2: "117°" (not a number). \
        Write the number alone, or leave the cell empty where there is no figure.
        """
    ) { try column(["117°"]).numbers(inColumn: 1) }
    expectFault(
      id: """
        t.csv, kolom "n": angka ditulis dengan cara yang berbeda-beda: titik desimal (baris 2: "1.5"); koma desimal \
        (baris 3: "1,5"). Samakan cara tulisnya, atau sebutkan pemisah ribuannya (none, dot, comma atau space).
        """,
      en: """
        t.csv, column "n": the numbers follow no single convention: decimal point (line 2: "1.5"); decimal comma \
        (line 3: "1,5"). Write them all alike, or state the thousands separator (none, dot, comma or space).
        """
    ) { try column(["1.5", "1,5"]).numbers(inColumn: 1) }
  }

  @Test func summarisesConventions() {
    #expect(NumberConvention.allCases.map(\.rawValue) == ["none", "dot", "comma", "space"])
    #expect(NumberConvention.dotThousands.summary.english == "points between thousands (1.234)")
    #expect(NumberConvention.plain.summary.indonesian == "tanpa pemisah ribuan (1234)")
  }

  /// Every value, written in every convention beside a proof of it, is read as itself.
  @Test func readsWhatAConventionWrites() throws {
    var random = FixedGenerator(state: 3)
    for _ in 0..<300 {
      let values = (0..<8).map { _ in Int.random(in: 0...(1 << Int.random(in: 1...50, using: &random)), using: &random)
      }
      for (convention, mark) in [(NumberConvention.dotThousands, "."), (.commaThousands, ","), (.spaceThousands, " ")] {
        let cells = (values + [1_234_567]).map {
          Language.english.text($0).split(separator: ",").joined(separator: mark)
        }
        let counts = try column(cells).counts(inColumn: 1)
        #expect(counts.convention == convention)
        #expect(counts.values == values + [1_234_567])
      }
    }
  }
}
