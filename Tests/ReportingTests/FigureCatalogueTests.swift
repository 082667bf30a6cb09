import Areas
import Coverage
import CoverageTestSupport
import Diagnostics
import Foundation
import GeoJSON
import TestSupport
import Testing

@testable import Reporting

/// The catalogue of figures as it is, and that every output and document has its names from there.
@Suite struct FigureCatalogueTests {
  private static let units = UnitFigures.all.map(\.description)
  private static let segments = SegmentFigures.all.map(\.description)
  private static let clusters = ClusterFigures.all.map(\.description)
  private static let gaps = GapFigures.all.map(\.description)
  private static let parents = ParentSumFigures.all.map(\.description)
  private static let parentSegments = ParentSumFigures.ofSegments.map(\.description)
  private static let services = ServicePointFigures.all.map(\.description)
  private static let notes = Caveat.allCases.map { NoteFigures.description(of: $0) }

  @Test func namesAreWordsAndNoneStandsForTwoFigures() {
    for figures in [
      Self.units + Self.segments, Self.clusters, Self.gaps, Self.parents + Self.parentSegments, Self.services,
    ] {
      let figures = figures + Self.notes
      let names = figures.map(\.name)
      #expect(Set(names).count == names.count)
      #expect(names.allSatisfy { $0.wholeMatch(of: /[a-z][a-z0-9]*(_([a-z0-9]+|S))*/) != nil })
    }
    // Segments have theirs behind the title.
    for figures in [Self.units + Self.notes, Self.segments, Self.clusters, Self.gaps, Self.parents, Self.services] {
      for language in Language.allCases { #expect(Set(figures.map { $0.alias[language] }).count == figures.count) }
    }
    #expect(Self.segments.allSatisfy { $0.name.contains("_S") })
    #expect(Self.parentSegments.map(\.name) == Self.segments.map(\.name))
  }

  @Test func everythingIsSaidInBothLanguages() {
    for figure in Self.units + Self.segments + Self.clusters + Self.gaps + Self.parents + Self.services + Self.notes {
      let texts = [figure.title, figure.heading, figure.meaning, figure.alias] + figure.codes.map(\.label)
      #expect(texts.allSatisfy { !$0.indonesian.isEmpty && !$0.english.isEmpty }, "\(figure.name)")
      #expect(figure.places.contains(.map), "\(figure.name)")
      // A number has decimals, or is one that must pass unchanged.
      if figure.measure != nil, case .number(let decimals) = figure.kind { #expect(decimals != nil, "\(figure.name)") }
    }
  }

  @Test func codesAreAllThatTheirFiguresCanBe() {
    #expect(UnitFigures.status.description.codes.map(\.value) == CoverageFigures.Status.allCases.map(\.rawValue))
    #expect(UnitFigures.level.description.codes.map(\.value) == AdministrativeLevel.allCases.map(\.rawValue))
    #expect(ClusterFigures.method.description.codes.map(\.value) == Cluster.Method.allCases.map(\.rawValue))
    #expect(GapFigures.kind.description.codes.map(\.value) == Gap.Kind.allCases.map(\.rawValue))
  }

  // MARK: Outputs

  private static let table = """
    kode,segmen,peserta,potensi
    A0,PU,40,100
    A0,eb,30,20
    A1,PU,0,50
    A1,eb,5,10
    A2,PU,7,7

    """

  private func results(_ desk: Workspace) throws -> Results {
    let path = try desk.layer(
      "peta", [("kode", ["A0", "A1", "A2", "A3"]), ("nama", ["Satu", "Dua", "Tiga", "Empat"])])
    let analysis = try desk.analysis(path, Self.table)
    var options = SpatialOptions()
    options.permutations = 99
    options.replications = 9
    let spatial = try SpatialAnalysis(analysis, options: options, threads: 1)
    return try Results(analysis, spatial, SpatialGaps(analysis, threads: 1), decimals: 6, threads: 1)
  }

  @Test func theMapHasEveryFigureInOrderAndInItsType() throws {
    let desk = Workspace()
    let results = try results(desk)
    let pu = Self.segments.map { $0.name.replacing("_S", with: "_pu") }
    let other = Self.segments.map { $0.name.replacing("_S", with: "_segment_eb") }
    let layers = results.layers
    #expect(layers.coverage.fields.map(\.name) == Self.units.map(\.name) + pu + other)
    #expect(layers.clusters.fields.map(\.name) == Self.clusters.map(\.name))
    #expect(layers.gaps.fields.map(\.name) == Self.gaps.map(\.name))
    #expect(layers.parents.fields.map(\.name) == Self.parents.map(\.name) + pu + other)
    #expect(layers.services.fields.map(\.name) == Self.services.map(\.name))
    for layer in layers.all {
      #expect(layer.collection.properties.map(\.name) == layer.fields.map(\.name))
      for (field, property) in zip(layer.fields, layer.collection.properties) {
        let kind: FigureDescription.Kind =
          switch property.values {
          case .text: .text
          case .integer: .integer
          case .number(_, let decimals): .number(decimals: decimals)
          case .unroundedNumber: .number(decimals: nil)
          case .boolean: .boolean
          }
        #expect(kind == field.kind, "\(field.name)")
      }
    }
    // Without service points, reach is a column without values.
    guard
      case .number(let reach, 10) = layers.coverage.collection.properties.first(where: { $0.name == "reach_pct" })?
        .values
    else {
      Issue.record("reach_pct is a number")
      return
    }
    #expect(reach == [nil, nil, nil, nil])
  }

  @Test func theRankingHasItsFiguresAndLeavesOutWhatWasNotAskedFor() throws {
    let desk = Workspace()
    let analysis = try results(desk).analysis
    let names = RankingTable(analysis, by: .uncovered).columns.map(\.description.name)
    #expect(names.prefix(4) == ["rank_uncovered", "rank_coverage", "code", "name"])
    let wanted = (Self.units + Self.segments).filter { $0.places.contains(.ranking) }.map(\.name)
    #expect(
      Set(names).isSuperset(
        of: wanted.filter { !$0.contains("_S") && !["reach_pct", "nearest_point_km"].contains($0) }))
    #expect(!names.contains("reach_pct") && !names.contains("cold_spot"))
    #expect(names.suffix(8).allSatisfy { $0.contains("_pu") || $0.contains("_segment_eb") })
  }

  /// `coverage_eb_pct` is the unit's own, whatever a table calls its segments.
  @Test(arguments: [
    (["pu", "bpu"], ["pu", "bpu"]), (["eb", "low"], ["segment_eb", "segment_low"]),
    (["eb", "segment_eb"], ["segment_eb", "segment_segment_eb"]),
    (["segment_eb", "eb"], ["segment_eb", "segment_segment_eb"]), ([], []),
  ]) func segmentsTakeNoNameFromUnitsOrEachOther(keys: [String], suffixes: [String]) {
    #expect(SegmentFigures.suffixes(keys) == suffixes)
  }

  @Test func segmentsAreNamedAsTheTableNamesThem() throws {
    let desk = Workspace()
    let field = try #require(try results(desk).layers.coverage.fields.first { $0.name == "coverage_pu_pct" })
    #expect(field.alias == Message(id: "Cakupan (%) – PU", en: "Coverage (%) – PU"))
    #expect(field.meaning == Message(id: "cakupan segmen PU dalam persen", en: "coverage in PU, in per cent"))
  }

  /// As spreadsheets and programs read them.
  @Test(arguments: [
    (0.0, "0.00"), (-0.0, "0.00"), (-0.004, "0.00"), (0.005, "0.01"), (12.345, "12.35"), (-0.5, "-0.50"),
    (-12.25, "-12.25"), (100, "100.00"), (99.999, "100.00"), (9_999_999_999.994, "9999999999.99"),
    (9.2e20, "920000000000000000000.00"), (-9e15, "-9000000000000000.00"), (1e300, "1e+300"),
  ]) func numbersInTables(number: Double, text: String) {
    #expect(Property.Values.number([number], decimals: 10).text(0) == text)
  }

  @Test func otherValuesInTables() {
    #expect(Property.Values.number([.nan, nil], decimals: 2).text(0) == nil)
    #expect(Property.Values.unroundedNumber([.infinity, nil]).text(1) == nil)
    #expect(Property.Values.integer([-1234]).text(0) == "-1234")
    #expect(Property.Values.boolean([true, false, nil]).text(1) == "false")
    #expect(Property.Values.text(["=x", nil]).text(0) == "=x")
  }

  // MARK: Documents

  private static let readmes = ["README.md", "README.id.md"]

  /// The rows of the table of fields in a README.
  @Test(arguments: readmes) func readmesNameFieldsThatThereAre(_ name: String) throws {
    let text = String(decoding: try #require(Files.read("\(PackageFolder.path)/\(name)")), as: UTF8.self)
    let start = try #require(text.firstRange(of: /\n\| (field|kolom) \| (meaning|arti) \|\n/))
    let table = text[start.upperBound...].prefix { _ in true }.split(separator: "\n\n", maxSplits: 1)[0]
    let known = Set((Self.units + Self.segments).map(\.name))
    var named: Set<String> = []
    for row in table.split(separator: "\n").dropFirst() {
      let cell = row.split(separator: "|")[0]
      named.formUnion(cell.matches(of: /`([^`]+)`/).map { String($0.output.1) })
    }
    #expect(named.count > 20)
    #expect(named.subtracting(known).isEmpty)
    #expect(text.contains(name == "README.md" ? "(docs/fields.md)" : "(docs/fields.id.md)"))
  }

  /// `JANGKAU_WRITE_GOLDEN=1 swift test --filter theReferenceOfFields` writes the files anew.
  @Test(arguments: Language.allCases) func theReferenceOfFieldsIsTheCatalogue(language: Language) throws {
    let path = PackageFolder.path + "/docs/fields" + (language == .english ? ".md" : ".id.md")
    let text = Self.reference(language)
    if ProcessInfo.processInfo.environment["JANGKAU_WRITE_GOLDEN"] != nil {
      try Data(text.utf8).write(to: URL(fileURLWithPath: path))
    }
    #expect(Files.read(path).map { String(decoding: $0, as: UTF8.self) } == text)
  }

  private static func reference(_ language: Language) -> String {
    func say(_ indonesian: String, _ english: String) -> String { language == .indonesian ? indonesian : english }
    func type(_ figure: FigureDescription) -> String {
      let type =
        switch figure.kind {
        case .text: say("teks", "string")
        case .integer: say("bilangan bulat", "integer")
        case .number: say("bilangan", "number")
        case .boolean: say("ya atau tidak", "boolean")
        }
      return figure.measure.map { "\(type), \($0.rawValue)" } ?? type
    }
    func places(_ figure: FigureDescription) -> String {
      [
        (FigureDescription.Places.ranking, say("peringkat", "ranking")), (.report, say("laporan", "report")),
      ].filter { figure.places.contains($0.0) }.map(\.1).joined(separator: ", ")
    }
    func rows(_ figures: [FigureDescription], hasPlaces: Bool) -> String {
      figures.map { figure in
        let (alias, meaning) = (figure.alias[language], figure.meaning[language].replacing("{S}", with: "S"))
        return "| `\(figure.name)` | \(alias.replacing("*", with: "\\*")) | \(type(figure)) | "
          + (hasPlaces ? "\(places(figure)) | " : "")
          + "\(meaning.replacing("*", with: "\\*")) |\n"
      }.joined()
    }
    let head = say("| kolom | nama | jenis |", "| field | name | type |")
    let wide = head + say(" juga di | arti |\n|---|---|---|---|---|\n", " also in | meaning |\n|---|---|---|---|---|\n")
    let narrow = head + say(" arti |\n|---|---|---|---|\n", " meaning |\n|---|---|---|---|\n")
    return say(
      "# Kolom-kolom keluaran\n\nDibuat dari katalog angka (`UnitFigures` dan sesamanya); jangan disunting di sini. Angka "
        + "yang tidak dapat dihitung kosong (null), tidak pernah nol. Nama pada kolom kedua adalah sebutannya di QGIS.\n",
      "# The fields of the outputs\n\nMade from the catalogue of figures (`UnitFigures` and its like); not to be edited here. "
        + "A figure that cannot be had is null, never zero. The names of the second column are what QGIS shows.\n")
      + say(
        "\n## Wilayah: `coverage.geojson`, `coverage.gpkg`, dan peringkat\n\n",
        "\n## Units: `coverage.geojson`, `coverage.gpkg` and the ranking\n\n") + wide + rows(units, hasPlaces: true)
      + say(
        "\nUntuk setiap segmen S dalam tabel (huruf kecil, tanda lain menjadi `_`):\n\n",
        "\nFor each segment S of the table (lower case, other signs as `_`):\n\n") + wide
      + rows(segments, hasPlaces: true)
      + say("\n## Klaster: `clusters.geojson`\n\n", "\n## Clusters: `clusters.geojson`\n\n") + narrow
      + rows(clusters, hasPlaces: false)
      + say("\n## Kesenjangan dan cacat batas: `gaps.geojson`\n\n", "\n## Gaps and defects: `gaps.geojson`\n\n")
      + narrow
      + rows(gaps, hasPlaces: false)
      + say("\n## Wilayah induk: `parents.geojson`\n\n", "\n## Parents: `parents.geojson`\n\n") + narrow
      + rows(parents + parentSegments, hasPlaces: false)
      + say("\n## Titik layanan: `services.geojson`\n\n", "\n## Service points: `services.geojson`\n\n") + narrow
      + rows(services, hasPlaces: false)
      + say(
        "\n## Catatan\n\nDi setiap lapisan dan di peringkat, bila angkanya ilustrasi atau batasnya skematik:\n\n",
        "\n## Notes\n\nIn every layer and in the ranking, where counts are illustrative or boundaries schematic:\n\n")
      + narrow + rows(notes, hasPlaces: false)
  }

  /// A name that stood elsewhere would be a second description, which nobody would change with the first.
  @Test func noOtherSourceFileNamesAFigure() throws {
    let names = Set(
      (Self.units + Self.segments + Self.clusters + Self.gaps + Self.parents + Self.services + Self.notes).map(\.name))
    let distinct = names.filter { $0.contains("_") }
    let sources = URL(fileURLWithPath: PackageFolder.path + "/Sources").resolvingSymlinksInPath()
    let walker = try #require(FileManager.default.enumerator(at: sources, includingPropertiesForKeys: nil))
    var found: Set<String> = []
    for case let file as URL in walker
    where ["swift", "js", "css", "mustache"].contains(file.pathExtension) && !file.path.contains("/Catalogue/") {
      let text = try String(contentsOf: file, encoding: .utf8)
      for line in text.split(separator: "\n") where !line.drop(while: { $0 == " " }).hasPrefix("//") {
        for word in line.matches(of: /["'`.]([a-z][a-z0-9_]*)["'`\\]/) where distinct.contains(String(word.output.1)) {
          found.insert("\(file.lastPathComponent) \(word.output.1)")
        }
      }
    }
    // The method of a cluster is a code of its own, and the shares of `reapportion` are a table of their own.
    #expect(found == ["Cluster.swift cold_spot", "ReapportionedTable.swift share_pct"])
  }
}
