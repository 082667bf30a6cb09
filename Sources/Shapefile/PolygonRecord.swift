import CShapelib
import Diagnostics
import FileAccess

/// The content of one polygon record: counts and offsets checked, coordinates left where they are.
///
/// Its bytes belong to a `FileWindow` and are valid until that moves.
struct PolygonRecord {
  let partCount: Int
  let vertexCount: Int
  private let bytes: UnsafeRawBufferPointer
  private let coordinates: UnsafeRawPointer

  /// Nil for a null shape.
  ///
  /// - Throws: bad input for another type of shape, and for counts or offsets that the content cannot hold.
  init?(_ bytes: UnsafeRawBufferPointer, path: String, record: Int) throws {
    let type = bytes.littleEndianInt32(at: 0)
    if type == Int(SHPT_NULL) { return nil }
    guard ShapeKind.isPolygon(type) else {
      throw Diagnostic.wrongRecordType(path, record: record, type: type, wanted: "Polygon")
    }
    guard bytes.count >= 44 else { throw Diagnostic.corruptRecord(path, record: record) }
    let partCount = bytes.littleEndianInt32(at: 36)
    let vertexCount = bytes.littleEndianInt32(at: 40)
    // Counts are at most 2³¹, so that nothing overflows.
    let size = 44 + 4 * partCount + 16 * vertexCount
    guard partCount >= 0, vertexCount >= 0, partCount > 0 || vertexCount == 0,
      size + (ShapeKind.hasZ(type) ? 16 + 8 * vertexCount : 0) <= bytes.count
    else { throw Diagnostic.corruptRecord(path, record: record) }
    self.partCount = partCount
    self.vertexCount = vertexCount
    self.bytes = bytes
    coordinates = bytes.baseAddress! + 44 + 4 * partCount
    var previous = 0
    for part in 0..<partCount {
      let start = bytes.littleEndianInt32(at: 44 + 4 * part)
      guard start >= previous, start <= vertexCount, part > 0 || start == 0 else {
        throw Diagnostic.corruptRecord(path, record: record)
      }
      previous = start
    }
  }

  func vertices(ofPart part: Int) -> Range<Int> {
    let start = bytes.littleEndianInt32(at: 44 + 4 * part)
    return start..<(part + 1 < partCount ? bytes.littleEndianInt32(at: 48 + 4 * part) : vertexCount)
  }

  @inline(__always) func x(_ vertex: Int) -> Double { Double(bitPattern: bits(2 * vertex)) }
  @inline(__always) func y(_ vertex: Int) -> Double { Double(bitPattern: bits(2 * vertex + 1)) }

  @inline(__always) private func bits(_ index: Int) -> UInt64 {
    UInt64(littleEndian: coordinates.loadUnaligned(fromByteOffset: 8 * index, as: UInt64.self))
  }

  /// Whether every coordinate of the record is a finite number.
  func isFinite() -> Bool {
    let magnitude: UInt64 = 0x7FFF_FFFF_FFFF_FFFF
    var largest: UInt64 = 0
    for index in 0..<(2 * vertexCount) { largest = max(largest, bits(index) & magnitude) }
    return largest < Double.infinity.bitPattern
  }

  /// Twice the area that the vertices enclose, positive if they run counter-clockwise. Measured from the first
  /// vertex, so that rings far from the origin lose no digits.
  func doubledArea(_ vertices: Range<Int>) -> Double {
    guard let first = vertices.first else { return 0 }
    let (originX, originY) = (x(first), y(first))
    var (previousX, previousY) = (0.0, 0.0)
    var sum = 0.0
    for vertex in vertices.dropFirst() {
      let (nextX, nextY) = (x(vertex) - originX, y(vertex) - originY)
      sum += previousX * nextY - nextX * previousY
      (previousX, previousY) = (nextX, nextY)
    }
    return sum
  }

  /// Copies vertices to `target` as pairs of x and y, in reverse if asked; a reversed closed ring keeps its start.
  func copy(_ vertices: Range<Int>, reversed: Bool, to target: UnsafeMutablePointer<Double>) {
    if !reversed {
      for index in 0..<(2 * vertices.count) {
        target[index] = Double(bitPattern: bits(2 * vertices.lowerBound + index))
      }
      return
    }
    var slot = 2 * vertices.count
    for vertex in vertices {
      slot -= 2
      target[slot] = x(vertex)
      target[slot + 1] = y(vertex)
    }
  }
}
