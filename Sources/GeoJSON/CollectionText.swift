internal import Geometry

/// The text of one collection, made chunk by chunk; the chunks one after another are the file.
struct CollectionText: @unchecked Sendable {
  /// Features that are written together, or a part of the vertices of a single large one. The chunks depend on the
  /// collection alone.
  struct Chunk: Sendable, Equatable {
    var features: Range<Int>
    var vertices: Range<Int>
  }

  /// A chunk is full with so many vertices, or properties counted as vertices: about 200 kB of text.
  static let chunkWeight = 8192

  private let geometries: FeatureGeometries
  private let ids: [FeatureID?]
  private let properties: [Column]
  private let members: [FeatureCollection.Member]
  private let bounds: Box
  private let format: FixedDecimal
  /// Borrowed from `geometries` by whoever made this value.
  private let coordinates: UnsafeBufferPointer<Double>
  private let vertexRoom: Int

  /// A property with its name as it is written.
  private struct Column {
    let key: [UInt8]
    let values: Property.Values
    let format: FixedDecimal
  }

  init(
    _ collection: FeatureCollection, coordinates: UnsafeBufferPointer<Double>, bounds: Box, format: FixedDecimal
  ) {
    geometries = collection.geometries
    ids = collection.ids
    members = collection.members
    self.bounds = bounds
    self.format = format
    self.coordinates = coordinates
    let magnitude = max(bounds.maxX.magnitude, bounds.minX.magnitude, bounds.maxY.magnitude, bounds.minY.magnitude)
    vertexRoom = 2 * FixedDecimal.capacity(upTo: magnitude) + 4
    properties = collection.properties.enumerated().map { position, property in
      let key = TextBuffer(capacity: 64)
      if position > 0 { key.append(",") }
      key.append(quoted: property.name)
      key.append(":")
      guard case .number(_, let decimals) = property.values else {
        return Column(key: Array(key.bytes), values: property.values, format: format)
      }
      return Column(key: Array(key.bytes), values: property.values, format: FixedDecimal(decimals: decimals))
    }
  }

  /// The collection in chunks: the first begins the file and the last ends it, so there is always one.
  func chunks() -> [Chunk] {
    var chunks: [Chunk] = []
    var open = Chunk(features: 0..<0, vertices: 0..<0)
    var weight = 0
    for feature in 0..<geometries.featureCount {
      let vertices = geometries.vertices(ofFeature: feature)
      if vertices.count > Self.chunkWeight {
        if !open.features.isEmpty { chunks.append(open) }
        for start in stride(from: vertices.lowerBound, to: vertices.upperBound, by: Self.chunkWeight) {
          let end = min(start + Self.chunkWeight, vertices.upperBound)
          chunks.append(Chunk(features: feature..<feature + 1, vertices: start..<end))
        }
        open = Chunk(features: feature + 1..<feature + 1, vertices: vertices.upperBound..<vertices.upperBound)
        weight = 0
        continue
      }
      open.features = open.features.lowerBound..<feature + 1
      open.vertices = open.vertices.lowerBound..<vertices.upperBound
      weight += vertices.count + properties.count + 1
      if weight >= Self.chunkWeight {
        chunks.append(open)
        open = Chunk(features: feature + 1..<feature + 1, vertices: vertices.upperBound..<vertices.upperBound)
        weight = 0
      }
    }
    if !open.features.isEmpty || chunks.isEmpty { chunks.append(open) }
    return chunks
  }

  func append(_ chunk: Chunk, to buffer: TextBuffer) {
    for feature in chunk.features {
      let own = geometries.vertices(ofFeature: feature)
      let vertices = own.clamped(to: chunk.vertices)
      let isBegun = vertices.lowerBound > own.lowerBound
      if !isBegun {
        if feature == 0 { appendHead(to: buffer) }
        appendFeatureHead(feature, to: buffer)
      }
      appendGeometry(of: feature, vertices: vertices, to: buffer)
      if vertices.upperBound == own.upperBound {
        buffer.append(feature == geometries.featureCount - 1 ? "}\n]}\n" : "},\n")
      }
    }
    if geometries.featureCount == 0 {
      appendHead(to: buffer)
      buffer.append("]}\n")
    }
  }

  // MARK: - The collection and its features

  private func appendHead(to buffer: TextBuffer) {
    buffer.append("{\"type\":\"FeatureCollection\",")
    for member in members {
      buffer.append(quoted: member.name)
      buffer.append(":")
      buffer.append(quoted: member.text)
      buffer.append(",")
    }
    if !bounds.isEmpty {
      buffer.append("\"bbox\":[")
      buffer.append(coordinate: bounds.minX, format)
      for value in [bounds.minY, bounds.maxX, bounds.maxY] {
        buffer.append(",")
        buffer.append(coordinate: value, format)
      }
      buffer.append("],")
    }
    buffer.append("\"features\":[\n")
  }

  private func appendFeatureHead(_ feature: Int, to buffer: TextBuffer) {
    buffer.append("{\"type\":\"Feature\",")
    switch ids.isEmpty ? nil : ids[feature] {
    case .text(let id):
      buffer.append("\"id\":")
      buffer.append(quoted: id)
      buffer.append(",")
    case .integer(let id):
      buffer.append("\"id\":")
      buffer.append(id)
      buffer.append(",")
    case nil: break
    }
    buffer.append("\"properties\":{")
    for column in properties {
      buffer.append(column.key)
      append(column, feature, to: buffer)
    }
    buffer.append("},\"geometry\":")
  }

  private func append(_ column: Column, _ feature: Int, to buffer: TextBuffer) {
    switch column.values {
    case .text(let values):
      if let value = values[feature] { return buffer.append(quoted: value) }
    case .integer(let values):
      if let value = values[feature] { return buffer.append(value) }
    case .number(let values, _):
      if let value = values[feature] { return buffer.append(number: value, column.format) }
    case .unroundedNumber(let values):
      if let value = values[feature] { return buffer.append(shortest: value) }
    case .boolean(let values):
      if let value = values[feature] { return buffer.append(value ? "true" : "false") }
    }
    buffer.append("null")
  }

  // MARK: - Geometry

  /// Writes the part of a feature's geometry that lies in `vertices`, with all brackets that belong to it.
  private func appendGeometry(of feature: Int, vertices: Range<Int>, to buffer: TextBuffer) {
    switch geometries {
    case .polygons(let polygons): append(polygons, feature, vertices: vertices, to: buffer)
    case .points:
      if vertices.isEmpty { return buffer.append("null") }
      buffer.append("{\"type\":\"Point\",\"coordinates\":")
      append(vertices, to: buffer)
      buffer.append("}")
    }
  }

  private func append(_ polygons: PolygonBuffer, _ feature: Int, vertices: Range<Int>, to buffer: TextBuffer) {
    let parts = polygons.polygons(of: feature)
    if parts.isEmpty { return buffer.append("null") }
    let whole = polygons.vertices(ofFeature: feature)
    let isMulti = parts.count > 1
    if vertices.lowerBound == whole.lowerBound {
      buffer.append(isMulti ? "{\"type\":\"MultiPolygon\",\"coordinates\":[" : "{\"type\":\"Polygon\",\"coordinates\":")
    }
    for polygon in parts {
      let rings = polygons.rings(of: polygon)
      for ring in rings {
        let all = polygons.vertices(of: ring)
        let part = all.clamped(to: vertices)
        // Rings that are in another chunk of this feature.
        if part.isEmpty && !all.isEmpty { continue }
        if part.lowerBound == all.lowerBound {
          if ring > rings.lowerBound {
            buffer.append(",[")
          } else {
            buffer.append(polygon > parts.lowerBound ? ",[[" : "[[")
          }
        } else {
          buffer.append(",")
        }
        append(part, to: buffer)
        if part.upperBound == all.upperBound { buffer.append(ring == rings.upperBound - 1 ? "]]" : "]") }
      }
    }
    if vertices.upperBound == whole.upperBound { buffer.append(isMulti ? "]}" : "}") }
  }

  /// Writes positions with commas between them.
  private func append(_ vertices: Range<Int>, to buffer: TextBuffer) {
    var block = vertices.lowerBound
    while block < vertices.upperBound {
      let end = min(block + 256, vertices.upperBound)
      let isLast = end == vertices.upperBound
      var out = buffer.end(room: (end - block) * vertexRoom)
      for vertex in block..<end {
        out.storeBytes(of: UInt8(ascii: "["), as: UInt8.self)
        out = format.write(coordinates[2 &* vertex], at: out + 1)
        out.storeBytes(of: UInt8(ascii: ","), as: UInt8.self)
        out = format.write(coordinates[2 &* vertex &+ 1], at: out + 1)
        out.storeBytes(of: UInt16(littleEndian: 0x2C5D), as: UInt16.self)  // "],"
        out += 2
      }
      buffer.advance(to: isLast ? out - 1 : out)
      block = end
    }
  }
}
