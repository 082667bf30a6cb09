import CoverageTestSupport
import Geometry
import Layers
import TestSupport
import Testing

@testable import Areas
@testable import Boundaries

/// Layers of each known schema, with names as a DBF cuts them.
@Suite struct BoundarySchemaTests {
  let workspace = Workspace()

  struct Expected {
    var schema: String?
    var level: AdministrativeLevel
    var codeField: String?
    var nameField: String?
    var codes: [String?]
    var names: [String]
    var parentNames: [String?]
  }

  private func check(
    _ fields: [Workspace.TextField], wanted: AdministrativeLevel? = nil, _ expected: Expected,
    sourceLocation: SourceLocation = #_sourceLocation, _ configure: (inout BoundaryLayer.Options) -> Void = { _ in }
  ) throws {
    var options = BoundaryLayer.Options()
    configure(&options)
    let layer = try BoundaryLayer(path: try workspace.layer("x", fields), options: options, wantedLevel: wanted)
    #expect(layer.provenance.schema == expected.schema, sourceLocation: sourceLocation)
    #expect(layer.level == expected.level, sourceLocation: sourceLocation)
    #expect(layer.provenance.codeField == expected.codeField, sourceLocation: sourceLocation)
    #expect(layer.provenance.nameField == expected.nameField, sourceLocation: sourceLocation)
    #expect(layer.units.map(\.code) == expected.codes, sourceLocation: sourceLocation)
    #expect(layer.units.map(\.name) == expected.names, sourceLocation: sourceLocation)
    #expect(layer.units.map(\.parentName) == expected.parentNames, sourceLocation: sourceLocation)
  }

  // MARK: BIG

  /// NAMOBJ names a village even in layers of regencies.
  private static let big: [Workspace.TextField] = [
    ("NAMOBJ", ["Jembayan", "Sepaku", "Melak"]), ("KDPPUM", ["64", "64", "64"]),
    ("WADMPR", .init(repeating: "Kalimantan Timur", count: 3)),
  ]

  @Test func bigRegencies() throws {
    try check(
      Self.big + [
        ("KDPKAB", ["64.02", "64.09", "64.07"]), ("KDCPUM", [nil, nil, nil]), ("KDEPUM", [nil, nil, nil]),
        ("WADMKK", ["Kutai Kartanegara", "Penajam Paser Utara", "Kutai Barat"]), ("WADMKC", [nil, nil, nil]),
        ("WADMKD", [nil, nil, nil]),
      ],
      Expected(
        schema: "BIG", level: .regency, codeField: "KDPKAB", nameField: "WADMKK", codes: ["64.02", "64.09", "64.07"],
        names: ["Kutai Kartanegara", "Penajam Paser Utara", "Kutai Barat"],
        parentNames: ["Kalimantan Timur", "Kalimantan Timur", "Kalimantan Timur"]))
  }

  private static let bigDistricts: [Workspace.TextField] =
    big + [
      ("KDPKAB", ["64.02", "64.09", "64.07"]), ("WADMKK", ["Kutai Kartanegara", "Penajam Paser Utara", "Kutai Barat"]),
      ("KDCPUM", ["64.02.12", "64.09.04", "64.07.05"]), ("WADMKC", ["Tenggarong Seberang", "Sepaku", "Melak"]),
      ("KDEPUM", [nil, nil, nil]), ("WADMKD", [nil, nil, nil]),
    ]

  @Test func bigDistricts() throws {
    let expected = Expected(
      schema: "BIG", level: .district, codeField: "KDCPUM", nameField: "WADMKC",
      codes: ["64.02.12", "64.09.04", "64.07.05"], names: ["Tenggarong Seberang", "Sepaku", "Melak"],
      parentNames: ["Kutai Kartanegara", "Penajam Paser Utara", "Kutai Barat"])
    try check(Self.bigDistricts, wanted: .district, expected)
    // With a regency each once, the table tells which level is meant.
    try check(
      Self.bigDistricts, wanted: .regency,
      Expected(
        schema: "BIG", level: .regency, codeField: "KDPKAB", nameField: "WADMKK", codes: ["64.02", "64.09", "64.07"],
        names: ["Kutai Kartanegara", "Penajam Paser Utara", "Kutai Barat"],
        parentNames: ["Kalimantan Timur", "Kalimantan Timur", "Kalimantan Timur"]))
    // With a regency twice, it can only be a layer of districts.
    var fields = Self.bigDistricts
    fields[3].values = ["64.02", "64.09", "64.02"]
    fields[4].values = ["Kutai Kartanegara", "Penajam Paser Utara", "Kutai Kartanegara"]
    fields[5].values = ["64.02.12", "64.09.04", "64.02.05"]
    try check(
      fields,
      Expected(
        schema: "BIG", level: .district, codeField: "KDCPUM", nameField: "WADMKC",
        codes: ["64.02.12", "64.09.04", "64.02.05"], names: ["Tenggarong Seberang", "Sepaku", "Melak"],
        parentNames: ["Kutai Kartanegara", "Penajam Paser Utara", "Kutai Kartanegara"]))
  }

  @Test func bigVillages() throws {
    var fields = Self.bigDistricts
    fields[7].values = ["64.02.12.2001", "64.09.04.1001", "64.07.05.2003"]
    fields[8].values = ["Manunggal Jaya", "Sepaku", "Muara Benangaq"]
    try check(
      fields, wanted: .village,
      Expected(
        schema: "BIG", level: .village, codeField: "KDEPUM", nameField: "WADMKD",
        codes: ["64.02.12.2001", "64.09.04.1001", "64.07.05.2003"],
        names: ["Manunggal Jaya", "Sepaku", "Muara Benangaq"], parentNames: ["Tenggarong Seberang", "Sepaku", "Melak"]))
  }

  @Test func aLevelThatWasAChoiceIsSaid() throws {
    let layer = try BoundaryLayer(path: try workspace.layer("x", Self.bigDistricts), options: .init())
    #expect(layer.level == .regency)
    #expect(
      layer.notices.map(\.message.english) == [
        "x: read at the level kabkota, though codes of the level kecamatan are unique too. If that is wrong, name the "
          + "field with --code-field."
      ])
    var options = BoundaryLayer.Options()
    options.codeField = "KDCPUM"
    let stated = try BoundaryLayer(path: try workspace.layer("x", Self.bigDistricts), options: options)
    #expect(stated.level == .district)
    #expect(stated.notices.isEmpty)
    #expect(stated.units.map(\.name) == ["Tenggarong Seberang", "Sepaku", "Melak"])
  }

  /// A table with codes of kabupaten and names of kecamatan is one of kecamatan.
  @Test func codesOfParentsInTheTableDoNotTellItsLevel() throws {
    let audit = try workspace.audit(
      try workspace.layer("x", Self.bigDistricts),
      "kode_kab;kabupaten;kecamatan;peserta;potensi\n64.09;Penajam Paser Utara;Sepaku;3;4\n")
    #expect(audit.layer.level == .district)
    #expect(audit.join?.enrolled[0] == [nil, 3, nil])
  }

  // MARK: The others

  @Test func hdx() throws {
    let fields: [Workspace.TextField] = [
      ("ADM1_EN", ["Kalimantan Timur", "Kalimantan Timur"]), ("ADM1_PCODE", ["ID64", "ID64"]),
      ("ADM2_EN", ["Kutai Kartanegara", "Kutai Kartanegara"]), ("ADM2_PCODE", ["ID6403", "ID6403"]),
      ("ADM3_EN", ["Muara Jawa", "Samboja"]), ("ADM3_PCODE", ["ID6403020", "ID6403010"]),
    ]
    try check(
      fields,
      Expected(
        schema: "HDX COD-AB", level: .district, codeField: "ADM3_PCODE", nameField: "ADM3_EN",
        codes: ["ID6403020", "ID6403010"], names: ["Muara Jawa", "Samboja"],
        parentNames: ["Kutai Kartanegara", "Kutai Kartanegara"]))
  }

  @Test func hdxOf2020WithNamesCutToTenLetters() throws {
    try check(
      [
        ("district_code", ["id6403020", "id6403010"]), ("country_code", ["id", "id"]),
        ("province_code", ["id64", "id64"]), ("province", ["Kalimantan Timur", "Kalimantan Timur"]),
        ("regency_code", ["id6403", "id6403"]), ("regency", ["Kutai Kartanegara", "Kutai Kartanegara"]),
        ("district", ["Muara Jawa", "Samboja"]),
      ],
      Expected(
        schema: "HDX/BPS 2020", level: .district, codeField: "district_c", nameField: "district",
        codes: ["id6403020", "id6403010"], names: ["Muara Jawa", "Samboja"],
        parentNames: ["Kutai Kartanegara", "Kutai Kartanegara"]))
  }

  @Test func quarcs() throws {
    try check(
      [
        ("districtID", ["6402", "6403"]), ("district", ["Kutai Barat", "Kutai Kartanegara"]),
        ("distLongName", ["Kabupaten Kutai Barat", "Kabupaten Kutai Kartanegara"]), ("provinceID", ["64", "64"]),
        ("province", ["Kalimantan Timur", "Kalimantan Timur"]),
      ],
      Expected(
        schema: "quarcs", level: .regency, codeField: "districtID", nameField: "distLongNa", codes: ["6402", "6403"],
        names: ["Kabupaten Kutai Barat", "Kabupaten Kutai Kartanegara"],
        parentNames: ["Kalimantan Timur", "Kalimantan Timur"]))
  }

  @Test func bpsWithWholeCodes() throws {
    try check(
      [
        ("idprov", ["64", "64"]), ("nmprov", ["KALIMANTAN TIMUR", "KALIMANTAN TIMUR"]), ("idkab", ["6403", "6403"]),
        ("nmkab", ["KUTAI KARTANEGARA", "KUTAI KARTANEGARA"]), ("idkec", ["6403020", "6403010"]),
        ("nmkec", ["MUARA JAWA", "SAMBOJA"]),
      ],
      Expected(
        schema: "BPS", level: .district, codeField: "idkec", nameField: "nmkec", codes: ["6403020", "6403010"],
        names: ["MUARA JAWA", "SAMBOJA"], parentNames: ["KUTAI KARTANEGARA", "KUTAI KARTANEGARA"]))
  }

  @Test func bpsWithCodesInParts() throws {
    try check(
      [
        ("PROVNO", ["64", "64"]), ("KABKOTNO", ["03", "03"]), ("KECNO", ["020", "010"]),
        ("PROVINSI", ["KALIMANTAN TIMUR", "KALIMANTAN TIMUR"]), ("KABKOT", ["KUTAI KARTANEGARA", "KUTAI KARTANEGARA"]),
        ("KECAMATAN", ["MUARA JAWA", "SAMBOJA"]),
      ],
      Expected(
        schema: "BPS", level: .district, codeField: "PROVNO+KABKOTNO+KECNO", nameField: "KECAMATAN",
        codes: ["6403020", "6403010"], names: ["MUARA JAWA", "SAMBOJA"],
        parentNames: ["KUTAI KARTANEGARA", "KUTAI KARTANEGARA"]))
  }

  @Test func gadm() throws {
    try check(
      [
        ("GID_1", ["IDN.14_1", "IDN.14_1"]), ("NAME_1", ["Kalimantan Timur", "Kalimantan Timur"]),
        ("GID_2", ["IDN.14.6_1", "IDN.14.5_1"]), ("NAME_2", ["Kutai Kartanegara", "Kutai Barat"]),
        ("CC_2", ["NA", "NA"]),
      ],
      Expected(
        schema: "GADM", level: .regency, codeField: "GID_2", nameField: "NAME_2", codes: ["IDN.14.6_1", "IDN.14.5_1"],
        names: ["Kutai Kartanegara", "Kutai Barat"], parentNames: ["Kalimantan Timur", "Kalimantan Timur"]))
  }

  @Test func geoBoundaries() throws {
    try check(
      [
        ("shapeName", ["Kutai Kartanegara", "Kutai Barat"]), ("shapeISO", [nil, nil]), ("shapeID", ["93B1", "93B2"]),
        ("shapeType", ["ADM2", "ADM2"]),
      ],
      Expected(
        schema: "geoBoundaries", level: .regency, codeField: "shapeID", nameField: "shapeName",
        codes: ["93B1", "93B2"], names: ["Kutai Kartanegara", "Kutai Barat"], parentNames: [nil, nil]))
  }

  @Test func dukcapil() throws {
    try check(
      [("Kode_Prov", ["64", "63"]), ("Provinsi", ["KALIMANTAN TIMUR", "KALIMANTAN SELATAN"])],
      Expected(
        schema: "Dukcapil", level: .province, codeField: "Kode_Prov", nameField: "Provinsi", codes: ["64", "63"],
        names: ["KALIMANTAN TIMUR", "KALIMANTAN SELATAN"], parentNames: [nil, nil]))
    try check(
      [
        ("KODE_DESA", ["6402142001", "6402142002"]), ("DESA_KELURAHAN", ["A", "B"]),
        ("KECAMATAN", ["MUARA JAWA", "MUARA JAWA"]), ("KAB_KOTA", ["KUTAI KARTANEGARA", "KUTAI KARTANEGARA"]),
      ],
      Expected(
        schema: "Dukcapil", level: .village, codeField: "KODE_DESA", nameField: "DESA_KELUR",
        codes: ["6402142001", "6402142002"], names: ["A", "B"], parentNames: ["MUARA JAWA", "MUARA JAWA"]))
  }

  @Test func kodeAndNama() throws {
    try check(
      [("kode", ["64.02.14", "64.07.09"]), ("nama", ["Muara Jawa", "Muara Lawa"])],
      Expected(
        schema: "kode/nama", level: .district, codeField: "kode", nameField: "nama", codes: ["64.02.14", "64.07.09"],
        names: ["Muara Jawa", "Muara Lawa"], parentNames: ["Kabupaten Kutai Kartanegara", "Kabupaten Kutai Barat"]))
    try check(
      [
        ("KODE", ["A1", "A2"]), ("NAMA", ["Utara", "Selatan"]), ("KODE_INDUK", ["A", "A"]),
        ("NAMA_INDUK", ["Kota", "Kota"]),
      ],
      Expected(
        schema: "kode/nama", level: .unit, codeField: "KODE", nameField: "NAMA", codes: ["A1", "A2"],
        names: ["Utara", "Selatan"], parentNames: ["Kota", "Kota"]))
  }

  // MARK: Fields named by option, and faults

  @Test func fieldsMayBeNamed() throws {
    try check(
      [("wil", ["64.02.14", "64.07.09"]), ("sebutan", ["Muara Jawa", "Muara Lawa"]), ("kab", ["Kukar", "Kubar"])],
      Expected(
        schema: nil, level: .district, codeField: "wil", nameField: "sebutan", codes: ["64.02.14", "64.07.09"],
        names: ["Muara Jawa", "Muara Lawa"], parentNames: ["Kukar", "Kubar"])
    ) {
      $0.codeField = "WIL"
      $0.nameField = "sebutan"
      $0.parentField = "kab"
    }
    try check(
      [("wil", ["a", "b"]), ("sebutan", ["Utara", "Selatan"])],
      Expected(
        schema: nil, level: .unit, codeField: nil, nameField: "sebutan", codes: [nil, nil],
        names: ["Utara", "Selatan"],
        parentNames: [nil, nil])
    ) { $0.nameField = "sebutan" }
  }

  @Test func faults() throws {
    let fields: [Workspace.TextField] = [
      ("luas", ["12", "13"]), ("sebutan", [nil, "Muara Jawa"]), ("kosong", [nil, nil]),
    ]
    let path = try workspace.layer("asing", fields)
    expectFault(
      id: "Susunan kolom peta asing tidak dikenal. "
        + "Kolom yang ada (dengan contoh isi): luas (12), sebutan (Muara Jawa), kosong (–).",
      en: "The fields of the layer asing fit no known schema. "
        + "Its fields (with an example value) are: luas (12), sebutan (Muara Jawa), kosong (–)."
    ) { try BoundaryLayer(path: path, options: .init()) }
    expectFault(
      id: "Peta asing tidak punya kolom “kd”. Kolom yang ada: luas (12), sebutan (Muara "
        + "Jawa), kosong (–).",
      en: "The layer asing has no field “kd”. Its fields are: luas (12), sebutan (Muara "
        + "Jawa), kosong (–)."
    ) {
      var options = BoundaryLayer.Options()
      options.codeField = "kd"
      return try BoundaryLayer(path: path, options: options)
    }
    let twice = try workspace.layer(
      "ganda", [("kode", ["64.02.14", "64.02.01", "640214"]), ("nama", ["a", "b", "c"])])
    expectFault(
      id: "Peta ganda memuat kode 640214 (kolom kode) untuk dua wilayah: a (rekaman 1) dan c (rekaman 3). Perbaiki "
        + "kodenya, atau pilih kolom lain dengan --code-field. Kolom yang ada: kode (64.02.14), nama (a).",
      en:
        "The layer ganda has the code 640214 (field kode) for two units: a (record 1) and c (record 3). Correct the code, "
        + "or choose another field with --code-field. Its fields are: kode (64.02.14), nama (a)."
    ) { try BoundaryLayer(path: twice, options: .init()) }
  }

  @Test func recordsWithoutACodeAreKeptAndTold() throws {
    let path = try workspace.layer("x", [("kode", ["64.02.14", nil, "64.02.01"]), ("nama", ["a", "baru", "c"])])
    let layer = try BoundaryLayer(path: path, options: .init())
    #expect(layer.units.map(\.name) == ["a", "baru", "c"])
    #expect(layer.units[1].code == nil)
    #expect(
      layer.notices.map(\.message.english) == ["x: 1 record without a code; these units are drawn, without data."])
  }

  @Test func numbersAreCodesToo() throws {
    var table = AttributeTable(rowCount: 2)
    table.append(Field(name: "kode", kind: .integer, width: 9), .integer([6403, 6405]))
    table.append(Field(name: "nama", kind: .text, width: 20), .text(["Kutai Kartanegara", "Berau"]))
    let path = try workspace.layer("angka", table, polygons: squares(2), crs: "EPSG:4326")
    let layer = try BoundaryLayer(path: path, options: .init())
    #expect(layer.units.map(\.code) == ["6403", "6405"])
    #expect(layer.codeSystem == .system(.bps, .knownCodes))
    #expect(layer.units.map(\.parentName) == ["Kalimantan Timur", "Kalimantan Timur"])
  }

  // MARK: Records that are no units, and units of several records

  @Test func lakesForestsAndStandInsAreNoUnits() throws {
    let path = try workspace.layer(
      "x",
      [
        ("kode", ["6402010", nil, "-", "6402888", "0", "6402020", "6488888888", nil]),
        ("nama", ["Anggana", "Danau Semayang", "x", "HUTAN", nil, "Danau Panggang", "y", nil]),
      ])
    let layer = try BoundaryLayer(path: path, options: .init())
    #expect(layer.units.map(\.name) == ["Anggana", "Danau Panggang"])
    #expect(layer.units.map(\.records) == [[0], [5]])
    #expect(layer.polygons.featureCount == 2)
    #expect(
      layer.notices.map(\.message.english) == [
        "x: 6 records are no units and are left out: Danau Semayang (record 2), x (record 3), HUTAN (record 4), 0 (record 5), "
          + "y (record 7), – (record 8)."
      ])
  }

  @Test func recordsOfOneCodeAreOneUnit() throws {
    let path = try workspace.layer(
      "x",
      [("kode", ["64.01", "64.02", "64.03", "6402", "64 02"]), ("nama", ["Paser", "Kutai", "Berau", "KUTAI", nil])])
    let layer = try BoundaryLayer(path: path, options: .init())
    #expect(layer.units.map(\.code) == ["64.01", "64.02", "64.03"])
    #expect(layer.units.map(\.records) == [[0], [1, 3, 4], [2]])
    // Three squares in a row of which two touch.
    #expect(layer.polygons.polygons(of: 1).count == 2)
    let all = layer.units.map(\.areaSquareKilometres)
    #expect(abs(all[1] - 3 * all[0]) < 1e-3 * all[0])
    #expect(layer.notices.map(\.code) == ["boundaries.units.merged"])
    #expect(
      layer.notices[0].message.english.hasSuffix("having the same code or the same name and parent: 64.02 Kutai (3)."))
  }

  @Test func recordsOfOneNameAndParentAreOneUnit() throws {
    let path = try workspace.layer(
      "x",
      [
        ("desa", ["Sepaku", "Melak", "SEPAKU", "Sepaku"]), ("kecamatan", ["Sepaku", "Melak", "Sepaku", "Lain"]),
      ])
    let layer = try BoundaryLayer(path: path, options: .init(), wantedLevel: .village)
    #expect(layer.level == .village)
    #expect(layer.units.map(\.name) == ["Sepaku", "Melak", "Sepaku"])
    #expect(layer.units.map(\.parentName) == ["Sepaku", "Melak", "Lain"])
    #expect(layer.units.map(\.records) == [[0, 2], [1], [3]])
  }

  /// A layer of villages serves a table of kecamatan.
  @Test func aFinerLayerIsDissolvedToTheTablesLevel() throws {
    let path = try workspace.layer(
      "x",
      [
        ("KODE_PROV", ["64", "64", "64"]), ("KODE_KEC", ["640201", "640202", "640201"]),
        ("KECAMATAN", ["A", "B", "A"]),
        ("KODE_DESA", ["6402012001", "6402022001", "6402012002"]), ("DESA", ["p", "q", "r"]),
      ])
    let layer = try BoundaryLayer(path: path, options: .init(), wantedLevel: .district)
    #expect(layer.level == .district)
    #expect(layer.units.map(\.records) == [[0, 2], [1]])
    #expect(try BoundaryLayer(path: path, options: .init(), wantedLevel: .village).units.count == 3)
  }

  // MARK: Plain fields, blank codes, parts

  @Test(arguments: [
    ("Kecamatan", "Kecamatan Ulujadi", AdministrativeLevel.district), ("NAMA_KAB", "Kab. Paser", .regency),
    ("desa", "Sepaku", .village), ("PROVINSI", "Kaltim", .province), ("kelurahan", "Sepaku", .village),
    ("nama", "Sepaku", .unit),
  ])
  func plainFields(field: String, name: String, level: AdministrativeLevel) throws {
    try check(
      [("id", ["1", "2"]), (field, [name, "Lain"])],
      Expected(
        schema: "plain", level: level, codeField: nil, nameField: field, codes: [nil, nil], names: [name, "Lain"],
        parentNames: [nil, nil]))
  }

  @Test func plainNameTakesTheTablesLevel() throws {
    let path = try workspace.layer("x", [("name", ["Sepaku", "Melak"])])
    #expect(try BoundaryLayer(path: path, options: .init(), wantedLevel: .district).level == .district)
  }

  @Test func bpsPartsAsTextAndAsNumbers() throws {
    try check(
      [
        ("kdprov", ["64", "64"]), ("nmprov", ["KALTIM", "KALTIM"]), ("kdkab", ["01", "02"]),
        ("nmkab", ["PASER", "KUBAR"]),
        ("kdkec", ["010", "010"]), ("nmkec", ["BATU SOPANG", "BONGAN"]),
      ], wanted: .district,
      Expected(
        schema: "BPS", level: .district, codeField: "kdprov+kdkab+kdkec", nameField: "nmkec",
        codes: ["6401010", "6402010"],
        names: ["BATU SOPANG", "BONGAN"], parentNames: ["PASER", "KUBAR"]))
    var table = AttributeTable(rowCount: 3)
    for (name, values) in [
      ("kdprov", [64, 64, 64]), ("kdkab", [1, 2, 2]), ("kdkec", [10, 10, 888]), ("kddesa", [1, 12, 1]),
    ] {
      table.append(Field(name: name, kind: .integer, width: 9), .integer(values))
    }
    table.append(Field(name: "nmdesa", kind: .text, width: 9), .text(["a", "b", "HUTAN"]))
    let path = try workspace.layer("angka", table, polygons: squares(3), crs: "EPSG:4326")
    let layer = try BoundaryLayer(path: path, options: .init(), wantedLevel: .village)
    #expect(layer.units.map(\.code) == ["6401010001", "6402010012"])
    let districts = try BoundaryLayer(path: path, options: .init(), wantedLevel: .district)
    #expect(districts.units.map(\.code) == ["6401010", "6402010"])
  }

  @Test func bpsVillagesByTheirWholeCodeAlone() throws {
    try check(
      [("iddesa", ["6402010001", "6402010012"]), ("nmdesa", ["a", "b"]), ("nmkec", ["BONGAN", "BONGAN"])],
      Expected(
        schema: "BPS", level: .village, codeField: "iddesa", nameField: "nmdesa", codes: ["6402010001", "6402010012"],
        names: ["a", "b"], parentNames: ["BONGAN", "BONGAN"]))
  }

  private static let blankBIG: [Workspace.TextField] = [
    ("NAMOBJ", ["Muara Muntai", "Loa Kulu"]), ("KDPPUM", [nil, nil]), ("KDPKAB", [nil, nil]), ("KDCPUM", [nil, nil]),
    ("WADMPR", ["Kalimantan Timur", "Kalimantan Timur"]), ("WADMKK", ["Kutai Kartanegara", "Kutai Kartanegara"]),
  ]

  /// Where the level's own field is blank, the object's name is the unit's, at the level that REMARK tells.
  @Test func bigWithBlankCodes() throws {
    let remark = ("REMARK", ["Wilayah Administrasi Kecamatan", "Wilayah Administrasi Kecamatan"])
    try check(
      Self.blankBIG + [("WADMKC", [nil, nil]), (remark.0, remark.1)],
      Expected(
        schema: "BIG", level: .district, codeField: nil, nameField: "NAMOBJ", codes: [nil, nil],
        names: ["Muara Muntai", "Loa Kulu"], parentNames: ["Kutai Kartanegara", "Kutai Kartanegara"]))
    try check(
      Self.blankBIG + [("WADMKC", ["Muara Muntai", "Loa Kulu"])],
      Expected(
        schema: "BIG", level: .district, codeField: nil, nameField: "WADMKC", codes: [nil, nil],
        names: ["Muara Muntai", "Loa Kulu"], parentNames: ["Kutai Kartanegara", "Kutai Kartanegara"]))
  }

  @Test func fieldsNamedByOptionKeepTheirLevel() throws {
    try check(
      Self.blankBIG + [("WADMKC", ["Anggana", "Anggana"])],
      Expected(
        schema: nil, level: .village, codeField: nil, nameField: "NAMOBJ", codes: [nil, nil],
        names: ["Muara Muntai", "Loa Kulu"], parentNames: ["Anggana", "Anggana"])
    ) {
      $0.nameField = "NAMOBJ"
      $0.parentField = "WADMKC"
    }
    try check(
      [("Kabupaten", ["Kab.Pandeglang", "Cilacap"])],
      Expected(
        schema: "plain", level: .regency, codeField: nil, nameField: "Kabupaten", codes: [nil, nil],
        names: ["Kab.Pandeglang", "Cilacap"], parentNames: [nil, nil])
    ) { $0.nameField = "Kabupaten" }
  }

  @Test func aCodeThatTwoUnitsShareGivesWay() throws {
    try check(
      [
        ("GID_1", ["IDN.34_1", "IDN.35_1"]), ("NAME_1", ["KalimantanTimur", "KalimantanUtara"]),
        ("CC_1", ["64", "64"]),
        ("TYPE_1", ["Propinisi", "Propinisi"]),
      ],
      Expected(
        schema: "GADM", level: .province, codeField: "GID_1", nameField: "NAME_1", codes: ["IDN.34_1", "IDN.35_1"],
        names: ["KalimantanTimur", "KalimantanUtara"], parentNames: [nil, nil]))
  }

  /// By the word in the name, the field of types, the code, and the namesake.
  @Test func kindsOfRegencies() throws {
    let gadm = try BoundaryLayer(
      path: try workspace.layer(
        "x",
        [
          ("GID_1", ["a", "a", "a"]), ("NAME_1", ["JawaBarat", "JawaBarat", "JawaBarat"]), ("GID_2", ["1", "2", "3"]),
          ("NAME_2", ["Bandung", "KotaBandung", "Depok"]), ("TYPE_2", ["Kabupaten", "Kota", "Kotamadya"]),
        ]), options: .init())
    #expect(gadm.units.map(\.kind) == ["kabupaten", "kota", "kota"])
    let coded = try BoundaryLayer(
      path: try workspace.layer("y", [("kode", ["32.04", "32.73"]), ("nama", ["Bandung", "Bandung"])]), options: .init()
    )
    #expect(coded.units.map(\.kind) == ["kabupaten", "kota"])
    let named = try BoundaryLayer(
      path: try workspace.layer("z", [("kabupaten", ["Bandung", "Kota Bandung", "Cianjur"])]), options: .init())
    #expect(named.units.map(\.kind) == ["kabupaten", "kota", nil])
  }

  @Test func codesThatAProgramTookForNumbers() throws {
    let layer = try BoundaryLayer(
      path: try workspace.layer("x", [("kode", ["640201.0", "640202.0"]), ("nama", ["a", "b"])]), options: .init())
    #expect(layer.units.map(\.code) == ["640201", "640202"])
    #expect(layer.level == .district)
    #expect(layer.notices.map(\.code) == ["boundaries.codes.decimal"])
    var table = AttributeTable(rowCount: 3)
    table.append(Field(name: "kode", kind: .real(decimals: 2), width: 9), .real([33.01, 33.1, 33.72]))
    table.append(Field(name: "nama", kind: .text, width: 9), .text(["a", "b", "c"]))
    let path = try workspace.layer("angka", table, polygons: squares(3), crs: "EPSG:4326")
    #expect(try BoundaryLayer(path: path, options: .init()).units.map(\.code) == ["33.01", "33.10", "33.72"])
  }

  @Test func editions() throws {
    let layer = try BoundaryLayer(
      path: try workspace.layer(
        "x",
        [
          ("adm1_pcode", ["ID64", "ID64"]), ("adm2_pcode", ["ID6401", "ID6402"]),
          ("adm2_name", ["Paser", "Kutai Barat"]),
          ("valid_on", ["2026-01-15", "2026-01-15"]), ("version", ["v02", "v02"]),
        ]), options: .init())
    #expect(layer.level == .regency)
    #expect(layer.provenance.validOn == "2026-01-15")
    #expect(layer.provenance.version == "v02")
  }
}
