import Testing

@testable import TableReading

@Suite struct PeriodTests {
  @Test(arguments: [
    ("2025", 2025, 12, 31), ("Tahun 2025", 2025, 12, 31), ("2025-12", 2025, 12, 31), ("2025/12", 2025, 12, 31),
    ("2025/12/31", 2025, 12, 31), ("2025-07-01", 2025, 7, 1), ("12/2025", 2025, 12, 31), ("07-2025", 2025, 7, 31),
    ("31/12/2025", 2025, 12, 31), ("31-12-2025", 2025, 12, 31), ("1.7.2025", 2025, 7, 1), ("202512", 2025, 12, 31),
    ("20251231", 2025, 12, 31), ("20250701", 2025, 7, 1), ("Desember 2025", 2025, 12, 31),
    ("DESEMBER 2025", 2025, 12, 31), ("31 Des 2025", 2025, 12, 31), ("5 Agustus 2025", 2025, 8, 5),
    ("Dec-25", 2025, 12, 31), ("Des-25", 2025, 12, 31), ("Agt 2024", 2024, 8, 31), ("Nopember 2024", 2024, 11, 31),
    ("Triwulan IV 2025", 2025, 12, 31), ("Triwulan I 2025", 2025, 3, 31), ("TW4 2025", 2025, 12, 31),
    ("TW II 2025", 2025, 6, 31), ("TW-III/2025", 2025, 9, 31), ("Q4 2025", 2025, 12, 31), ("2025 Q1", 2025, 3, 31),
    ("2025Q1", 2025, 3, 31), ("Semester II 2025", 2025, 12, 31), ("Semester 1 2025", 2025, 6, 31),
    ("Mei 2025", 2025, 5, 31), ("per 2025", 2025, 12, 31), ("31 December 2025", 2025, 12, 31),
    ("Per 31 Desember 2025", 2025, 12, 31),
  ]) func forms(_ text: String, _ year: Int, _ month: Int, _ day: Int) throws {
    let period = try #require(Period(text), "\(text)")
    #expect((period.year, period.month, period.day) == (year, month, day), "\(text)")
  }

  @Test(arguments: [
    "", "lalu", "13/2025", "2025-13", "32/12/2025", "Triwulan V 2025", "TW5 2025", "Semester III 2025", "12", "250",
    "20251331", "202513", "Q4", "Desember", "1/2/3/4",
  ]) func noPeriods(_ text: String) { #expect(Period(text) == nil, "\(text)") }

  @Test func order() throws {
    let texts = [
      "2024", "Januari 2025", "28/02/2025", "TW1 2025", "2025-04", "15 Mei 2025", "Mei 2025", "Semester I 2025",
      "Q3 2025", "2025",
    ]
    let periods = try texts.map { try #require(Period($0)) }
    for (earlier, later) in zip(periods, periods.dropFirst()) { #expect(earlier < later) }
  }

  @Test(arguments: [
    ("30 Juni 2025", "2025-06"), ("2025-06-30", "Semester I 2025"), ("28/02/2025", "Februari 2025"),
    ("29/02/2024", "02/2024"), ("31 Desember 2025", "2025"), ("TW2 2025", "Juni 2025"),
  ]) func theLastDayIsTheWholeMonth(_ left: String, _ right: String) {
    #expect(Period(left) == Period(right))
    #expect(Period("28/02/2024") != Period("Februari 2024"))
  }
}
