/// An axis-aligned rectangle in the units of its coordinates. The empty box has `minX > maxX`.
public struct Box: Sendable, Hashable {
  public var minX, minY, maxX, maxY: Double

  public init(minX: Double, minY: Double, maxX: Double, maxY: Double) {
    self.minX = minX
    self.minY = minY
    self.maxX = maxX
    self.maxY = maxY
  }

  public static let empty = Box(minX: .infinity, minY: .infinity, maxX: -.infinity, maxY: -.infinity)

  @inlinable public var isEmpty: Bool { minX > maxX || minY > maxY }

  @inlinable public mutating func extend(x: Double, y: Double) {
    if x < minX { minX = x }
    if x > maxX { maxX = x }
    if y < minY { minY = y }
    if y > maxY { maxY = y }
  }

  @inlinable public mutating func extend(_ other: Box) {
    if other.minX < minX { minX = other.minX }
    if other.maxX > maxX { maxX = other.maxX }
    if other.minY < minY { minY = other.minY }
    if other.maxY > maxY { maxY = other.maxY }
  }

  /// Whether the closed boxes share a point.
  @inlinable public func intersects(_ other: Box) -> Bool {
    minX <= other.maxX && other.minX <= maxX && minY <= other.maxY && other.minY <= maxY
  }

  /// The box grown by `margin` on every side.
  @inlinable public func expanded(by margin: Double) -> Box {
    isEmpty ? self : Box(minX: minX - margin, minY: minY - margin, maxX: maxX + margin, maxY: maxY + margin)
  }
}
