import Boundaries
import Coverage
import Diagnostics
import Reporting
import TableReading
import TestSupport
import Testing

@testable import Cartography

/// Names, figures and signs of maps: where they stand, and that none lies over another at any magnification.
@Suite struct LabelLayoutTests {
  /// Pairs of boxes that lie over each other at a magnification; signs of one place may.
  private func overlaps(_ layout: LabelLayout, at level: Int) -> Int {
    let boxes = layout.boxes(at: level)
    var pairs = 0
    for (index, box) in boxes.enumerated() { pairs += boxes[..<index].count { $0.overlaps(box) } }
    return pairs
  }

  @Test(arguments: 0..<20) func labelsNeverOverlap(seed: UInt64) {
    var generator = FixedGenerator(state: seed &+ 1)
    var layout = LabelLayout(pixel: 10, width: 5_000, height: 4_000)
    func label() -> LabelLayout.Label {
      LabelLayout.Label(
        x: .random(in: 0...5_000, using: &generator), y: .random(in: 0...4_000, using: &generator),
        left: .random(in: 0...30, using: &generator), right: .random(in: 5...90, using: &generator),
        above: .random(in: 3...9, using: &generator), below: .random(in: 3...20, using: &generator))
    }
    let first = layout.add((0..<30).map { _ in label() })
    var seen = first.count { $0 != nil }
    for _ in 0..<20 where layout.add(anyOf: [label(), label(), label()]) != nil { seen += 1 }
    seen += layout.add((0..<150).map { _ in label() }).count { $0 != nil }
    for level in LabelLayout.magnifications.indices {
      #expect(overlaps(layout, at: level) == 0, "at \(LabelLayout.magnifications[level])")
    }
    #expect(layout.boxes(at: LabelLayout.magnifications.count - 1).count == seen)
    #expect(seen > 150, "most have room where the map is large")
    #expect(layout.boxes(at: 0).count < seen, "not all have room where it is small")
  }

  @Test func importantLabelsComeFirst() {
    var layout = LabelLayout(pixel: 1, width: 1_000, height: 1_000)
    let name = LabelLayout.Label.centred(x: 500, y: 500, width: 100, height: 20)
    var near = name
    near.x += 60
    #expect(layout.add([name, near]) == [0, 4])
    // What is within the room of its unit only.
    var small = LabelLayout.Label.centred(x: 100, y: 100, width: 40, height: 10, room: (width: 20, height: 20))
    #expect(layout.add([small]) == [4])
    small.y = 300
    small.least = 6
    #expect(layout.add([small]) == [6])
  }

  private static let layers = [
    ("kaltim_kecamatan_cahyadsn_native", true), ("kaltim_kabkota_cahyadsn_native", false),
  ]

  /// On real layers: no label over another, every figure and circle in its unit, every region named within it or at sea.
  @Test(.enabled(if: SharedData.isAvailable, "\(SharedData.reason)"), arguments: layers)
  func labelsOfRealMaps(layer: String, isKecamatan: Bool) throws {
    let results = try Self.results(layer, isKecamatan: isKecamatan)
    let drawing = MapDrawing(results)
    let units = ReportUnit.all(results)
    let scale = CircleScale(units.compactMap(\.uncovered))
    let labels = MapLabels(drawing, units, results.spatial.clusters, circles: scale, .indonesian)
    for layout in [labels.layouts.coverage, labels.layouts.uncovered] {
      for level in LabelLayout.magnifications.indices {
        // Signs stand where the points are, whatever lies there; two of them may be neighbours.
        let boxes = layout.boxes(at: level).filter { ($0.owner ?? 0) >= 0 }
        for (index, box) in boxes.enumerated() {
          #expect(!boxes[..<index].contains { $0.overlaps(box) }, "\(layer) at \(LabelLayout.magnifications[level])")
        }
      }
    }
    for unit in units.indices {
      let anchor = try #require(drawing.anchors[unit])
      #expect(drawing.unit(atX: anchor.x, y: anchor.y) == unit, "\(units[unit].name)")
    }
    #expect(drawing.regions.names.count == 10)
    #expect(drawing.regions.names.contains("Kutai Kartanegara") && drawing.regions.names.contains("Kota Bontang"))
    let shown = labels.regions.filter { $0.level <= LabelLayout.whole }
    #expect(shown.count >= 9, "regions that are named on the whole map")
    for label in shown {
      if let unit = drawing.unit(atX: label.x, y: label.y), let region = drawing.regions.ofUnit[unit] {
        #expect(drawing.regions.names[region] == label.lines.joined(separator: " "))
      }
    }
  }

  static func results(_ layer: String, isKecamatan: Bool) throws -> Results {
    var table = PackageFolder.path + "/shapes/kepesertaan_ilustrasi.csv"
    let folder = TemporaryFolder()
    if !isKecamatan {
      let codes = ["01", "02", "03", "07", "08", "09", "11", "71", "72", "74"]
      table = folder.write(
        "kode;peserta;potensi\n"
          + codes.enumerated().map { "64.\($1);\(300 + 60 * $0);1000\n" }.joined(), to: "t.csv")
    }
    let analysis = try Analysis(
      Audit.Inputs(boundaries: SharedData.path("boundaries/\(layer).shp"), enrolment: TableSource(table)))
    var options = SpatialOptions()
    (options.permutations, options.replications) = (99, 99)
    let spatial = try SpatialAnalysis(analysis, options: options, threads: 2)
    return try Results(analysis, spatial, SpatialGaps(analysis, threads: 2), decimals: 6, threads: 2)
  }

  /// With too many units for one page, the map shows their parents, and the page has no more than its first rows.
  @Test(.enabled(if: SharedData.isAvailable, "\(SharedData.reason)"))
  func manyUnitsAreShownByTheirParents() throws {
    let fine = try Self.results("kaltim_kecamatan_cahyadsn_native", isKecamatan: true)
    let results = try Results(
      fine.analysis, fine.spatial, fine.gaps, decimals: 6, threads: 2, mostUnitsOfMap: 50)
    #expect(results.hasReport && results.showsParents && !fine.showsParents)
    #expect(results.notices.contains { $0.code == "report.map.parents" })
    let drawing = MapDrawing(results)
    #expect(drawing.paths.count == 10 && drawing.regions.names.count == 10)
    let html = String(decoding: try Report(results, drawing, method: .pretty).bytes(), as: UTF8.self)
    let whole = String(decoding: try Report(fine, MapDrawing(fine), method: .pretty).bytes(), as: UTF8.self)
    #expect(html.matches(of: /<path id="u\d+"/).count == 10)
    #expect(html.matches(of: /<tr id="r\d+"/).count == 100)
    #expect(!html.contains("<script"))
    // All that is said is said of the units.
    let lede = try #require(whole.firstMatch(of: /<p class="lede">[^<]+/)?.output)
    #expect(html.contains(lede))
    let none = try Results(
      fine.analysis, fine.spatial, fine.gaps, decimals: 6, threads: 2, mostUnitsOfMap: 5)
    #expect(!none.hasReport)
  }

  /// A thousand villages stay below two megabytes, however much the page can do.
  @Test(.enabled(if: SharedData.isAvailable, "\(SharedData.reason)"))
  func aReportOfVillagesIsNotLarge() throws {
    let desk = TemporaryFolder()
    let layer = SharedData.path("boundaries/kaltim_desa_cahyadsn.shp")
    let codes = try BoundaryLayer(path: layer, options: BoundaryLayer.Options()).units.compactMap(\.code)
    let rows = codes.enumerated().flatMap { index, code in
      ["PU", "BPU"].enumerated().map {
        "\(code);\($1);\(10 + (index * 37 + $0 * 11) % 400);\(500 + index % 700 + 60 * $0)"
      }
    }
    let table = desk.write("kode;segmen;peserta;potensi\n" + rows.joined(separator: "\n") + "\n", to: "t.csv")
    var options = Analysis.Options()
    options.language = .indonesian
    let analysis = try Analysis(Audit.Inputs(boundaries: layer, enrolment: TableSource(table)), options)
    var statistics = SpatialOptions()
    (statistics.permutations, statistics.replications) = (99, 0)
    let spatial = try SpatialAnalysis(analysis, options: statistics, threads: 2)
    let results = try Results(analysis, spatial, SpatialGaps(analysis, threads: 2), decimals: 6, threads: 2)
    let report = Report(results, MapDrawing(results), method: .pretty)
    let bytes = try report.bytes()
    #expect((500_000..<2_000_000).contains(bytes.count))
    // Villages of one name are told apart by their kecamatan.
    let named = Dictionary(grouping: report.units.indices) { analysis.layer.units[$0].name }
    let twice = named.values.first { $0.count > 1 }
    let repeated = try #require(twice)
    #expect(Set(repeated.map { report.units[$0].title }).count > 1)
    #expect(repeated.allSatisfy { report.units[$0].title.hasSuffix(")") })
  }

  /// What chance has to do with clusters is said once, and a unit alone has no radius.
  @Test(.enabled(if: SharedData.isAvailable, "\(SharedData.reason)"))
  func clustersAreToldWithoutRepetition() throws {
    let results = try Self.results("kaltim_kecamatan_cahyadsn_native", isKecamatan: true)
    let report = String(decoding: try Report(results, MapDrawing(results), method: .pretty).bytes(), as: UTF8.self)
    let section = try #require(report.firstMatch(of: /(?s)id="klaster">.*?<\/section>/)?.output)
    #expect(results.spatial.clusters.count { $0.method == .scan } > 1)
    #expect(section.matches(of: /at random/).count == 1)
    #expect(!section.contains("radius 0.0 km"))
  }

  /// What is too small to be seen is drawn again, larger: found by its size, not by its name.
  @Test(.enabled(if: SharedData.isAvailable, "\(SharedData.reason)"))
  func insetsShowSmallUnits() throws {
    let results = try Self.results("kaltim_kecamatan_cahyadsn_native", isKecamatan: true)
    let drawing = MapDrawing(results)
    let units = results.analysis.layer.units
    #expect((2...3).contains(drawing.insets.count))
    let inside = units.indices.filter { unit in
      guard let place = drawing.anchors[unit] else { return false }
      return drawing.insets.contains {
        ($0.x...$0.x + $0.side).contains(place.x) && ($0.y...$0.y + $0.side).contains(place.y)
      }
    }
    for city in ["64.71", "64.72"] {
      #expect(inside.count { units[$0].code?.hasPrefix(city) == true } >= 5, "\(city)")
    }
    let map = try SmallMap.classes()
    #expect(MapDrawing(map.results).insets.isEmpty)
  }

  @Test func circlesHaveAreasInProportion() {
    let scale = CircleScale([0, 100, 400, 1_600])
    #expect(scale.radius(1_600) == scale.largest)
    #expect(abs(scale.radius(400) / scale.radius(100) - 2) < 1e-12)
    #expect(scale.radius(0) == 0)
    #expect(scale.samples.first == 1_000)
    #expect(
      zip(scale.samples, scale.samples.dropFirst()).allSatisfy { 2 * (scale.radius($0) - scale.radius($1)) >= 12 })
    #expect(CircleScale([]).samples == [])
    #expect(CircleScale(Array(repeating: 5, count: 5_000)).largest < scale.largest)
  }

  @Test func longNamesTakeTwoLines() {
    #expect(TextWidth.lines("Penajam Paser Utara", from: 11) == ["Penajam", "Paser Utara"])
    #expect(TextWidth.lines("Kutai Timur", from: 11) == ["Kutai Timur"])
    #expect(TextWidth.lines("Hulusungaiselatan", from: 11) == ["Hulusungaiselatan"])
    #expect(MapRegions.short("Kabupaten Paser") == "Paser")
    #expect(MapRegions.short("Kota Bontang") == "Kota Bontang")
  }
}
