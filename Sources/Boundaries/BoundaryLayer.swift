public import Areas
public import Diagnostics
internal import GEOS
public import Geometry
internal import LayerFiles
public import Layers
internal import Parallel
internal import Projections

/// A layer of administrative units ready for analysis: codes and names found, rings valid, coordinates in WGS 84,
/// areas and centroids measured on the layer's own ellipsoid.
public struct BoundaryLayer: Sendable {
  public struct Unit: Sendable {
    /// The code as the layer writes it; nil where the record has none.
    public let code: String?
    public let name: String
    public let parentCode: String?
    public let parentName: String?
    /// Geodesic, on the layer's own ellipsoid; 0 for a null shape.
    public let areaSquareKilometres: Double
    /// WGS 84 degrees; nil for a null shape.
    public let centroid: (longitude: Double, latitude: Double)?
    /// The code's comparable form; nil where there is no code.
    package let key: AreaCode?
    /// The word for its kind, where the layer, its code or its namesakes tell it: `kota`, `kabupaten`.
    package let kind: String?
    /// The units above it that the layer tells, coarsest first.
    package let ancestors: [Ancestor]
    /// Its records in the file, from 0: several where the layer cuts it into pieces.
    package let records: [Int]
    /// The unit among those that ship inside the program; nil for all others.
    package let area: AreaRegistry.Area?
  }

  /// A unit above those of the layer, as the layer tells it.
  package struct Ancestor: Sendable, Hashable {
    package let level: AdministrativeLevel
    package let code: String?
    package let name: String?
    /// As of `Unit`.
    package let kind: String?

    package init(level: AdministrativeLevel, code: String?, name: String?, kind: String?) {
      self.level = level
      self.code = code
      self.name = name
      self.kind = kind
    }
  }

  /// A unit whose polygon was invalid: where, by GEOS's words, in the layer's own coordinates.
  public struct RepairedUnit: Sendable, Hashable, Encodable {
    /// From 1.
    public let record: Int
    public let code: String?
    public let name: String?
    public let reason: String
    public let x, y: Double
  }

  /// What was read and done, for reports.
  public struct Provenance: Sendable {
    public let path: String
    public let files: [String]
    public let crsName: String
    public let crsCode: String?
    public let encoding: String
    public let encodingSource: EncodingSource
    public let schema: String?
    public let codeField: String?
    public let nameField: String?
    /// The layer in a file of several, or the one that was asked for.
    public let layer: String?
    /// From when the boundaries are, and their edition, where the layer says so throughout (fields `valid_on`, `version`).
    public let validOn: String?
    public let version: String?
  }

  public let name: String
  public let level: AdministrativeLevel
  public internal(set) var units: [Unit]
  /// WGS 84 longitude and latitude, feature by feature in the order of the file.
  public internal(set) var polygons: PolygonBuffer
  package let codeSystem: CodeSystemFinding
  public let provenance: Provenance
  /// Notices of the layer: repairs, odd rings, choices made.
  public internal(set) var notices: [Notice]
  /// Units whose rings were invalid and have been repaired.
  public let repairs: [RepairedUnit]
  /// The part of the file's layer that this is; nil for the whole.
  package internal(set) var area: Area?
  /// Units of the file's layer that the part leaves out and that lie by it: what they fill is no hole of the part.
  package internal(set) var surroundings = PolygonBuffer()

  /// A part of a layer.
  package struct Area: Sendable, Hashable {
    /// The parents that it was cut to.
    package let titles: [String]
    package let unitsOfLayer: Int
  }

  /// Whether the layer calls itself schematic in its field KETERANGAN, as the shapes that ship with Jangkau do.
  public let isSchematic: Bool

  public struct Options: Sendable {
    public var codeField: String?
    public var nameField: String?
    public var parentField: String?
    /// The layer that is meant, in a file of several.
    public var layer: String?
    public var encoding: String?
    /// For a layer without .prj, as `EPSG:n`.
    public var crs: String?
    public var codeSystem: CodeSystem?
    public var threads = 1

    public init() {}
  }

  /// Reads a layer of polygons.
  ///
  /// Records that are no units (lakes, forests, stand-in codes) are left out, and the records of one code, or of one name
  /// and parent where there are no codes, become one unit; both are said.
  ///
  /// - Parameters:
  ///   - path: of a shapefile (also zipped), a GeoPackage or a GeoJSON; see `LayerFiles`.
  ///   - options: what is not to be found by itself.
  ///   - wantedLevel: the level of the table to be joined, for layers that carry the codes of several.
  ///   - levelIsKnown: called once with the layer's level, perhaps on another thread, while polygons are still worked on;
  ///     not at all where the records cannot be read.
  /// - Throws: `Diagnostic` for a file that is missing, broken, of another format or geometry type, of an unknown CRS or
  ///   schema, or that has one code for two units.
  /// - Complexity: O(vertices), plus the repair of what is invalid.
  public init(
    path: String, options: Options,
    wantedLevel: @autoclosure @escaping @Sendable () throws -> AdministrativeLevel? = nil,
    levelIsKnown: @escaping @Sendable (AdministrativeLevel) -> Void = { _ in }
  ) throws {
    let source = try LayerFiles.open(path, layer: options.layer, encoding: options.encoding)
    let threads = options.threads
    // Attributes are read beside the polygons. What is wrong with the polygons is said first.
    let records = Background(threads: threads) {
      let wanted = try wantedLevel()
      let table = try source.attributes(Self.neededFields(source, options), threads: 1)
      let attributes = try BoundaryAttributes(
        table, layer: source.name,
        named: .init(
          code: options.codeField, name: options.nameField, parent: options.parentField, wantedLevel: wanted))
      levelIsKnown(attributes.level)
      return (attributes: attributes, edition: Edition(table), wantedLevel: wanted)
    }
    let shapes = try BoundaryShapes(source, crs: options.crs, threads: threads) {
      let attributes = try records.value().attributes
      let isWhole = attributes.units.count == source.recordCount
      return isWhole ? nil : attributes.units.map(\.records)
    }
    let (attributes, edition, wanted) = try records.value()
    let name = source.name
    let crs = shapes.place.crs

    var notices = source.notices + shapes.place.notices
    if shapes.isDatumInexact { notices.append(.inexactDatum(crs.name, layer: name)) }
    notices += Notice.ringFindings(shapes.findings, layer: name)
    var unitOfRecord = [Int?](repeating: nil, count: source.recordCount)
    for (index, unit) in attributes.units.enumerated() { for record in unit.records { unitOfRecord[record] = index } }
    repairs = shapes.repairs.map { repair in
      let unit = unitOfRecord[repair.feature].map { attributes.units[$0] }
      return RepairedUnit(
        record: repair.feature + 1, code: unit?.code, name: unit?.name, reason: repair.reason, x: repair.x, y: repair.y)
    }
    notices += Notice.repaired(repairs, layer: name)
    if attributes.possibleLevels.count > 1 && options.codeField == nil && wanted == nil {
      notices.append(.levelChosen(attributes.level, among: attributes.possibleLevels, layer: name))
    }
    if !attributes.leftRecords.isEmpty { notices.append(.noUnits(attributes.leftRecords, layer: name)) }
    let pieces = attributes.units.filter { $0.records.count > 1 }
    if !pieces.isEmpty { notices.append(.unitsInPieces(pieces, layer: name)) }
    if let code = attributes.decimalCode { notices.append(.decimalCodes(code, layer: name)) }
    let coded = attributes.units.filter { $0.key != nil }
    let uncoded = attributes.units.count - coded.count
    if uncoded > 0 && attributes.codeField != nil { notices.append(.unitsWithoutCode(uncoded, layer: name)) }
    let shapeless = attributes.units.indices.filter { shapes.polygons.polygons(of: $0).isEmpty }
    if !shapeless.isEmpty { notices.append(.unitsWithoutShape(shapeless.map { attributes.units[$0] }, layer: name)) }

    let codeSystem = CodeSystemDetection(
      codes: coded.compactMap(\.key), names: coded.map(\.name), fieldName: attributes.codeField ?? ""
    ).finding(stated: nil)
    let system: CodeSystem? =
      switch codeSystem {
      case .system(let system, _): system
      case .undecided: options.codeSystem
      case .sameInBoth: .kemendagri
      case .opaque: nil
      }
    let registry = AreaRegistry.shipped
    let level = attributes.level
    let hasOwnCodes = coded.allSatisfy { $0.key?.level == nil }

    self.name = name
    self.level = level
    self.codeSystem = if case .undecided = codeSystem, let system { .system(system, .stated) } else { codeSystem }
    units = attributes.units.indices.map { index in
      let unit = attributes.units[index]
      let key = unit.key
      let measure = shapes.measures[index]
      // Where the codes are a map maker's own, the name tells which unit it is.
      let area =
        key.flatMap { key in system.flatMap { registry.area(key.key, in: $0) } }
        ?? (hasOwnCodes ? unit.name.flatMap { registry.area(named: $0, level: level, parent: unit.parentName) } : nil)
      let parent = Self.parent(of: unit, key: key, area: area, system: system, level: level, registry: registry)
      let own = area?.level == level || level == .unit ? area : nil
      return Unit(
        code: unit.code, name: unit.name ?? unit.code ?? "", parentCode: parent.code, parentName: parent.name,
        areaSquareKilometres: measure.areaSquareMetres / 1e6, centroid: measure.centroid, key: key,
        kind: unit.kind ?? own.flatMap { AreaName($0.name, level: level).kind }, ancestors: unit.ancestors,
        records: unit.records, area: own)
    }
    polygons = shapes.polygons
    if !coded.isEmpty, !hasOwnCodes, let place = Self.placeAbroad(shapes.polygons) {
      notices.append(.abroad(place, crs: crs.label, layer: name))
    }
    self.notices = notices
    isSchematic = edition.isSchematic
    provenance = Provenance(
      path: path, files: source.files, crsName: crs.name, crsCode: crs.authorityCode,
      encoding: source.encodingName, encodingSource: source.encodingSource, schema: attributes.schemaName,
      codeField: attributes.codeField, nameField: attributes.nameField,
      layer: options.layer ?? (source.name == LayerFiles.name(ofFile: path) ? nil : source.name),
      validOn: edition.validOn, version: edition.version)
  }

  /// The code and name of the unit that each record of a layer is of, as far as a schema tells them.
  package static func titles(ofRecords table: AttributeTable, layer: String) -> [(code: String?, name: String?)] {
    var titles = [(code: String?, name: String?)](repeating: (nil, nil), count: table.rowCount)
    let attributes = try? BoundaryAttributes(table, layer: layer, named: .init())
    for unit in attributes?.units ?? [] { for record in unit.records { titles[record] = (unit.code, unit.name) } }
    return titles
  }

  /// The middle of a layer that does not meet the box around Indonesia; nil for one that does, or has no shapes.
  private static func placeAbroad(_ polygons: PolygonBuffer) -> (longitude: Double, latitude: Double)? {
    let bounds = polygons.bounds
    let indonesia = Box(minX: 94, minY: -12, maxX: 142, maxY: 7)
    if bounds.isEmpty || bounds.intersects(indonesia) { return nil }
    return ((bounds.minX + bounds.maxX) / 2, (bounds.minY + bounds.maxY) / 2)
  }

  /// What fields say of the layer as a whole.
  private struct Edition: Sendable {
    let isSchematic: Bool
    let validOn: String?
    let version: String?

    init(_ table: AttributeTable) {
      func column(_ name: String) -> Column? { table.index(of: name).map { table.columns[$0] } }
      let remarks = column(BoundaryLayer.remarkField)
      isSchematic =
        remarks.map { column in
          (0..<table.rowCount).contains { column.text(at: $0)?.lowercased().hasPrefix("skematik") == true }
        } ?? false
      func only(_ name: String) -> String? {
        guard let column = column(name) else { return nil }
        let texts = Set((0..<table.rowCount).compactMap { column.text(at: $0) })
        return texts.count == 1 ? texts.first : nil
      }
      validOn = only("valid_on") ?? only("validOn")
      version = only("version")
    }
  }

  private static let remarkField = "KETERANGAN"

  /// Only the fields that a schema may need are read: a layer has dozens.
  private static func neededFields(_ source: any LayerSource, _ options: Options) -> [Int]? {
    let names = source.fields.map(\.name)
    // An unknown name must be reported with all fields beside it.
    let named = [options.codeField, options.nameField, options.parentField].compactMap { $0 }
    if named.contains(where: { BoundarySchema.index(of: $0, in: names) == nil }) { return nil }
    var wanted = Set(BoundarySchema.plainNames + [remarkField, "valid_on", "validOn", "version"] + named)
    var isKnown = !named.isEmpty
    for schema in BoundarySchema.matching(names) {
      for level in schema.levels {
        let fields = level.codes + level.names
        isKnown = isKnown || fields.contains { BoundarySchema.index(of: $0, in: names) != nil }
        wanted.formUnion(fields + level.parentCodes + level.parentNames)
        wanted.formUnion([level.levelField, level.kindField].compactMap { $0 })
      }
      if let object = schema.object { wanted.formUnion([object.name, object.level]) }
    }
    return isKnown ? Set(wanted.compactMap { BoundarySchema.index(of: $0, in: names) }).sorted() : nil
  }

  private static func parent(
    of unit: BoundaryAttributes.Unit, key: AreaCode?, area: AreaRegistry.Area?, system: CodeSystem?,
    level: AdministrativeLevel, registry: AreaRegistry
  ) -> (code: String?, name: String?) {
    var code = unit.parentCode
    var name = unit.parentName
    if let key, let system, key.isNumeric, let parentKey = system.parentKey(of: key.key, level: level) {
      if code == nil { code = key.isDotted ? dotted(parentKey) : parentKey }
      if name == nil { name = registry.area(parentKey, in: system)?.name }
    }
    return (code, name)
  }

  /// A Kemendagri key in its usual spelling: `6402` → `64.02`, `6402012001` → `64.02.01.2001`.
  package static func dotted(_ key: String) -> String {
    var text = ""
    for (position, digit) in key.utf8.enumerated() {
      if position == 2 || position == 4 || position == 6 { text += "." }
      text.unicodeScalars.append(Unicode.Scalar(digit))
    }
    return text
  }
}

extension Notice {
  /// One notice for each kind of finding, naming the first records.
  package static func ringFindings(_ findings: [RingFinding], layer: String) -> [Notice] {
    RingFinding.Kind.allCases.compactMap { kind in
      let records = findings.filter { $0.kind == kind }.map { $0.record + 1 }
      if records.isEmpty { return nil }
      let list = records.prefix(5).map(String.init).joined(separator: ", ") + (records.count > 5 ? ", …" : "")
      let (id, en) =
        switch kind {
        case .empty:
          ("bagian tanpa titik; tidak ada yang dapat digambar", "parts without points; there is nothing to draw")
        case .tooFewPoints: ("cincin dengan kurang dari empat titik", "rings of fewer than four points")
        case .unclosed: ("cincin yang tidak tertutup; sudah ditutup", "rings that were not closed; closed now")
        case .zeroArea: ("cincin tanpa luas", "rings without area")
        case .wrongDirection:
          ("cincin yang arahnya terbalik; sudah dibalik", "rings that ran the wrong way; turned now")
        case .holeOutside:
          (
            "lubang di luar semua poligon; dibaca sebagai poligon tersendiri",
            "holes outside every polygon; read as polygons of their own"
          )
        }
      return Notice(
        "boundaries.rings.\(kind)", ["layer": layer, "count": String(records.count)],
        id: "\(layer): \(records.count) \(id) (rekaman \(list)).",
        en: "\(layer): \(records.count) \(en) (records \(list)).")
    }
  }

  /// A notice for each of the first repairs, and one for the rest, which are all in `run.json`.
  fileprivate static func repaired(_ repairs: [BoundaryLayer.RepairedUnit], layer: String) -> [Notice] {
    let shown = repairs.count > 10 ? 5 : repairs.count
    var notices = repairs.prefix(shown).map { unit in
      let title = [unit.code, unit.name].compactMap { $0 }.joined(separator: " ")
      let place = "\(unit.x) \(unit.y)"
      return Notice(
        "boundaries.polygon.repaired", ["layer": layer, "record": String(unit.record)],
        id: "\(layer), rekaman \(unit.record) (\(title)): poligon tidak sah (\(unit.reason) di \(place)) dan telah "
          + "diperbaiki.",
        en: "\(layer), record \(unit.record) (\(title)): invalid polygon (\(unit.reason) at \(place)), repaired.")
    }
    if shown < repairs.count {
      let rest = repairs.count - shown
      notices.append(
        Notice(
          "boundaries.polygons.repaired", ["layer": layer, "count": String(rest)],
          id:
            "\(layer): \(Language.indonesian.text(rest)) poligon tidak sah lainnya telah diperbaiki; semuanya tercatat di "
            + "run.json dan di check --format json.",
          en:
            "\(layer): \(Language.english.text(rest)) more invalid polygons, repaired; all are listed in run.json and by "
            + "check --format json."))
    }
    return notices
  }

  package static func inexactDatum(_ crs: String, layer: String) -> Notice {
    Notice(
      "boundaries.datum.inexact", ["layer": layer, "crs": crs],
      id: "\(layer): tidak ada transformasi resmi dari “\(crs)” ke WGS 84; letaknya dapat bergeser puluhan meter.",
      en: "\(layer): no published operation leads from “\(crs)” to WGS 84; places may be off by tens of metres.")
  }

  static func levelChosen(
    _ level: AdministrativeLevel, among levels: [AdministrativeLevel], layer: String
  ) -> Notice {
    let others = levels.filter { $0 != level }.map(\.rawValue).joined(separator: ", ")
    return Notice(
      "boundaries.level.chosen", ["layer": layer, "level": level.rawValue, "others": others],
      id: "\(layer): dibaca sebagai tingkat \(level.rawValue), padahal kode tingkat \(others) juga unik. Bila keliru, "
        + "sebutkan kolomnya dengan --code-field.",
      en:
        "\(layer): read at the level \(level.rawValue), though codes of the level \(others) are unique too. If that is "
        + "wrong, name the field with --code-field.")
  }

  static func unitsWithoutCode(_ count: Int, layer: String) -> Notice {
    Notice(
      "boundaries.units.uncoded", ["layer": layer, "count": String(count)],
      id:
        "\(layer): \(Language.indonesian.count(count, "rekaman")) tanpa kode; wilayah itu tetap digambar, tanpa data.",
      en: "\(layer): \(Language.english.count(count, "record")) without a code; these units are drawn, without data.")
  }

  static func noUnits(_ records: [BoundaryAttributes.LeftRecord], layer: String) -> Notice {
    let titles = records.map { one in one.title.map { "\($0)" } ?? "–" }
    func list(_ language: Language, _ record: String) -> String {
      language.list(zip(records, titles).map { "\($1) (\(record) \($0.record + 1))" })
    }
    return Notice(
      "boundaries.records.left", ["layer": layer, "count": String(records.count)],
      id: "\(layer): \(Language.indonesian.count(records.count, "rekaman")) bukan wilayah dan tidak dipakai: "
        + "\(list(.indonesian, "rekaman")).",
      en: "\(layer): \(Language.english.count(records.count, "record")) "
        + (records.count == 1 ? "is no unit and is" : "are no units and are")
        + " left out: \(list(.english, "record")).")
  }

  static func unitsInPieces(_ units: [BoundaryAttributes.Unit], layer: String) -> Notice {
    let titles = units.map { unit in
      "\([unit.code, unit.name].compactMap { $0 }.joined(separator: " ")) (\(unit.records.count))"
    }
    let records = units.reduce(0) { $0 + $1.records.count }
    return Notice(
      "boundaries.units.merged", ["layer": layer, "units": String(units.count), "records": String(records)],
      id: "\(layer): \(Language.indonesian.count(records, "rekaman")) digabung menjadi "
        + "\(Language.indonesian.count(units.count, "wilayah")), karena kode atau nama dan induknya sama: "
        + "\(Language.indonesian.list(titles)).",
      en: "\(layer): \(Language.english.count(records, "record")) were merged into "
        + "\(Language.english.count(units.count, "unit")), having the same code or the same name and parent: "
        + "\(Language.english.list(titles)).")
  }

  static func decimalCodes(_ code: String, layer: String) -> Notice {
    Notice(
      "boundaries.codes.decimal", ["layer": layer, "code": code],
      id: "\(layer): kodenya tertulis sebagai bilangan desimal (\(code)) dan dibaca tanpa desimalnya.",
      en: "\(layer): codes are written as decimals (\(code)) and were read without them.")
  }

  static func unitsWithoutShape(_ units: [BoundaryAttributes.Unit], layer: String) -> Notice {
    let titles = units.map { unit in
      let title = [unit.code, unit.name].compactMap { $0 }.joined(separator: " ")
      return (title, unit.records[0] + 1)
    }
    return Notice(
      "boundaries.units.shapeless", ["layer": layer, "count": String(units.count)],
      id: "\(layer): \(Language.indonesian.count(units.count, "wilayah")) tanpa bentuk (geometri kosong): "
        + "\(Language.indonesian.list(titles.map { "\($0.0) (rekaman \($0.1))" })). Angkanya dihitung, tetapi wilayah itu tidak "
        + "digambar dan tidak punya tetangga.",
      en: "\(layer): \(Language.english.count(units.count, "unit")) without shape (null geometry): "
        + "\(Language.english.list(titles.map { "\($0.0) (record \($0.1))" })). Their figures count, but they are not drawn "
        + "and have no neighbours.")
  }

  static func abroad(_ place: (longitude: Double, latitude: Double), crs: String, layer: String) -> Notice {
    func text(_ language: Language) -> String {
      "\(language.text(place.longitude, decimals: 1))°, \(language.text(place.latitude, decimals: 1))°"
    }
    return Notice(
      "boundaries.place.abroad", ["layer": layer, "crs": crs],
      id:
        "\(layer): kodenya kode wilayah Indonesia, tetapi menurut \(crs) letaknya di luar Indonesia (bujur dan lintang "
        + "\(text(.indonesian))). Periksa zona dan belahan bumi pada sistem koordinatnya.",
      en: "\(layer): its codes are Indonesian, but by \(crs) it lies outside Indonesia (longitude and latitude "
        + "\(text(.english))). Check the zone and the hemisphere of its reference system.")
  }
}
