import Diagnostics
import Glibc
import TextEncodings

// People count records from 1, as GIS programs and the format do.

// MARK: Parts that are missing

extension Diagnostic {
  static func noShapefile(_ path: String) -> Diagnostic {
    Diagnostic(
      .missingInput, "shapefile.missing", ["file": path],
      id: "\(path): shapefile tidak ditemukan. Periksa nama berkas dan foldernya.",
      en: "\(path): no such shapefile. Check the name and the folder.")
  }

  static func missingPart(_ part: String, of shp: String) -> Diagnostic {
    Diagnostic(
      .missingInput, "shapefile.part.missing", ["file": shp, "part": part],
      id: "\(shp): berkas .\(part) tidak ada di sampingnya. Berkas .shp, .shx, dan .dbf adalah satu kesatuan: salin "
        + "ketiganya ke folder yang sama.",
      en: "\(shp): the .\(part) is missing beside it. The .shp, .shx and .dbf belong together: copy all three to the "
        + "same folder.")
  }

  /// - Parameter code: what the system said last.
  static func cannotRead(_ path: String, error code: Int32 = errno) -> Diagnostic {
    if code == EMFILE || code == ENFILE {
      return Diagnostic(
        .inputOutput, "shapefile.handles", ["file": path],
        id:
          "\(path): berkas tidak dapat dibuka karena terlalu banyak berkas terbuka. Naikkan batasnya (ulimit -n), atau "
          + "tutup program lain.",
        en: "\(path): the file cannot be opened because too many files are open. Raise the limit (ulimit -n), or close "
          + "other programs.")
    }
    return Diagnostic(
      .inputOutput, "shapefile.unreadable", ["file": path],
      id: "\(path): berkas tidak dapat dibaca, atau berubah selagi dibaca. Periksa izin aksesnya, lalu coba lagi.",
      en: "\(path): the file cannot be read, or changed while it was read. Check its permissions and try again.")
  }
}

// MARK: Files that are not what they should be

extension Diagnostic {
  static func notShapefile(_ path: String) -> Diagnostic {
    Diagnostic(
      .badInput, "shapefile.none", ["file": path],
      id: "\(path): ini bukan berkas shapefile (penanda di awal berkas tidak cocok). Ekspor ulang layernya sebagai "
        + "ESRI Shapefile.",
      en: "\(path): this is not a shapefile (the mark at its start is wrong). Export the layer again as an ESRI "
        + "Shapefile.")
  }

  static func damagedIndex(_ path: String, promised: Int, size: Int) -> Diagnostic {
    Diagnostic(
      .badInput, "shapefile.index.damaged", ["file": path, "promised": String(promised), "size": String(size)],
      id: "\(path): indeks rusak: kepala berkas menyebut \(promised) byte, isinya \(size) byte. Salin atau ekspor "
        + "ulang .shp, .shx, dan .dbf bersama-sama.",
      en: "\(path): the index is damaged: its header says \(promised) bytes, the file has \(size). Copy or export the "
        + ".shp, .shx and .dbf again, together.")
  }

  static func indexDisagrees(_ shx: String, _ shp: String, record: Int) -> Diagnostic {
    Diagnostic(
      .badInput, "shapefile.index.mismatch", ["index": shx, "file": shp, "record": String(record + 1)],
      id: "\(shx): indeks tidak cocok dengan \(shp) pada rekaman \(record + 1). Kedua berkas bukan pasangannya atau "
        + "salah satunya rusak: salin atau ekspor ulang .shp, .shx, dan .dbf bersama-sama.",
      en: "\(shx): the index disagrees with \(shp) at record \(record + 1). The two are no pair or one is damaged: "
        + "copy or export the .shp, .shx and .dbf again, together.")
  }

  static func truncated(_ path: String, record: Int, of count: Int) -> Diagnostic {
    Diagnostic(
      .badInput, "shapefile.truncated", ["file": path, "record": String(record + 1), "count": String(count)],
      id: "\(path): berkas terpotong: rekaman \(record + 1) dari \(count) tidak utuh. Salin atau unduh ulang "
        + "berkasnya.",
      en: "\(path): the file is cut off: record \(record + 1) of \(count) is not whole. Copy or download it again.")
  }

  static func truncatedWithoutIndex(_ path: String, record: Int) -> Diagnostic {
    Diagnostic(
      .badInput, "shapefile.truncated.unindexed", ["file": path, "record": String(record + 1)],
      id: "\(path): berkas terpotong: rekaman \(record + 1) tidak utuh, dan tidak ada .shx yang menunjukkan letaknya. "
        + "Salin atau unduh ulang berkasnya.",
      en: "\(path): the file is cut off: record \(record + 1) is not whole, and there is no .shx that shows where it "
        + "lies. Copy or download it again.")
  }

  static func recordsUnnumbered(_ path: String, record: Int, number: Int) -> Diagnostic {
    Diagnostic(
      .badInput, "shapefile.records.unnumbered", ["file": path, "record": String(record + 1)],
      id:
        "\(path): di tempat rekaman \(record + 1) ada nomor \(number), dan tidak ada .shx yang menunjukkan urutannya. "
        + "Sertakan .shx, atau ekspor ulang petanya.",
      en:
        "\(path): where record \(record + 1) should be there is the number \(number), and there is no .shx that shows "
        + "their order. Add the .shx, or export the layer again.")
  }

  static func corruptRecord(_ path: String, record: Int) -> Diagnostic {
    Diagnostic(
      .badInput, "shapefile.record.corrupt", ["file": path, "record": String(record + 1)],
      id: "\(path): rekaman \(record + 1) rusak: jumlah bagian atau titiknya tidak sesuai dengan panjangnya. Salin "
        + "atau ekspor ulang berkasnya.",
      en: "\(path): record \(record + 1) is corrupt: its counts of parts and points do not fit its length. Copy or "
        + "export the file again.")
  }

  static func notFinite(_ path: String, record: Int) -> Diagnostic {
    Diagnostic(
      .badInput, "shapefile.coordinate.not-finite", ["file": path, "record": String(record + 1)],
      id: "\(path): rekaman \(record + 1) memuat koordinat yang bukan bilangan (NaN atau tak hingga). Perbaiki "
        + "geometri rekaman itu.",
      en: "\(path): record \(record + 1) has a coordinate that is not a finite number (NaN or infinity). Repair the "
        + "geometry of that record.")
  }

  static func wrongLayerType(_ path: String, type: Int, wanted: String) -> Diagnostic {
    Diagnostic(
      .badInput, "shapefile.type.layer", ["file": path, "type": ShapeKind.name(type), "wanted": wanted],
      id: "\(path): layer ini berisi \(ShapeKind.name(type)), padahal yang diperlukan \(wanted). Pilih layer yang "
        + "sesuai.",
      en: "\(path): this layer holds \(ShapeKind.name(type)) shapes, and \(wanted) is needed. Choose another layer.")
  }

  static func wrongRecordType(_ path: String, record: Int, type: Int, wanted: String) -> Diagnostic {
    Diagnostic(
      .badInput, "shapefile.type.record",
      ["file": path, "record": String(record + 1), "type": ShapeKind.name(type), "wanted": wanted],
      id: "\(path): rekaman \(record + 1) berisi \(ShapeKind.name(type)), padahal yang diperlukan \(wanted). Ekspor "
        + "ulang layernya dengan satu jenis geometri.",
      en: "\(path): record \(record + 1) holds a \(ShapeKind.name(type)), and \(wanted) is needed. Export the layer "
        + "again with one type of geometry.")
  }

  static func emptyLayer(_ path: String) -> Diagnostic {
    Diagnostic(
      .badInput, "shapefile.empty", ["file": path],
      id: "\(path): layer kosong, tidak ada satu pun rekaman. Pilih layer yang berisi.",
      en: "\(path): the layer is empty, it has no records. Choose a layer that has some.")
  }
}

// MARK: The attribute table

extension Diagnostic {
  static func notAttributeTable(_ path: String, _ text: String?) -> Diagnostic {
    let reason = text.map { " (\($0))" } ?? ""
    return Diagnostic(
      .badInput, "dbf.none", ["file": path],
      id: "\(path): ini bukan tabel DBF yang utuh\(reason). Salin atau ekspor ulang .shp, .shx, dan .dbf bersama-sama.",
      en: "\(path): this is not a sound DBF table\(reason). Copy or export the .shp, .shx and .dbf again, together.")
  }

  static func countsDiffer(_ shp: String, _ shapes: Int, _ dbf: String, _ rows: Int) -> Diagnostic {
    Diagnostic(
      .badInput, "shapefile.counts.differ", ["file": shp, "shapes": String(shapes), "dbf": dbf, "rows": String(rows)],
      id: "\(shp) memuat \(shapes) geometri, tetapi \(dbf) memuat \(rows) baris. Keduanya bukan pasangannya: salin "
        + "atau ekspor ulang .shp, .shx, dan .dbf bersama-sama.",
      en: "\(shp) has \(shapes) shapes, but \(dbf) has \(rows) rows. The two are no pair: copy or export the .shp, "
        + ".shx and .dbf again, together.")
  }

  /// Neither dropped, which would shift rows against shapes, nor kept, as their owner has deleted them.
  static func deletedRecords(_ path: String, _ records: [Int]) -> Diagnostic {
    let listed = records.prefix(5).map { String($0 + 1) }.joined(separator: ", ")
    let more = records.count > 5 ? ", …" : ""
    return Diagnostic(
      .badInput, "dbf.records.deleted", ["file": path],
      id: "\(path): \(records.count) rekaman ditandai terhapus (\(listed)\(more)). Simpan ulang layernya tanpa "
        + "rekaman itu, atau batalkan penghapusannya.",
      en: "\(path): \(records.count) records are marked as deleted (\(listed)\(more)). Save the layer again without "
        + "them, or undo the deletion.")
  }

  /// What a value that cannot be read should have been.
  enum DeclaredValue {
    case number, date, logical

    var indonesian: String {
      switch self {
      case .number: "bilangan"
      case .date: "tanggal (TTTTBBHH)"
      case .logical: "nilai logis (T atau F)"
      }
    }

    var english: String {
      switch self {
      case .number: "number"
      case .date: "date (YYYYMMDD)"
      case .logical: "logical value (T or F)"
      }
    }
  }

  static func wrongValue(
    _ path: String, record: Int, field: String, value: String, _ declared: DeclaredValue
  ) -> Diagnostic {
    Diagnostic(
      .badInput, "dbf.value.wrong", ["file": path, "record": String(record + 1), "field": field],
      id: "\(path), rekaman \(record + 1), kolom \(field): “\(value)” bukan \(declared.indonesian). Perbaiki nilainya.",
      en: "\(path), record \(record + 1), field \(field): “\(value)” is not a \(declared.english). Correct the value.")
  }

  static func binaryField(_ path: String, field: String) -> Diagnostic {
    Diagnostic(
      .badInput, "dbf.field.binary", ["file": path, "field": field],
      id: "\(path), kolom \(field): jenis kolom biner tidak didukung. Ekspor ulang layernya tanpa kolom itu atau "
        + "sebagai angka atau teks.",
      en: "\(path), field \(field): binary types of field are not supported. Export the layer again without it, or "
        + "as a number or text.")
  }
}

// MARK: Encodings

extension Diagnostic {
  static func unknownEncoding(_ label: String) -> Diagnostic {
    Diagnostic(
      .usage, "encoding.unknown", ["encoding": label],
      id: "Pengodean teks “\(label)” tidak dikenal. Contoh yang dikenal: UTF-8, CP1252, ISO-8859-1.",
      en: "The text encoding “\(label)” is unknown. Examples of known ones: UTF-8, CP1252, ISO-8859-1.")
  }

  static func unknownCodePage(_ path: String, _ label: String) -> Diagnostic {
    Diagnostic(
      .badInput, "dbf.encoding.unknown", ["file": path, "encoding": label],
      id: "\(path): pengodean teks “\(label)” tidak dikenal. Sebutkan yang benar, misalnya UTF-8.",
      en: "\(path): the text encoding “\(label)” is unknown. State the right one, for example UTF-8.")
  }

  static func notDecodable(
    _ path: String, record: Int, field: String, bytes: [UInt8], _ encoding: TextEncoding
  ) -> Diagnostic {
    // Bytes beyond ASCII are shown as such, since what they mean is what is not known.
    let value = bytes.map { (0x20..<0x7F).contains($0) ? String(UnicodeScalar($0)) : "\\x" + $0.hexadecimal }.joined()
    return Diagnostic(
      .badInput, "dbf.text.undecodable", ["file": path, "record": String(record + 1), "field": field],
      id: "\(path), rekaman \(record + 1), kolom \(field): teks “\(value)” tidak dapat dibaca sebagai \(encoding). "
        + "Sebutkan pengodean yang benar, misalnya CP1252.",
      en: "\(path), record \(record + 1), field \(field): the text “\(value)” is not valid \(encoding). State the "
        + "right encoding, for example CP1252.")
  }

  static func fieldNameNotDecodable(_ path: String, field: Int, _ encoding: TextEncoding) -> Diagnostic {
    Diagnostic(
      .badInput, "dbf.field.undecodable", ["file": path, "field": String(field + 1)],
      id: "\(path): nama kolom ke-\(field + 1) tidak dapat dibaca sebagai \(encoding). Sebutkan pengodean yang benar, "
        + "misalnya CP1252.",
      en: "\(path): the name of field \(field + 1) is not valid \(encoding). State the right encoding, for "
        + "example CP1252.")
  }
}

extension UInt8 {
  fileprivate var hexadecimal: String { (self < 16 ? "0" : "") + String(self, radix: 16, uppercase: true) }
}
