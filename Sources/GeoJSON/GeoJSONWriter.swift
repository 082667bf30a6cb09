internal import Diagnostics
internal import Geometry
internal import Parallel

/// Writes feature collections as RFC 7946 GeoJSON, one feature to a line.
///
/// Coordinates have a fixed number of decimals, correctly rounded (see ``init(decimals:threads:)``), and every vertex
/// of the buffer is written, even where two fall together after rounding. The order of rings and vertices is the buffer's,
/// whose exteriors are counter-clockwise. A feature of one polygon is a `Polygon`, of several a `MultiPolygon`; a point is
/// a `Point`, and a null shape has `"geometry":null`. The collection's `bbox` is that of the rounded coordinates; a collection without
/// any vertex has none. The bytes never depend on the number of threads.
public struct GeoJSONWriter: Sendable {
  /// How many decimals coordinates can have.
  public static let supportedDecimals = FixedDecimal.supportedDecimals

  public let decimals: Int
  public let threads: Int

  /// - Parameters:
  ///   - decimals: of the coordinates, 0 to 15; six are about 0.1 m. Ties of the exact binary value go to the even
  ///     digit, as `printf` has it, and zeros at the end are dropped.
  ///   - threads: at most so many threads format at a time.
  public init(decimals: Int = 6, threads: Int = 1) {
    precondition(Self.supportedDecimals.contains(decimals), "coordinates have 0 to 15 decimals")
    self.decimals = decimals
    self.threads = threads
  }

  /// Writes the collection to a file, which is created or replaced.
  ///
  /// The text is made in chunks, formatted in parallel and written in order, so that no more than about a megabyte for each
  /// thread is held. What is left at `path` after an error is not a whole file: write to a temporary place and rename.
  ///
  /// - Throws: a `Diagnostic` of kind `cannotCreate` where the file cannot be opened, `inputOutput` where writing fails.
  /// - Complexity: O(vertices + features · properties).
  public func write(_ collection: FeatureCollection, to path: String) throws {
    let file = try OrderedFile(creating: path)
    let buffers = BufferPool()
    try withText(of: collection) { text, chunks in
      try Parallel.forEachChunk(of: chunks.count, size: 1, threads: threads) { number, _ in
        let buffer = buffers.take()
        text.append(chunks[number], to: buffer)
        try file.write(buffer.bytes, chunk: number)
        buffers.give(back: buffer)
      }
    }
    try file.close()
  }

  /// The whole text in memory: for small collections and tests.
  public func bytes(of collection: FeatureCollection) -> [UInt8] {
    let buffer = TextBuffer(capacity: 1 << 16)
    withText(of: collection) { text, chunks in
      for chunk in chunks { text.append(chunk, to: buffer) }
    }
    return Array(buffer.bytes)
  }

  private func withText<Result>(
    of collection: FeatureCollection, _ body: (CollectionText, [CollectionText.Chunk]) throws -> Result
  ) rethrows -> Result {
    try collection.geometries.coordinates.withUnsafeBufferPointer { coordinates in
      let bounds = bounds(of: coordinates)
      let text = CollectionText(
        collection, coordinates: coordinates, bounds: bounds, format: FixedDecimal(decimals: decimals))
      return try body(text, text.chunks())
    }
  }

  private func bounds(of coordinates: UnsafeBufferPointer<Double>) -> Box {
    let parts = Guarded(Box.empty)
    let shared = UncheckedPositions(coordinates)
    Parallel.forEachChunk(of: coordinates.count / 2, size: 1 << 18, threads: threads) { _, vertices in
      let box = shared.bounds(of: vertices)
      parts.withLock { $0.extend(box) }
    }
    return parts.withLock { $0 }
  }
}

/// Buffers that wait to be used again.
private final class BufferPool: Sendable {
  private let free = Guarded<[TextBuffer]>([])

  func take() -> TextBuffer {
    let buffer = free.withLock { $0.popLast() } ?? TextBuffer(capacity: 1 << 19)
    buffer.count = 0
    return buffer
  }

  func give(back buffer: TextBuffer) { free.withLock { $0.append(buffer) } }
}

/// Coordinates that several threads read.
private struct UncheckedPositions: @unchecked Sendable {
  private let xy: UnsafeBufferPointer<Double>

  init(_ xy: UnsafeBufferPointer<Double>) { self.xy = xy }

  func bounds(of vertices: Range<Int>) -> Box {
    var box = Box.empty
    for vertex in vertices { box.extend(x: xy[2 * vertex], y: xy[2 * vertex + 1]) }
    return box
  }
}
