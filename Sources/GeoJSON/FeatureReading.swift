internal import Layers

/// A layer as it is read from GeoJSON, feature by feature.
struct FeatureReading: ~Copyable {
  private var shapes: FeatureShapes
  private var properties = PropertyColumns()
  private var identifiers = ColumnBuilder()
  private var featureCount = 0
  private var referenceSystem = ReferenceSystemStatement.implied("OGC:CRS84")

  init(expectedVertices: Int) { shapes = FeatureShapes(expectedVertices: expectedVertices) }

  /// Members that stand once in an object.
  private struct Members {
    private var seen: Set<String> = []

    mutating func note(_ name: String, _ scanner: borrowing JSONScanner, at place: Int) throws {
      guard seen.insert(name).inserted else { throw scanner.fault(.repeated(name), at: place) }
    }
  }

  /// Reads the whole text.
  mutating func read(_ scanner: inout JSONScanner) throws {
    try scanner.skipBlanks()
    guard try scanner.peek() == UInt8(ascii: "{") else {
      let byte = try scanner.peek()
      throw byte == UInt8(ascii: "[") ? scanner.fault(.notGeoJSON(.table)) : scanner.unexpected()
    }
    try readCollection(&scanner)
    guard try scanner.peek() == 0 else { throw scanner.fault(.trailing) }
  }

  private mutating func readCollection(_ scanner: inout JSONScanner) throws {
    let start = scanner.offset
    var members = Members()
    var feature = FeatureParts(start: start)
    var type: String?
    var hasFeatures = false
    var hasEsri = false
    var hasCoordinates = false
    try scanner.expect("{")
    if try !scanner.pass("}") {
      repeat {
        let place = scanner.offset
        let name = try scanner.string()
        try scanner.expect(":")
        switch name {
        case "type":
          try members.note(name, scanner, at: place)
          type = try text(&scanner, of: name)
          if type == "Topology" { throw scanner.fault(.notGeoJSON(.topology), at: start) }
        case "crs":
          try members.note(name, scanner, at: place)
          referenceSystem = try readReferenceSystem(&scanner)
        case "features":
          try members.note(name, scanner, at: place)
          hasFeatures = true
          if hasEsri { throw scanner.fault(.notGeoJSON(.esri), at: start) }
          // What stands before belongs to a single feature.
          if feature.hasGeometry || feature.hasProperties { throw scanner.fault(.notGeoJSON(.other), at: start) }
          try readFeatures(&scanner)
        case "geometry", "properties", "id":
          // Members of a collection that only its maker knows.
          if type == "FeatureCollection" || hasFeatures {
            try scanner.skip()
            break
          }
          try members.note(name, scanner, at: place)
          try readMember(name, of: &feature, &scanner, at: place)
        case "geometryType", "spatialReference", "displayFieldName":
          hasEsri = true
          try scanner.skip()
        case "coordinates":
          hasCoordinates = true
          try scanner.skip()
        default: try scanner.skip()
        }
      } while try scanner.goesOn(until: "}")
    }
    switch type {
    case "FeatureCollection":
      guard hasFeatures else { throw scanner.fault(.missing("features"), at: start) }
    case "Feature" where !hasFeatures: try end(feature, &scanner)
    case let type? where hasCoordinates && GeometryKind(rawValue: type) != nil:
      throw scanner.fault(.notGeoJSON(.geometry), at: start)
    case nil where hasFeatures || feature.hasProperties: throw scanner.fault(.missing("type"), at: start)
    default: throw scanner.fault(.notGeoJSON(hasEsri ? .esri : .other), at: start)
    }
  }

  /// What a feature has shown so far.
  private struct FeatureParts {
    let start: Int
    var geometry: (kind: GeometryKind, depth: Int?)?
    var hasGeometry = false
    var hasProperties = false
  }

  private mutating func readFeatures(_ scanner: inout JSONScanner) throws {
    guard try scanner.pass("[") else { throw scanner.fault(.wrongKind("features", wanted: "[…]")) }
    if try scanner.pass("]") { return }
    repeat { try readFeature(&scanner) } while try scanner.goesOn(until: "]")
  }

  private mutating func readFeature(_ scanner: inout JSONScanner) throws {
    let start = scanner.offset
    var feature = FeatureParts(start: start)
    var type: String?
    var seen: (type: Bool, geometry: Bool, properties: Bool, id: Bool) = (false, false, false, false)
    guard try scanner.pass("{") else { throw scanner.unexpected() }
    if try !scanner.pass("}") {
      repeat {
        let place = scanner.offset
        let name = try scanner.string()
        try scanner.expect(":")
        let isRepeated: Bool
        switch name {
        case "type": (isRepeated, seen.type) = (seen.type, true)
        case "geometry": (isRepeated, seen.geometry) = (seen.geometry, true)
        case "properties": (isRepeated, seen.properties) = (seen.properties, true)
        case "id": (isRepeated, seen.id) = (seen.id, true)
        default: isRepeated = false
        }
        if isRepeated { throw scanner.fault(.repeated(name), at: place) }
        switch name {
        case "type": type = try text(&scanner, of: name)
        case "attributes" where type == nil && featureCount == 0: throw scanner.fault(.notGeoJSON(.esri), at: start)
        default: try readMember(name, of: &feature, &scanner, at: place)
        }
      } while try scanner.goesOn(until: "}")
    }
    guard let type else { throw scanner.fault(.missing("type"), at: start) }
    guard type == "Feature" else { throw scanner.fault(.wrongKind("type", wanted: "“Feature”"), at: start) }
    try end(feature, &scanner)
  }

  private mutating func readMember(
    _ name: String, of feature: inout FeatureParts, _ scanner: inout JSONScanner, at place: Int
  ) throws {
    switch name {
    case "geometry":
      feature.hasGeometry = true
      feature.geometry = try readGeometry(&scanner)
    case "properties":
      feature.hasProperties = true
      try properties.read(&scanner, row: featureCount)
    case "id":
      switch try scanner.peek() {
      case UInt8(ascii: "\""): identifiers.append(try scanner.string())
      case UInt8(ascii: "n"): try scanner.word("null")
      // Numbers count features, mostly; an identity is text.
      default: try scanner.skip()
      }
    default: try scanner.skip()
    }
  }

  private mutating func end(_ feature: FeatureParts, _ scanner: inout JSONScanner) throws {
    if let fault = shapes.endFeature(feature.geometry, feature: featureCount + 1) {
      throw scanner.fault(fault, at: feature.start)
    }
    featureCount += 1
    properties.endRow(featureCount)
    identifiers.fill(to: featureCount)
  }

  private mutating func readGeometry(_ scanner: inout JSONScanner) throws -> (kind: GeometryKind, depth: Int?)? {
    let start = scanner.offset
    if try scanner.peek() == UInt8(ascii: "n") {
      try scanner.word("null")
      return nil
    }
    guard try scanner.pass("{") else { throw scanner.fault(.wrongKind("geometry", wanted: "{…} / null")) }
    var type: String?
    var depth: Int?
    var hasCoordinates = false
    if try !scanner.pass("}") {
      repeat {
        let place = scanner.offset
        let name = try scanner.string()
        try scanner.expect(":")
        switch name {
        case "type":
          if type != nil { throw scanner.fault(.repeated(name), at: place) }
          let value = try text(&scanner, of: name)
          type = value
          // What is refused is refused before its members are.
          guard let kind = GeometryKind(rawValue: value) else {
            throw scanner.fault(.unknownType(feature: featureCount + 1, value), at: place)
          }
          guard kind.isPolygonal || kind.isPoints else {
            throw scanner.fault(.otherShape(feature: featureCount + 1, kind), at: place)
          }
        case "coordinates":
          if hasCoordinates { throw scanner.fault(.repeated(name), at: place) }
          hasCoordinates = true
          guard try scanner.peek() == UInt8(ascii: "[") else { throw scanner.fault(.wrongKind(name, wanted: "[…]")) }
          depth = try shapes.read(&scanner)
        default: try scanner.skip()
        }
      } while try scanner.goesOn(until: "}")
    }
    guard let type, let kind = GeometryKind(rawValue: type) else { throw scanner.fault(.missing("type"), at: start) }
    guard hasCoordinates else { throw scanner.fault(.missing("coordinates"), at: start) }
    return (kind, depth)
  }

  private func text(_ scanner: inout JSONScanner, of name: String) throws -> String {
    guard try scanner.peek() == UInt8(ascii: "\"") else { throw scanner.fault(.wrongKind(name, wanted: "“…”")) }
    return try scanner.string()
  }

  /// The `crs` member of GeoJSON before RFC 7946: `{"type": "name", "properties": {"name": "urn:ogc:def:crs:…"}}`, or
  /// `{"type": "EPSG", "properties": {"code": 4326}}` of still older programs.
  private func readReferenceSystem(_ scanner: inout JSONScanner) throws -> ReferenceSystemStatement {
    if try scanner.peek() == UInt8(ascii: "n") {
      try scanner.word("null")
      return .blank(place: "crs")
    }
    guard try scanner.pass("{") else { throw scanner.fault(.wrongKind("crs", wanted: "{…} / null")) }
    var definition: String?
    if try !scanner.pass("}") {
      repeat {
        let name = try scanner.string()
        try scanner.expect(":")
        guard name == "properties", try scanner.pass("{") else {
          try scanner.skip()
          continue
        }
        if try scanner.pass("}") { continue }
        repeat {
          let name = try scanner.string()
          try scanner.expect(":")
          let isText = try scanner.peek() == UInt8(ascii: "\"")
          switch name {
          case "name" where isText: definition = try scanner.string()
          case "code":
            let code = isText ? try scanner.string() : try scanner.text()
            if definition == nil { definition = "EPSG:" + code }
          default: try scanner.skip()
          }
        } while try scanner.goesOn(until: "}")
      } while try scanner.goesOn(until: "}")
    }
    return definition.map { .stated($0, place: "crs") } ?? .blank(place: "crs")
  }

  consuming func finish(name: String, path: String) -> LoadedLayer {
    var table = properties.table(rowCount: featureCount)
    if identifiers.isText, table.index(of: "id") == nil {
      let (field, column) = identifiers.finish(name: "id")
      table.append(field, column)
    }
    return LoadedLayer(
      name: name, path: path, shapes: shapes.finish(), table: table, referenceSystem: referenceSystem)
  }
}

/// The properties of features as columns.
struct PropertyColumns {
  private var names: [String] = []
  /// Names as they stand in the file, to be compared without being made text; a byte that no text has for those that
  /// need escapes.
  private var spellings: [[UInt8]] = []
  private var positions: [String: Int] = [:]
  private var builders: [ColumnBuilder] = []

  /// Reads the properties of a feature; features repeat them in the same order, mostly.
  mutating func read(_ scanner: inout JSONScanner, row: Int) throws {
    if try scanner.peek() == UInt8(ascii: "n") { return try scanner.word("null") }
    guard try scanner.pass("{") else { throw scanner.fault(.wrongKind("properties", wanted: "{…} / null")) }
    if try scanner.pass("}") { return }
    var expected = 0
    repeat {
      let place = scanner.offset
      let column: Int
      if expected < spellings.count, try scanner.passes(string: spellings[expected]) {
        column = expected
      } else {
        column = position(of: try scanner.string())
      }
      expected = column + 1
      try scanner.expect(":")
      guard builders[column].count <= row else { throw scanner.fault(.repeated(names[column]), at: place) }
      builders[column].fill(to: row)
      try Self.readValue(&scanner, into: &builders[column])
    } while try scanner.goesOn(until: "}")
  }

  private mutating func position(of name: String) -> Int {
    if let position = positions[name] { return position }
    positions[name] = names.count
    names.append(name)
    spellings.append(name.utf8.contains(UInt8(ascii: "\\")) ? [0xFF] : Array(name.utf8))
    builders.append(ColumnBuilder())
    return names.count - 1
  }

  private static func readValue(_ scanner: inout JSONScanner, into builder: inout ColumnBuilder) throws {
    switch try scanner.peek() {
    case UInt8(ascii: "\""): builder.append(try scanner.string())
    case UInt8(ascii: "n"):
      try scanner.word("null")
      builder.appendMissing()
    case UInt8(ascii: "t"):
      try scanner.word("true")
      builder.append(true)
    case UInt8(ascii: "f"):
      try scanner.word("false")
      builder.append(false)
    case UInt8(ascii: "{"), UInt8(ascii: "["): builder.append(try scanner.text())
    default:
      let token = try scanner.numberToken()
      if token.isWhole, let value = Int(scanner.text(of: token)) {
        builder.append(value)
      } else {
        builder.append(try scanner.value(of: token))
      }
      try scanner.skipBlanks()
    }
  }

  mutating func endRow(_ rows: Int) {
    for column in builders.indices { builders[column].fill(to: rows) }
  }

  func table(rowCount: Int) -> AttributeTable {
    var table = AttributeTable(rowCount: rowCount)
    for (name, var builder) in zip(names, builders) {
      builder.fill(to: rowCount)
      let (field, column) = builder.finish(name: name)
      table.append(field, column)
    }
    return table
  }
}
