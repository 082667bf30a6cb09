import CoverageTestSupport
import Testing

@testable import Areas
@testable import Enrolment

@Suite struct JoinByNameTests {
  let workspace = Workspace()

  /// The unit that each row found, by name of the unit; nil where it was rejected.
  private func units(_ layer: String, header: String, _ rows: [String]) throws -> [String?] {
    try rows.map { row in
      let audit = try workspace.audit(layer, "\(header);peserta;potensi\n\(row);7;9\n")
      let join = try #require(audit.join)
      return join.enrolled[0].firstIndex { $0 == 7 }.map { audit.layer.units[$0].name }
    }
  }

  @Test func spellingsOfDistricts() throws {
    let layer = try workspace.kaltim(.district, .dotted)
    for (text, name) in [
      ("MUARA JAWA", "Muara Jawa"), ("Kec. Muara Jawa", "Muara Jawa"), ("Kecamatan  Muara  Jawa", "Muara Jawa"),
      ("muara-jawa", "Muara Jawa"), ("Muará Jawa", "Muara Jawa"), ("Muara Lawa", "Muara Lawa"),
      ("SANGA-SANGA", "Sanga Sanga"), ("Sangasanga", "Sanga Sanga"), ("Marangkayu", "Marang Kayu"),
      ("PASIR BELENGKONG", "Paser Belengkong"), ("Kongbeng", "Kombeng"), ("Biduk Biduk", "Biduk-Biduk"),
      ("Kota Bangun", "Kota Bangun"), ("KOTABANGUN", "Kota Bangun"), ("Samarinda Kota", "Samarinda Kota"),
    ] {
      #expect(try units(layer, header: "kecamatan", [text]) == [name], "\(text)")
    }
  }

  @Test func spellingsOfRegencies() throws {
    for style in CodeStyle.allCases {
      let layer = try workspace.kaltim(.regency, style)
      for (text, name) in [
        ("Kukar", "Kabupaten Kutai Kartanegara"), ("PPU", "Kabupaten Penajam Paser Utara"),
        ("Mahakam Hulu", "Kabupaten Mahakam Ulu"), ("Kab. Paser", "Kabupaten Paser"), ("KAB PASER", "Kabupaten Paser"),
        ("Samarinda", "Kota Samarinda"), ("Kota Samarinda", "Kota Samarinda"), ("Kutim", "Kabupaten Kutai Timur"),
        ("Mahulu", "Kabupaten Mahakam Ulu"), ("Kabupaten Berau", "Kabupaten Berau"),
      ] {
        #expect(try units(layer, header: "kabupaten", [text]) == [name], "\(text)")
      }
      // The wrong word for its kind is another place.
      #expect(try units(layer, header: "kabupaten", ["Kabupaten Samarinda", "Kota Paser"]) == [nil, nil])
      // A former name of several is nobody's.
      #expect(try units(layer, header: "kabupaten", ["Kutai", "Tanah Grogot"]) == [nil, nil])
    }
  }

  @Test func everyAliasThatMayJoinDoes() throws {
    for level in [AdministrativeLevel.regency, .district] {
      let layer = try workspace.kaltim(level, .dotted)
      let header = level == .regency ? "kabupaten" : "kecamatan"
      let aliases = kaltimAreas(level).flatMap { area in area.aliases.map { (area, $0) } }
      #expect(aliases.count > 10)
      for (area, alias) in aliases {
        #expect(try units(layer, header: header, [alias]) == [area.name], "\(alias)")
      }
    }
  }

  @Test func neighboursInSpellingAreNeverConfused() throws {
    let layer = try workspace.kaltim(.district, .dotted)
    let audit = try workspace.audit(
      layer, "kecamatan;peserta;potensi\nMuara Jawa;1;10\nMuara Lawa;2;20\n")
    for (code, count) in [("64.02.14", 1), ("64.07.09", 2)] {
      let unit = try #require(audit.layer.units.firstIndex { $0.code == code })
      #expect(audit.join?.enrolled[0][unit] == count)
    }
    #expect(
      try units(
        layer, header: "kabupaten;kecamatan",
        [
          "Kutai Barat;Muara Jawa", "Kutai Kartanegara;Muara Lawa", "Kukar;Muara Jawa", "Kab. Kutai Barat;Muara Lawa",
        ]) == [nil, nil, "Muara Jawa", "Muara Lawa"])
  }

  @Test func theWrongParentIsRejectedWithTheRightUnitAsCandidate() throws {
    let join = try workspace.join(
      try workspace.kaltim(.district, .bps), "kabupaten;kecamatan;peserta;potensi\nKutai Barat;Muara Jawa;5;8\n")
    let row = try #require(join.rejections.first)
    #expect(row.reason == .otherParent)
    #expect(
      row.candidates.contains("6403070 Muara Jawa (Kabupaten Kutai Kartanegara)")
        || row.candidates.contains { $0.contains("Muara Jawa") })
    #expect(row.value == "Muara Jawa")
    #expect((row.enrolled, row.eligible) == (5, 8))
  }

  @Test func parentsNeedNotBeThereAndTheirProvinceMayBe() throws {
    let layer = try workspace.kaltim(.district, .dotted)
    #expect(
      try units(
        layer, header: "provinsi;kabupaten;kecamatan",
        [
          "Kalimantan Timur;Kutai Kartanegara;Muara Jawa", "KALTIM;;Muara Jawa", "Jawa Barat;;Muara Jawa",
        ]) == ["Muara Jawa", "Muara Jawa", nil])
  }

  @Test func ambiguousVillagesNeedTheirDistrict() throws {
    let layer = try workspace.kaltim(.village, .dotted)
    let villages = kaltimAreas(.village)
    let byName = Dictionary(grouping: villages) { AreaName($0.name, level: .village).base }
    let repeated = byName.values.filter { $0.count > 1 }.flatMap { $0 }.sorted { $0.kemendagri < $1.kemendagri }
    #expect(repeated.count > 50)
    func parent(_ area: AreaRegistry.Area, _ digits: Int) -> String {
      AreaRegistry.shipped.area(String(area.kemendagri.prefix(digits)), in: .kemendagri)!.name
    }
    // By name alone: all are rejected as ambiguous, with more than one candidate.
    var join = try workspace.join(layer, "desa;peserta;potensi\n" + repeated.map { "\($0.name);1;2\n" }.joined())
    #expect(join.rejections.count == repeated.count)
    #expect(join.rejections.allSatisfy { $0.reason == .ambiguousName && $0.candidates.count > 1 })
    // With their kecamatan and kabupaten: all join.
    let rows = villages.enumerated().map { index, area in
      "\(parent(area, 4));\(parent(area, 6));\(area.name);\(index);2000\n"
    }
    join = try workspace.join(layer, "kabupaten;kecamatan;desa;peserta;potensi\n" + rows.joined())
    #expect(join.rejections.isEmpty)
    #expect(join.enrolled[0] == villages.indices.map { $0 })
    // Within one regency names repeat too, so the regency is not enough there.
    let withinOne = repeated.filter { area in
      repeated.contains {
        $0.kemendagri != area.kemendagri && $0.kemendagri.prefix(4) == area.kemendagri.prefix(4)
          && AreaName($0.name, level: .village).base == AreaName(area.name, level: .village).base
      }
    }
    #expect(withinOne.count >= 16)
    join = try workspace.join(
      layer, "kabupaten;desa;peserta;potensi\n" + withinOne.map { "\(parent($0, 4));\($0.name);1;2\n" }.joined())
    #expect(join.rejections.count == withinOne.count)
    #expect(join.rejections.allSatisfy { $0.reason == .ambiguousName })
  }

  @Test func layersWithoutKnownCodesTakeAliasesToo() throws {
    let layer = try workspace.layer(
      "gadm",
      [
        ("GID_1", ["IDN.14_1", "IDN.14_1", "IDN.14_1"]), ("NAME_1", Array(repeating: "Kalimantan Timur", count: 3)),
        ("GID_2", ["IDN.14.6_1", "IDN.14.9_1", "IDN.14.10_1"]),
        ("NAME_2", ["Kutai Kartanegara", "Penajam Paser Utara", "Samarinda"]),
      ])
    #expect(
      try units(layer, header: "kabupaten", ["Kukar", "Kab. Penajam Paser Utara", "PPU", "Kota Samarinda"]) == [
        "Kutai Kartanegara", "Penajam Paser Utara", "Penajam Paser Utara", "Samarinda",
      ])
  }

  private func geoBoundaries() throws -> String {
    try workspace.layer(
      "geoBoundaries",
      [
        ("shapeName", ["Kutai Kartanegara", "Kota Samarinda", "Kutai Barat"]), ("shapeISO", [nil, nil, nil]),
        ("shapeID", ["93371540B1", "93371540B2", "93371540B3"]), ("shapeGroup", ["IDN", "IDN", "IDN"]),
        ("shapeType", ["ADM2", "ADM2", "ADM2"]),
      ])
  }

  @Test func layersOfOtherMakersTakeTheWordForTheKind() throws {
    #expect(
      try units(geoBoundaries(), header: "kabupaten", ["Kab. Kutai Kartanegara", "Kukar", "Samarinda"]) == [
        "Kutai Kartanegara", "Kutai Kartanegara", "Kota Samarinda",
      ])
  }

  @Test func layersOfOtherMakersTakeCodesOfBothSystems() throws {
    let layer = try geoBoundaries()
    for codes in [["64.02", "64.72", "64.07"], ["ID6403", "ID6472", "ID6402"]] {
      let rows = zip(codes, 1...).map { "\($0);\($1);9\n" }.joined()
      let join = try workspace.join(layer, "kode;peserta;potensi\n\(rows)")
      #expect(join.rejections.isEmpty)
      #expect(join.enrolled[0] == [1, 2, 3])
    }
    // A code alike in both systems needs no decision.
    #expect(try workspace.join(layer, "kode;peserta;potensi\n6472;5;9\n").enrolled[0] == [nil, 5, nil])
    expectFault(
      en: "The codes in the column “kode” of the table t.csv (6402) are valid both as Kemendagri and as BPS codes, but "
        + "mean different units. State the system with --code-system kemendagri or --code-system bps."
    ) { try workspace.join(layer, "kode;peserta;potensi\n6402;5;9\n") }
  }
}
