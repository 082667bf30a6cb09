import Diagnostics
import Tables
import TestSupport
import Testing

/// Stray quotes that balance.
@Suite struct SwallowedRowsTests {
  private let rows = (1...9).map { "64.0\($0);Kabupaten \($0);\($0)00;\($0)000" }
  private let header = "kode;kabupaten;peserta;potensi"

  private func text(_ rows: [String], end: String = "\n") -> String { ([header] + rows).joined(separator: end) + end }

  @Test(arguments: ["\n", "\r\n", "\r"]) func rowsWithinACellAreFound(_ end: String) {
    var own = rows
    own[2] = "64.03;\"Kabupaten 3;300;3000"
    own[4] = "64.05;Kabupaten 5\";500;5000"
    expectFault(
      id: "t.csv, baris 4: tanda kutip (\") yang dibuka di sini baru ditutup 2 baris kemudian, sehingga 3 baris data "
        + "menjadi satu sel. Hapus tanda kutip yang keliru di baris 4 sampai 6.",
      en:
        "t.csv, line 4: the quote (\") that opens here is closed only 2 lines further down, so that 3 rows of data become "
        + "one cell. Delete the stray quotes in lines 4 to 6."
    ) { try table(text(own, end: end)) }
  }

  /// Wherever the quotes stray to: a fault that names quotes or widths, never a table with fewer rows.
  @Test func noPairOfQuotesLosesRows() {
    for first in rows.indices {
      for second in rows.indices where second > first {
        for (open, close) in [(0, 0), (1, 1), (2, 2), (3, 3), (1, 3), (3, 1)] {
          var own = rows.map { $0.split(separator: ";").map(String.init) }
          own[first][open] = "\"" + own[first][open]
          own[second][close] += "\""
          let read = try? table(text(own.map { $0.joined(separator: ";") }))
          #expect((read?.rowCount ?? rows.count) == rows.count, "\(first) \(open) – \(second) \(close)")
        }
      }
    }
  }

  @Test func linesOfAnAddressAreNoRows() throws {
    let own = rows + ["64.10;\"Jl. Mawar 1; RT 2\nSamarinda; Kaltim\n75111\";7;8", "64.11;\"a;b;c\nd;e;f\n1;2;3\";7;8"]
    #expect(try table(text(own)).rowCount == rows.count + 2)
  }
}
