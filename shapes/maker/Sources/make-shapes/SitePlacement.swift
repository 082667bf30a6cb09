extension PowerDiagram {
  /// Moves the sites so that the cells not only have their target areas but also lie where they should, with their
  /// centroids near the wanted ones.
  ///
  /// The integral of the highest of the planes s_i · p + b_i over the outline is convex in all s_i and b_i, and its
  /// derivatives are the cells' areas and first moments. So fitting areas and centroids together is a convex problem
  /// (fitting areas alone is Aurenhammer, Hoffmann & Aronov 1998). Not every set of centroids is possible, and hence
  /// springs hold the sites near the wanted centroids. What is made least over the sites, with the weights fitted for
  /// every trial, is
  ///
  ///     Σ target_i · (s_i · (c_i − t_i) + springs/2 · |s_i − t_i|²)
  ///
  /// with s the sites, c the centroids of their cells, t the wanted ones. Where it is least,
  /// s_i = t_i + (t_i − c_i) / springs. Steepest descent, steps halved until they help, always `rounds` of them.
  mutating func placeSites(at wanted: [Point], targets: [Double], springs: Double, rounds: Int) {
    func state(_ diagram: PowerDiagram) -> (value: Double, gradient: [Point]) {
      var value = 0.0
      var gradient: [Point] = []
      for i in wanted.indices {
        let deviation = diagram.measure(i).centroid - wanted[i]
        let stretch = diagram.sites[i] - wanted[i]
        value += targets[i] * (diagram.sites[i].dot(deviation) + springs / 2 * stretch.squaredLength)
        gradient.append(deviation + springs * stretch)
      }
      return (value, gradient)
    }
    var (value, gradient) = state(self)
    var length = 0.5
    for _ in 0..<rounds {
      let steepness = wanted.indices.reduce(0) { $0 + targets[$1] * gradient[$1].squaredLength }
      while length > 1e-3 {
        var next = self
        for i in wanted.indices { next.sites[i] = sites[i] - length * gradient[i] }
        if next.fitWeights(targets: targets) || next.fitWeightsAnew(targets: targets) {
          let trial = state(next)
          if trial.value <= value - 0.3 * length * steepness {
            self = next
            (value, gradient) = trial
            break
          }
        }
        length /= 2
      }
      length *= 2
    }
  }
}
