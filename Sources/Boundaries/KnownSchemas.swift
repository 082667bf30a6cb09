internal import Areas

/// The attribute schemas of boundary layers that people in Indonesia hold. **A new schema is a new entry here.**
///
/// Field names are compared without case and by their first ten letters, because a DBF file cuts them there.
package struct BoundarySchema: Sendable {
  /// The fields of one administrative level, alternatives in order of preference.
  struct Level: Sendable {
    let level: AdministrativeLevel?
    let codes: [String]
    let names: [String]
    var parentCodes: [String] = []
    var parentNames: [String] = []
    /// The field that tells the level (`ADM2`), where the layer's names for its fields do not.
    var levelField: String?
    /// The field that tells a regency from a city.
    var kindField: String?
  }

  /// What a field of levels says.
  static let levelsByName: [String: AdministrativeLevel] = [
    "ADM1": .province, "ADM2": .regency, "ADM3": .district, "ADM4": .village,
  ]

  /// As reports print it.
  let name: String
  /// Fields that tell the schema: all of one list must be there.
  let signatures: [[String]]
  /// Coarsest first. A level of nil is told by the codes' length.
  let levels: [Level]
  /// The field of the record's own name, whatever its level, and the one that tells this level in words. They are
  /// believed together alone, where the level's own field is blank.
  var object: (name: String, level: String)?
  /// How many digits the levels have where their codes are in parts, province, regency, district and village.
  var partWidths = [2, 2, 2, 4]

  static let known: [BoundarySchema] = [
    // Badan Informasi Geospasial. NAMOBJ is the object's name, a village's even in dissolved layers: never believed
    // beside a name of the level's own.
    BoundarySchema(
      name: "BIG", signatures: [["WADMPR", "WADMKK"]],
      levels: [
        Level(level: .province, codes: ["KDPPUM", "KDPBPS"], names: ["WADMPR"]),
        Level(level: .regency, codes: ["KDPKAB", "KDBBPS"], names: ["WADMKK"]),
        Level(level: .district, codes: ["KDCPUM", "KDCBPS"], names: ["WADMKC"]),
        Level(level: .village, codes: ["KDEPUM", "KDEBPS"], names: ["WADMKD"]),
      ], object: (name: "NAMOBJ", level: "REMARK")),
    // OCHA common operational datasets (HDX), in both spellings of their field names.
    BoundarySchema(
      name: "HDX COD-AB", signatures: [["ADM1_PCODE"]],
      levels: [
        Level(level: .province, codes: ["ADM1_PCODE"], names: ["ADM1_EN", "ADM1_ID", "ADM1_NAME"]),
        Level(level: .regency, codes: ["ADM2_PCODE"], names: ["ADM2_EN", "ADM2_ID", "ADM2_NAME"]),
        Level(level: .district, codes: ["ADM3_PCODE"], names: ["ADM3_EN", "ADM3_ID", "ADM3_NAME"]),
        Level(level: .village, codes: ["ADM4_PCODE"], names: ["ADM4_EN", "ADM4_ID", "ADM4_NAME"]),
      ]),
    BoundarySchema(
      name: "HDX/BPS 2020", signatures: [["province_code", "regency_code"]],
      levels: [
        Level(level: .province, codes: ["province_code"], names: ["province"]),
        Level(level: .regency, codes: ["regency_code"], names: ["regency"]),
        Level(level: .district, codes: ["district_code"], names: ["district"]),
        Level(level: .village, codes: ["village_code"], names: ["village"]),
      ]),
    BoundarySchema(
      name: "quarcs", signatures: [["districtID", "provinceID"]],
      levels: [
        Level(level: .province, codes: ["provinceID"], names: ["province"]),
        Level(level: .regency, codes: ["districtID"], names: ["distLongName", "district"]),
      ]),
    // Whole codes, or the parts of each level.
    BoundarySchema(
      name: "BPS",
      signatures: [["idprov"], ["idkab"], ["idkec"], ["iddesa"], ["kdprov", "kdkab"]],
      levels: [
        Level(level: .province, codes: ["idprov", "kdprov"], names: ["nmprov"]),
        Level(level: .regency, codes: ["idkab", "kdkab"], names: ["nmkab"]),
        Level(level: .district, codes: ["idkec", "kdkec"], names: ["nmkec"]),
        Level(level: .village, codes: ["iddesa", "kddesa"], names: ["nmdesa"]),
      ], partWidths: [2, 2, 3, 3]),
    BoundarySchema(
      name: "BPS", signatures: [["PROVNO", "KABKOTNO"]],
      levels: [
        Level(level: .province, codes: ["PROVNO"], names: ["PROVINSI"]),
        Level(level: .regency, codes: ["KABKOTNO"], names: ["KABKOT"]),
        Level(level: .district, codes: ["KECNO"], names: ["KECAMATAN"]),
        Level(level: .village, codes: ["DESANO"], names: ["DESA"]),
      ], partWidths: [2, 2, 3, 3]),
    BoundarySchema(
      name: "GADM", signatures: [["GID_1", "NAME_1"]],
      levels: [
        Level(level: .province, codes: ["CC_1", "GID_1"], names: ["NAME_1"], kindField: "TYPE_1"),
        Level(level: .regency, codes: ["CC_2", "GID_2"], names: ["NAME_2"], kindField: "TYPE_2"),
        Level(level: .district, codes: ["CC_3", "GID_3"], names: ["NAME_3"], kindField: "TYPE_3"),
        Level(level: .village, codes: ["CC_4", "GID_4"], names: ["NAME_4"], kindField: "TYPE_4"),
      ]),
    BoundarySchema(
      name: "geoBoundaries", signatures: [["shapeName", "shapeID"]],
      levels: [
        Level(level: nil, codes: ["shapeISO", "shapeID"], names: ["shapeName"], levelField: "shapeType")
      ]),
    // Direktorat Jenderal Kependudukan dan Pencatatan Sipil.
    BoundarySchema(
      name: "Dukcapil", signatures: [["KODE_PROV"]],
      levels: [
        Level(level: .province, codes: ["KODE_PROV"], names: ["PROVINSI", "NAMA_PROV"]),
        Level(level: .regency, codes: ["KODE_KAB"], names: ["KAB_KOTA", "KABUPATEN", "NAMA_KAB"]),
        Level(level: .district, codes: ["KODE_KEC"], names: ["KECAMATAN", "NAMA_KEC"]),
        Level(
          level: .village, codes: ["KODE_DESA", "KODE_KEL"], names: ["DESA_KELURAHAN", "DESA", "NAMA_KEL", "NAMA_DESA"]),
      ]),
    BoundarySchema(
      name: "Dukcapil", signatures: [["KODE_DESA", "KAB_KOTA"]],
      levels: [
        Level(level: .province, codes: [], names: ["PROVINSI"]),
        Level(level: .regency, codes: [], names: ["KAB_KOTA"]),
        Level(level: .district, codes: [], names: ["KECAMATAN"]),
        Level(level: .village, codes: ["KODE_DESA"], names: ["DESA_KELURAHAN", "DESA"]),
      ]),
    // cahyadsn/wilayah_boundaries, and the shapes that ship with Jangkau (which have the parents too).
    BoundarySchema(
      name: "kode/nama", signatures: [["KODE", "NAMA"]],
      levels: [
        Level(
          level: nil, codes: ["KODE"], names: ["NAMA"], parentCodes: ["KODE_INDUK"], parentNames: ["NAMA_INDUK"])
      ]),
    // Fields that say in plain words what they hold. Tried last.
    BoundarySchema(
      name: "plain", signatures: [[]],
      levels: [
        Level(
          level: .province, codes: ["kode_provinsi", "kode_prov", "kd_prov", "id_prov", "kdprov"],
          names: ["provinsi", "nama_provinsi", "nama_prov", "nm_prov", "nmprov", "propinsi", "province", "prov"]),
        Level(
          level: .regency, codes: ["kode_kabupaten", "kode_kabkota", "kode_kab", "kd_kab", "id_kab", "kdkab"],
          names: [
            "kabupaten", "kab_kota", "kabkota", "kabupaten_kota", "nama_kabupaten", "nama_kabkota", "nama_kab",
            "nm_kab",
            "nmkab", "kabkot", "kab", "regency", "kota",
          ]),
        Level(
          level: .district, codes: ["kode_kecamatan", "kode_kec", "kd_kec", "id_kec", "kdkec"],
          names: ["kecamatan", "nama_kecamatan", "nama_kec", "nm_kec", "nmkec", "kec", "distrik"]),
        Level(
          level: .village,
          codes: ["kode_desa", "kode_kelurahan", "kode_kel", "kd_desa", "kd_kel", "id_desa", "kddesa"],
          names: [
            "desa", "kelurahan", "desa_kelurahan", "kelurahan_desa", "desa_kel", "kel_desa", "nama_desa",
            "nama_kelurahan", "nama_kel", "nm_desa", "nm_kel", "nmdesa", "kel", "kampung", "nagari", "village",
          ]),
        Level(
          level: nil, codes: ["kode", "kode_wilayah", "kode_kemendagri", "kode_bps"],
          names: ["nama", "nama_wilayah", "wilayah", "name"]),
      ]),
  ]

  /// Name fields that are believed when only the code field was named.
  static let plainNames = ["NAMA", "NAME"]

  /// The schemas of which the fields have a signature, in the order in which they are tried.
  static func matching(_ fields: [String]) -> [BoundarySchema] {
    known.filter { schema in
      schema.signatures.contains { $0.allSatisfy { index(of: $0, in: fields) != nil } }
    }
  }

  /// The level of the units that a field of that name is about, by any schema; nil where none knows it.
  static func level(ofField name: String) -> AdministrativeLevel? {
    for schema in known {
      for level in schema.levels where level.level != nil {
        if (level.codes + level.names).contains(where: { index(of: $0, in: [name]) != nil }) { return level.level }
      }
    }
    return nil
  }

  /// The level that words tell: `Wilayah Administrasi Kecamatan`.
  static func level(ofWords text: String) -> AdministrativeLevel? {
    let words = AreaName.words(of: text)
    func has(_ candidates: String...) -> Bool { candidates.contains { words.contains($0) } }
    if has("desa", "kelurahan", "keluruhan", "kampung", "nagari", "gampong") { return .village }
    if has("kecamatan", "distrik") { return .district }
    if has("kabupaten", "kota") { return .regency }
    return has("provinsi", "propinsi") ? .province : nil
  }

  /// The position of the field of that name in a DBF header, which may have cut it to ten letters.
  package static func index(of name: String, in fields: [String]) -> Int? {
    let wanted = name.lowercased()
    return fields.firstIndex { $0.lowercased() == wanted }
      ?? fields.firstIndex { $0.utf8.count == 10 && wanted.hasPrefix($0.lowercased()) }
  }
}
