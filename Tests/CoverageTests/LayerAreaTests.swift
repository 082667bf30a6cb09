import Areas
import Boundaries
import CoverageTestSupport
import Diagnostics
import Enrolment
import Testing

@testable import Coverage

/// A table of one province or regency on a larger map.
@Suite struct LayerAreaTests {
  let workspace = Workspace()
  /// Two provinces: twelve kecamatan in three regencies of the one, four in one of the other.
  private let codes =
    (1...4).map { "64.01.0\($0)" } + (1...4).map { "64.02.0\($0)" } + (1...4).map { "64.03.0\($0)" }
    + (1...4).map { "63.01.0\($0)" }

  private func audit(_ rows: [String], area: String? = nil) throws -> Audit {
    let layer = try workspace.layer("x", [("kode", codes), ("nama", codes.map { "Unit \($0)" })])
    let table = "kode;peserta;potensi\n" + rows.map { "\($0);1;10\n" }.joined()
    return try workspace.audit(layer, table) { $0.area = area }
  }

  private func codes(_ audit: Audit) -> [String] { audit.layer.units.compactMap(\.code) }

  @Test func parentsWithoutDataAreLeftOutWhereTheyAreHalfOfTheMap() throws {
    let one = try audit(["64.02.01", "64.02.03"])
    #expect(codes(one) == Array(codes[4..<8]))
    #expect(one.layer.polygons.featureCount == 4)
    #expect(one.join?.enrolled[0] == [1, nil, 1, nil])
    #expect(one.join?.ledgers[0].units == 4)
    #expect(one.join?.ledgers[0].unitsWithRows == 2)
    #expect(
      one.notices.map(\.english).contains { $0.contains("was limited to Kabupaten Kutai Kartanegara: 4 of 16 units") })
    #expect(codes(try audit(["63.01.02"])) == Array(codes[12...]))
  }

  /// A regency that is forgotten in the table of its province is seen without data, and so is the smaller province.
  @Test func aFewParentsWithoutDataStay() throws {
    #expect(codes(try audit(["64.01.01", "64.02.01", "64.03.04"])) == codes)
    #expect(codes(try audit(["64.01.01", "63.01.01"])) == Array(codes[..<4]) + Array(codes[12...]))
  }

  @Test func nothingIsLeftOutWithoutData() throws {
    #expect(codes(try audit(["11.01.01"])) == codes)
    #expect(codes(try audit(["64.02.01"], area: "all")) == codes)
  }

  @Test func anAreaIsOfBoundariesAloneToo() throws {
    let layer = try workspace.layer("x", [("kode", codes), ("nama", codes.map { "Unit \($0)" })])
    var inputs = Audit.Inputs(boundaries: layer, enrolment: nil)
    #expect(codes(try Audit(inputs)) == codes)
    inputs.area = "63"
    #expect(codes(try Audit(inputs)) == Array(codes[12...]))
    // Where the whole layer lies in it, nothing was left out.
    inputs.boundaries = try workspace.layer("y", [("kode", Array(codes[12...])), ("nama", Array(codes[12...]))])
    #expect(try Audit(inputs).notices.isEmpty)
    inputs.area = "Nihil"
    #expect(throws: Diagnostic.self) { try Audit(inputs) }
  }

  @Test(arguments: ["64.01", "6401", "Paser", "Kab. Paser", "KABUPATEN PASER"]) func anAreaMayBeNamed(area: String)
    throws
  {
    let audit = try audit(["64.01.01", "64.02.01", "64.99.99"], area: area)
    #expect(codes(audit) == Array(codes[..<4]))
    let ledger = try #require(audit.join?.ledgers[0])
    #expect(ledger.used.rows == 1 && ledger.outsideArea.rows == 1 && ledger.rejected.rows == 1)
    #expect(ledger.read.rows == 3 && ledger.read.eligible == 30)
    #expect(audit.join?.rejections.map(\.value) == ["64.99.99"])
    #expect(
      audit.notices.map(\.english).contains { $0.contains("1 row (1 participants, 10 eligible workers) outside") })
  }

  @Test func anAreaThatIsNotOnTheMap() throws {
    let fault = #expect(throws: Diagnostic.self) { try audit(["64.01.01"], area: "Malinau") }
    #expect(fault?.kind == .usage)
    #expect(fault?.code == "boundaries.area.missing")
    #expect(fault?.message.english.contains("It has: Kalimantan Timur, 63, Kabupaten Paser") == true)
  }
}
