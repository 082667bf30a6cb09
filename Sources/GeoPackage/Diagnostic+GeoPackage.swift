internal import Diagnostics

extension Diagnostic {
  static func cannotCreateGeoPackage(_ path: String, reason: String) -> Diagnostic {
    Diagnostic(
      .cannotCreate,
      id: "Berkas keluaran \(path) tidak dapat dibuat (\(reason)). Pastikan foldernya ada dan boleh ditulisi.",
      en: "The output file \(path) cannot be created (\(reason)). Make sure that its folder exists and is writable.")
  }

  static func cannotWriteGeoPackage(_ path: String, reason: String) -> Diagnostic {
    Diagnostic(
      .inputOutput,
      id: "Penulisan ke \(path) gagal (SQLite: \(reason)). Periksa sisa ruang dan keadaan media penyimpanannya.",
      en: "Writing to \(path) failed (SQLite: \(reason)). Check the free space and the state of the storage device.")
  }
}
