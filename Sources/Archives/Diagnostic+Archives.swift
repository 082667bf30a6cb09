internal import CZip
internal import Diagnostics

extension Diagnostic {
  static func cannotOpenArchive(_ name: String, _ fault: ZipFault) -> Diagnostic {
    switch fault.code {
    case ZIP_ER_NOENT: noFile(name)
    case ZIP_ER_OPEN, ZIP_ER_READ, ZIP_ER_SEEK: cannotReadFile(name, fault.reason)
    default: damagedArchive(name, entry: nil, fault)
    }
  }

  static func damagedArchive(_ name: String, entry: String?, _ fault: ZipFault) -> Diagnostic {
    let place = entry.map { ", \($0)" } ?? ""
    return Diagnostic(
      .badInput, "archive.damaged", ["file": name, "entry": entry ?? "", "detail": fault.text],
      id: "\(name)\(place): arsip zip rusak atau tidak lengkap (libzip: \(fault.text)). Salin atau unduh ulang "
        + "berkasnya.",
      en:
        "\(name)\(place): the zip archive is damaged or incomplete (libzip: \(fault.text)). Copy or download the file "
        + "again.")
  }

  static func doubledEntry(_ name: String, entry: String) -> Diagnostic {
    Diagnostic(
      .badInput, "archive.entry.doubled", ["file": name, "entry": entry],
      id: "\(name): arsip zip memuat “\(entry)” dua kali, sehingga isinya tidak pasti. Simpan ulang berkasnya.",
      en: "\(name): the zip archive holds “\(entry)” twice, so its contents are uncertain. Save the file again.")
  }

  static func encryptedEntry(_ name: String, entry: String) -> Diagnostic {
    Diagnostic(
      .badInput, "archive.entry.encrypted", ["file": name, "entry": entry],
      id: "\(name), \(entry): terlindung kata sandi. Simpan ulang berkasnya tanpa kata sandi.",
      en: "\(name), \(entry): it has a password. Save the file again without one.")
  }

  static func largeEntry(_ name: String, entry: String, limit: Int) -> Diagnostic {
    Diagnostic(
      .badInput, "archive.entry.large", ["file": name, "entry": entry, "limit": String(limit)],
      id: "\(name), \(entry): isinya lebih dari \(id: limit) bita setelah dibuka, lebih besar daripada yang diterima. "
        + "Periksa asal berkasnya.",
      en: "\(name), \(entry): it unpacks to more than \(en: limit) bytes, which is more than is taken. Check where the "
        + "file comes from.")
  }

  static func cannotMakeArchive(_ fault: ZipFault) -> Diagnostic {
    Diagnostic(
      .internalFault, "archive.unmade", ["detail": fault.text],
      id: "libzip gagal membuat arsip: \(fault.text).", en: "libzip failed to make an archive: \(fault.text).")
  }
}
