internal import Diagnostics
internal import Glibc

extension Diagnostic {
  static func cannotCreateGeoJSON(_ path: String, errno code: Int32) -> Diagnostic {
    let reason = String(cString: strerror(code))
    return Diagnostic(
      .cannotCreate,
      id: "Berkas keluaran \(path) tidak dapat dibuat (\(reason)). Pastikan foldernya ada dan boleh ditulisi.",
      en: "The output file \(path) cannot be created (\(reason)). Make sure that its folder exists and is writable.")
  }

  static func cannotWriteGeoJSON(_ path: String, errno code: Int32) -> Diagnostic {
    let reason = String(cString: strerror(code))
    return Diagnostic(
      .inputOutput,
      id: "Penulisan ke \(path) gagal (\(reason)). Periksa sisa ruang dan keadaan media penyimpanannya.",
      en: "Writing to \(path) failed (\(reason)). Check the free space and the state of the storage device.")
  }
}
