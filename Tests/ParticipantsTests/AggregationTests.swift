import CoverageTestSupport
import Diagnostics
import Geometry
import TestSupport
import Testing

@testable import Boundaries
@testable import Participants

/// Records counted on squares of a tenth of a degree: the kecamatan of Kaltim from 115° E, 2° S on, twenty in a row.
@Suite struct AggregationTests {
  private let work = Workspace()

  private func aggregate(
    _ records: String, layer: String? = nil, _ configure: (inout Aggregation.Options) -> Void = { _ in }
  ) throws -> Aggregation {
    try aggregate(Array(records.utf8), layer: layer, configure)
  }

  private func aggregate(
    _ records: [UInt8], layer: String? = nil, _ configure: (inout Aggregation.Options) -> Void = { _ in }
  ) throws -> Aggregation {
    var options = Aggregation.Options(
      records: work.folder.write(records, to: "r.csv"), boundaries: try layer ?? work.kaltim(.district, .dotted),
      output: work.folder.path + "/counts.csv")
    configure(&options)
    return try Aggregation(options)
  }

  /// Counts as `code segment period = n`, in the order of the table.
  private func counts(_ aggregation: Aggregation, isComplete: Bool = false) -> [String] {
    String(decoding: aggregation.counts.csv(isComplete: isComplete), as: UTF8.self).split(separator: "\r\n").map(
      String.init)
  }

  @Test func codesOfAnyDepthAndSpelling() throws {
    let found = try aggregate(
      """
      kode_wilayah;status;segmen;no_peserta
      64.02.14;aktif;PU;1
      640214;Ya;pu;2
      64.02.14.2001;AKTIF;Penerima Upah;3
      '64 02 14 2002;1;BPU;4
      64.02;aktif;PU;5
      64.99.99;aktif;PU;6
      ;aktif;PU;7
      64.02.14;Non-Aktif;PU;8
      ???;mungkin;PU;9
      """)
    #expect(
      counts(found) == [
        "kode_kemendagri,nama,kabupaten,segmen,peserta_aktif",
        "64.02.14,Muara Jawa,Kabupaten Kutai Kartanegara,PU,3", "64.02.14,Muara Jawa,Kabupaten Kutai Kartanegara,BPU,1",
      ])
    #expect(found.ledger.records == 9 && found.ledger.counted == 4 && found.ledger.inactive == 1)
    #expect(found.ledger.rejected(.otherLevel) == 1 && found.ledger.lines(.otherLevel) == [6])
    #expect(found.ledger.rejected(.unknownCode) == 1 && found.ledger.lines(.unknownCode) == [7])
    #expect(found.ledger.rejected(.noPlace) == 1 && found.ledger.lines(.noPlace) == [8])
    #expect(found.ledger.rejected(.unknownStatus) == 1 && found.ledger.lines(.unknownStatus) == [10])
    #expect(found.ledger.isBalanced)
  }

  @Test func codesOfTheOtherSystemAreBridged() throws {
    let areas = kaltimAreas(.district).filter { $0.bps != nil }
    let records = "kode_bps,status\n" + areas.map { "\($0.bps!)001,aktif\n" }.joined()
    let found = try aggregate(records)
    #expect(found.ledger.counted + found.ledger.rejected(.noBridge) == areas.count)
    #expect(found.ledger.counted > areas.count / 2)
    #expect(found.codeFinding == .system(.bps, .fieldName))
    for area in areas {
      let line = counts(found).first { $0.hasPrefix(BoundaryLayer.dotted(area.kemendagri) + ",") }
      if let line { #expect(line.hasSuffix(",1")) }
    }
  }

  @Test func namesAreJoinedAsTablesAre() throws {
    let found = try aggregate(
      """
      desa,kecamatan,kabupaten,status
      x,MUARA JAWA,Kab. Kutai Kartanegara,aktif
      y,kec. muara-jawa,Kukar,aktif
      z,Muara Lava,Kutai Kartanegara,aktif
      z,Muara Jawa,Paser,aktif
      z,,Paser,aktif
      """)
    #expect(counts(found).dropFirst() == ["64.02.14,Muara Jawa,Kabupaten Kutai Kartanegara,2"])
    #expect(found.ledger.lines(.unknownName) == [4])
    #expect(found.ledger.lines(.otherParent) == [5])
    #expect(found.ledger.lines(.noPlace) == [6])
  }

  @Test func codeWinsUnlessTheNameIsAnotherUnit() throws {
    let found = try aggregate(
      "kode,kecamatan,status\n64.02.14,Muara Jawa,aktif\n64.02.14,Samboja,aktif\n64.02.14,Muara Jwa,aktif\n,Samboja,aktif\n"
    )
    #expect(found.ledger.lines(.codeAgainstName) == [3])
    #expect(found.ledger.counted == 3)
  }

  @Test func pointsOnSharedEdgesCountOnce() throws {
    let found = try aggregate(
      """
      bujur;lintang;status
      115,05;-1,95;aktif
      115,1;-1,95;aktif
      115,1;-1,9;aktif
      115;-2;aktif
      117,05;-1,95;aktif
      -1,95;115,05;aktif
      0;0;aktif
      ;;aktif
      115,05;;aktif
      115,05;selatan;aktif
      515,05;-1,95;aktif
      """)
    #expect(found.ledger.counted == 4 && found.ledger.pointsInSeveralUnits == 0)
    #expect(found.ledger.lines(.outsideUnits) == [6])
    #expect(found.ledger.lines(.swappedCoordinates) == [7])
    #expect(found.ledger.lines(.noPlace) == [8, 9])
    #expect(found.ledger.lines(.brokenCoordinates) == [10, 11])
    #expect(found.ledger.lines(.coordinatesOutOfRange) == [12])
    #expect(found.ledger.isBalanced)
  }

  /// Names of coordinates are those of service points.
  @Test(arguments: ["bujur_timur;lintang", "Garis Bujur;Garis Lintang", "lng_domisili;lat_domisili"])
  func coordinatesByAnyName(_ header: String) throws {
    #expect(try aggregate("\(header);status\n115,05;-1,95;aktif\n").ledger.counted == 1)
  }

  @Test func pointsInAStatedSystem() throws {
    let records = "x,y,status\n500000,9779000.5,aktif\n1e9,9779000,aktif\n99999999999,9779000,aktif\n"
    expectFault(
      en: "Table r.csv: the coordinates (x and y) do not tell their reference system. State it with --points-crs, for "
        + "example --points-crs EPSG:32650 (UTM 50N) or --points-crs EPSG:4326 (longitude and latitude)."
    ) { try aggregate(records) }
    // 117° E in UTM 50S is x = 500,000.
    let layer = try work.layer(
      "satu", [("kode", ["64.02.14"]), ("nama", ["Muara Jawa"])], polygons: squares(1, side: 0.1, west: 117, south: -2))
    let found = try aggregate(records, layer: layer) { $0.pointSystem = "EPSG:32750" }
    #expect(found.ledger.counted == 1)
    #expect(found.ledger.lines(.brokenCoordinates) == [3])
    #expect(found.ledger.rejected == 2)
  }

  @Test func doublesCountOnceByTheirFirstLine() throws {
    let found = try aggregate(
      """
      no_peserta,segmen,status,periode,kode
      1,PU,aktif,2025-12,64.02.14
      1,PU,aktif,Desember 2025,64.02.13
      1,BPU,aktif,2025-12,64.02.14
      1,PU,aktif,2025-11,64.02.14
      2,PU,tidak aktif,2025-12,64.02.14
      2,PU,aktif,2025-12,64.02.13
      2,PU,aktif,2025-12,64.02.13
      3,PU,aktif,2025-12,99
      3,PU,aktif,2025-12,64.02.13
      ,PU,aktif,2025-12,64.02.13
      "6,4E+15",PU,aktif,2025-12,64.02.13
      4,Arisan,aktif,2025-12,64.02.13
      4,,aktif,2025-12,64.02.13
      4,PU,aktif,kapan,64.02.13
      4,PU,aktif,,64.02.13
      """)
    #expect(found.ledger.duplicates == 2 && found.ledger.inSeveralUnits == 1 && found.ledger.inactive == 1)
    #expect(found.ledger.counted == 5)
    #expect(found.ledger.lines(.noParticipant) == [11])
    #expect(found.ledger.lines(.brokenParticipant) == [12])
    #expect(found.ledger.lines(.unknownSegment) == [13])
    #expect(found.ledger.lines(.noSegment) == [14])
    #expect(found.ledger.lines(.unknownPeriod) == [15])
    #expect(found.ledger.lines(.noPeriod) == [16])
    #expect(found.ledger.isBalanced)
    #expect(
      counts(found) == [
        "kode_kemendagri,nama,kabupaten,segmen,periode,peserta_aktif",
        "64.02.13,Samboja,Kabupaten Kutai Kartanegara,PU,2025-12,2",
        "64.02.14,Muara Jawa,Kabupaten Kutai Kartanegara,PU,2025-11,1",
        "64.02.14,Muara Jawa,Kabupaten Kutai Kartanegara,PU,2025-12,1",
        "64.02.14,Muara Jawa,Kabupaten Kutai Kartanegara,BPU,2025-12,1",
      ])
    #expect(counts(found, isComplete: true).count == 1 + 105 * 2 * 2)
  }

  @Test func statedWordsAreUnderstood() throws {
    let records = "kode,status,segmen\n64.02.14,lancar,Pekerja Rentan\n64.02.14,macet,Pekerja Rentan\n"
    let found = try aggregate(records) {
      $0.activeValues = ["Lancar"]
      $0.inactiveValues = ["MACET"]
      $0.segments = ["Pekerja Rentan"]
    }
    #expect(found.ledger.counted == 1 && found.ledger.inactive == 1)
    #expect(counts(found).last == "64.02.14,Muara Jawa,Kabupaten Kutai Kartanegara,Pekerja Rentan,1")
  }

  /// The same counts and lines for every size of pieces, number of threads and way of writing the text.
  @Test func piecesThreadsAndEncodingsDoNotMatter() throws {
    let codes = kaltimAreas(.district).map { BoundaryLayer.dotted($0.kemendagri) } + ["64.99.99"]
    var generator = FixedGenerator(state: 11)
    var text = "nama,no_peserta,kode,status,segmen\n"
    for _ in 0..<3000 {
      let person = Int.random(in: 1...1500, using: &generator)
      let name = ["Bu\u{E9}", "\"A, B\"", "\"dua\nbaris\"", "x"].randomElement(using: &generator)!
      text += "\(name),\(person),\(codes.randomElement(using: &generator)!),"
      text += "\(["aktif", "keluar", "?"].randomElement(using: &generator)!),"
      text += "\(["PU", "BPU"].randomElement(using: &generator)!)\n"
    }
    let layer = try work.kaltim(.district, .dotted)
    let whole = try aggregate(text, layer: layer)
    #expect(whole.ledger.duplicates > 0 && whole.ledger.rejected > 0)
    let latin = text.unicodeScalars.map { UInt8($0.value) }
    let wide: [UInt8] = [0xFF, 0xFE] + text.utf16.flatMap { unit -> [UInt8] in [UInt8(unit & 255), UInt8(unit >> 8)] }
    let crossed = text.replacing("\n", with: "\r\n")
    for (bytes, name) in [
      (Array(text.utf8), "plain"), (latin, "1252"), (wide, "UTF-16"), (Array(crossed.utf8), "CR LF"),
    ] {
      for (threads, size) in [(1, 4096), (2, 4096), (3, 700), (2, 1 << 20)] {
        let found = try aggregate(bytes, layer: layer) {
          $0.threads = threads
          $0.pieceSize = size
          $0.participantLimits.blockEntries = 3
        }
        #expect(found.ledger == whole.ledger, "\(name) \(threads) \(size)")
        #expect(found.counts.csv(isComplete: false) == whole.counts.csv(isComplete: false))
      }
    }
  }

  /// The first pieces show codes that fit both systems; only the end tells.
  @Test func theWholeColumnDecidesTheSystem() throws {
    let regency = try work.kaltim(.regency, .dotted)
    let text = "kode,status\n" + String(repeating: "6401,aktif\n6402,aktif\n", count: 50) + "6408,aktif\n6407,aktif\n"
    let found = try aggregate(text, layer: regency) { $0.pieceSize = 256 }
    #expect(found.ledger.counted == 102)
    #expect(found.codeFinding == .system(.kemendagri, .knownCodes))
    expectFault(
      en: "The system of the codes in the column “kode” of the table r.csv cannot be decided: they fit both Kemendagri "
        + "and BPS, or the two are mixed. State it with --code-system kemendagri or --code-system bps."
    ) { try aggregate("kode,status\n6402,aktif\n6403,aktif\n", layer: regency) }
  }

  @Test func unclosedQuotesDoNotSwallowRecords() throws {
    expectFault(
      en: "r.csv, line 3: a quote (\") on this line seems not to be closed, so that lines below it are read as one "
        + "cell. Close or delete it."
    ) {
      try aggregate("nama,kode,status\nA,64.02.14,aktif\n\"B,64.02.14,aktif\nC,64.02.14,aktif\n\"D\",64.02.14,aktif\n")
    }
    let found = try aggregate("nama,kode,status\n\"PT \"X\" Y\",64.02.14,aktif\nA,64.02.14\nB,64.02.14,aktif\n")
    #expect(found.ledger.lines(.brokenLine) == [2, 3] && found.ledger.counted == 1)
  }

  @Test func columnsThatAreMissing() throws {
    expectFault(
      en:
        "The table r.csv has no known column of residence. The column “nik” is not used: the first digits of a NIK are "
        + "no residence. Name it with --code-column, with --lon-column and --lat-column, or with --village-column, "
        + "--district-column and --regency-column. Its columns are: nik, nama, status."
    ) { try aggregate("nik,nama,status\n6402140101900001,Budi,aktif\n") }
    expectFault(
      en:
        "Table r.csv, column “nik”: an identity number (NIK) is no residence. Its first digits tell where a person was "
        + "first registered. Name a column of codes of residence."
    ) { try aggregate("nik,nama,status\n6402140101900001,Budi,aktif\n") { $0.columns.code = "nik" } }
    expectFault(
      en: "Table r.csv, column “kode”: an identity number (NIK) is no residence. Its first digits tell where a person "
        + "was first registered. Name a column of codes of residence."
    ) { try aggregate("kode,nama,status\n6402140101900001,Budi,aktif\n") }
    expectFault(
      en: "The table r.csv has no column that tells who is active, and only active participants count. Name it with "
        + "--status-column, or say --all-active if all of them are. Its columns are: kode, nama."
    ) { try aggregate("kode,nama\n64.02.14,Budi\n") }
    let all = try aggregate("kode,nama,status\n64.02.14,Budi,kawin\n") { $0.areAllActive = true }
    #expect(all.ledger.counted == 1)
  }

  @Test(.enabled(if: SharedData.isAvailable, "\(SharedData.reason)"))
  func centroidsOfRealUnitsAreFoundOnARealLayer() throws {
    let path = SharedData.path("boundaries/kaltim_kecamatan_cahyadsn_native.shp")
    let layer = try BoundaryLayer(path: path, options: .init())
    let locator = PointLocator(layer.polygons)
    var records = "lon,lat,status\n"
    var inside = 0
    for (index, unit) in layer.units.enumerated() {
      guard let centroid = unit.centroid else { continue }
      // A centroid may lie outside its unit, but seldom does.
      if locator.place(x: centroid.longitude, y: centroid.latitude).feature == index { inside += 1 }
      records += "\(centroid.longitude),\(centroid.latitude),aktif\n"
    }
    #expect(inside > layer.units.count * 9 / 10)
    let found = try aggregate(records, layer: path)
    #expect(found.ledger.counted + found.ledger.rejected(.outsideUnits) == layer.units.count)
  }
}
