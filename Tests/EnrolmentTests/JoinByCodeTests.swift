import CoverageTestSupport
import TestSupport
import Testing

@testable import Areas
@testable import Enrolment

@Suite struct JoinByCodeTests {
  let workspace = Workspace()

  /// A table of the units by code with counts of their own.
  private func rows(_ areas: [AreaRegistry.Area], _ code: (AreaRegistry.Area) -> String?) -> String {
    areas.enumerated().compactMap { index, area in code(area).map { "\($0);\(100 + index);\(200 + 3 * index)\n" } }
      .joined()
  }

  @Test(arguments: [AdministrativeLevel.regency, .district])
  func bothSystemsOnBothLayersGiveTheSame(_ level: AdministrativeLevel) throws {
    let areas = kaltimAreas(level).filter { $0.bps != nil }
    var results: [[Int?]] = []
    for layerStyle in CodeStyle.allCases {
      let layer = try workspace.kaltim(level, layerStyle, only: { $0.bps != nil })
      for tableStyle in CodeStyle.allCases {
        let join = try workspace.join(layer, "kode;peserta;potensi\n" + rows(areas, tableStyle.code))
        #expect(join.rejections.isEmpty)
        #expect(join.ledgers[0].unitsWithRows == areas.count)
        results.append(join.enrolled[0] + join.eligible[0])
        let isBridged = layerStyle.system != tableStyle.system
        #expect(join.notices.contains { $0.english.contains("bridged") } == isBridged)
      }
    }
    #expect(Set(results).count == 1)
    #expect(results[0].prefix(2) == [100, 101])
  }

  @Test func villagesByKemendagriCodesOnABPSLayer() throws {
    let areas = kaltimAreas(.village)
    let layer = try workspace.kaltim(.village, .bps)
    let join = try workspace.join(layer, "kode;peserta;potensi\n" + rows(areas, CodeStyle.dotted.code))
    let without = areas.count { $0.bps == nil }
    #expect(join.ledgers[0].unitsWithRows == areas.count - without)
    #expect(join.rejections.count == without)
    #expect(join.rejections.allSatisfy { $0.reason == .noBridge })
    #expect(join.notices.contains { $0.english.contains("is not verified") })
  }

  @Test(arguments: CodeStyle.allCases) func twoCodesThatFitBothSystemsAreRefused(_ style: CodeStyle) throws {
    let layer = try workspace.kaltim(.regency, style)
    expectFault(
      id: "Kode di kolom “kode” tabel t.csv (6402, 6403) sah dalam kode Kemendagri maupun kode BPS, tetapi menunjuk "
        + "wilayah yang berbeda. Sebutkan sistemnya dengan --code-system kemendagri atau --code-system bps.",
      en: "The codes in the column “kode” of the table t.csv (6402, 6403) are valid both as Kemendagri and as BPS "
        + "codes, but mean different units. State the system with --code-system kemendagri or --code-system bps."
    ) { try workspace.join(layer, "kode,peserta,potensi\n6402,10,20\n6403,30,50\n") }
  }

  @Test(arguments: CodeStyle.allCases) func statedSystemsGiveDifferentUnits(_ style: CodeStyle) throws {
    let layer = try workspace.kaltim(.regency, style)
    let table = "kode,peserta,potensi\n6402,10,20\n6403,30,50\n"
    func found(_ system: CodeSystem) throws -> [String: Int] {
      let audit = try workspace.audit(layer, table) { $0.layer.codeSystem = system }
      let join = try #require(audit.join)
      #expect(join.rejections.isEmpty)
      return Dictionary(
        uniqueKeysWithValues: audit.layer.units.indices.compactMap { unit in
          join.enrolled[0][unit].map { (audit.layer.units[unit].name, $0) }
        })
    }
    #expect(try found(.kemendagri) == ["Kabupaten Kutai Kartanegara": 10, "Kabupaten Berau": 30])
    #expect(try found(.bps) == ["Kabupaten Kutai Barat": 10, "Kabupaten Kutai Kartanegara": 30])
  }

  @Test(arguments: CodeStyle.allCases) func namesBesideCodesDecide(_ style: CodeStyle) throws {
    let audit = try workspace.audit(
      try workspace.kaltim(.regency, style),
      "kode,kabupaten,peserta,potensi\n6402,Kab. Kutai Barat,10,20\n6403,Kukar,30,50\n")
    let join = try #require(audit.join)
    #expect(join.codeSystem == .system(.bps, .names))
    let unit = try #require(audit.layer.units.firstIndex { $0.name == "Kabupaten Kutai Barat" })
    #expect(join.enrolled[0][unit] == 10)
  }

  @Test func spellingsOfOneCodeAreOneUnit() throws {
    let layer = try workspace.kaltim(.district, .dotted)
    for code in ["64.02.01", "640201", "64 02 01", "64-02-01", "'64.02.01"] {
      let audit = try workspace.audit(layer, "kode;peserta;potensi\n\(code);1;2\n")
      let unit = try #require(audit.layer.units.firstIndex { $0.code == "64.02.01" })
      #expect(audit.join?.enrolled[0][unit] == 1, "\(code)")
    }
    for code in ["id6403060", "6403060", "ID6403060"] {
      let audit = try workspace.audit(layer, "kode;peserta;potensi\n\(code);1;2\n")
      let unit = try #require(AreaRegistry.shipped.area("6403060", in: .bps))
      let index = try #require(audit.layer.units.firstIndex { $0.key?.key == unit.kemendagri })
      #expect(audit.join?.enrolled[0][index] == 1, "\(code)")
    }
  }

  @Test func codeAgainstNameIsRejected() throws {
    let layer = try workspace.kaltim(.district, .dotted)
    let join = try workspace.join(
      layer, "kode,kecamatan,peserta,potensi\n64.02.14,Muara Lawa,10,20\n64.07.09,Muara Lawa,1,2\n")
    #expect(join.rejections.count == 1)
    let row = try #require(join.rejections.first)
    #expect(row.reason == .codeAgainstName)
    #expect(row.line == 2)
    #expect(row.value == "64.02.14 Muara Lawa")
    #expect(row.enrolled == 10)
    #expect(row.eligible == 20)
    #expect(row.candidates.first == "64.07.09 Muara Lawa (Kabupaten Kutai Barat)")
    #expect(row.cells == ["64.02.14", "Muara Lawa", "10", "20"])
  }

  @Test func aNameThatIsNobodysIsToldAndTheCodeJoins() throws {
    let join = try workspace.join(
      try workspace.kaltim(.district, .dotted), "kode,kecamatan,peserta,potensi\n64.02.14,Muara Jwa,10,20\n")
    #expect(join.rejections.isEmpty)
    #expect(
      join.notices.map(\.english) == [
        "Table t.csv: 1 row joined by code although the name differs – line 2: “Muara Jwa” → 64.02.14 Muara Jawa "
          + "(Kabupaten Kutai Kartanegara)."
      ])
  }

  @Test(arguments: [
    ("64.02", Rejection.Reason.otherLevel), ("6402", .otherLevel), ("64", .otherLevel), ("64.02.01.2001", .otherLevel),
    ("64.02.99", .unknownCode), ("31.71.01", .unknownCode),
  ]) func codesThatAreNoUnit(_ code: String, _ reason: Rejection.Reason) throws {
    let layer = try workspace.kaltim(.district, .dotted)
    let join = try workspace.join(layer, "kode,peserta,potensi\n64.02.01,1,2\n\(code),10,20\n")
    #expect(join.rejections.map(\.reason) == [reason])
    #expect(join.ledgers[0].unitsWithRows == 1)
    // In a table of the other code system too.
    if reason == .unknownCode { return }
    let other = try workspace.join(layer, "kode,peserta,potensi\n6403060,1,2\n\(code),10,20\n")
    #expect(other.ledgers[0].unitsWithRows == 1)
    #expect(other.rejections.map(\.reason) == [reason])
  }

  @Test func aColumnOfBothSystemsIsRefused() throws {
    let layer = try workspace.kaltim(.district, .dotted)
    expectFault(
      id: "Kolom “kode” tabel t.csv mencampur kode Kemendagri (misalnya 640299) dan kode BPS (misalnya 6403060). Pakai "
        + "satu sistem saja, atau sebutkan yang benar dengan --code-system kemendagri atau --code-system bps.",
      en:
        "The column “kode” of the table t.csv mixes Kemendagri codes (640299 for one) and BPS codes (6403060 for one). "
        + "Use one system, or state the right one with --code-system kemendagri or --code-system bps."
    ) { try workspace.join(layer, "kode,peserta,potensi\n6403060,1,2\n64.02.99,10,20\n") }
    // Stated, the codes of the other are rejected by row.
    let join = try workspace.join(layer, "kode,peserta,potensi\n6403060,1,2\n64.02.99,10,20\n") {
      $0.layer.codeSystem = .bps
    }
    #expect(join.rejections.map(\.line) == [3])
    expectFault(
      en: "The column “kode” of the table t.csv mixes Kemendagri codes (6407 for one) and BPS codes (6405 for one). "
        + "Use one system, or state the right one with --code-system kemendagri or --code-system bps."
    ) {
      try workspace.join(try workspace.kaltim(.regency, .dotted), "kode,peserta,potensi\n6405,1,2\n6407,10,20\n")
    }
  }

  @Test(arguments: ["Total", "Jumlah", "GRAND TOTAL", "Total Kalimantan Timur", "Sub Total"])
  func rowsOfSumsBesideCodes(_ label: String) throws {
    let layer = try workspace.kaltim(.district, .dotted)
    let header = "kode,kecamatan,peserta,potensi\n"
    let join = try workspace.join(layer, header + "64.02.14,Muara Jawa,1,2\n,\(label),1,2\n,,5,6\n")
    #expect(join.rejections.map(\.reason) == [.noUnit])
    #expect(join.rejections.map(\.line) == [4])
    #expect(join.ledgers[0].read == Ledger.Sum(rows: 2, enrolled: 6, eligible: 8))
    expectFault(
      en: "Table t.csv, line 3: the row of sums “\(label)” says 10 in the column “peserta”, but its rows sum to 1 (a "
        + "difference of 9). A row may be missing or a figure mistyped. Correct it, or delete the row of sums."
    ) { try workspace.join(layer, header + "64.02.14,Muara Jawa,1,2\n,\(label),10,20\n") }
  }

  @Test func codesOfUnitsSplitOffAfterTheBridgeAreRejected() throws {
    let layer = try workspace.kaltim(.district, .bps)
    let join = try workspace.join(layer, "kode,peserta,potensi\n64.02.01,1,2\n64.02.19,10,20\n")
    #expect(join.rejections.map(\.reason) == [.noBridge])
  }

  @Test func duplicatesAreRefusedWithTheirLines() throws {
    let layer = try workspace.kaltim(.district, .dotted)
    expectFault(
      id: "Tabel t.csv memuat wilayah yang sama lebih dari sekali – 64.02.14 Muara Jawa (Kabupaten Kutai Kartanegara): "
        + "baris 2 dan 4. Satukan atau hapus baris gandanya; bila berbeda segmen atau periode, sertakan kolomnya.",
      en: "The table t.csv counts the same unit more than once – 64.02.14 Muara Jawa (Kabupaten Kutai Kartanegara): "
        + "lines 2 and 4. Merge or remove the duplicate rows; if they are of different segments or periods, give the "
        + "column."
    ) { try workspace.join(layer, "kode,peserta,potensi\n64.02.14,1,2\n64.02.01,1,2\n640214,3,4\n") }
    expectFault(
      en: "The table t.csv counts the same unit more than once – 64.02.14 Muara Jawa (Kabupaten Kutai Kartanegara), "
        + "segment BPU: lines 3 and 4. Merge or remove the duplicate rows; if they are of different segments or "
        + "periods, give the column."
    ) {
      try workspace.join(
        layer, "kode,segmen,peserta,potensi\n64.02.14,PU,1,2\n64.02.14,BPU,1,2\n640214,bpu,3,4\n64.02.01,PU,1,2\n")
    }
    // By name and by alias they are the same unit as well.
    expectFault(
      en: "The table t.csv counts the same unit more than once – 64.08.08 Kombeng (Kabupaten Kutai Timur): lines 2 and "
        + "3. Merge or remove the duplicate rows; if they are of different segments or periods, give the column."
    ) { try workspace.join(layer, "kecamatan,peserta,potensi\nKombeng,1,2\nKongbeng,1,2\n") }
  }

  @Test func tableOfAnUnknownProvinceJoinsAsItStands() throws {
    let layer = try workspace.layer(
      "jawa", [("kode", ["32.04.05", "32.04.06"]), ("nama", ["Cileunyi", "Cilengkrang"])])
    let join = try workspace.join(layer, "kode,peserta,potensi\n320405,1,2\n32.04.06,3,4\n")
    #expect(join.enrolled[0] == [1, 3])
    let regencies = try workspace.layer("jabar", [("kode", ["32.04", "32.05"]), ("nama", ["Bandung", "Garut"])])
    #expect(try workspace.join(regencies, "kode,peserta,potensi\n32.04,1,2\n").enrolled[0] == [1, nil])
    expectFault(
      en:
        "The layer jabar uses Kemendagri codes, but the system of those in the column “kode” of the table t.csv cannot "
        + "be told. State it with --code-system kemendagri or --code-system bps."
    ) { try workspace.join(regencies, "kode,peserta,potensi\n3204,1,2\n") }
  }
}
