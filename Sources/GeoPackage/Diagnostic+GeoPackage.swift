internal import Diagnostics

extension Diagnostic {
  static func cannotReadGeoPackage(_ path: String, reason: String) -> Diagnostic {
    Diagnostic(
      .inputOutput, "geopackage.unreadable", ["file": path, "reason": reason],
      id: "\(path): berkas tidak dapat dibaca (SQLite: \(reason)). Periksa izin aksesnya.",
      en: "\(path): the file cannot be read (SQLite: \(reason)). Check its permissions.")
  }

  static func busyGeoPackage(_ path: String, reason: String) -> Diagnostic {
    Diagnostic(
      .inputOutput, "geopackage.busy", ["file": path, "reason": reason],
      id: "\(path): GeoPackage ini sedang dibuka program lain, atau perubahannya belum selesai disimpan (SQLite: "
        + "\(reason)). Tutup program itu (misalnya QGIS), lalu coba lagi.",
      en: "\(path): this GeoPackage is open in another program, or its changes are not saved yet (SQLite: \(reason)). "
        + "Close that program (QGIS, say) and try again.")
  }

  static func damagedGeoPackage(_ path: String, reason: String) -> Diagnostic {
    Diagnostic(
      .badInput, "geopackage.damaged", ["file": path, "reason": reason],
      id: "\(path): GeoPackage ini rusak atau terpotong (SQLite: \(reason)). Salin atau unduh ulang berkasnya.",
      en: "\(path): this GeoPackage is damaged or cut off (SQLite: \(reason)). Copy or download it again.")
  }

  static func notGeoPackage(_ path: String) -> Diagnostic {
    Diagnostic(
      .badInput, "geopackage.none", ["file": path],
      id:
        "\(path): ini basis data SQLite, tetapi bukan GeoPackage (tabel gpkg_contents dan gpkg_geometry_columns tidak "
        + "ada). Simpan petanya dari QGIS sebagai GeoPackage.",
      en: "\(path): this is an SQLite database, but not a GeoPackage (it has no tables gpkg_contents and "
        + "gpkg_geometry_columns). Save the layer from QGIS as a GeoPackage.")
  }

  static func faultyGeometry(_ path: String, layer: String, record: Int, _ fault: GeometryFault) -> Diagnostic {
    Diagnostic(
      .badInput, "geopackage.geometry.\(fault.code)", ["file": path, "layer": layer, "record": String(record)],
      id: "\(path), peta “\(layer)”, rekaman \(record): \(fault.text.indonesian).",
      en: "\(path), layer “\(layer)”, record \(record): \(fault.text.english).")
  }

  static func unreadableValue(_ path: String, layer: String, record: Int, field: String) -> Diagnostic {
    Diagnostic(
      .badInput, "geopackage.value", ["file": path, "layer": layer, "record": String(record), "field": field],
      id: "\(path), peta “\(layer)”, rekaman \(record), kolom \(field): isinya bukan teks UTF-8 atau angka. Perbaiki "
        + "nilainya.",
      en: "\(path), layer “\(layer)”, record \(record), field \(field): its value is neither UTF-8 text nor a number. "
        + "Correct it.")
  }
}
