import Foundation
import Testing

/// What people see on a screen, and what goes into a pipe.
@Suite struct TerminalTests {
  private static let utf8 = ["LANG": "en_US.UTF-8", "TERM": "xterm", "NO_COLOR": ""]
  private static let rank = ["rank", "peta.shp", "tabel.csv", "--quiet"]

  private func desk() throws -> Desk {
    let desk = try Desk()
    try desk.layer(
      "peta", Desk.codes, ["Muara Jawa", "東京 Muara", "Desa yang namanya panjang sekali betul", "K\u{1B}[31mo"])
    desk.folder.write(
      "kode,peserta,potensi\n64.02.14,500000,1000000\n64.07.09,30000,280000\n64.02.13,0,125\n64.08.08,1,1\n",
      to: "tabel.csv")
    return desk
  }

  @Test func barsAndShortenedNames() throws {
    let wide = try Terminal.run(Self.rank + ["--no-color"], on: desk(), columns: 80, environment: Self.utf8)
    #expect(
      wide == """
        Ranking by uncovered workers
        No  Code      Unit                     Eligible  Uncovered  Coverage
         1  64.02.14  Muara Jawa              1,000,000    500,000    50.0 %  ██████████
         2  64.07.09  東京 Muara                280,000    250,000    10.7 %  █████
         3  64.02.13  Desa yang namanya pan…        125        125     0.0 %  ▏
         4  64.08.08  K�[31mo                         1          0   100.0 %

        """)
    let narrow = try Terminal.run(
      Self.rank + ["--by", "coverage", "--no-color"], on: desk(), columns: 50, environment: ["LC_ALL": "C"])
    #expect(
      narrow == """
        Ranking by coverage, lowest first
        No  Unit                       Uncovered  Coverage
         1  Desa yang namanya panja..        125     0.0 %
         2  東京 Muara                   250,000    10.7 %
         3  Muara Jawa                   500,000    50.0 %
         4  K�[31mo                            0   100.0 %

        """)
    let plain = try Terminal.run(Self.rank, on: desk(), columns: 100, environment: ["LC_ALL": "C", "TERM": "dumb"])
    #expect(plain.contains("50.0 %  ##########\n"))
    #expect(plain.contains("10.7 %  #####\n"))
  }

  @Test(arguments: [20, 33, 41, 50, 60, 70, 80, 100, 132] as [UInt16]) func noLineIsWiderThanTheScreen(
    _ columns: UInt16
  )
    throws
  {
    let shown = try Terminal.run(
      Self.rank + ["--no-color"], on: desk(), columns: columns, environment: Self.utf8)
    for line in shown.split(separator: "\n").dropFirst() {
      // Two columns for each of the wide signs.
      #expect(line.count + line.count { "東京".contains($0) } <= max(32, Int(columns)), "\(line)")
    }
  }

  @Test func coloursOnlyWhereTheyAreWanted() throws {
    let desk = try desk()
    let colored = try Terminal.run(Self.rank, on: desk, columns: 80, environment: Self.utf8)
    #expect(colored.contains("\u{1B}[1mRanking by uncovered workers\u{1B}[0m\n"))
    #expect(colored.contains("  \u{1B}[36m██████████\u{1B}[0m\n"))
    // Those of a name from a file are not among them.
    #expect(!colored.contains("\u{1B}[31m"))
    for (arguments, environment) in [
      (Self.rank + ["--no-color"], Self.utf8), (Self.rank, Self.utf8.merging(["NO_COLOR": "1"]) { $1 }),
      (Self.rank, Self.utf8.merging(["TERM": "dumb"]) { $1 }),
    ] {
      let shown = try Terminal.run(arguments, on: desk, columns: 80, environment: environment)
      #expect(!shown.contains("\u{1B}"))
      #expect(shown.contains("██████████\n"))
    }
    let piped = try desk.run(Self.rank, environment: Self.utf8)
    #expect(!piped.output.contains("\u{1B}") && !piped.output.contains("█"))
    #expect(piped.output.contains("Desa yang namanya panjang sekali betul  "))
  }

  @Test func controlSignsOfNamesReachNoScreen() throws {
    let desk = try desk()
    for format in ["csv", "markdown"] {
      let shown = try Terminal.run(
        Self.rank + ["--format", format], on: desk, columns: 80, environment: Self.utf8)
      #expect(!shown.contains("\u{1B}") && shown.contains("K�[31mo"))
    }
    // A file gets them as they are.
    #expect(try desk.run(Self.rank + ["--format", "csv"]).output.contains("K\u{1B}[31mo"))
    desk.folder.write("kode,peserta,potensi\n64.02.14,1,2\n64.02.99\u{1B}[2J,3,4\n", to: "tabel.csv")
    let fault = try desk.run(Self.rank)
    #expect(fault.code == 65)
    #expect(fault.errors.contains("64.02.99�[2J") && !fault.errors.contains("\u{1B}"))
  }

  @Test func theSummaryFitsTheScreen() throws {
    let desk = try desk()
    let shown = try Terminal.run(
      ["analyze", "peta.shp", "tabel.csv", "--output", "keluar", "--no-color"], on: desk, columns: 80,
      environment: Self.utf8)
    #expect(shown.contains("Coverage   : 41.4 % – 530,001 of 1,280,126 workers covered\n"))
    #expect(shown.contains("  ██████████\n"))
    let lines = shown.split(separator: "\n")
    for line in lines { #expect(line.count <= 80, "\(line)") }
    // The last line says which file to open first.
    let files = try #require(desk.files("keluar"))
    let first = try #require(["report.html", "jangkau.qgz", "coverage.geojson"].first(where: files.contains))
    #expect(lines.last?.hasPrefix("Open keluar/\(first) in ") == true)
    let written = try #require(shown.range(of: "\nWritten to keluar: "))
    for file in files { #expect(shown[written.upperBound...].contains(file)) }
  }
}
