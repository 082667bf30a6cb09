/// A point of the plane, in kilometres.
struct Point: Equatable {
  var x, y: Double

  static func + (a: Point, b: Point) -> Point { Point(x: a.x + b.x, y: a.y + b.y) }
  static func - (a: Point, b: Point) -> Point { Point(x: a.x - b.x, y: a.y - b.y) }
  static func * (factor: Double, a: Point) -> Point { Point(x: factor * a.x, y: factor * a.y) }
  func dot(_ other: Point) -> Double { x * other.x + y * other.y }
  func cross(_ other: Point) -> Double { x * other.y - y * other.x }
  var squaredLength: Double { dot(self) }
  var length: Double { squaredLength.squareRoot() }
}
