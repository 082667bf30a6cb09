internal import CGEOS
public import Geometry

/// A search tree of boxes (GEOS's STR-packed R-tree), built whole before it is asked. It stays on its thread.
public final class BoxTree {
  private let context: GEOSContext
  private let tree: OpaquePointer
  private let count: Int

  /// - Parameters:
  ///   - boxes: their positions are what queries answer; empty ones are never found.
  ///   - context: the worker's own, kept alive by the tree.
  /// - Complexity: O(n log n), at the first query.
  public init(_ boxes: [Box], in context: GEOSContext) throws {
    guard let tree = GEOSSTRtree_create_r(context.handle, 10) else { throw context.fault("GEOSSTRtree_create_r") }
    self.context = context
    self.tree = tree
    count = boxes.count
    for (index, box) in boxes.enumerated() where !box.isEmpty {
      // The tree copies the box; an item is its position plus one, as null is no item.
      let rectangle = try context.rectangle(box)
      GEOSSTRtree_insert_r(context.handle, tree, rectangle.pointer, UnsafeMutableRawPointer(bitPattern: index + 1))
    }
  }

  deinit { GEOSSTRtree_destroy_r(context.handle, tree) }

  /// The positions of the boxes that share a point with `box`, ascending.
  public func query(_ box: Box) throws -> [Int] {
    if box.isEmpty || count == 0 { return [] }
    let rectangle = try context.rectangle(box)
    var hits: [Int] = []
    withUnsafeMutablePointer(to: &hits) { hits in
      GEOSSTRtree_query_r(
        context.handle, tree, rectangle.pointer,
        { item, hits in
          hits?.assumingMemoryBound(to: [Int].self).pointee.append(Int(bitPattern: item) - 1)
        }, hits)
    }
    return hits.sorted()
  }
}

extension GEOSContext {
  /// A geometry whose envelope is the box.
  fileprivate func rectangle(_ box: Box) throws -> Shape {
    try shape(
      GEOSGeom_createRectangle_r(handle, box.minX, box.minY, box.maxX, box.maxY), "GEOSGeom_createRectangle_r")
  }
}
