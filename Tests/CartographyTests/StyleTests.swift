import Coverage
import Diagnostics
import Foundation
import GeoJSON
import Testing

@testable import Cartography

#if canImport(FoundationXML)
  import FoundationXML
#endif

/// The styles as an XML parser reads them. That QGIS draws them is for Tests/QGIS to see.
@Suite struct StyleTests {
  static let layers = ["coverage", "clusters", "gaps", "parents", "services"]

  private func style(
    _ name: String, _ map: SmallMap, _ method: Classification.Method = .fixed
  ) throws -> XMLDocument {
    try document(QGISFiles(map.results, method: method).style(of: name))
  }

  private func document(_ text: String) throws -> XMLDocument {
    try XMLDocument(data: Data(text.utf8), options: [.nodePreserveAll])
  }

  private func attributes(_ path: String, _ names: [String], in document: XMLDocument) throws -> [[String]] {
    try document.nodes(forXPath: path).map { node in
      names.map { (node as? XMLElement)?.attribute(forName: $0)?.stringValue ?? "–" }
    }
  }

  @Test func everyClassAndEveryStatusHasARule() throws {
    let rules = try attributes("//renderer-v2/rules/rule", ["label", "filter"], in: style("coverage", .classes()))
    #expect(
      rules == [
        ["0% to <20%", #""coverage_pct" IS NOT NULL AND "coverage_pct" < 20.0"#],
        ["20% to <40%", #""coverage_pct" IS NOT NULL AND "coverage_pct" >= 20.0 AND "coverage_pct" < 40.0"#],
        ["40% to <60%", #""coverage_pct" IS NOT NULL AND "coverage_pct" >= 40.0 AND "coverage_pct" < 60.0"#],
        ["60% to <80%", #""coverage_pct" IS NOT NULL AND "coverage_pct" >= 60.0 AND "coverage_pct" < 80.0"#],
        ["80% to 100%", #""coverage_pct" IS NOT NULL AND "coverage_pct" >= 80.0"#],
        ["No data", #""coverage_pct" IS NULL AND coalesce("status", '') <> 'suppressed'"#],
        ["Suppressed (small count)", #""coverage_pct" IS NULL AND "status" = 'suppressed'"#],
        ["Target met", #""status" = 'target_met'"#],
      ])
  }

  @Test func rulesTellTheMethodsAndKindsApart() throws {
    let map = try SmallMap.classes(.indonesian)
    #expect(
      try attributes("//renderer-v2/rules/rule", ["label"], in: style("clusters", map)).flatMap(\.self) == [
        "Kantong cakupan rendah (pemindaian, signifikan)", "Kantong cakupan rendah (pemindaian, tidak signifikan)",
        "Titik dingin (Gi*)", "Kelompok di bawah ambang (tanpa uji)",
      ])
    let kinds = try attributes("//renderer-v2/rules/rule", ["filter"], in: style("gaps", map)).flatMap(\.self)
    #expect(Set(kinds) == Set(Gap.Kind.allCases.map { #""kind" = '\#($0.rawValue)'"# }))
  }

  @Test(arguments: layers, Language.allCases)
  func rulesReferToSymbolsThatDiffer(layer: String, language: Language) throws {
    let document = try style(layer, .classes(language))
    let symbols = try document.nodes(forXPath: "//renderer-v2/symbols/symbol").compactMap { $0 as? XMLElement }
    let names = symbols.compactMap { $0.attribute(forName: "name")?.stringValue }
    #expect(try attributes("//renderer-v2/rules/rule", ["symbol"], in: document).flatMap(\.self) == names)
    let drawings = symbols.map { $0.children?.map { $0.xmlString }.joined() ?? "" }
    #expect(drawings.allSatisfy { !$0.isEmpty } && Set(drawings).count == drawings.count)
    // A fill is covered by no fill of another feature's rule on the same level.
    #expect(try attributes("//renderer-v2", ["type", "symbollevels"], in: document) == [["RuleRenderer", "1"]])
  }

  @Test(arguments: Language.allCases) func everyPropertyHasANameForPeople(language: Language) throws {
    let map = try SmallMap(
      [.init(name: "A", enrolled: [5, 60]), .init(name: "B", enrolled: [50, 120])], segments: ["PU", "Jasa Kons."],
      language: language)
    for layer in map.results.layers.all {
      let aliases = try attributes("//aliases/alias", ["index", "field", "name"], in: style(layer.name, map))
      let properties = layer.collection.properties
      #expect(aliases.map { $0[1] } == properties.map(\.name))
      #expect(aliases.map { $0[0] } == properties.indices.map(String.init))
      // Two fields of the same name would be mixed up.
      #expect(Set(aliases.map { $0[2] }).count == aliases.count, "\(aliases)")
    }
    let aliases = try attributes(
      "//aliases/alias[@field='coverage_jasa_kons_pct']", ["name"], in: style("coverage", map))
    #expect(aliases == [[language == .indonesian ? "Cakupan (%) – Jasa Kons." : "Coverage (%) – Jasa Kons."]])
  }

  @Test func codesAreShownInWords() throws {
    let document = try style("coverage", .classes(.indonesian))
    let path = "//fieldConfiguration/field[@name='status']/editWidget[@type='ValueMap']//Option[@value]"
    #expect(
      try attributes(path, ["value", "name"], in: document) == [
        ["target_met", "Target tercapai"], ["under_target", "Di bawah target"], ["no_data", "Tidak ada data"],
        ["suppressed", "Disembunyikan (jumlah kecil)"],
      ])
  }

  @Test func labelsWaitForRoom() throws {
    // Squares of a quarter of a degree are 27.7 km wide: 18 mm of the map at 1 : 1.5 million.
    let labels = try attributes(
      "//labeling/rules/rule", ["description", "scalemaxdenom", "scalemindenom"], in: style("coverage", .classes()))
    #expect(
      labels == [
        ["Name and coverage", "1500000", "0"], ["Name and coverage", "1500000", "0"], ["Name", "3000000", "1500000"],
        ["Name", "3000000", "1500000"],
      ])
  }

  /// Names that the layer has once stand alone; others have their parent's behind them.
  @Test func namesThatRepeatHaveTheirParents() throws {
    let single = UnitNames(["A", "B"], hasParents: true).expression
    #expect(!single.contains("parent_name"))
    let repeated = UnitNames(["Tani Bhakti", "B", "Tani Bhakti", "L'Été", "L'Été"], hasParents: true).expression
    #expect(repeated.contains(#"IN ('L''Été', 'Tani Bhakti') THEN"#) && repeated.contains(#""parent_name""#))
    #expect(UnitNames(["A", "A"], hasParents: false).expression == single)
    // A list that no style should hold.
    let many = (0..<1500).flatMap { ["D\($0)", "D\($0)"] }
    #expect(UnitNames(many, hasParents: true).expression.count < 300)
  }

  @Test(arguments: [
    (["BPJS Ketenagakerjaan Samarinda", "BPJS Ketenagakerjaan Bontang"], "BPJS Ketenagakerjaan "),
    (["Samarinda", "Samboja"], ""), (["Kantor A", "Kantor"], ""), (["Kantor A"], ""), ([], ""),
    (["Kantor", "Kantor"], ""), (["Agen Perisai 1", "Agen Perisai 2", "Kantor 3"], ""),
  ]) func sharedWordsAreLeftOut(names: [String], words: String) {
    #expect(SharedWords.beginning(names) == words)
  }

  /// A unit in which nobody is uncovered has no circle, and one without figures is hatched.
  @Test func circlesAreOfUnitsWithUncoveredWorkers() throws {
    let rules = StyleRules.uncovered(
      largest: 95, LabelScales(meanSquareKilometres: 100, ofParents: 1000), .indonesian)
    #expect(
      rules.map(\.filter) == [
        #""uncovered" > 0"#, #""uncovered" = 0"#, #""uncovered" IS NULL AND coalesce("status", '') <> 'suppressed'"#,
        #""uncovered" IS NULL AND "status" = 'suppressed'"#,
      ])
    #expect(rules[0].label == "Belum terlindungi: luas lingkaran sebanding, terbesar 95 pekerja")
  }

  @Test(arguments: Classification.Method.allCases) func textOfUsersDoesNoHarm(method: Classification.Method) throws {
    let nasty = #"<x y="1">&'\#u{202e}"# + "\"\u{301}{{name}}[% 1 %]\u{1}"
    let map = try SmallMap(
      [.init(name: nasty, enrolled: [5]), .init(name: String(repeating: "地", count: 80), enrolled: [50])],
      segments: [#"<PU & "x">"#], layer: #"a<b>&"c"#, codes: ["X1", "X2"])
    for name in Self.layers { _ = try style(name, map, method) }
    let aliases = try attributes("//aliases/alias[@field='eligible_pu_x']", ["name"], in: style("coverage", map))
    #expect(aliases == [[#"Eligible workers – <PU & "x">"#]])
    let project = try document(QGISFiles(map.results, method: method).projectText())
    let abstract = try project.nodes(forXPath: "/qgis/projectMetadata/abstract").first?.stringValue
    #expect(abstract?.contains(#"a<b>&"c"#) == true)
  }
}
