package import Diagnostics
internal import Glibc

extension Diagnostic {
  /// The same fault of a file that waits in a hidden folder, told of the place where it was to stand.
  func naming(_ place: String, insteadOf staged: String) -> Diagnostic {
    func told(_ text: String) -> String { text.replacing(staged, with: place) }
    let message = Message(id: told(notice.message.indonesian), en: told(notice.message.english))
    return Diagnostic(kind, Notice(code, arguments.mapValues(told), message))
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
    default:
      let reason = Message.systemError(code)
      return Diagnostic(
        .inputOutput, "output.failed", ["file": path, "reason": reason.english],
        id: "Penulisan \(path) gagal di tengah jalan: \(id: reason).",
        en: "Writing \(path) failed: \(en: reason).")
    }
  }
}
