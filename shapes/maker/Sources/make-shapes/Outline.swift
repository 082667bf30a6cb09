/// The hand-written outline of the province: the mainland, and the islands that are drawn apart.
struct Outline {
  /// Counter-clockwise, not closed.
  let mainland: [GridPosition]
  /// Each island with the Kemendagri code of the kecamatan that it belongs to.
  let islands: [(unit: String, ring: [GridPosition])]

  /// Reads the table: positions in order, part by part, with the part's kecamatan where it is an island.
  init(_ table: FactTable) {
    let parts = table.column("part")
    let units = table.column("unit")
    let longitudes = table.numbers("lon")
    let latitudes = table.numbers("lat")
    var mainland: [GridPosition] = []
    var islands: [(part: String, unit: String, ring: [GridPosition])] = []
    for row in parts.indices {
      let position = GridPosition(longitude: longitudes[row], latitude: latitudes[row])
      if units[row].isEmpty {
        mainland.append(position)
      } else if islands.last?.part == parts[row] {
        islands[islands.count - 1].ring.append(position)
      } else {
        islands.append((parts[row], units[row], [position]))
      }
    }
    for ring in [mainland] + islands.map(\.ring) {
      precondition(EqualAreaPlane.area(ring) > 0, "an outline must turn counter-clockwise: it begins at \(ring[0])")
    }
    self.mainland = mainland
    self.islands = islands.map { ($0.unit, $0.ring) }
  }
}
