import Foundation
import FoundationXML
import Geometry
import Layers
import SVGRendering
import Shapefile
import TestSupport
import Testing

/// `report.html`, `map.svg`, `map.png` and `map.pdf` of whole runs. What they look like in a browser is for `scripts/browser-check`.
@Suite struct ReportRunTests {
  private func analyze(_ desk: Desk, _ arguments: [String] = [], to folder: String = "keluar") throws {
    let outcome = try desk.run(["analyze", "peta.shp", "tabel.csv", "--output", folder, "--quiet"] + arguments)
    #expect(outcome.code == 0, "\(outcome.errors)")
  }

  /// What the report's script reads.
  private func data(_ report: String) throws -> [String: Any] {
    let start = try #require(report.range(of: "<script type=\"application/json\" id=\"report-data\">"))
    let end = try #require(report.range(of: "</script>", range: start.upperBound..<report.endIndex))
    let json = Data(report[start.upperBound..<end.lowerBound].utf8)
    return try #require(try JSONSerialization.jsonObject(with: json) as? [String: Any])
  }

  @Test(arguments: [
    ("id", "Cakupan kepesertaan per kecamatan, Kalimantan Timur, 2025-06"),
    ("en", "Coverage of workers by district (kecamatan), Kalimantan Timur, 2025-06"),
  ])
  func speaksTheLanguage(language: String, title: String) throws {
    let desk = try Desk()
    try analyze(desk, ["--lang", language])
    let report = try #require(desk.text("keluar/report.html"))
    #expect(report.hasPrefix("<!DOCTYPE html>\n<html lang=\"\(language)\">"))
    #expect(report.contains("<title>\(title)</title>"))
    #expect(report.contains(language == "id" ? "10.243" : "10,243"), "uncovered workers in the language's digits")
    let map = try #require(desk.text("keluar/map.svg"))
    #expect(map.contains("<title>\(title)</title>"))
    #expect(map.contains(language == "id" ? "Tidak ada data" : "No data"))
  }

  /// A browser asks nobody for anything, and runs no script but the report's own.
  @Test func needsNoNetwork() throws {
    let desk = try Desk()
    try analyze(desk)
    // The name of a namespace is no address.
    let report = try #require(desk.text("keluar/report.html")).replacing("http://www.w3.org/2000/svg", with: "")
    for name in [
      "http:", "https:", " src=", "@import", "<link rel=\"stylesheet", "<iframe", "<object", "foreignObject",
    ] {
      #expect(!report.contains(name), "\(name)")
    }
    #expect(report.contains("default-src 'none'"))
    #expect(report.matches(of: /url\((?!#)/).isEmpty)
    #expect(report.matches(of: /<script/).count == 2)
    let map = try #require(desk.text("keluar/map.svg"))
    for name in ["<script", "<style", " style=", "var(", "href", "foreignObject", "<image"] {
      #expect(!map.contains(name), "\(name)")
    }
  }

  /// Sheets of the sizes that are asked for, each with all that belongs on it.
  @Test func theMapIsDrawnOnTheSheetThatIsAskedFor() throws {
    let desk = try Desk()
    let sizes = [
      ([], "width=\"1600\" height=\"900\""), (["--map-size", "a4"], "width=\"297mm\" height=\"210mm\""),
      (["--map-size", "a4-portrait"], "width=\"210mm\" height=\"297mm\""),
    ]
    for (arguments, size) in sizes {
      try analyze(desk, arguments + ["--force", "--lang", "id"])
      let map = try #require(desk.text("keluar/map.svg"))
      #expect(map.contains(size))
      #expect(map.contains(">Kalimantan Timur") || map.contains("Kalimantan Timur, 2025-06</text>"))
      #expect(map.contains("belum terlindungi (cakupan"), "the finding stands on the map")
      #expect(map.contains(">U</text>") && map.contains(" km</text>") && map.contains("Sumber: tabel.csv"))
    }
    let other = try desk.run("analyze", "peta.shp", "tabel.csv", "--output", "keluar", "--map-size", "a3", "--force")
    #expect(other.code == 64)
  }

  /// The picture has two pixels for each of the drawing's, the page the size of the sheet; neither tells the time.
  @Test(.enabled(if: SVGRenderer.shared != nil, "librsvg is not installed"))
  func theMapIsAPictureAndAPageToo() throws {
    let desk = try Desk()
    for (size, wide, high, page) in [
      ("16:9", 3_200, 1_800, "1200 675"), ("a4-portrait", 2_262, 3_200, "595.28 841.89"),
    ] {
      try analyze(desk, ["--map-size", size, "--force", "--lang", "id"])
      let picture = try #require(desk.folder.read("keluar/map.png"))
      #expect(picture.prefix(8) == [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])
      func number(at place: Int) -> Int { picture[place..<place + 4].reduce(0) { $0 << 8 | Int($1) } }
      #expect(number(at: 16) == wide && number(at: 20) == high)
      // More than white: a map, and letters.
      #expect(picture.count > 40_000)
      let text = String(decoding: try #require(desk.folder.read("keluar/map.pdf")), as: UTF8.self)
      #expect(text.hasPrefix("%PDF-"))
      #expect(text.contains("/MediaBox [ 0 0 \(page) ]"))
      #expect(text.contains("/CreationDate (19800101"))
    }
  }

  @Test func everyUnitIsInMapTableAndData() throws {
    let desk = try Desk()
    try analyze(desk)
    let report = try #require(desk.text("keluar/report.html"))
    for unit in 0..<4 {
      #expect(report.contains("<path id=\"u\(unit)\""))
      #expect(report.contains("<tr id=\"r\(unit)\">"))
      #expect(report.contains("<a href=\"#u\(unit)\">"))
    }
    let data = try data(report)
    let units = try #require(data["units"] as? [[Any]])
    #expect(units.map { $0[0] as? String } == Desk.names)
    // Ranked by uncovered workers: Muara Jawa, Muara Lawa; the others have no figures.
    #expect(data["order"] as? [Int] == [0, 1, 2, 3])
    let places = try #require(data["at"] as? [String: Int])
    let coverage = try #require(places["share"])
    #expect(units[0][coverage] as? Double == 92.23)
    #expect(units[2][coverage] is NSNull)
  }

  /// Same inputs, same bytes, whatever the threads and the time.
  @Test func isTheSameEveryTime() throws {
    let desk = try Desk()
    try analyze(desk, ["--threads", "1"], to: "a")
    let outcome = try desk.run(
      ["analyze", "peta.shp", "tabel.csv", "--output", "b", "--quiet", "--threads", "3"],
      environment: ["SOURCE_DATE_EPOCH": "0"])
    #expect(outcome.code == 0)
    for name in ["report.html", "map.svg"] {
      #expect(desk.folder.read("a/\(name)") != nil)
      #expect(desk.folder.read("a/\(name)") == desk.folder.read("b/\(name)"))
    }
  }

  @Test func hostileNamesDoNoHarm() throws {
    let long = String(repeating: "Panjang ", count: 25)
    let names = [
      "</script><script>alert(1)</script>", "<b onclick='x'>&amp;\"{{t.map}}{{{data}}}",
      "\u{202e}=cmd|'/C calc'!A0\u{2066}",
      long + "]]>--><!--",
    ]
    let desk = try Desk()
    var attributes = AttributeTable(rowCount: 4)
    attributes.append(Field(name: "kode", kind: .text, width: 20), .text(Desk.codes))
    attributes.append(Field(name: "nama", kind: .text, width: 250), .text(names))
    var polygons = PolygonBuffer()
    for index in 0..<4 {
      let x = 117 + 0.25 * Double(index)
      polygons.append(feature: [[[(x, 0), (x + 0.25, 0), (x + 0.25, 0.25), (x, 0.25), (x, 0)]]])
    }
    try ShapefileWriter.write(
      Layer(name: "peta", polygons: polygons, attributes: attributes, crsDefinition: Desk.wgs84),
      to: "\(desk.path)/peta.shp")
    desk.folder.write(
      "kode,segmen,periode,peserta,potensi\n64.02.14,</script>,2025,5,10\n64.07.09,</script>,2025,7,11\n",
      to: "tabel.csv")
    try analyze(desk)
    let report = try #require(desk.text("keluar/report.html"))
    #expect(report.matches(of: /<script/).count == 2)
    #expect(report.matches(of: /<\/script/).count == 2)
    #expect(!report.contains("alert(1)</script>"))
    #expect(!report.contains("<b onclick"))
    #expect(!report.contains("<!--"))
    #expect(report.contains("{{t.map}}{{{data}}}"), "text is no template")
    let units = try #require(try data(report)["units"] as? [[Any]])
    #expect(units.map { $0[0] as? String } == names)
    let map = try #require(desk.folder.read("keluar/map.svg"))
    let parser = XMLParser(data: Data(map))
    #expect(parser.parse(), "\(String(describing: parser.parserError))")
  }

  @Test func everySVGIsWellFormed() throws {
    let desk = try Desk()
    try analyze(desk)
    let report = try #require(desk.text("keluar/report.html"))
    let drawings = report.matches(of: /(?s)<svg.*?<\/svg>/)
    #expect(drawings.count > 5)
    for drawing in drawings {
      let parser = XMLParser(data: Data(drawing.output.utf8))
      #expect(parser.parse(), "\(drawing.output.prefix(200))")
    }
  }

  /// The ledger and the reasons are there; what the rows say is not.
  @Test func rejectedRowsAreCountedAndNotShown() throws {
    let desk = try Desk()
    desk.folder.write(Desk.table + "64.02.99,Nama Seorang Peserta,PU,2025-06,5,7\n", to: "tabel.csv")
    try analyze(desk, ["--allow-unmatched", "--lang", "en"])
    let report = try #require(desk.text("keluar/report.html"))
    #expect(report.contains("no unit of the map has this code</th><td class=\"n\">1</td>"))
    #expect(!report.contains("Nama Seorang Peserta"))
  }

  @Test func theSampleSaysWhatItIs() throws {
    let desk = try Desk()
    let outcome = try desk.run(
      ["analyze", "--sample", "--output", "keluar", "--quiet", "--lang", "en"],
      environment: ["JANGKAU_SHAPES": PackageFolder.path + "/shapes"])
    #expect(outcome.code == 0)
    for name in ["report.html", "map.svg"] {
      let text = try #require(desk.text("keluar/\(name)"))
      #expect(text.contains("Illustrative") && text.contains("not official data"))
      #expect(text.contains("Schematic") || text.contains("schematic"))
    }
  }

  /// Small counts are in neither file of a publication.
  @Test func aPublicationWithholdsSmallCounts() throws {
    let desk = try Desk()
    var table = "kode,peserta,potensi\n"
    for (code, counts) in zip(Desk.codes, ["4,1237", "611,1319", "502,1409", "733,1511"]) {
      table += "\(code ?? ""),\(counts)\n"
    }
    desk.folder.write(table, to: "tabel.csv")
    try analyze(desk, ["--publish", "--lang", "en"])
    let report = try #require(desk.text("keluar/report.html"))
    #expect(report.contains("<td class=\"status\">Suppressed (small count)</td>"))
    #expect(report.contains("url(#p-withheld)"))
    let data = try data(report)
    let unit = try #require((data["units"] as? [[Any]])?.first)
    // Of all that the panel tells, only the eligible workers are left.
    let lines = try #require(data["lines"] as? [[String: Any]])
    let told = try lines.filter { !(unit[try #require($0["at"] as? Int)] is NSNull) }
    #expect(told.map { $0["label"] as? String } == ["Eligible workers"])
    #expect(!report.contains("1,233"), "nor the uncovered that the small count leaves")
  }
}
