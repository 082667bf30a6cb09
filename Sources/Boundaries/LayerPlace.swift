package import Diagnostics
package import Geometry
package import Layers
package import Projections

/// Where a layer lies: its reference system, from the file or stated, and whether its coordinates can be there.
package struct LayerPlace: Sendable {
  package let crs: CoordinateReferenceSystem
  package let notices: [Notice]

  /// - Parameters:
  ///   - source: the layer.
  ///   - stated: by the user, as `EPSG:n`; it may not contradict the file in silence. Where the coordinates cannot be in
  ///     the file's system and can be in the stated one, that one is right.
  ///   - polygons: the layer's, in its own system; latitudes beyond a pole by rounding alone are brought to it.
  /// - Throws: `Diagnostic` for a system that is unknown or contradicted, and for coordinates that cannot be in it.
  /// - Complexity: O(vertices).
  package init(of source: any LayerSource, stated: String?, polygons: inout PolygonBuffer) throws {
    var notices: [Notice] = []
    let statement = source.referenceSystem
    let wanted = try stated.map { try CoordinateReferenceSystem(definition: $0) }
    switch (statement, wanted) {
    case (.absent, nil): throw Diagnostic.crsUnknown(layer: source.name)
    case (.blank(let place), nil): throw Diagnostic.crsBlank(layer: source.name, place: place)
    case (.implied(let definition), nil), (.stated(let definition, _), nil):
      crs = try CoordinateReferenceSystem(definition: definition)
    case (.absent, let wanted?), (.blank, let wanted?), (.implied, let wanted?): crs = wanted
    case (.stated(let definition, let place), let wanted?):
      // A definition that cannot be read is what the option is for; one that can be read is not overruled in silence.
      if let own = try? CoordinateReferenceSystem(definition: definition), !own.isEquivalent(to: wanted) {
        guard own.misfit(of: &polygons) != nil, wanted.misfit(of: &polygons) == nil else {
          throw Diagnostic.crsContradicts(stated: stated ?? "", own: own.name, layer: source.name, place: place)
        }
        notices.append(.crsOverruled(own.name, by: wanted.label, layer: source.name, place: place))
      }
      crs = wanted
    }
    if case .outside(let placement, _)? = try crs.checkPlausible(&polygons) {
      notices.append(.outsideAreaOfUse(placement, system: crs.label, layer: source.name))
    }
    self.notices = notices
  }
}

extension Diagnostic {
  static func crsUnknown(layer: String) -> Diagnostic {
    Diagnostic(
      .badInput, "boundaries.crs.missing", ["layer": layer],
      id: "Peta \(layer) tidak punya berkas .prj, jadi sistem koordinatnya tidak diketahui. Sertakan .prj, atau "
        + "sebutkan sistemnya, misalnya --crs EPSG:4326 (derajat WGS 84) atau --crs EPSG:9470 (SRGI2013).",
      en: "The layer \(layer) has no .prj file, so its coordinate reference system is unknown. Add the .prj, or state "
        + "the system, for example --crs EPSG:4326 (WGS 84 degrees) or --crs EPSG:9470 (SRGI2013).")
  }

  static func crsBlank(layer: String, place: String) -> Diagnostic {
    Diagnostic(
      .badInput, "boundaries.crs.blank", ["layer": layer, "place": place],
      id: "Peta \(layer): \(place) kosong, jadi sistem koordinatnya tidak diketahui. Lengkapi isinya, atau sebutkan "
        + "sistemnya, misalnya --crs EPSG:4326 (derajat WGS 84) atau --crs EPSG:9470 (SRGI2013).",
      en:
        "The layer \(layer): its \(place) is empty, so its coordinate reference system is unknown. Fill it in, or state "
        + "the system, for example --crs EPSG:4326 (WGS 84 degrees) or --crs EPSG:9470 (SRGI2013).")
  }

  static func crsContradicts(stated: String, own: String, layer: String, place: String) -> Diagnostic {
    Diagnostic(
      .badInput, "boundaries.crs.contradicted", ["layer": layer, "stated": stated, "own": own, "place": place],
      id: "--crs \(stated) bertentangan dengan \(place) peta \(layer), yang menyebut “\(own)”. Hapus --crs, atau "
        + "perbaiki maupun singkirkan \(place) bila isinya salah.",
      en:
        "--crs \(stated) contradicts the \(place) of the layer \(layer), which says “\(own)”. Leave --crs out, or correct "
        + "or remove the \(place) if it is wrong.")
  }
}

extension Notice {
  static func crsOverruled(_ own: String, by stated: String, layer: String, place: String) -> Notice {
    Notice(
      "boundaries.crs.overruled", ["layer": layer, "own": own, "stated": stated],
      id: "\(layer): \(place) menyebut “\(own)”, yang tidak cocok dengan koordinatnya; dipakai \(stated) seperti yang "
        + "disebut dengan --crs.",
      en:
        "\(layer): the \(place) says “\(own)”, which its coordinates do not fit; \(stated) was taken, as --crs states.")
  }

  static func outsideAreaOfUse(
    _ placement: CoordinateReferenceSystem.Placement, system: String, layer: String
  ) -> Notice {
    Notice(
      "boundaries.crs.outside", ["layer": layer, "system": system],
      id:
        "\(layer): menurut \(system) peta ini terletak di \(placement.place(.indonesian)), di luar wilayah yang dilayani "
        + "sistem itu (\(placement.areaText(.indonesian))). Periksa zona dan belahan buminya.",
      en: "\(layer): by \(system) it lies at \(placement.place(.english)), outside the area of use of that system "
        + "(\(placement.areaText(.english))). Check its zone and hemisphere.")
  }
}
