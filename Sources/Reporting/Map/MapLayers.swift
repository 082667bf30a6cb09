package import GeoJSON
internal import Geometry

/// One layer of a map: polygons or points with the figures that the catalogue has of them.
package struct MapLayer: Sendable {
  /// Of its files.
  package let name: String
  /// What is said of each property of the collection, in its order.
  package let fields: [FigureDescription]
  package let collection: FeatureCollection

  init(_ name: String, _ geometries: FeatureGeometries, ids: [FeatureID?] = [], _ columns: [FigureColumn]) {
    self.name = name
    fields = columns.map(\.description)
    collection = FeatureCollection(
      geometries, ids: ids, properties: columns.map(\.property), members: [.init("name", name)])
  }
}

/// The layers of a map, made once for all the files that carry them.
package struct MapLayers: Sendable {
  package let coverage: MapLayer
  package let clusters: MapLayer
  package let gaps: MapLayer
  package let parents: MapLayer
  package let services: MapLayer

  package var all: [MapLayer] { [coverage, clusters, gaps, parents, services] }
}
