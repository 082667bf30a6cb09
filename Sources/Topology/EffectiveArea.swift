/// How much each point of an arc matters: the area of the triangle with its neighbours at the time when it is the least
/// of all that are left (M. Visvalingam & J. D. Whyatt, "Line generalisation by repeated elimination of points", The
/// Cartographic Journal 30, 1993), never less than that of a point removed before it.
///
/// Areas are exact whole numbers of half square steps, and of equal ones the first point of the arc goes first; so an
/// arc's weights do not depend on the ring that it is met in. O(p log p) for p points.
struct EffectiveArea {
  /// Of a point that always stays.
  static let always = Int64.max

  private var previous: [Int32] = []
  private var next: [Int32] = []
  private var areas: [Int64] = []
  /// A binary heap of points, the least area on top, and where each stands in it.
  private var heap: [Int32] = []
  private var places: [Int32] = []

  /// - Parameters:
  ///   - points: of one arc.
  ///   - least: so many points within the ends stay always, where there are so many.
  ///   - weights: filled, one for each point.
  mutating func weigh(
    _ points: UnsafeBufferPointer<GridPoint>, keeping least: Int, _ weights: UnsafeMutableBufferPointer<Int64>
  ) {
    let count = points.count
    for index in 0..<count { weights[index] = Self.always }
    if count - 2 <= least { return }
    reset(count)
    for index in 1..<count - 1 {
      areas[index] = Self.doubledArea(points[index - 1], points[index], points[index + 1])
      places[index] = Int32(index - 1)
      heap.append(Int32(index))
    }
    for place in stride(from: heap.count / 2 - 1, through: 0, by: -1) { sink(place) }
    var reached: Int64 = 0
    while heap.count > least {
      let point = Int(heap[0])
      remove()
      reached = max(reached, areas[point])
      weights[point] = reached
      let before = Int(previous[point])
      let after = Int(next[point])
      next[before] = Int32(after)
      previous[after] = Int32(before)
      for neighbour in [before, after] where neighbour > 0 && neighbour < count - 1 {
        areas[neighbour] = Self.doubledArea(
          points[Int(previous[neighbour])], points[neighbour], points[Int(next[neighbour])])
        let place = Int(places[neighbour])
        sink(place)
        rise(Int(places[neighbour]))
      }
    }
  }

  private static func doubledArea(_ a: GridPoint, _ b: GridPoint, _ c: GridPoint) -> Int64 {
    Int64((Side.turn(a, b, c)).magnitude)
  }

  private mutating func reset(_ count: Int) {
    previous.removeAll(keepingCapacity: true)
    next.removeAll(keepingCapacity: true)
    areas.removeAll(keepingCapacity: true)
    places.removeAll(keepingCapacity: true)
    heap.removeAll(keepingCapacity: true)
    for index in 0..<count {
      previous.append(Int32(index - 1))
      next.append(Int32(index + 1))
      areas.append(0)
      places.append(-1)
    }
  }

  private func isLess(_ left: Int32, _ right: Int32) -> Bool {
    let a = areas[Int(left)]
    let b = areas[Int(right)]
    return a < b || (a == b && left < right)
  }

  private mutating func put(_ point: Int32, at place: Int) {
    heap[place] = point
    places[Int(point)] = Int32(place)
  }

  private mutating func remove() {
    let last = heap.removeLast()
    if heap.isEmpty { return }
    put(last, at: 0)
    sink(0)
  }

  private mutating func sink(_ start: Int) {
    var place = start
    let point = heap[place]
    while true {
      var child = 2 * place + 1
      if child >= heap.count { break }
      if child + 1 < heap.count && isLess(heap[child + 1], heap[child]) { child += 1 }
      if !isLess(heap[child], point) { break }
      put(heap[child], at: place)
      place = child
    }
    put(point, at: place)
  }

  private mutating func rise(_ start: Int) {
    var place = start
    let point = heap[place]
    while place > 0 {
      let parent = (place - 1) / 2
      if !isLess(point, heap[parent]) { break }
      put(heap[parent], at: place)
      place = parent
    }
    put(point, at: place)
  }
}
