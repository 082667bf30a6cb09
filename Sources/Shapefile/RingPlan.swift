/// How one part of a record becomes a ring of the buffer.
struct RingPlan: Sendable {
  let firstVertex: Int32
  let vertexCount: Int32
  let isClosed: Bool
  var isReversed = false

  init(_ vertices: Range<Int>, isClosed: Bool) {
    firstVertex = Int32(vertices.lowerBound)
    vertexCount = Int32(vertices.count)
    self.isClosed = isClosed
  }

  var vertices: Range<Int> { Int(firstVertex)..<(Int(firstVertex) + Int(vertexCount)) }

  /// Vertices of the ring once it is closed and has the four points that a ring needs.
  var length: Int { max(4, Int(vertexCount) + (isClosed ? 0 : 1)) }

  /// Writes the ring to `target`, which has room for `length` vertices.
  func write(_ record: PolygonRecord, to target: UnsafeMutablePointer<Double>) {
    // Unclosed a b c, reversed, is a c b a: the first vertex stays the first.
    record.copy(vertices, reversed: isReversed, to: !isClosed && isReversed ? target + 2 : target)
    target[0] = record.x(Int(firstVertex))
    target[1] = record.y(Int(firstVertex))
    // The last vertex repeats the first to the bit, although -0 equals 0, and so do those that fill up a short ring.
    for vertex in min(length - 1, Int(vertexCount) - (isClosed ? 1 : 0))..<length {
      target[2 * vertex] = target[0]
      target[2 * vertex + 1] = target[1]
    }
  }
}
