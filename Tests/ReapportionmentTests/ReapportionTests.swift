import CoverageTestSupport
import Diagnostics
import Geometry
import Layers
import Projections
import Shapefile
import TableReading
import TestSupport
import Testing

@testable import Coverage
@testable import Reapportionment

/// Counts carried to other boundaries.
@Suite struct ReapportionTests {
  static let header = "kode,peserta,potensi\n"

  @Test func aUnitIsSplitByArea() throws {
    let space = Workspace()
    let old = try space.rectangles("lama", [("64.02.13", 0, 10), ("64.02.14", 10, 20)])
    let new = try space.rectangles("baru", [("64.02.13", 0, 4), ("64.02.20", 4, 10), ("64.02.14", 10, 20)])
    let result = try space.reapportion(Self.header + "64.02.13,31,101\n64.02.14,7,9\n", old, new)
    #expect(
      result.figures() == [
        "64.02.13 12/40 perkiraan_luas", "64.02.20 19/61 perkiraan_luas", "64.02.14 7/9 utuh",
      ])
    #expect(result.ledger.total.carried == CarriedLedger.Counts(enrolled: 38, eligible: 110))
  }

  /// On one and the same map a border that moved is a border that moved, whatever the codes say.
  @Test func aBorderMoves() throws {
    let space = Workspace()
    let old = try space.rectangles("lama", [("64.02.13", 0, 10), ("64.02.14", 10, 20)])
    let new = try space.rectangles("baru", [("64.02.13", 0, 8), ("64.02.14", 8, 20)])
    let result = try space.reapportion(Self.header + "64.02.13,10,100\n64.02.14,7,9\n", old, new)
    #expect(result.figures() == ["64.02.13 8/80 perkiraan_luas", "64.02.14 9/29 perkiraan_luas"])
    #expect(!result.matrix.agreement.isDrawnApart)
  }

  @Test func unitsAreMerged() throws {
    let space = Workspace()
    let old = try space.rectangles("lama", [("64.02.13", 0, 3), ("64.02.20", 3, 10), ("64.02.14", 10, 20)])
    let new = try space.rectangles("baru", [("64.02.13", 0, 10), ("64.02.14", 10, 20)])
    let result = try space.reapportion(
      Self.header + "64.02.13,1,2\n64.02.20,10,20\n64.02.14,100,200\n", old, new)
    #expect(result.figures() == ["64.02.13 11/22 utuh", "64.02.14 100/200 utuh"])
  }

  /// A unit that gave a part to a new one, or took one in, is changed, however much it kept.
  @Test func splitsAndMergersAreNoDifferencesOfDrawing() throws {
    let space = Workspace()
    let whole = try space.rectangles("utuh", [("64.02.13", 0, 10)])
    let split = try space.rectangles("pecah", [("64.02.13", 0, 8), ("64.02.20", 8, 10)])
    let table = Self.header + "64.02.13,10,20\n"
    let parted = try space.reapportion(table, whole, split) { $0.sameUnits = 50 }
    #expect(parted.figures() == ["64.02.13 8/16 perkiraan_luas", "64.02.20 2/4 perkiraan_luas"])
    let merged = try space.reapportion(table + "64.02.20,1,2\n", split, whole) { $0.sameUnits = 50 }
    #expect(merged.figures() == ["64.02.13 11/22 utuh"])
  }

  @Test func sliversGoToNobodyElse() throws {
    let space = Workspace()
    let old = try space.rectangles("lama", [("A1", 0, 10), ("B1", 10, 20)])
    let new = try space.rectangles("baru", [("A2", 0, 9.95), ("B2", 9.95, 20)])
    let table = Self.header + "A1,1000,2000\nB1,7,9\n"
    let result = try space.reapportion(table, old, new)
    #expect(result.figures() == ["A2 1000/2000 utuh", "B2 7/9 utuh"])
    #expect(result.matrix.entries.map(\.use) == [.used, .sliver, .used])
    #expect(
      result.findings.map(\.english) == [
        "1 overlap (0.6 km²) below --min-share was taken for a difference of drawing; its share went to the old "
          + "unit's other overlaps."
      ])
    let every = try space.reapportion(table, old, new) { $0.minShare = 0 }
    #expect(every.figures() == ["A2 995/1990 perkiraan_luas", "B2 12/19 perkiraan_luas"])
  }

  /// Small for the one is not small for the other: a small unit inside a large one is no sliver.
  @Test func aSmallUnitIsNoSliver() throws {
    let space = Workspace()
    let old = try space.rectangles("lama", [("A1", 0, 100)])
    let new = try space.rectangles("baru", [("A2", 0, 99.5), ("B2", 99.5, 100)])
    let result = try space.reapportion(Self.header + "A1,1000,2000\n", old, new)
    #expect(result.figures() == ["A2 995/1990 perkiraan_luas", "B2 5/10 perkiraan_luas"])
  }

  @Test func nearlyTheSameUnitGoesWhole() throws {
    let space = Workspace()
    let old = try space.rectangles("lama", [("64.02.13", 0, 10), ("64.02.14", 10, 20)])
    let new = try space.rectangles("baru", [("64.02.13", 0, 9.7), ("64.02.14", 9.7, 20)])
    let table = Self.header + "64.02.13,100,200\n64.02.14,7,9\n"
    let result = try space.reapportion(table, old, new)
    #expect(result.figures() == ["64.02.13 100/200 utuh", "64.02.14 7/9 utuh"])
    #expect(result.matrix.entries.map(\.use) == [.used, .sameUnit, .used])
    let byArea = try space.reapportion(table, old, new) { $0.sameUnits = 100 }
    #expect(byArea.figures() == ["64.02.13 97/194 perkiraan_luas", "64.02.14 10/15 perkiraan_luas"])
  }

  // MARK: What cannot be known

  @Test func aNewUnitThatTheOldLayerLacksHasNoFigure() throws {
    let space = Workspace()
    let old = try space.rectangles("lama", [("A1", 0, 10)])
    let new = try space.rectangles("baru", [("A2", 0, 9), ("B2", 9, 30), ("C2", 40, 50)])
    let result = try space.reapportion(Self.header + "A1,100,200\n", old, new)
    #expect(result.figures() == ["A2 100/200 utuh", "B2 –/– tanpa_data", "C2 –/– tanpa_data"])
    #expect(
      result.findings.map(\.english) == [
        "New units without a figure, for want of a source: 2 (with the share of their area that the old map covers) – "
          + "B2 Unit B2 4.8 %, C2 Unit C2 0.0 %."
      ])
  }

  @Test func anOldUnitOutsideHasNoPlace() throws {
    let space = Workspace()
    let old = try space.rectangles("lama", [("A1", 0, 10), ("B1", 10, 20), ("C1", 40, 50)])
    let new = try space.rectangles("baru", [("A2", 0, 12)])
    let table = Self.header + "A1,100,200\nB1,30,1200\nC1,0,0\n"
    expectFault(
      id: """
        1 wilayah lama tidak punya tempat pada peta baru, karena sebagian besar luasnya berada di luar peta itu \
        atau di wilayah baru yang hampir tidak tercakup peta lama; tidak ada keluaran yang ditulis.
          B1 Unit B1 – 30 peserta, 1.200 potensi tenaga kerja
        Periksa apakah kedua peta untuk daerah yang sama. Pakai --allow-unmatched untuk melanjutkan tanpa pekerja itu, \
        atau ubah batasnya dengan --min-cover.
        """,
      en: """
        1 old unit has no place in the layer baru, because most of its area lies outside of it, or in new units \
        that the old map hardly covers; nothing was written.
          B1 Unit B1 – 30 participants, 1,200 eligible workers
        Check that both maps are of the same region. Use --allow-unmatched to go on without these workers, or change \
        the limit with --min-cover.
        """
    ) { try space.reapportion(table, old, new) }
    let result = try space.reapportion(table, old, new) { $0.allowedRejections = [.miss] }
    #expect(result.figures() == ["A2 100/200 utuh"])
    #expect(result.ledger.total.placeless == CarriedLedger.Counts(enrolled: 30, eligible: 1200))
    #expect(result.ledger.used == CarriedLedger.Counts(enrolled: 130, eligible: 1400))
    let lenient = try space.reapportion(table, old, new) { $0.minCover = 10 }
    #expect(lenient.figures() == ["A2 130/1400 utuh"])
  }

  @Test func aMissingCountIsNoZero() throws {
    let space = Workspace()
    let old = try space.rectangles("lama", [("A1", 0, 10), ("B1", 10, 20), ("C1", 20, 30)])
    let new = try space.rectangles("baru", [("A2", 0, 15), ("B2", 15, 20), ("C2", 20, 30)])
    let result = try space.reapportion(Self.header + "A1,100,200\nB1,,50\nC1,1,2\n", old, new)
    #expect(result.figures() == ["A2 –/225 perkiraan_luas", "B2 –/25 perkiraan_luas", "C2 1/2 utuh"])
    #expect(result.ledger.total.withheld == CarriedLedger.Counts(enrolled: 100, eligible: 0))
    #expect(result.ledger.total.carried == CarriedLedger.Counts(enrolled: 1, eligible: 252))
    #expect(
      result.findings.last?.english
        == "New units that lack figures, because a source lacks a count in some period, segment or column: 2 – A2 Unit "
        + "A2, B2 Unit B2. Sources without a count: B1 Unit B1. A missing count is not taken for zero.")
  }

  @Test func rowsWithoutAUnitStopTheWork() throws {
    let space = Workspace()
    let old = try space.rectangles("lama", [("64.02.13", 0, 10)])
    let new = try space.rectangles("baru", [("64.02.13", 0, 10)])
    let table = Self.header + "64.02.13,1,2\n64.02.99,30,40\n"
    #expect(throws: Diagnostic.self) { try space.reapportion(table, old, new) }
    let result = try space.reapportion(table, old, new) { $0.allowedRejections = [.miss] }
    #expect(result.rejections.map(\.line) == [3])
    #expect(result.ledger.rejected == CarriedLedger.Counts(enrolled: 30, eligible: 40))
    #expect(result.ledger.used == CarriedLedger.Counts(enrolled: 1, eligible: 2))
  }

  // MARK: Tables

  @Test func everyPeriodAndSegmentIsCarried() throws {
    let space = Workspace()
    let old = try space.rectangles("lama", [("A1", 0, 10)])
    let new = try space.rectangles("baru", [("A2", 0, 5), ("B2", 5, 10)])
    let table = """
      kode,segmen,periode,peserta,potensi
      A1,PU,2024-12,3,4
      A1,BPU,2024-12,10,20
      A1,PU,2025-06,5,7

      """
    let result = try space.reapportion(table, old, new)
    #expect(
      String(decoding: result.countsCSV, as: UTF8.self).replacing("\r\n", with: "\n") == """
        periode,kode,nama,segmen,peserta_aktif,potensi,dasar
        2024-12,A2,Unit A2,PU,2,2,perkiraan_luas
        2024-12,A2,Unit A2,BPU,5,10,perkiraan_luas
        2024-12,B2,Unit B2,PU,1,2,perkiraan_luas
        2024-12,B2,Unit B2,BPU,5,10,perkiraan_luas
        2025-06,A2,Unit A2,PU,3,4,perkiraan_luas
        2025-06,B2,Unit B2,PU,2,3,perkiraan_luas

        """)
    #expect(result.ledger.segments.map(\.label) == ["PU", "BPU"])
    #expect(result.ledger.segments[0].account.carried == CarriedLedger.Counts(enrolled: 8, eligible: 11))
    let one = try space.reapportion(table, old, new) { $0.counts.reading.period = "2025-06" }
    #expect(one.periods.count == 1)
    #expect(one.figures() == ["A2 3/4 perkiraan_luas", "B2 2/3 perkiraan_luas"])
  }

  @Test(arguments: [
    (
      "kode,peserta\nA1,5\n",
      "kode,nama,peserta_aktif,dasar\nA2,Unit A2,3,perkiraan_luas\nB2,Unit B2,2,perkiraan_luas\n"
    ),
    ("kode,potensi\nA1,5\n", "kode,nama,potensi,dasar\nA2,Unit A2,3,perkiraan_luas\nB2,Unit B2,2,perkiraan_luas\n"),
    (
      "kode,peserta_pu,peserta_bpu\nA1,5,2\n",
      """
      kode,nama,segmen,peserta_aktif,dasar
      A2,Unit A2,PU,3,perkiraan_luas
      A2,Unit A2,BPU,1,perkiraan_luas
      B2,Unit B2,PU,2,perkiraan_luas
      B2,Unit B2,BPU,1,perkiraan_luas

      """
    ),
  ]) func tablesOfOneCount(_ table: String, _ expected: String) throws {
    let space = Workspace()
    let old = try space.rectangles("lama", [("A1", 0, 10)])
    let new = try space.rectangles("baru", [("A2", 0, 5), ("B2", 5, 10)])
    let result = try space.reapportion(table, old, new)
    #expect(String(decoding: result.countsCSV, as: UTF8.self).replacing("\r\n", with: "\n") == expected)
  }

  /// A table without any count is refused as `analyze` refuses it.
  @Test func aTableWithoutCounts() throws {
    let space = Workspace()
    let old = try space.rectangles("lama", [("A1", 0, 10)])
    expectFault(
      en:
        "Table t.csv was not read. These must be settled first:\n- there is no known column of active participants. Name it with "
        + "--enrolled-column. Its columns are: kode, luas.\n- there is no known column of eligible workers. Name it with "
        + "--eligible-column, or give their table with --workforce. Its columns are: kode, luas."
    ) { try space.reapportion("kode,luas\nA1,5\n", old, old) }
  }

  @Test func analyzeReadsTheResult() throws {
    let space = Workspace()
    let old = try space.rectangles("lama", [("64.02.13", 0, 10), ("64.02.14", 10, 20), ("64.02.06", 20, 30)])
    let new = try space.rectangles(
      "baru",
      [("64.02.13", 0, 4), ("64.02.20", 4, 10), ("64.02.14", 10, 20), ("64.02.06", 20, 30), ("64.02.05", 30, 40)])
    let table = """
      kode,segmen,peserta,potensi,dasar
      64.02.13,PU,100,200,ilustrasi-asumsi
      64.02.13,BPU,3,5,ilustrasi-asumsi
      64.02.14,PU,10,20,ilustrasi-asumsi
      64.02.14,BPU,30,50,ilustrasi-asumsi
      64.02.06,PU,1,2,ilustrasi-asumsi
      64.02.06,BPU,5,6,ilustrasi-asumsi

      """
    let result = try space.reapportion(table, old, new)
    let path = "\(space.folder.path)/hasil.csv"
    let outputs = try Reapportionment.Outputs(counts: path, matrix: nil, replacing: false, inputs: [])
    try result.write(to: outputs)
    let analysis = try Analysis(Audit.Inputs(boundaries: new, enrolment: TableSource(path)))
    #expect(analysis.figures.total.enrolled == 149)
    #expect(analysis.figures.total.eligible == 283)
    #expect(analysis.join.ledgers[0].unitsWithRows == 4)
    #expect(analysis.figures.status.last == .noData)
    #expect(analysis.isIllustrative, "what was made from an illustration is one")
    #expect(analysis.join.codeSystem == .system(.kemendagri, .fieldName))
  }

  // MARK: Weights

  @Test func byAFieldOfTheNewLayer() throws {
    let space = Workspace()
    let old = try space.rectangles("lama", [("A1", 0, 10), ("B1", 10, 20)])
    // Half of B2 lies in A1, so half of its weight does.
    let units: [Rectangle] = [("A2", 0, 5), ("B2", 5, 15), ("C2", 15, 20)]
    func layer(_ weights: [Int?], _ name: String) throws -> String {
      try space.rectangles(name, units)
      var attributes = AttributeTable(rowCount: 3)
      attributes.append(Field(name: "kode", kind: .text, width: 10), .text(units.map(\.code)))
      attributes.append(Field(name: "nama", kind: .text, width: 10), .text(["a", "b", "c"]))
      attributes.append(Field(name: "PENDUDUK", kind: .integer, width: 9), .integer(weights))
      let polygons = try ShapefileReader(path: "\(space.folder.path)/\(name).shp").polygons(threads: 1).polygons
      return try space.layer(name, attributes, polygons: polygons, crs: "EPSG:4326")
    }
    let table = Self.header + "A1,100,200\nB1,10,20\n"
    let result = try space.reapportion(table, old, layer([30, 20, 0], "baru")) { $0.method = .field("penduduk") }
    #expect(
      result.figures() == ["A2 75/150 perkiraan_bobot", "B2 35/70 perkiraan_bobot", "C2 –/– tanpa_data"])
    let zero = try space.reapportion(table, old, layer([30, 0, 0], "nol")) { $0.method = .field("PENDUDUK") }
    #expect(zero.figures() == ["A2 100/200 perkiraan_bobot", "B2 5/10 perkiraan_luas", "C2 5/10 perkiraan_luas"])
    #expect(
      zero.findings.last?.english == "Old units that have a weight of zero, shared out by area: 1 – B1 Unit B1.")
    expectFault(
      en: "Layer kosong: the weight of B2 b is missing, but needed to share workers out. Fill it in (0 where there are "
        + "no workers), or leave --weight-field out so that areas decide."
    ) { try space.reapportion(table, old, layer([30, nil, 0], "kosong")) { $0.method = .field("PENDUDUK") } }
    expectFault(
      en:
        "Layer minus, record 3: the weight “PENDUDUK” is -1.0. A weight is a number of 0 or more, and 1e100 at most; correct "
        + "the value."
    ) { try space.reapportion(table, old, layer([30, 1, -1], "minus")) { $0.method = .field("PENDUDUK") } }
    expectFault(
      en:
        "The field “nama” of the layer baru is not of numbers, so it cannot be a weight. Name a field of numbers with "
        + "--weight-field."
    ) { try space.reapportion(table, old, "\(space.folder.path)/baru.shp") { $0.method = .field("nama") } }
    expectFault(
      en: "The layer baru has no field “jiwa”. Its fields are: kode, nama, PENDUDUK."
    ) { try space.reapportion(table, old, "\(space.folder.path)/baru.shp") { $0.method = .field("jiwa") } }
  }

  @Test func byPoints() throws {
    let space = Workspace()
    let old = try space.rectangles("lama", [("A1", 0, 10), ("B1", 10, 20)])
    let new = try space.rectangles("baru", [("A2", 0, 5), ("B2", 5, 15), ("C2", 15, 20)])
    let table = Self.header + "A1,100,200\nB1,10,20\n"
    func points(_ text: String, weight: String? = "jiwa") throws -> Reapportionment {
      let path = space.table(text, "titik.csv")
      return try space.reapportion(table, old, new) { $0.method = .points(path: path, weight: weight) }
    }
    // The second lies on the border of both new units, and counts for the first; the last lies nowhere.
    let text = "bujur,lintang,jiwa\n115.01,0.05,1\n115.05,0.05,2\n115.07,0.05,1\n116,5,9\n"
    let result = try points(text)
    #expect(
      result.figures() == ["A2 75/150 perkiraan_titik", "B2 30/60 perkiraan_luas", "C2 5/10 perkiraan_luas"])
    #expect(
      result.notices.map(\.english) == [
        "Table t.csv: “peserta” was read as active participants.",
        "titik.csv: 1 of 4 points lies outside of one of the maps and was not used.",
      ])
    #expect(result.findings.last?.english == "Old units that hold no point, shared out by area: 1 – B1 Unit B1.")
    #expect(try points(text, weight: nil).figures()[0] == "A2 67/133 perkiraan_titik")
    expectFault(
      en: "titik.csv, line 2: the point's weight is missing. Give a number of 0 or more, 1e100 at most."
    ) { try points("lon,lat,jiwa\n115,0,\n115,0,1\n") }
    expectFault(
      en: "The table titik.csv has no column “orang”, which --points-weight asks for. Its columns are: lon, lat."
    ) { try points("lon,lat\n115,0\n", weight: "orang") }
    // What is no place on the Earth is refused as `--points` of analyze refuses it.
    #expect(throws: Diagnostic.self) { try points("lon,lat,jiwa\n115,0,1\n553012,21000,1\n") }
    #expect(throws: Diagnostic.self) { try points("nama,jiwa\na,1\n") }
  }

  // MARK: Reference systems and order

  @Test func layersOfDifferentReferenceSystems() throws {
    let space = Workspace()
    let new = try space.rectangles("baru", [("A2", 0, 4), ("B2", 4, 10)])
    var polygons = PolygonBuffer()
    polygons.append(feature: [[[(115, 0), (115.1, 0), (115.1, 0.1), (115, 0.1), (115, 0)]]])
    let utm = try CoordinateReferenceSystem(definition: "EPSG:32650")
    try CoordinateTransformation(from: .wgs84, to: utm).apply(to: &polygons, threads: 1)
    let old = try space.layer("utm", [("kode", ["A1"]), ("nama", ["A"])], polygons: polygons, crs: "EPSG:32650")
    let result = try space.reapportion(Self.header + "A1,1000,2000\n", old, new)
    #expect(result.figures() == ["A2 400/800 perkiraan_luas", "B2 600/1200 perkiraan_luas"])
  }

  @Test func theMatrixNamesEveryUnitOfBothLayers() throws {
    let space = Workspace()
    let old = try space.rectangles("lama", [("A1", 0, 10), ("B1", 40, 50)])
    let new = try space.rectangles("baru", [("A2", 0, 2.5), ("B2", 2.5, 10), ("C2", 60, 70)])
    let result = try space.reapportion(Self.header + "A1,1000,2000\n", old, new)
    let lines = String(decoding: result.matrixCSV, as: UTF8.self).split(separator: "\r\n").map(String.init)
    #expect(
      lines == [
        "from_code,from_name,to_code,to_name,intersection_km2,share_pct,share_of_new_pct,used,reason,carried_pct",
        "A1,Unit A1,A2,Unit A2,30.772665,24.999994,100.000000,yes,,24.999998",
        "A1,Unit A1,B2,Unit B2,92.318008,74.999992,100.000000,yes,,75.000002",
        "B1,Unit B1,,,0,0,0,no,no_intersection,0", ",,C2,Unit C2,0,0,0,no,no_intersection,0",
      ])
  }
}
