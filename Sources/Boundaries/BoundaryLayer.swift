public import Areas
public import Diagnostics
internal import GEOS
public import Geometry
internal import Layers
internal import Parallel
package import Projections
package import Shapefile

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
    /// The unit among those that ship inside the program; nil for all others.
    package let area: AreaRegistry.Area?
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
    public let encodingSource: String
    public let schema: String?
    public let codeField: String?
    public let nameField: String?
  }

  public let name: String
  public let level: AdministrativeLevel
  public let units: [Unit]
  /// WGS 84 longitude and latitude, feature by feature in the order of the file.
  public let polygons: PolygonBuffer
  package let codeSystem: CodeSystemFinding
  public let provenance: Provenance
  /// What a careful reader must know about the layer: repairs, odd rings, choices made.
  public let notices: [Message]
  /// Units whose rings were invalid and have been repaired.
  public let repairs: [RepairedUnit]
  /// Whether the layer calls itself schematic in its field KETERANGAN, as the shapes that ship with Jangkau do.
  public let isSchematic: Bool

  public struct Options: Sendable {
    public var codeField: String?
    public var nameField: String?
    public var parentField: String?
    public var encoding: String?
    /// For a layer without .prj, as `EPSG:n`.
    public var crs: String?
    public var codeSystem: CodeSystem?
    public var threads = 1

    public init() {}
  }

  /// Reads a polygon shapefile.
  ///
  /// - Parameters:
  ///   - path: of the .shp, with or without its extension.
  ///   - options: what is not to be found by itself.
  ///   - wantedLevel: the level of the table to be joined, for layers that carry the codes of several.
  /// - Throws: `Diagnostic` for a file that is missing, broken, of another geometry type, of an unknown CRS or schema,
  ///   or that holds a unit twice.
  /// - Complexity: O(vertices), plus the repair of what is invalid.
  public init(
    path: String, options: Options,
    wantedLevel: @autoclosure @escaping @Sendable () throws -> AdministrativeLevel? = nil
  ) throws {
    let reader = try ShapefileReader(path: path, encoding: options.encoding)
    let crs = try Self.crs(of: reader, stated: options.crs)
    let threads = options.threads
    // Attributes are read beside the polygons. What is wrong with the polygons is said first.
    let records = Background(threads: threads) {
      let wanted = try wantedLevel()
      let table = try reader.attributes(Self.neededFields(reader, options))
      let attributes = try BoundaryAttributes(
        table, layer: reader.name,
        named: .init(
          code: options.codeField, name: options.nameField, parent: options.parentField, wantedLevel: wanted))
      return (attributes: attributes, isSchematic: Self.isSchematic(table), wantedLevel: wanted)
    }
    let shapes = try BoundaryShapes(reader, crs: crs, threads: threads)
    let (attributes, isSchematic, wanted) = try records.value()

    var notices: [Message] = []
    if shapes.isDatumInexact { notices.append(.inexactDatum(crs.name, layer: reader.name)) }
    notices += Message.ringFindings(shapes.findings, layer: reader.name)
    let repairs = shapes.repairs.map { repair in
      let unit = attributes.units[repair.feature]
      return RepairedUnit(
        record: repair.feature + 1, code: unit.code, name: unit.name, reason: repair.reason, x: repair.x, y: repair.y)
    }
    notices += Message.repaired(repairs, layer: reader.name)
    if attributes.possibleLevels.count > 1 && options.codeField == nil && wanted == nil {
      notices.append(.levelChosen(attributes.level, among: attributes.possibleLevels, layer: reader.name))
    }
    let coded = attributes.units.filter { $0.key != nil }
    let uncoded = attributes.units.count - coded.count
    if uncoded > 0 && attributes.codeField != nil { notices.append(.unitsWithoutCode(uncoded, layer: reader.name)) }

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

    name = reader.name
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
      return Unit(
        code: unit.code, name: unit.name ?? unit.code ?? "", parentCode: parent.code, parentName: parent.name,
        areaSquareKilometres: measure.areaSquareMetres / 1e6, centroid: measure.centroid, key: key,
        area: area?.level == level || level == .unit ? area : nil)
    }
    polygons = shapes.polygons
    self.notices = notices
    self.repairs = repairs
    self.isSchematic = isSchematic
    provenance = Provenance(
      path: path, files: reader.files, crsName: crs.name, crsCode: crs.authorityCode,
      encoding: reader.encoding.name, encodingSource: "\(reader.encodingSource)", schema: attributes.schemaName,
      codeField: attributes.codeField, nameField: attributes.nameField)
  }

  /// The layer's CRS from its .prj, or the stated one. The two may not contradict each other.
  package static func crs(of reader: ShapefileReader, stated: String?) throws -> CoordinateReferenceSystem {
    guard let definition = reader.crsDefinition else {
      guard let stated else { throw Diagnostic.crsUnknown(layer: reader.name) }
      return try CoordinateReferenceSystem(definition: stated)
    }
    guard let stated else { return try CoordinateReferenceSystem(definition: definition) }
    let wanted = try CoordinateReferenceSystem(definition: stated)
    // A .prj that cannot be read is what --crs is for; one that can be read is not overruled in silence.
    if let own = try? CoordinateReferenceSystem(definition: definition), !own.isEquivalent(to: wanted) {
      throw Diagnostic.crsContradicts(stated: stated, own: own.name, layer: reader.name)
    }
    return wanted
  }

  private static let remarkField = "KETERANGAN"

  private static func isSchematic(_ table: AttributeTable) -> Bool {
    guard let column = table.index(of: remarkField) else { return false }
    return (0..<table.rowCount).contains {
      table.columns[column].text(at: $0)?.lowercased().hasPrefix("skematik") == true
    }
  }

  /// Only the fields that a schema may need are read: a layer has dozens.
  private static func neededFields(_ reader: ShapefileReader, _ options: Options) -> [Int]? {
    let names = reader.fields.map(\.name)
    guard let schema = BoundarySchema.matching(names) else { return nil }
    var wanted = Set(BoundarySchema.plainNames + [remarkField] + schema.signature)
    for level in schema.levels {
      wanted.formUnion(level.codes + level.names + level.parentCodes + level.parentNames)
      if let field = level.levelField { wanted.insert(field) }
    }
    wanted.formUnion([options.codeField, options.nameField, options.parentField].compactMap { $0 })
    let indices = Set(wanted.compactMap { BoundarySchema.index(of: $0, in: names) })
    // An unknown name must be reported with all fields beside it.
    let named = [options.codeField, options.nameField, options.parentField].compactMap { $0 }
    if named.contains(where: { BoundarySchema.index(of: $0, in: names) == nil }) { return nil }
    return indices.sorted()
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

extension Diagnostic {
  static func crsUnknown(layer: String) -> Diagnostic {
    Diagnostic(
      .badInput,
      id: "Lapisan \(layer) tidak punya berkas .prj, jadi sistem koordinatnya tidak diketahui. Sertakan .prj, atau "
        + "sebutkan sistemnya, misalnya --crs EPSG:4326 (derajat WGS 84) atau --crs EPSG:9470 (SRGI2013).",
      en: "The layer \(layer) has no .prj file, so its coordinate reference system is unknown. Add the .prj, or state "
        + "the system, for example --crs EPSG:4326 (WGS 84 degrees) or --crs EPSG:9470 (SRGI2013).")
  }

  static func crsContradicts(stated: String, own: String, layer: String) -> Diagnostic {
    Diagnostic(
      .badInput,
      id: "--crs \(stated) bertentangan dengan .prj lapisan \(layer), yang menyebut “\(own)”. Hapus --crs, atau "
        + "perbaiki maupun singkirkan .prj bila isinya salah.",
      en:
        "--crs \(stated) contradicts the .prj of the layer \(layer), which says “\(own)”. Leave --crs out, or correct "
        + "or remove the .prj if it is wrong.")
  }
}

extension Message {
  /// One message for each kind of finding, naming the first records.
  package static func ringFindings(_ findings: [RingFinding], layer: String) -> [Message] {
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
      return Message(
        id: "\(layer): \(records.count) \(id) (rekaman \(list)).",
        en: "\(layer): \(records.count) \(en) (records \(list)).")
    }
  }

  /// A message for each of the first repairs, and one for the rest, which are all in `run.json`.
  fileprivate static func repaired(_ repairs: [BoundaryLayer.RepairedUnit], layer: String) -> [Message] {
    let shown = repairs.count > 10 ? 5 : repairs.count
    var messages = repairs.prefix(shown).map { unit in
      let title = [unit.code, unit.name].compactMap { $0 }.joined(separator: " ")
      let place = "\(unit.x) \(unit.y)"
      return Message(
        id: "\(layer), rekaman \(unit.record) (\(title)): poligon tidak sah (\(unit.reason) di \(place)) dan telah "
          + "diperbaiki.",
        en: "\(layer), record \(unit.record) (\(title)): invalid polygon (\(unit.reason) at \(place)), repaired.")
    }
    if shown < repairs.count {
      let rest = repairs.count - shown
      messages.append(
        Message(
          id:
            "\(layer): \(Language.indonesian.text(rest)) poligon tidak sah lainnya telah diperbaiki; semuanya tercatat di "
            + "run.json dan di check --format json.",
          en:
            "\(layer): \(Language.english.text(rest)) more invalid polygons, repaired; all are listed in run.json and by "
            + "check --format json."))
    }
    return messages
  }

  package static func inexactDatum(_ crs: String, layer: String) -> Message {
    Message(
      id: "\(layer): tidak ada transformasi resmi dari “\(crs)” ke WGS 84; letaknya dapat bergeser puluhan meter.",
      en: "\(layer): no published operation leads from “\(crs)” to WGS 84; places may be off by tens of metres.")
  }

  static func levelChosen(
    _ level: AdministrativeLevel, among levels: [AdministrativeLevel], layer: String
  ) -> Message {
    let others = levels.filter { $0 != level }.map(\.rawValue).joined(separator: ", ")
    return Message(
      id: "\(layer): dibaca sebagai tingkat \(level.rawValue), padahal kode tingkat \(others) juga unik. Bila keliru, "
        + "sebutkan kolomnya dengan --code-field.",
      en:
        "\(layer): read at the level \(level.rawValue), though codes of the level \(others) are unique too. If that is "
        + "wrong, name the field with --code-field.")
  }

  static func unitsWithoutCode(_ count: Int, layer: String) -> Message {
    Message(
      id: "\(layer): \(count) rekaman tanpa kode; wilayah itu tetap digambar, tanpa data.",
      en: "\(layer): \(count) records without a code; these units are drawn, without data.")
  }
}
