package import GeoJSON

/// The three layers of a map, made once for all the files that carry them.
package struct MapLayers: Sendable {
  package let coverage: FeatureCollection
  package let clusters: FeatureCollection
  package let gaps: FeatureCollection

  /// By the names that files give them.
  package var named: [(name: String, layer: FeatureCollection)] {
    [("coverage", coverage), ("clusters", clusters), ("gaps", gaps)]
  }
}
