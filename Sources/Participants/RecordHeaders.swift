internal import Enrolment

/// What the columns of a table of participants mean, one row for each of them. **A new header is a new entry here.**
///
/// Headers are compared as those of `EnrolmentHeaders`, from which codes and names of units, segments and periods are
/// taken. Names of persons (`nama`), addresses, dates of birth and wages are in no list, so nothing is read from them.
enum RecordHeaders {
  /// A number that tells participants apart, preferred first. The identity number (NIK) serves where there is no
  /// number of the programme: it tells who somebody is, and its first digits are not read.
  static let participant =
    [
      "no_peserta", "nomor_peserta", "nomor_kepesertaan", "no_kepesertaan", "kpj", "no_kpj", "nomor_kpj", "id_peserta",
      "kode_peserta", "participant_number", "participant_no", "participant_id", "member_number", "member_no",
      "member_id", "membership_number", "membership_id",
    ] + identity

  /// Numbers of persons. Their first digits are where somebody was first registered and not where they live.
  static let identity = [
    "nik", "no_nik", "nomor_nik", "nik_peserta", "no_ktp", "nomor_ktp", "ktp", "no_identitas", "nomor_identitas",
    "nomor_induk_kependudukan", "national_id", "national_identity_number",
  ]

  /// Whether the participant is active.
  static let status = [
    "status_aktif", "status_keaktifan", "keaktifan", "status_kepesertaan", "status_peserta", "status_keanggotaan",
    "aktif", "is_active", "active", "active_status", "membership_status", "participant_status", "status",
  ]

  /// Further codes of a unit of any level.
  static let residenceCodes = [
    "kode_tempat_tinggal", "kode_domisili", "kode_wilayah_tempat_tinggal", "residence_code", "code_of_residence",
  ]

  /// Words behind a header that say that it is the place of residence, as against that of work or of registration.
  static let residenceSuffixes = ["domisili", "tempat_tinggal", "tinggal", "residence", "of_residence", "home"]

  /// Headers that mean this one, those that name the residence first.
  static func residence(_ names: [String]) -> [String] {
    residenceSuffixes.flatMap { suffix in names.map { "\($0)_\(suffix)" } } + names
  }

  /// All that is known, to tell a header from a record.
  static let known: Set<String> = {
    let areas = EnrolmentHeaders.codes.flatMap(\.names) + EnrolmentHeaders.names.flatMap(\.names)
    let others = [
      "nama", "nama_peserta", "nama_lengkap", "alamat", "tanggal_lahir", "tgl_lahir", "upah", "gaji", "name", "address",
      "birth_date", "date_of_birth", "wage", "salary", "jenis_kelamin", "no", "nomor",
    ]
    return Set(
      participant + status + EnrolmentHeaders.longitudes + EnrolmentHeaders.latitudes + EnrolmentHeaders.eastings
        + EnrolmentHeaders.northings + residence(residenceCodes + areas)
        + EnrolmentHeaders.segment + EnrolmentHeaders.period + others)
  }()
}
