internal import Diagnostics
internal import LayerFiles
internal import Layers
internal import Projections
internal import RunFiles

extension ServicePoints {
  init(layer options: Options) throws {
    let reader = try LayerFiles.open(options.path, encoding: options.encoding, shapes: .points)
    let sets = try reader.pointSets()
    let named = PointHeaders.names.lazy.compactMap { name in
      reader.fields.firstIndex { EnrolmentHeaders.key($0.name) == name }
    }.first
    let names = try named.map { try reader.attributes([$0], threads: 1).columns[0] }
    if let empty = sets.firstIndex(where: \.isEmpty) {
      throw Diagnostic.recordWithoutPoint(Self.place(empty + 1, .layer, reader.name))
    }
    try self.init(
      name: reader.name, source: .layer,
      read: sets.enumerated().flatMap { record, set in
        let name = names?.text(at: record)
        return set.map { (x: $0.x, y: $0.y, name: name, place: record + 1) }
      },
      crs: Self.crs(of: reader, stated: options.crs),
      inputs: reader.files.enumerated().map { position, path in
        InputFile(role: .points, path: path, rows: position == 0 ? reader.recordCount : nil)
      }, notices: reader.notices)
  }

  /// From the .prj, or stated. The two may not contradict each other.
  private static func crs(of reader: any LayerSource, stated: String?) throws -> CoordinateReferenceSystem {
    let wanted = try stated.map(Self.crs)
    guard let definition = reader.referenceSystem.definition else {
      guard let wanted else { throw Diagnostic.pointLayerWithoutCRS(reader.name) }
      return wanted
    }
    guard let wanted, let stated else { return try CoordinateReferenceSystem(definition: definition) }
    if case .implied = reader.referenceSystem { return wanted }
    if let own = try? CoordinateReferenceSystem(definition: definition), !own.isEquivalent(to: wanted) {
      throw Diagnostic.pointCRSContradicts(stated: stated, own: own.name, layer: reader.name)
    }
    return wanted
  }
}

extension Diagnostic {
  static func recordWithoutPoint(_ place: Message) -> Diagnostic {
    Diagnostic(
      .badInput, "points.record.empty", ["place": place.english],
      id: "\(id: place): tidak ada titiknya (geometri kosong). Isi letaknya, atau hapus rekaman itu.",
      en: "\(en: place): it has no point (null geometry). Give its place, or delete the record.")
  }

  static func pointLayerWithoutCRS(_ layer: String) -> Diagnostic {
    Diagnostic(
      .badInput, "points.crs.missing", ["layer": layer],
      id: "Titik layanan \(layer) tidak punya berkas .prj, jadi sistem koordinatnya tidak diketahui. Sertakan .prj, "
        + "atau sebutkan sistemnya, misalnya --points-crs EPSG:4326 (derajat WGS 84).",
      en: "The service points \(layer) have no .prj file, so their coordinate reference system is unknown. Add the "
        + ".prj, or state the system, for example --points-crs EPSG:4326 (WGS 84 degrees).")
  }

  static func pointCRSContradicts(stated: String, own: String, layer: String) -> Diagnostic {
    Diagnostic(
      .badInput, "points.crs.contradicted", ["stated": stated, "own": own, "layer": layer],
      id: "--points-crs \(stated) bertentangan dengan .prj titik layanan \(layer), yang menyebut “\(own)”. Hapus "
        + "--points-crs, atau perbaiki maupun singkirkan .prj bila isinya salah.",
      en: "--points-crs \(stated) contradicts the .prj of the service points \(layer), which says “\(own)”. Leave "
        + "--points-crs out, or correct or remove the .prj if it is wrong.")
  }
}
