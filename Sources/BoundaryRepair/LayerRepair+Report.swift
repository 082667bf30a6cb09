internal import Boundaries
package import Diagnostics
internal import Geometry
internal import Layers
internal import Tables

/// What `convert --repair` changed, unit by unit.
public struct RepairReport: Sendable {
  struct Unit: Sendable {
    /// From 1.
    let record: Int
    /// nil where the layer is of no known schema.
    let code: String?
    let name: String?
    let change: LayerRepair.Change
  }

  let snapMetres: Double
  let units: [Unit]
  /// Units whose borders GEOS had to change once more.
  let remade: [Int]
  /// Holes and overlaps, before and after.
  public let before: Defects
  public let after: Defects

  public struct Defects: Sendable {
    public let holes: BoundaryDefects.Sum
    public let overlaps: BoundaryDefects.Sum
    /// What overlaps add to the areas of the units taken together, in square kilometres.
    public let countedAgain: Double

    init(of polygons: PolygonBuffer, threads: Int) throws {
      let found = try BoundaryDefects(
        BoundaryDefectSearch(polygons, threads: threads), minimumAreaSquareKilometres: 0, threads: threads)
      holes = found.holes
      overlaps = found.overlaps
      countedAgain = found.listed(.overlap).reduce(0) { $0 + Double($1.units.count - 1) * $1.areaSquareKilometres }
    }
  }

  /// More units than this are not printed.
  private static let mostPrinted = 50
  /// A square metre, in km²: what differs less is unchanged.
  private static let leastChange = 1e-6
  /// A unit whose area changes by more than this share of it is named.
  private static let notableShare = 0.01

  /// The table and the sums, for people.
  package func lines(_ language: Language) -> [String] {
    func area(_ value: Double) -> String { language.text(value, decimals: 4) }
    let changed = units.filter { $0.change.symmetricDifference >= Self.leastChange }
    let printed = changed.sorted {
      (-$0.change.symmetricDifference, $0.record) < (-$1.change.symmetricDifference, $1.record)
    }.prefix(Self.mostPrinted)
    var rows = [
      [
        language.text(id: "Rekaman", en: "Record"), language.text(id: "Kode", en: "Code"),
        language.text(id: "Wilayah", en: "Unit"), language.text(id: "Sebelum", en: "Before"),
        language.text(id: "Sesudah", en: "After"), language.text(id: "Bertambah", en: "Gained"),
        language.text(id: "Berkurang", en: "Lost"), language.text(id: "Beda", en: "Changed"),
      ]
    ]
    for unit in printed {
      let change = unit.change
      rows.append([
        language.text(unit.record), unit.code ?? "", unit.name ?? "", area(change.before), area(change.after),
        area(change.gained), area(change.lost), area(change.symmetricDifference),
      ])
    }
    let widths = rows[0].indices.map { column in rows.map { $0[column].count }.max() ?? 0 }
    var lines = [
      language.text(
        id: "Perapian dengan --snap \(Language.typed(snapMetres)) (meter); luas dalam km²:",
        en: "Repair with --snap \(Language.typed(snapMetres)) (metres); areas in km²:")
    ]
    for row in rows {
      let cells = row.enumerated().map { column, cell in
        let blanks = String(repeating: " ", count: widths[column] - cell.count)
        return column == 1 || column == 2 ? cell + blanks : blanks + cell
      }
      lines.append(cells.joined(separator: "  "))
    }
    if changed.count > printed.count {
      let rest = changed.count - printed.count
      lines.append(
        language.text(
          id: "… dan \(id: rest) wilayah lain yang berubah lebih sedikit; semuanya ditulis oleh --report BERKAS.csv.",
          en: "… and \(en: rest, "more unit") that changed less; --report FILE.csv writes all of them."))
    }
    lines.append(
      language.text(
        id: "\(id: changed.count) dari \(id: units.count) wilayah berubah.",
        en: "\(en: changed.count) of \(en: units.count, "unit") changed."))
    func change(_ label: String, _ before: Double, _ after: Double) -> String {
      let share = before > 0 ? 100 * (after - before) / before : 0
      return
        "\(label): \(area(before)) \(language.text(id: "menjadi", en: "to")) \(area(after)) (\(language.text(share, decimals: 4)) %)."
    }
    let sums = (units.reduce(0) { $0 + $1.change.before }, units.reduce(0) { $0 + $1.change.after })
    lines.append(change(language.text(id: "Jumlah luas wilayah", en: "Areas of the units together"), sums.0, sums.1))
    lines.append(
      change(
        language.text(id: "Luas yang tertutup, tanpa hitungan ganda", en: "Land covered, none of it counted twice"),
        sums.0 - before.countedAgain, sums.1 - after.countedAgain))
    func size(_ sum: BoundaryDefects.Sum) -> String {
      "\(language.text(sum.count)) (\(area(sum.areaSquareKilometres)))"
    }
    lines.append(
      language.text(
        id:
          "Lubang: \(size(before.holes)) menjadi \(size(after.holes)); tumpang tindih: \(size(before.overlaps)) menjadi "
          + "\(size(after.overlaps)).",
        en: "Holes: \(size(before.holes)) to \(size(after.holes)); overlaps: \(size(before.overlaps)) to "
          + "\(size(after.overlaps))."))
    return lines
  }

  /// Units that changed much, and those that GEOS had to change once more.
  var notices: [Notice] {
    func titles(_ units: [Unit]) -> [String] {
      units.map { unit in
        let title = [unit.code, unit.name].compactMap { $0 }.joined(separator: " ")
        return title.isEmpty ? String(unit.record) : title
      }
    }
    var notices: [Notice] = []
    func share(_ unit: Unit) -> Double { unit.change.symmetricDifference / max(unit.change.before, 1e-12) }
    let much = units.filter { share($0) > Self.notableShare }
      .sorted { (-share($0), $0.record) < (-share($1), $1.record) }
    if !much.isEmpty { notices.append(.changedMuch(titles(much))) }
    if !remade.isEmpty { notices.append(.remade(titles(remade.map { units[$0] }))) }
    return notices
  }

  /// All units in the order of the file, areas in km².
  func csv() -> [UInt8] {
    var writer = CSVWriter()
    writer.row([
      "record", "code", "name", "invalidity", "area_before_km2", "area_after_km2", "gained_km2", "lost_km2",
      "changed_km2",
    ])
    for unit in units {
      let change = unit.change
      let areas = [change.before, change.after, change.gained, change.lost, change.symmetricDifference]
      writer.row(
        [String(unit.record), unit.code, unit.name, change.invalidity] + areas.map { $0.decimalText(places: 6) })
    }
    return writer.bytes
  }
}

extension Notice {
  fileprivate static func changedMuch(_ titles: [String]) -> Notice {
    Notice(
      "repair.units.changed", ["count": String(titles.count), "units": titles.joined(separator: "; ")],
      id: "\(id: titles.count) wilayah berubah lebih dari 1 % luasnya: \(id: titles). Periksa di peta.",
      en: "\(en: titles.count, "unit") changed by more than 1 % of \(titles.count == 1 ? "its" : "their") area: "
        + "\(en: titles). Look at \(titles.count == 1 ? "it" : "them") on the map.")
  }

  fileprivate static func remade(_ titles: [String]) -> Notice {
    Notice(
      "repair.units.remade", ["count": String(titles.count), "units": titles.joined(separator: "; ")],
      id: "\(id: titles.count) wilayah harus diperbaiki sekali lagi, sehingga batasnya mungkin tidak berimpit: "
        + "\(id: titles).",
      en:
        "\(en: titles.count, "unit") had to be mended once more, so \(titles.count == 1 ? "its" : "their") borders may "
        + "not match: \(en: titles).")
  }
}

extension RepairReport {
  /// Mends polygons in place.
  ///
  /// - Parameters:
  ///   - polygons: in WGS 84 degrees, one feature for each row of the attributes.
  ///   - layer: its name, for messages.
  ///   - decimals: those that will be written of each coordinate.
  /// - Throws: `badInput` where nothing would be left of a unit, `internalFault` where GEOS fails.
  static func repair(
    _ polygons: inout PolygonBuffer, _ attributes: AttributeTable, layer: String, _ options: LayerConversion.Repair,
    decimals: Int, threads: Int
  ) throws -> RepairReport {
    let grid = (0..<min(decimals, 9)).reduce(1.0) { power, _ in power * 10 }
    let repair = try LayerRepair(polygons, snapMetres: options.snapMetres, grid: 1 / grid, threads: threads)
    polygons = repair.polygons
    // A layer of no known schema is repaired too; its units go by their records.
    let titles = BoundaryLayer.titles(ofRecords: attributes, layer: layer)
    return RepairReport(
      snapMetres: options.snapMetres,
      units: repair.changes.enumerated().map { index, change in
        Unit(record: index + 1, code: titles[index].code, name: titles[index].name, change: change)
      }, remade: repair.remade, before: try Defects(of: repair.source, threads: threads),
      after: try Defects(of: repair.polygons, threads: threads))
  }
}

extension Double {
  /// With a point, so many decimals, and no grouping; blank for what has none.
  fileprivate func decimalText(places: Int) -> String {
    let scaled = (self * (0..<places).reduce(1.0) { power, _ in power * 10 }).rounded()
    guard let whole = Int(exactly: scaled) else { return "" }
    var digits = String(whole.magnitude)
    digits = String(repeating: "0", count: max(0, places + 1 - digits.count)) + digits
    return (self < 0 ? "-" : "") + digits.dropLast(places) + "." + digits.suffix(places)
  }
}
