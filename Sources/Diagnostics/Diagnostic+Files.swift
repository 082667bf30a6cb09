internal import Glibc

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

  /// Why the system did not let a file be made or written.
  ///
  /// A full disk and the like are troubles of storage (`inputOutput`), whatever the call was that met them first; all
  /// else is a place that cannot be written (`cannotCreate`).
  package static func cannotWrite(_ path: String, error code: Int32) -> Diagnostic {
    switch code {
    case ENOSPC, EDQUOT, EFBIG, EIO, EMFILE, ENFILE: return writingFailed(path, error: code)
    default:
      let reason = Message.systemError(code)
      return Diagnostic(
        .cannotCreate, "output.unwritable", ["file": path, "reason": reason.english],
        id: "\(path) tidak dapat ditulis: \(id: reason). Pilih tempat lain yang dapat ditulisi.",
        en: "\(path) cannot be written: \(en: reason). Choose a place that can be written.")
    }
  }

  /// Writing that ended midway.
  package static func writingFailed(_ path: String, error code: Int32) -> Diagnostic {
    switch code {
    case ENOSPC, EDQUOT:
      return Diagnostic(
        .inputOutput, "output.full", ["file": path],
        id: "\(path) tidak dapat ditulis: ruang penyimpanan habis. Kosongkan ruang di sana, atau pilih tempat lain.",
        en: "\(path) cannot be written: no space is left. Free some space there, or choose another place.")
    case EFBIG:
      return Diagnostic(
        .inputOutput, "output.large", ["file": path],
        id:
          "\(path) tidak dapat ditulis: berkasnya melampaui ukuran yang diizinkan (ulimit -f, atau sistem berkasnya). "
          + "Naikkan batas itu, atau pilih tempat lain.",
        en: "\(path) cannot be written: the file is larger than is allowed (ulimit -f, or its file system). Raise that "
          + "limit, or choose another place.")
    case EMFILE, ENFILE:
      return Diagnostic(
        .inputOutput, "system.handles", ["file": path],
        id:
          "\(path) tidak dapat dibuka: terlalu banyak berkas terbuka. Naikkan batasnya (ulimit -n), atau tutup program "
          + "lain.",
        en: "\(path) cannot be opened: too many files are open. Raise the limit (ulimit -n), or close other programs.")
    default: return writingFailed(path, .systemError(code))
    }
  }

  /// Writing that ended for a reason that is not the system's.
  package static func writingFailed(_ path: String, _ reason: Message) -> Diagnostic {
    Diagnostic(
      .inputOutput, "output.failed", ["file": path, "reason": reason.english],
      id: "Penulisan \(path) gagal di tengah jalan: \(id: reason).", en: "Writing \(path) failed: \(en: reason).")
  }
}
