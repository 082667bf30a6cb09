internal import Areas
internal import Diagnostics
internal import Geometry

/// A part of a layer: the units of those parents that the tables have data for, or of one that is stated.
///
/// A table of one province on a map of the country would make a stamp-sized province in a country without data. Level by
/// level from the province down, the layer is cut to the parents with data where the others hold half of its units or
/// more; a parent that is forgotten in a table of the others therefore stays, without data, and is seen.
package struct LayerArea: Sendable {
  /// Which part is wanted.
  package enum Choice: Sendable, Hashable {
    /// By the data.
    case data
    case all
    /// A code or name of a unit above those of the layer.
    case named(String)

    package init(_ text: String?) {
      switch text {
      case nil: self = .data
      case "all": self = .all
      case let text?: self = .named(text)
      }
    }
  }

  /// The units of the part, ascending.
  package let units: [Int]
  /// The parents that it was cut to, as people call them.
  package let titles: [String]

  /// - Parameters:
  ///   - layer: the whole layer.
  ///   - hasData: by unit.
  ///   - choice: which part is wanted.
  /// - Returns: nil where the whole layer is wanted, or lies in the area.
  /// - Throws: `Diagnostic` (usage) where no unit above those of the layer has the stated code or name.
  /// - Complexity: O(units).
  package init?(of layer: BoundaryLayer, hasData: [Bool], _ choice: Choice) throws {
    let parents = UnitParents(layer)
    switch choice {
    case .all: return nil
    case .named(let text):
      for level in parents.levels {
        let wanted = parents.identities(named: text, level: level)
        let inside = layer.units.indices.filter { unit in parents.of(unit, level).map(wanted.contains) ?? false }
        if inside.isEmpty { continue }
        if inside.count == layer.units.count { return nil }
        units = inside
        titles = [parents.title(inside[0], level)]
        return
      }
      throw Diagnostic.noSuchArea(text, layer: layer.name, areas: parents.allTitles)
    case .data:
      var current = Array(layer.units.indices)
      var cut: [String] = []
      for level in parents.levels {
        var withData: Set<String> = []
        for unit in current where hasData[unit] { if let parent = parents.of(unit, level) { withData.insert(parent) } }
        let inside = current.filter { unit in parents.of(unit, level).map(withData.contains) ?? hasData[unit] }
        if inside.isEmpty || 2 * (current.count - inside.count) < current.count || inside.count == current.count {
          continue
        }
        current = inside
        var seen: Set<String> = []
        cut = inside.compactMap { unit in
          guard let parent = parents.of(unit, level), seen.insert(parent).inserted else { return nil }
          return parents.title(unit, level)
        }
      }
      if current.count == layer.units.count { return nil }
      units = current
      titles = cut
    }
  }
}

extension BoundaryLayer {
  /// A part of the layer as a layer of its own: other units are no units of the analysis, and no neighbours.
  ///
  /// - Complexity: O(vertices of the part).
  package func restricted(to area: LayerArea) -> BoundaryLayer {
    var part = self
    part.units = area.units.map { units[$0] }
    part.polygons = PolygonBuffer()
    for unit in area.units { part.polygons.append(featuresOf: polygons, unit..<unit + 1) }
    let box = part.polygons.bounds
    let isInside = Set(area.units)
    for unit in units.indices where !isInside.contains(unit) && polygons.bounds(ofFeature: unit).intersects(box) {
      part.surroundings.append(featuresOf: polygons, unit..<unit + 1)
    }
    part.area = Area(titles: area.titles, unitsOfLayer: units.count)
    part.notices.append(.restricted(to: area, of: self))
    return part
  }
}

extension Notice {
  static func restricted(to area: LayerArea, of layer: BoundaryLayer) -> Notice {
    let (part, whole) = (area.units.count, layer.units.count)
    return Notice(
      "boundaries.area.restricted",
      ["layer": layer.name, "area": area.titles.joined(separator: "; "), "units": String(part), "of": String(whole)],
      id:
        "Peta \(layer.name) dibatasi pada \(Language.indonesian.list(area.titles)): \(Language.indonesian.text(part)) dari "
        + "\(Language.indonesian.text(whole)) wilayah. Wilayah lain tidak ikut dianalisis dan bukan tetangga. Pakai --area all "
        + "untuk seluruh peta, atau --area KODE|NAMA untuk bagian lain.",
      en:
        "The map \(layer.name) was limited to \(Language.english.list(area.titles)): \(Language.english.text(part)) of "
        + "\(Language.english.text(whole)) units. The others are not analysed and are no neighbours. Use --area all for the "
        + "whole map, or --area CODE|NAME for another part.")
  }
}

extension Diagnostic {
  static func noSuchArea(_ text: String, layer: String, areas: [String]) -> Diagnostic {
    Diagnostic(
      .usage, "boundaries.area.missing", ["area": text, "layer": layer],
      id: "--area \(text): tidak ada wilayah induk dengan kode atau nama itu di peta \(layer). Yang ada: "
        + "\(Language.indonesian.list(areas, limit: 20)).",
      en: "--area \(text): no unit above those of the map \(layer) has that code or name. It has: "
        + "\(Language.english.list(areas, limit: 20)).")
  }
}
