package import Areas
package import Diagnostics

/// Names of columns of places, segments and periods in records and in tables of points. **A new header is a new entry
/// here.** Tables of counts are read word by word (`TableReading`).
///
/// Headers are compared in lower case with `_` for every run of other signs: `Kode Wilayah` is `kode_wilayah`.
package enum EnrolmentHeaders {
  /// Codes of a unit, by the level they are known to have; nil for any level.
  package static let codes: [(level: AdministrativeLevel?, names: [String])] = [
    (
      .village,
      [
        "kode_desa", "kode_kelurahan", "kode_desa_kelurahan", "kode_kel", "kode_kel_desa", "kddesa", "kd_desa",
        "iddesa",
        "kdepum", "village_code",
      ]
    ),
    (.district, ["kode_kecamatan", "kode_kec", "kdkec", "kd_kec", "idkec", "kdcpum", "subdistrict_code"]),
    (
      .regency,
      [
        "kode_kabupaten", "kode_kab", "kode_kabkota", "kode_kab_kota", "kode_kabupaten_kota", "kdkab", "kd_kab",
        "idkab",
        "kdpkab", "regency_code",
      ]
    ),
    (.province, ["kode_provinsi", "kode_prov", "kdprov", "kd_prov", "idprov", "kdppum", "province_code"]),
    (
      nil,
      [
        "kode", "kode_wilayah", "kodewilayah", "kd_wilayah", "kode_daerah", "kode_kemendagri", "kode_bps",
        "code", "area_code", "unit_code", "region_code", "pcode", "code_kemendagri", "code_bps", "geocode",
      ]
    ),
  ]

  /// Names of a unit, by the level they are known to have; nil for any level.
  package static let names: [(level: AdministrativeLevel?, names: [String])] = [
    (
      .village,
      [
        "desa", "kelurahan", "desa_kelurahan", "kelurahan_desa", "kel_desa", "desa_kel", "nama_desa", "nama_kelurahan",
        "nama_desa_kelurahan", "kampung", "village", "village_name",
      ]
    ),
    (.district, ["kecamatan", "nama_kecamatan", "nama_kec", "kec", "subdistrict", "kecamatan_name"]),
    (
      .regency,
      [
        "kabupaten", "kab", "kota", "kabkota", "kab_kota", "kabupaten_kota", "nama_kabupaten", "nama_kab",
        "nama_kabkota", "nama_kab_kota", "nama_kabupaten_kota", "regency", "city", "regency_name",
      ]
    ),
    (.province, ["provinsi", "nama_provinsi", "prov", "province"]),
    (
      nil,
      [
        "nama", "nama_wilayah", "wilayah", "daerah", "nama_daerah", "name", "area", "area_name", "unit", "unit_name",
        "district", "district_name", "region",
      ]
    ),
  ]

  package static let segment = [
    "segmen", "segment", "segmen_peserta", "segmen_kepesertaan", "jenis_peserta", "jenis_kepesertaan",
    "kategori_peserta", "kelompok_peserta", "jenis_pekerja",
  ]

  package static let period = [
    "periode", "period", "periode_data", "per_tanggal", "tanggal_data", "data_per", "as_of", "bulan", "tahun", "year",
    "month",
  ]

  /// Coordinates in degrees. `lintang_selatan` and `longitude_west` are none: their values lack the sign.
  package static let longitudes = ["lon", "longitude", "lng", "long", "bujur", "bujur_timur", "garis_bujur"]
  package static let latitudes = ["lat", "latitude", "lintang", "garis_lintang"]
  /// Coordinates of a system that must be stated.
  package static let eastings = ["x", "easting", "x_utm", "utm_x", "koordinat_x", "coord_x", "x_coord"]
  package static let northings = ["y", "northing", "y_utm", "utm_y", "koordinat_y", "coord_y", "y_coord"]

  /// Without marks of footnotes, and without the word for whose code or name it is (`bps_kode_…`, `kemendagri_nama_…`).
  package static func key(_ header: String) -> String {
    var words = AreaName.words(of: header)
    if words.count > 2, ["bps", "kemendagri"].contains(words[0]), ["kode", "nama"].contains(words[1]) {
      words.removeFirst()
    }
    return words.joined(separator: "_")
  }
}

extension Diagnostic {
  package static func columnTwice(_ name: String, table: String) -> Diagnostic {
    Diagnostic(
      .badInput, "records.column.twice", ["table": table, "column": name],
      id: "Tabel \(table) punya lebih dari satu kolom “\(name)”. Ganti nama salah satunya.",
      en: "The table \(table) has more than one column “\(name)”. Rename one of them.")
  }
}
