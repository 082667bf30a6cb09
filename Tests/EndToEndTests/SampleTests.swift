import Foundation
import TestSupport
import Testing

/// The shapes and the table that ship.
@Suite struct SampleTests {
  private static let shapes = ["JANGKAU_SHAPES": PackageFolder.path + "/shapes"]

  @Test func theSampleRunsAndSaysWhatItIs() throws {
    let desk = try Desk()
    let outcome = try desk.run(["analyze", "--sample", "--output", "keluar", "--lang", "id"], environment: Self.shapes)
    #expect(outcome.code == 0)
    #expect(outcome.errors.isEmpty)
    #expect(outcome.output.contains("ilustrasi, bukan data resmi"))
    #expect(outcome.output.contains("skematik, bukan batas resmi"))
    let data = Data(desk.folder.read("keluar/coverage.geojson") ?? [])
    let collection = try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
    let features = try #require(collection["features"] as? [[String: Any]])
    #expect(features.count == 105)
    for feature in features {
      let properties = try #require(feature["properties"] as? [String: Any])
      #expect(properties["data_note"] as? String == "ilustrasi, bukan data resmi / illustrative, not official data")
      #expect(
        properties["boundary_note"] as? String == "skematik, bukan batas resmi / schematic, not official boundaries")
    }
    for name in ["ranking.csv", "run.json"] {
      #expect(desk.text("keluar/\(name)")?.contains("ilustrasi, bukan data resmi") == true)
    }
  }

  @Test(arguments: ["table", "csv", "json", "markdown"]) func everyRankingOfTheSampleSaysWhatItIs(_ format: String)
    throws
  {
    let outcome = try Desk().run(["rank", "--sample", "--format", format], environment: Self.shapes)
    #expect(outcome.code == 0)
    #expect(outcome.output.contains("ilustrasi, bukan data resmi"))
    #expect(outcome.output.contains("skematik, bukan batas resmi"))
  }

  @Test func theSampleIsFoundBesideTheCheckout() throws {
    // The program lies in the checkout's build folder.
    let outcome = try Desk().run("rank", "--sample", "--top", "1", "--quiet")
    #expect(outcome.code == 0)
  }
}
