import Foundation
import TestSupport
import Testing

/// What `analyze` writes for QGIS.
@Suite struct CartographyRunTests {
  static let files = [
    "clusters.qml", "coverage.gpkg", "coverage.qml", "gaps.qml", "jangkau.qgz", "parents.geojson", "parents.qml",
    "services.geojson", "services.qml",
  ]

  private func analyze(_ desk: Desk, _ arguments: [String] = [], to folder: String = "keluar") throws -> Program.Outcome
  {
    try desk.run(["analyze", "peta.shp", "tabel.csv", "--lang", "en", "--output", folder] + arguments)
  }

  @Test func analyzeWritesThemAndSaysSo() throws {
    let desk = try Desk()
    let outcome = try analyze(desk)
    #expect(outcome.code == 0)
    #expect(Set(desk.files("keluar") ?? []).isSuperset(of: Self.files))
    for file in Self.files { #expect(outcome.output.contains(file)) }
    #expect(outcome.output.hasSuffix("Open keluar/report.html in a web browser.\n"))
  }

  /// Only run.json knows the time.
  @Test func theBytesDependOnNeitherTimeNorThreads() throws {
    let desk = try Desk()
    for (folder, time, threads) in [("a", "1000000000", "1"), ("b", "1767139200", "4")] {
      let outcome = try desk.run(
        ["analyze", "peta.shp", "tabel.csv", "--output", folder, "--threads", threads],
        environment: ["SOURCE_DATE_EPOCH": time])
      #expect(outcome.code == 0)
    }
    for file in Self.files { #expect(desk.folder.read("a/\(file)") == desk.folder.read("b/\(file)"), "\(file)") }
  }

  @Test func theClassesAreAsAsked() throws {
    let desk = try Desk()
    func style(_ arguments: [String]) throws -> String {
      #expect(try analyze(desk, arguments + ["--force"]).code == 0)
      return desk.text("keluar/coverage.qml") ?? ""
    }
    let pretty = try style([])
    #expect(pretty.contains(#"label="20% to &lt;40%""#) && !pretty.contains(#"label="0% to &lt;20%""#))
    #expect(try style(["--classes", "pretty"]) == pretty)
    #expect(try style(["--classes", "fixed"]).contains(#"label="0% to &lt;20%""#))
    #expect(try style(["--classes", "target", "--target", "50"]).contains(#"label="30% to &lt;50%""#))
    // Two units have figures, of 33.3… % and 92.2… %.
    for method in ["quantiles", "jenks"] {
      let found = try style(["--classes", method])
      #expect(found.contains(#"label="33.3% to &lt;92.2%""#))
      #expect(desk.text("keluar/run.json")?.contains(#""classes" : "\#(method)""#) == true)
    }
  }

  @Test func otherClassesAreRefused() throws {
    let outcome = try analyze(try Desk(), ["--classes", "equal"])
    #expect(outcome.code == 64)
    #expect(outcome.errors.contains("'equal'") && outcome.errors.contains("--classes"))
  }

  /// SQLite would play what is left of an older GeoPackage into the new one.
  @Test func whatSQLiteLeftBesideAnOlderGeoPackageGoes() throws {
    let desk = try Desk()
    #expect(try analyze(desk).code == 0)
    desk.folder.write("old", to: "keluar/coverage.gpkg-wal")
    desk.folder.write("old", to: "keluar/coverage.gpkg-shm")
    #expect(try analyze(desk, ["--force"]).code == 0)
    #expect(desk.files("keluar")?.contains { $0.hasSuffix("-wal") || $0.hasSuffix("-shm") } == false)
  }
}
