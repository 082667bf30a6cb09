internal import CZip
internal import Diagnostics
internal import Glibc

extension Diagnostic {
  static func cannotOpenArchive(_ name: String, _ fault: ZipFault) -> Diagnostic {
    switch fault.code {
    case ZIP_ER_NOENT:
      return Diagnostic(
        .missingInput, id: "\(name): berkas tidak ada. Periksa nama dan foldernya.",
        en: "\(name): there is no such file. Check its name and folder.")
    case ZIP_ER_OPEN, ZIP_ER_READ, ZIP_ER_SEEK:
      let reason = fault.systemCode == 0 ? fault.text : String(cString: strerror(fault.systemCode))
      return Diagnostic(
        .inputOutput, id: "\(name): berkas tidak dapat dibaca (\(reason)). Periksa hak aksesnya.",
        en: "\(name): the file cannot be read (\(reason)). Check its permissions.")
    default: return damagedArchive(name, entry: nil, fault)
    }
  }

  static func damagedArchive(_ name: String, entry: String?, _ fault: ZipFault) -> Diagnostic {
    let place = entry.map { ", \($0)" } ?? ""
    return Diagnostic(
      .badInput,
      id: "\(name)\(place): arsip zip rusak atau tidak lengkap (libzip: \(fault.text)). Salin atau unduh ulang "
        + "berkasnya.",
      en:
        "\(name)\(place): the zip archive is damaged or incomplete (libzip: \(fault.text)). Copy or download the file "
        + "again.")
  }

  static func doubledEntry(_ name: String, entry: String) -> Diagnostic {
    Diagnostic(
      .badInput,
      id: "\(name): arsip zip memuat “\(entry)” dua kali, sehingga isinya tidak pasti. Simpan ulang berkasnya.",
      en: "\(name): the zip archive holds “\(entry)” twice, so its contents are uncertain. Save the file again.")
  }

  static func encryptedEntry(_ name: String, entry: String) -> Diagnostic {
    Diagnostic(
      .badInput, id: "\(name), \(entry): terlindung kata sandi. Simpan ulang berkasnya tanpa kata sandi.",
      en: "\(name), \(entry): it has a password. Save the file again without one.")
  }

  static func largeEntry(_ name: String, entry: String, limit: Int) -> Diagnostic {
    let size = Language.english.text(limit)
    let ukuran = Language.indonesian.text(limit)
    return Diagnostic(
      .badInput,
      id: "\(name), \(entry): isinya lebih dari \(ukuran) bita setelah dibuka, lebih besar daripada yang diterima. "
        + "Periksa asal berkasnya.",
      en: "\(name), \(entry): it unpacks to more than \(size) bytes, which is more than is taken. Check where the file "
        + "comes from.")
  }

  static func cannotMakeArchive(_ fault: ZipFault) -> Diagnostic {
    Diagnostic(
      .internalFault, id: "libzip gagal membuat arsip: \(fault.text).",
      en: "libzip failed to make an archive: \(fault.text).")
  }

  static func cannotCreateArchive(_ path: String, _ reason: String) -> Diagnostic {
    Diagnostic(
      .cannotCreate,
      id: "Berkas keluaran \(path) tidak dapat dibuat (\(reason)). Pastikan foldernya ada dan boleh ditulisi.",
      en: "The output file \(path) cannot be created (\(reason)). Make sure that its folder exists and is writable.")
  }

  static func cannotWriteArchive(_ path: String, _ reason: String) -> Diagnostic {
    Diagnostic(
      .inputOutput,
      id: "Penulisan ke \(path) gagal (\(reason)). Periksa sisa ruang dan keadaan media penyimpanannya.",
      en: "Writing to \(path) failed (\(reason)). Check the free space and the state of the storage device.")
  }
}
