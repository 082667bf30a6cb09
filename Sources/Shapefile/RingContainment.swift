/// Whether one ring of a record lies inside another.
struct RingContainment {
  private let record: PolygonRecord
  private let outer: Range<Int>

  init(_ record: PolygonRecord, outer: Range<Int>) {
    self.record = record
    self.outer = outer
  }

  enum Place { case inside, outside, boundary }

  /// Whether `inner` lies inside, given that its box does.
  ///
  /// Rings of valid polygons do not cross, so the first vertex off the boundary tells. A vertex on the boundary may
  /// miss it by a rounding error, though, and invalid rings do cross: before the answer is no, nine vertices spread
  /// over the ring are asked, and the majority decides.
  func contains(_ inner: Range<Int>) -> Bool {
    if let place = firstPlace(inner) {
      if place == .inside { return true }
      var (inside, outside) = (0, 0)
      for sample in 0..<9 {
        let vertex = inner.lowerBound + sample * inner.count / 9
        switch self.place(record.x(vertex), record.y(vertex)) {
        case .inside: inside += 1
        case .outside: outside += 1
        case .boundary: break
        }
      }
      return inside > outside
    }
    // Every vertex lies on the boundary: the middles of the edges tell, unless the rings are the same.
    for vertex in inner.dropFirst() {
      let x = (record.x(vertex) + record.x(vertex - 1)) / 2
      let y = (record.y(vertex) + record.y(vertex - 1)) / 2
      switch place(x, y) {
      case .inside: return true
      case .outside: return false
      case .boundary: continue
      }
    }
    return true
  }

  private func firstPlace(_ inner: Range<Int>) -> Place? {
    for vertex in inner {
      let place = place(record.x(vertex), record.y(vertex))
      if place != .boundary { return place }
    }
    return nil
  }

  /// Where a point lies, by the parity of the edges that a ray to the right crosses.
  func place(_ x: Double, _ y: Double) -> Place {
    guard let last = outer.last else { return .outside }
    var (fromX, fromY) = (record.x(last) - x, record.y(last) - y)
    var isInside = false
    for vertex in outer {
      let (toX, toY) = (record.x(vertex) - x, record.y(vertex) - y)
      if (fromY > 0) != (toY > 0) {
        let cross = fromX * toY - toX * fromY
        if cross == 0 { return .boundary }
        if (cross > 0) == (toY > fromY) { isInside.toggle() }
      } else if (fromY == 0 && toY == 0 && (fromX > 0) != (toX > 0)) || (toX == 0 && toY == 0) {
        return .boundary
      }
      (fromX, fromY) = (toX, toY)
    }
    return isInside ? .inside : .outside
  }
}
