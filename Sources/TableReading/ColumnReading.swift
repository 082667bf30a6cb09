public import Areas
package import Diagnostics

/// What one column means, and why.
public enum ColumnMeaning: Sendable, Hashable {
  case code(AdministrativeLevel?)
  case name(AdministrativeLevel?)
  /// Names of the units above.
  case parent(AdministrativeLevel?)
  case enrolled(segment: String?)
  case eligible(segment: String?)
  /// Holds the sums of other columns, checked and not counted.
  case sum
  case segment
  case period
  /// The year, where the period's column holds the month alone.
  case year
  /// Tells active participants from others.
  case status
  /// Men and women, whose counts are added.
  case sex
  case runningNumber
  /// Not used, for this reason.
  case ignored(Reason)

  /// Why a column is not used.
  public enum Reason: Sendable, Hashable {
    case notUnderstood([String])
    case otherPeriod(String)
    case inactive, registered, programme, statusUnstated, otherLevel, unit, blank, stated
    case other(String)
    case runningNumbers, codesLost, partsOfSum
    case otherColumn(String)
  }
}

/// One column as it was read.
public struct ColumnReading: Sendable {
  /// As it stands, its lines joined.
  public let header: String
  public let meaning: ColumnMeaning
  /// The first cell of a row that is used; empty where it is blank.
  public let first: String
  /// Over the rows that are used; nil for columns that are not counted.
  public let sum: Int?
}

/// A row that is no unit's record.
public struct SetAsideRow: Sendable {
  public enum Kind: String, Sendable, CaseIterable {
    case title
    case columnNumbers = "column_numbers"
    case section, sum, note
    case repeatedHeader = "repeated_header"
    case inactive, average, merged
  }

  public let kind: Kind
  /// The line of the file, or the row of the sheet.
  public let line: Int
  public let text: String

  package init(kind: Kind, line: Int, text: String) {
    self.kind = kind
    self.line = line
    self.text = text
  }
}

extension ColumnMeaning {
  /// What programs know it by.
  package var code: String {
    switch self {
    case .code: "code"
    case .name: "name"
    case .parent: "parent"
    case .enrolled: "enrolled"
    case .eligible: "eligible"
    case .sum: "sum"
    case .segment: "segment"
    case .period: "period"
    case .year: "year"
    case .status: "status"
    case .sex: "sex"
    case .runningNumber: "running_number"
    case .ignored: "ignored"
    }
  }

  /// The segment of a column of counts.
  package var segmentLabel: String? {
    switch self {
    case .enrolled(let segment), .eligible(let segment): segment
    default: nil
    }
  }

  /// In words.
  package var summary: Message {
    func level(_ level: AdministrativeLevel?, _ language: Language) -> String {
      guard let level else { return language == .indonesian ? "wilayah" : "unit" }
      switch level {
      case .province: return language == .indonesian ? "provinsi" : "province"
      case .regency: return language == .indonesian ? "kabupaten/kota" : "regency or city"
      case .district: return language == .indonesian ? "kecamatan" : "kecamatan"
      case .village: return language == .indonesian ? "desa/kelurahan" : "village"
      case .unit: return language == .indonesian ? "wilayah" : "unit"
      }
    }
    switch self {
    case .code(let own):
      return Message(id: "kode \(level(own, .indonesian))", en: "code of the \(level(own, .english))")
    case .name(let own):
      return Message(id: "nama \(level(own, .indonesian))", en: "name of the \(level(own, .english))")
    case .parent(let own):
      return Message(
        id: "wilayah induk (\(level(own, .indonesian)))", en: "parent (\(level(own, .english)))")
    case .enrolled(let segment):
      return Message(
        id: "peserta aktif" + (segment.map { ", segmen \($0)" } ?? ""),
        en: "active participants" + (segment.map { ", segment \($0)" } ?? ""))
    case .eligible(let segment):
      return Message(
        id: "potensi pekerja" + (segment.map { ", segmen \($0)" } ?? ""),
        en: "eligible workers" + (segment.map { ", segment \($0)" } ?? ""))
    case .sum: return Message(id: "jumlah kolom lain, cocok", en: "sum of other columns, agrees")
    case .segment: return Message(id: "segmen", en: "segment")
    case .period: return Message(id: "periode", en: "period")
    case .year: return Message(id: "tahun", en: "year")
    case .status: return Message(id: "status: yang aktif dipakai", en: "status: the active are used")
    case .sex: return Message(id: "jenis kelamin: dijumlahkan", en: "sex: added together")
    case .runningNumber: return Message(id: "nomor urut", en: "running number")
    case .ignored(let reason):
      return Message(id: "tidak dipakai: \(reason.text.indonesian)", en: "not used: \(reason.text.english)")
    }
  }
}

extension ColumnMeaning.Reason {
  var text: Message {
    switch self {
    case .notUnderstood(let words):
      words.isEmpty
        ? Message(id: "tidak dikenal", en: "not known")
        : Message(
          id: "kata tidak dikenal (\(words.joined(separator: " ")))",
          en: "words not known (\(words.joined(separator: " ")))")
    case .otherPeriod(let period): Message(id: "periode lain (\(period))", en: "another period (\(period))")
    case .inactive: Message(id: "peserta nonaktif", en: "inactive participants")
    case .registered: Message(id: "peserta terdaftar, belum tentu aktif", en: "registered, who may not be active")
    case .programme: Message(id: "per program (orangnya sama)", en: "by programme (the same persons)")
    case .statusUnstated: Message(id: "tidak menyebut aktif", en: "does not say active")
    case .otherLevel: Message(id: "tingkat wilayah lain", en: "of another level")
    case .unit: Message(id: "satuan", en: "unit of measure")
    case .blank: Message(id: "kosong", en: "blank")
    case .stated: Message(id: "diminta --ignore-column", en: "as --ignore-column says")
    case .other(let what):
      switch what {
      case "share": Message(id: "persentase atau rasio", en: "a share or a ratio")
      case "employers": Message(id: "menghitung pemberi kerja", en: "counts employers")
      case "money": Message(id: "uang atau kasus", en: "money or cases")
      case "population": Message(id: "menghitung penduduk", en: "counts inhabitants")
      case "target": Message(id: "target", en: "a target")
      case "remainder": Message(id: "sisa atau selisih", en: "a remainder or a difference")
      case "change": Message(id: "perubahan", en: "a change")
      case "unemployed": Message(id: "bukan pekerja", en: "counts no workers")
      case "person": Message(id: "data orang", en: "personal data")
      case "office": Message(id: "kantor atau keterangan", en: "an office or a remark")
      default: Message(id: "bukan hitungan pekerja", en: "counts no workers")
      }
    case .runningNumbers: Message(id: "nomor urut, bukan kode", en: "running numbers, not codes")
    case .codesLost:
      Message(id: "kode rusak menjadi angka; nama dipakai", en: "codes turned into numbers; names are used")
    case .otherColumn(let name):
      Message(id: "yang dipakai “\(name)”", en: "“\(name)” is used")
    case .partsOfSum: Message(id: "bagian dari jumlah yang dipakai", en: "part of the sum that is used")
    }
  }
}
