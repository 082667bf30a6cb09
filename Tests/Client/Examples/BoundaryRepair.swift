import Testing

@Test func boundaryRepair() throws {
  // Example: Sources/BoundaryRepair/BoundaryRepair.docc/BoundaryRepair.md
  // The schematic boundaries match.
  #expect(defects.holes.count == 0 && defects.overlaps.count == 0)
  #expect(report.features == 105)
  #expect(report.repair?.after.overlaps.count == 0)
  #expect(report.files == ["repaired.gpkg"])
}
