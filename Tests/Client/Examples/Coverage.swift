import Testing

@Test func coverage() throws {
  // Example: Sources/Coverage/Coverage.docc/Coverage.md
  #expect(analysis.layer.units.count == 105)
  #expect(analysis.figures.total.eligible == 1_863_892)
  #expect(analysis.figures.total.uncovered == 857_746)
  #expect(analysis.figures.units.reduce(0) { $0 + ($1?.uncovered ?? 0) } == 857_746)
  #expect(analysis.join.segments.map(\.label) == ["PU", "BPU"])
  #expect(spatial.clusters.contains { $0.method == .scan })
  #expect(spatial.weights.unitCount == 105)
  // Every unit has data, and the boundaries match.
  #expect(gaps.gaps.isEmpty && gaps.polygons.featureCount == 0)
}
