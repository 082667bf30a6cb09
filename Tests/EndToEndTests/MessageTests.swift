import Foundation
import TestSupport
import Testing

/// The texts in the sources, as `scripts/messages` lists them for proof-readers.
@Suite struct MessageTests {
  private struct Listing {
    let text: String
    let complaints: [String]

    init(_ arguments: String...) throws {
      let process = Process()
      process.executableURL = URL(fileURLWithPath: PackageFolder.path + "/scripts/messages")
      process.arguments = arguments
      let (output, errors) = (Pipe(), TemporaryFolder())
      errors.write("", to: "errors")
      process.standardOutput = output
      process.standardError = try FileHandle(forWritingTo: URL(fileURLWithPath: errors.path + "/errors"))
      try process.run()
      text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
      process.waitUntilExit()
      complaints = String(decoding: errors.read("errors") ?? [], as: UTF8.self).split(separator: "\n").map(String.init)
      #expect((process.terminationStatus == 0) == complaints.isEmpty)
    }
  }

  /// One code, one text; every hint's code is somebody's.
  @Test func codesAreUnique() throws {
    let listing = try Listing()
    #expect(listing.complaints.filter { !$0.hasSuffix("without a code") } == [])
    #expect(listing.text.contains("output.exists  (Sources/"))
    let codes = try Listing("--codes").text.split(separator: "\n")
    #expect(codes.count > 100)
    #expect(Set(codes).count == codes.count)
  }

  /// Terms that the glossary has replaced, in whole words.
  @Test func indonesianTermsAreSettled() throws {
    let indonesian = try Listing().text.split(separator: "\n").filter { $0.hasPrefix("  id  ") }
    #expect(indonesian.count > 400)
    let words = [
      "penyandian", "jari-jari", "tumpang-tindih", "bertumpang", "dirahasiakan", "peluang", "statistik scan",
    ]
    for text in indonesian {
      for word in words { #expect(!text.lowercased().contains(word), "\(text)") }
    }
  }

  @Test func hintsNameOptionsThatExist() throws {
    func options(_ text: some StringProtocol) -> Set<String> {
      Set(String(text).matches(of: /--[a-z-]*[a-z]/).map { String($0.output) })
    }
    let desk = try Desk()
    let known = try HelpTests.commands.dropFirst().map { options(try desk.run([$0, "--help"]).output) }
    let lines = try Listing("--hints").text.split(separator: "\n")
    let texts = { (language: String) in lines.filter { $0.hasPrefix("  \(language)  ") } }
    #expect(texts("id").count == texts("en").count && !texts("en").isEmpty)
    for (indonesian, english) in zip(texts("id"), texts("en")) {
      #expect(options(indonesian) == options(english))
      #expect(known.contains { options(english).isSubset(of: $0) }, "\(english)")
    }
  }

  /// A hint is of the command that runs.
  @Test func hintsAreOfTheCommand() throws {
    let desk = try Desk()
    desk.folder.write("GEOGCS[\"rusak\"", to: "peta.prj")
    let analyze = try desk.run("analyze", "peta.shp", "tabel.csv", "--output", "keluar")
    #expect(analyze.errors.hasSuffix("EPSG:9470 (SRGI2013). Use --crs EPSG:N.\n"))
    let arguments = ["reapportion", "tabel.csv", "--from", "peta.shp", "--to", "peta.shp", "--output", "baru.csv"]
    #expect(
      try desk.run(arguments + ["--lang", "id"]).errors.hasSuffix(
        "Pakai --from-crs EPSG:N untuk peta lama, --to-crs EPSG:N untuk peta baru.\n"))
  }

  @Test func jsonCarriesTheCodesOfNotices() throws {
    let desk = try Desk()
    #expect(try desk.run("analyze", "peta.shp", "tabel.csv", "--output", "keluar", "--lang", "id").code == 0)
    let run = try JSONSerialization.jsonObject(with: Data(desk.folder.read("keluar/run.json") ?? []))
    let record = try #require(run as? [String: Any])
    let notices = try #require(record["notices"] as? [String])
    let details = try #require(record["notice_details"] as? [[String: Any]])
    #expect(details.map { $0["id"] as? String } == notices)
    let incomplete = try #require(details.first { $0["code"] as? String == "figures.units.incomplete" })
    #expect(incomplete["arguments"] as? [String: String] == ["count": "1", "units": "Samboja"])
    #expect((incomplete["en"] as? String)?.hasPrefix("1 unit lacks a count in some segment") == true)
    let check = try desk.run("check", "peta.shp", "tabel.csv", "--format", "json")
    let report = try #require(JSONSerialization.jsonObject(with: Data(check.output.utf8)) as? [String: Any])
    let found = try #require(report["notice_details"] as? [[String: Any]])
    #expect(found.count == (report["notices"] as? [String])?.count)
  }
}
