/// The division of the mainland among kecamatan.
enum Division {
  /// Cells of a power diagram on a common grid, each in one piece, with areas that agree with `targets`.
  ///
  /// A cell that an inlet cuts in two gives its smaller part to a neighbour; the targets of the fit are then shifted by
  /// what each unit gained or lost, and the fit repeated, until the areas of the pieces as written agree.
  ///
  /// - Returns: the coverage, whose labels are positions in `targets`, and the greatest relative error of an area.
  static func divide(
    _ mainland: [GridPosition], centroids: [Point], targets: [Double]
  ) -> (coverage: PlanarCoverage, greatestError: Double) {
    let outline = mainland.map(EqualAreaPlane.point)
    var diagram = PowerDiagram(outline: outline, sites: centroids)
    precondition(diagram.fitWeights(targets: targets), "some kecamatan has its centroid outside the outline")
    diagram.placeSites(at: centroids, targets: targets, springs: 0.5, rounds: 50)

    var best: (coverage: PlanarCoverage, greatestError: Double)?
    var shifted = targets
    for _ in 0..<25 {
      var coverage = PlanarCoverage(diagram, outline: mainland)
      coverage.joinFragments()
      let areas = coverage.areas(count: targets.count)
      let error = targets.indices.map { (areas[$0] / targets[$0] - 1).magnitude }.max()!
      if error < best?.greatestError ?? .infinity { best = (coverage, error) }
      if error < 1e-4 { break }
      // Rounding to the grid changes the whole by a little; the fit needs targets that add up.
      let change = (targets.reduce(0, +) - areas.reduce(0, +)) / Double(targets.count)
      for i in targets.indices { shifted[i] += targets[i] - areas[i] - change }
      if shifted.contains(where: { $0 <= 0 }) || !diagram.fitWeights(targets: shifted) { break }
    }
    return best!
  }
}
