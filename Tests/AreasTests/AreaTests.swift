import CoverageTestSupport
import Testing

@testable import Areas

@Suite struct AreaCodeTests {
  @Test(arguments: [
    ("64.02.01", "640201"), ("640201", "640201"), ("64 02 01", "640201"), ("64-02-01", "640201"),
    ("64/02/01", "640201"), (" 640201 ", "640201"), ("'640201", "640201"), ("id6403060", "6403060"),
    ("ID6403", "6403"), ("6403060", "6403060"), ("64.02.01.2001", "6402012001"), ("IDN.14.3_1", "IDN.14.3_1"),
    ("idn.14.3_1", "IDN.14.3_1"),
  ]) func keys(_ text: String, _ key: String) { #expect(AreaCode(text)?.key == key) }

  @Test(arguments: ["", "  ", "\t"]) func blankIsNoCode(_ text: String) { #expect(AreaCode(text) == nil) }

  @Test(arguments: [
    ("64", AdministrativeLevel.province), ("64.02", .regency), ("6402", .regency), ("64.02.01", .district),
    ("6402010", .district), ("64.02.01.2001", .village), ("6402010001", .village),
  ]) func levels(_ text: String, _ level: AdministrativeLevel) { #expect(AreaCode(text)?.level == level) }

  @Test(arguments: ["640", "64020", "64020100", "IDN.14_1", "Total"]) func noLevel(_ text: String) {
    #expect(AreaCode(text)?.level == nil)
  }
}

@Suite struct AreaNameTests {
  @Test(arguments: [
    ("Muara Jawa", "MUARA  JAWA"), ("Sanga Sanga", "Sanga-Sanga"), ("Biduk-Biduk", "BIDUK BIDUK"),
    ("Marang Kayu", "Marangkayu"), ("Kec. Muara Jawa", "Muara Jawa"), ("Kecamatan Muara Jawa", "kec muara jawa"),
    ("Muará Jáwa", "Muara Jawa"), ("Muara\u{0301} Jawa", "Muara Jawa"), ("Ma'rang Kayu", "Marang Kayu"),
    ("Muara\u{00A0}Jawa", "Muara Jawa"), ("Muara\u{200B}Jawa", "Muara Jawa"),
  ]) func districtsAlike(_ left: String, _ right: String) {
    #expect(AreaName(left, level: .district).base == AreaName(right, level: .district).base)
  }

  @Test(
    arguments: [
      ("Kab. Paser", "paser", "kabupaten"), ("KABUPATEN PASER", "paser", "kabupaten"), ("Paser", "paser", nil),
      ("Kota Samarinda", "samarinda", "kota"), ("Kotamadya Samarinda", "samarinda", "kota"), ("Kota", "kota", nil),
      ("Kota Adm. Jakarta Pusat", "jakartapusat", "kota"),
    ] as [(String, String, String?)]) func regencyKinds(_ text: String, _ base: String, _ kind: String?)
  {
    let name = AreaName(text, level: .regency)
    #expect(name.base == base)
    #expect(name.kind == kind)
  }

  @Test func kotaIsPartOfADistrictsName() {
    #expect(AreaName("Kota Bangun", level: .district).base == "kotabangun")
    #expect(AreaName("Kec. Kota Bangun", level: .district).base == "kotabangun")
  }

  @Test func cityAndRegencyOfOneNameDiffer() {
    #expect(!AreaName("Kota Malang", level: .regency).kindAgrees(with: AreaName("Kab. Malang", level: .regency)))
    // Without the word it could be either of the two; where there is but one of the name it is that.
    #expect(!AreaName("Malang", level: .regency).kindAgrees(with: AreaName("Kab. Malang", level: .regency)))
    #expect(AreaName("Paser", level: .regency).kindAgrees(with: AreaName("Kab. Paser", level: .regency)))
    #expect(AreaName("Malang", level: .district).kindAgrees(with: AreaName("Kec. Malang", level: .district)))
  }

  @Test func namesWithoutSpaces() {
    #expect(AreaName("KotaBalikpapan", level: .regency) == AreaName("Kota Balikpapan", level: .regency))
    #expect(AreaName("KutaiKartanegara", level: .regency) == AreaName("Kutai Kartanegara", level: .regency))
    #expect(AreaName("KOTABANGUN", level: .regency).kind == nil)
    #expect(AreaName("Kotawaringin", level: .regency).kind == nil)
  }

  @Test func codesTellCitiesAndStandIns() {
    #expect(AreaCode("64.71")?.regencyKind == "kota")
    #expect(AreaCode("6401")?.regencyKind == "kabupaten")
    #expect(AreaCode("64.71.01")?.regencyKind == nil)
    for text in ["0", "000", "6402888", "6402999", "3188888888", "6402010888"] {
      #expect(AreaCode(text)?.isStandIn == true)
    }
    for text in ["64", "6488", "6402080", "64.02.08", "6402012001", "IDN.1_1"] {
      #expect(AreaCode(text)?.isStandIn == false)
    }
  }

  /// Reference values of Jaro–Winkler as Winkler (1990) prints them.
  @Test(arguments: [("MARTHA", "MARHTA", 0.961), ("DWAYNE", "DUANE", 0.840), ("DIXON", "DICKSONX", 0.813)])
  func similarity(_ left: String, _ right: String, _ value: Double) {
    #expect(abs(AreaName.similarity(left, right) - value) < 0.0005)
    #expect(AreaName.similarity(left, right) == AreaName.similarity(right, left))
  }

  @Test func similarityOfExtremes() {
    #expect(AreaName.similarity("", "") == 1)
    #expect(AreaName.similarity("a", "") == 0)
    #expect(AreaName.similarity("a", "a") == 1)
    #expect(AreaName.similarity("a", "b") == 0)
  }
}

@Suite struct AreaRegistryTests {
  @Test func holdsEveryUnitOfKaltimOnce() {
    let areas = AreaRegistry.shipped.areas
    let counts = Dictionary(grouping: areas, by: \.level).mapValues(\.count)
    #expect(counts == [.province: 1, .regency: 10, .district: 105, .village: 1038])
    #expect(Set(areas.map(\.kemendagri)).count == areas.count)
    let bps = areas.compactMap(\.bps)
    #expect(Set(bps).count == bps.count)
  }

  @Test func everyCodeHasItsParentAndItsBridgeLeadsBack() throws {
    let registry = AreaRegistry.shipped
    for area in registry.areas {
      if area.level != .province {
        let parent = try #require(CodeSystem.kemendagri.parentKey(of: area.kemendagri, level: area.level))
        #expect(registry.area(parent, in: .kemendagri)?.level == area.level.parent)
      }
      if let bps = area.bps { #expect(registry.bridge(bps, from: .bps) == area.kemendagri) }
    }
    #expect(registry.bridge("6402", from: .kemendagri) == "6403")
    #expect(registry.bridge("6402", from: .bps) == "6407")
    #expect(registry.bridge("640219", from: .kemendagri) == nil)
  }

  @Test func noAliasIsTheNameOfAnotherUnitBesideIt() {
    for level in AdministrativeLevel.allCases {
      var owners: [String: Set<String>] = [:]
      for area in kaltimAreas(level) where level != .village {
        for text in [area.name] + area.aliases {
          owners[AreaName(text, level: level).base, default: []].insert(area.kemendagri)
        }
      }
      #expect(owners.filter { $0.value.count > 1 }.isEmpty)
    }
  }
}

@Suite struct CodeSystemDetectionTests {
  private func finding(_ codes: [String], names: [String?] = [], field: String = "kode") -> CodeSystemFinding {
    CodeSystemDetection(codes: codes.compactMap { AreaCode($0) }, names: names, fieldName: field).finding(stated: nil)
  }

  @Test(arguments: [
    (["64.02", "64.03"], CodeSystemFinding.system(.kemendagri, .dots)),
    (["640201"], .system(.kemendagri, .length)), (["6402010"], .system(.bps, .length)),
    (["64.02.01"], .system(.kemendagri, .length)), (["id6402", "ID6403"], .system(.bps, .prefix)),
    (["6402", "6403"], .undecided), (["6402", "6403", "6407"], .system(.kemendagri, .knownCodes)),
    (["6402", "6403", "6405"], .system(.bps, .knownCodes)), (["6401", "6471", "6472", "6474"], .sameInBoth),
    (["6405", "6407"], .undecided), (["IDN.14.3_1"], .opaque), (["6403", "xx"], .opaque), ([], .opaque),
    (["3171", "3172"], .opaque), (["640201", "6402010"], .undecided),
  ]) func byCodesAlone(_ codes: [String], _ expected: CodeSystemFinding) {
    #expect(finding(codes) == expected)
  }

  @Test func theHeaderDecides() {
    #expect(finding(["6402", "6403"], field: "kode_bps") == .system(.bps, .fieldName))
    #expect(finding(["6402", "6403"], field: "kode_kemendagri") == .system(.kemendagri, .fieldName))
    #expect(finding(["6402", "6403"], field: "KDPPUM") == .system(.kemendagri, .fieldName))
  }

  @Test func theNamesDecide() {
    #expect(finding(["6402", "6403"], names: ["Kutai Kartanegara", "Berau"]) == .system(.kemendagri, .names))
    #expect(finding(["6402", "6403"], names: ["Kab. Kutai Barat", nil]) == .system(.bps, .names))
    #expect(finding(["6402", "6403"], names: ["Kubar", "Kukar"]) == .system(.bps, .names))
    #expect(finding(["6402", "6403"], names: ["Kutai Barat", "Berau"]) == .undecided)
    #expect(finding(["6402", "6403"], names: ["Kutai", "Berau"]) == .undecided)
    #expect(finding(["6402", "6403"], names: [nil, nil]) == .undecided)
  }

  @Test func villages() {
    let kemendagri = kaltimAreas(.village).map(\.kemendagri)
    #expect(finding(kemendagri) == .system(.kemendagri, .knownCodes))
    #expect(finding(kaltimAreas(.village).compactMap(\.bps)) == .system(.bps, .knownCodes))
    // Of a province that does not ship, by the pattern alone.
    let elsewhere = (1...12).map { "3204\($0 < 10 ? "0" : "")\($0)2001" }
    #expect(finding(elsewhere) == .system(.kemendagri, .villagePattern))
    #expect(finding(Array(elsewhere.dropLast())) == .opaque)
    #expect(finding(elsewhere + ["3204010001"]) == .system(.bps, .villagePattern))
  }

  /// Villages whose codes are the other system's code of another village.
  @Test func collidingVillagesAreUndecided() {
    let registry = AreaRegistry.shipped
    let colliding = kaltimAreas(.village).filter { area in
      registry.area(area.kemendagri, in: .bps).map { $0.kemendagri != area.kemendagri } ?? false
    }
    #expect(colliding.count > 30)
    #expect(finding(colliding.map(\.kemendagri)) == .undecided)
    #expect(finding(colliding.map(\.kemendagri), names: colliding.map(\.name)) == .system(.kemendagri, .names))
  }
}
