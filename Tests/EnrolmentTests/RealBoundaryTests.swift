import CoverageTestSupport
import TestSupport
import Testing

@testable import Areas
@testable import Boundaries
@testable import Enrolment

/// The layers that people in Kaltim hold, each with a table made for it.
@Suite(.enabled(if: SharedData.isAvailable, "\(SharedData.reason)")) struct RealBoundaryTests {
  struct Source: CustomTestStringConvertible {
    let file: String
    let level: AdministrativeLevel
    let schema: String
    let system: CodeSystem
    let units: Int
    let repairs: Int
    var testDescription: String { file }
  }

  static let sources = [
    Source(
      file: "kaltim_kabkota_cahyadsn_desadissolve", level: .regency, schema: "kode/nama", system: .kemendagri,
      units: 10,
      repairs: 0),
    Source(
      file: "kaltim_kabkota_cahyadsn_native", level: .regency, schema: "kode/nama", system: .kemendagri, units: 10,
      repairs: 3),
    Source(
      file: "kaltim_kabkota_bps_quarcs", level: .regency, schema: "quarcs", system: .bps, units: 10, repairs: 0),
    Source(
      file: "kaltim_kabkota_big_mashadinoor", level: .regency, schema: "BIG", system: .kemendagri, units: 10, repairs: 2
    ),
    Source(
      file: "kaltim_kecamatan_cahyadsn_desadissolve", level: .district, schema: "kode/nama", system: .kemendagri,
      units: 105, repairs: 0),
    Source(
      file: "kaltim_kecamatan_cahyadsn_native", level: .district, schema: "kode/nama", system: .kemendagri, units: 105,
      repairs: 3),
    Source(
      file: "kaltim_kecamatan_hdx2020_noAnggana", level: .district, schema: "HDX/BPS 2020", system: .bps, units: 102,
      repairs: 0),
    Source(
      file: "kaltim_desa_cahyadsn", level: .village, schema: "kode/nama", system: .kemendagri, units: 1_038, repairs: 1),
  ]

  @Test(arguments: sources) func everyLayerRunsWithATableMadeForIt(_ source: Source) throws {
    let workspace = Workspace()
    let path = SharedData.path("boundaries/\(source.file).shp")
    let layer = try BoundaryLayer(path: path, options: .init())
    #expect(layer.level == source.level)
    #expect(layer.provenance.schema == source.schema)
    #expect(layer.units.count == source.units)
    #expect(layer.repairs.count == source.repairs)
    guard case .system(let system, _) = layer.codeSystem else {
      Issue.record("\(layer.codeSystem)")
      return
    }
    #expect(system == source.system)
    #expect(layer.units.allSatisfy { $0.area != nil })
    // By codes of each system, and by names within their parents: the same figures.
    let header: (String) -> String = { "\($0);peserta;potensi\n" }
    var tables: [(name: String, text: String)] = []
    for style in CodeStyle.allCases where source.level != .village || style.system == source.system {
      let rows = layer.units.enumerated().compactMap { index, unit in
        unit.area.flatMap { style.code($0) }.map { "\($0);\(index + 1);\(2 * index + 5)\n" }
      }
      tables.append(("\(style)", header("kode") + rows.joined()))
    }
    let registry = AreaRegistry.shipped
    let names = layer.units.enumerated().map { index, unit in
      let area = unit.area!
      let above = [4, 6].filter { $0 < area.kemendagri.utf8.count }.map {
        registry.area(String(area.kemendagri.prefix($0)), in: .kemendagri)!.name
      }
      return (above + [unit.name]).joined(separator: ";") + ";\(index + 1);\(2 * index + 5)\n"
    }
    let columns = ["kabupaten", "kecamatan", "desa"].prefix(names[0].split(separator: ";").count - 2)
    tables.append(("names", header(columns.joined(separator: ";")) + names.joined()))
    for table in tables {
      let join = try workspace.join(path, table.text)
      #expect(join.rejections.isEmpty, "\(table.name): \(join.rejections.prefix(3))")
      for unit in layer.units.indices where layer.units[unit].area?.key(in: .bps) != nil || table.name != "bps" {
        #expect(join.enrolled[0][unit] == unit + 1)
        #expect(join.eligible[0][unit] == 2 * unit + 5)
      }
    }
  }

  /// `facts/kaltim_kabkota_reference.csv`, geodesic areas by pyproj.
  @Test func areasAreThoseOfTheReference() throws {
    let bytes = try #require(Files.read(SharedData.path("facts/kaltim_kabkota_reference.csv")))
    let lines = String(decoding: bytes, as: UTF8.self).split(whereSeparator: \.isNewline)
    #expect(lines[0].hasPrefix("kode,nama,bps,km2_geod,"))
    let layer = try BoundaryLayer(
      path: SharedData.path("boundaries/kaltim_kabkota_cahyadsn_desadissolve.shp"), options: .init())
    #expect(lines.count == 11)
    for line in lines.dropFirst() {
      let cells = line.split(separator: ",", omittingEmptySubsequences: false)
      let unit = try #require(layer.units.first { $0.code == String(cells[0]) })
      #expect(abs(unit.areaSquareKilometres - (try #require(Double(cells[3])))) <= 0.01, "\(unit.name)")
    }
  }

  @Test func namobjNamesNoRegency() throws {
    let layer = try BoundaryLayer(
      path: SharedData.path("boundaries/kaltim_kabkota_big_mashadinoor.shp"), options: .init())
    for unit in layer.units {
      let area = try #require(unit.area)
      let names = ([area.name] + area.aliases).map { AreaName($0, level: .regency).base }
      #expect(names.contains(AreaName(unit.name, level: .regency).base), "\(unit.name) is not \(area.name)")
    }
  }

  @Test func dukcapilAsPublished() throws {
    let layer = try BoundaryLayer(path: SharedData.path("boundaries/wild/Batas Provinsi.shp"), options: .init())
    #expect(layer.units.count == 34)
    #expect(layer.level == .province)
    #expect(layer.provenance.schema == "Dukcapil")
    let join = try Workspace().join(
      SharedData.path("boundaries/wild/Batas Provinsi.shp"), "provinsi;peserta;potensi\nKalimantan Timur;1;2\n")
    let unit = try #require(layer.units.firstIndex { $0.code == "64" })
    #expect(join.enrolled[0][unit] == 1)
  }
}
