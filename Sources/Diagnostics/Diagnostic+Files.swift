// Faults of reading and writing files, the same for every format.

extension Diagnostic {
  /// - Parameter name: as the user knows the file.
  package static func noFile(_ name: String) -> Diagnostic {
    Diagnostic(
      .missingInput, "file.missing", ["file": name],
      id: "\(name): berkas tidak ada. Periksa nama dan foldernya.",
      en: "\(name): there is no such file. Check its name and folder.")
  }

  package static func cannotReadFile(_ name: String, _ reason: Message) -> Diagnostic {
    Diagnostic(
      .inputOutput, "file.unreadable", ["file": name, "reason": reason.english],
      id: "\(name): berkas tidak dapat dibaca (\(id: reason)). Periksa hak aksesnya.",
      en: "\(name): the file cannot be read (\(en: reason)). Check its permissions.")
  }

  package static func cannotCreateFile(_ path: String, _ reason: Message) -> Diagnostic {
    Diagnostic(
      .cannotCreate, "output.uncreatable", ["file": path, "reason": reason.english],
      id: "Berkas keluaran \(path) tidak dapat dibuat (\(id: reason)). Pastikan foldernya ada dan boleh ditulisi.",
      en: "The output file \(path) cannot be created (\(en: reason)). Make sure that its folder exists and is writable."
    )
  }

  package static func cannotWriteFile(_ path: String, _ reason: Message) -> Diagnostic {
    Diagnostic(
      .inputOutput, "output.unwritten", ["file": path, "reason": reason.english],
      id: "Penulisan ke \(path) gagal (\(id: reason)). Periksa sisa ruang dan keadaan media penyimpanannya.",
      en: "Writing to \(path) failed (\(en: reason)). Check the free space and the state of the storage device.")
  }
}
