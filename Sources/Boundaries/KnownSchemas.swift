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
  }

  /// What a field of levels says.
  static let levelsByName: [String: AdministrativeLevel] = [
    "ADM1": .province, "ADM2": .regency, "ADM3": .district, "ADM4": .village,
  ]

  /// As reports print it.
  let name: String
  /// Fields that must all be there for the schema to be this one.
  let signature: [String]
  /// Coarsest first. A level of nil is told by the codes' length.
  let levels: [Level]

  static let known: [BoundarySchema] = [
    // Badan Informasi Geospasial. NAMOBJ is the object's name, a village's even in dissolved layers: never used.
    BoundarySchema(
      name: "BIG", signature: ["WADMPR", "WADMKK"],
      levels: [
        Level(level: .province, codes: ["KDPPUM", "KDPBPS"], names: ["WADMPR"]),
        Level(level: .regency, codes: ["KDPKAB", "KDBBPS"], names: ["WADMKK"]),
        Level(level: .district, codes: ["KDCPUM", "KDCBPS"], names: ["WADMKC"]),
        Level(level: .village, codes: ["KDEPUM", "KDEBPS"], names: ["WADMKD"]),
      ]),
    // OCHA common operational datasets (HDX), in both spellings of their field names.
    BoundarySchema(
      name: "HDX COD-AB", signature: ["ADM1_PCODE"],
      levels: [
        Level(level: .province, codes: ["ADM1_PCODE"], names: ["ADM1_EN", "ADM1_ID", "ADM1_NAME"]),
        Level(level: .regency, codes: ["ADM2_PCODE"], names: ["ADM2_EN", "ADM2_ID", "ADM2_NAME"]),
        Level(level: .district, codes: ["ADM3_PCODE"], names: ["ADM3_EN", "ADM3_ID", "ADM3_NAME"]),
        Level(level: .village, codes: ["ADM4_PCODE"], names: ["ADM4_EN", "ADM4_ID", "ADM4_NAME"]),
      ]),
    BoundarySchema(
      name: "HDX/BPS 2020", signature: ["province_code", "regency_code"],
      levels: [
        Level(level: .province, codes: ["province_code"], names: ["province"]),
        Level(level: .regency, codes: ["regency_code"], names: ["regency"]),
        Level(level: .district, codes: ["district_code"], names: ["district"]),
        Level(level: .village, codes: ["village_code"], names: ["village"]),
      ]),
    BoundarySchema(
      name: "quarcs", signature: ["districtID", "provinceID"],
      levels: [
        Level(level: .province, codes: ["provinceID"], names: ["province"]),
        Level(level: .regency, codes: ["districtID"], names: ["distLongName", "district"]),
      ]),
    BoundarySchema(
      name: "BPS", signature: ["idprov"],
      levels: [
        Level(level: .province, codes: ["idprov"], names: ["nmprov"]),
        Level(level: .regency, codes: ["idkab"], names: ["nmkab"]),
        Level(level: .district, codes: ["idkec"], names: ["nmkec"]),
        Level(level: .village, codes: ["iddesa"], names: ["nmdesa"]),
      ]),
    BoundarySchema(
      name: "BPS", signature: ["PROVNO", "KABKOTNO"],
      levels: [
        Level(level: .province, codes: ["PROVNO"], names: ["PROVINSI"]),
        Level(level: .regency, codes: ["KABKOTNO"], names: ["KABKOT"]),
        Level(level: .district, codes: ["KECNO"], names: ["KECAMATAN"]),
        Level(level: .village, codes: ["DESANO"], names: ["DESA"]),
      ]),
    BoundarySchema(
      name: "GADM", signature: ["GID_1", "NAME_1"],
      levels: [
        Level(level: .province, codes: ["CC_1", "GID_1"], names: ["NAME_1"]),
        Level(level: .regency, codes: ["CC_2", "GID_2"], names: ["NAME_2"]),
        Level(level: .district, codes: ["CC_3", "GID_3"], names: ["NAME_3"]),
        Level(level: .village, codes: ["CC_4", "GID_4"], names: ["NAME_4"]),
      ]),
    BoundarySchema(
      name: "geoBoundaries", signature: ["shapeName", "shapeID"],
      levels: [
        Level(level: nil, codes: ["shapeISO", "shapeID"], names: ["shapeName"], levelField: "shapeType")
      ]),
    // Direktorat Jenderal Kependudukan dan Pencatatan Sipil.
    BoundarySchema(
      name: "Dukcapil", signature: ["KODE_PROV"],
      levels: [
        Level(level: .province, codes: ["KODE_PROV"], names: ["PROVINSI", "NAMA_PROV"]),
        Level(level: .regency, codes: ["KODE_KAB"], names: ["KAB_KOTA", "KABUPATEN", "NAMA_KAB"]),
        Level(level: .district, codes: ["KODE_KEC"], names: ["KECAMATAN", "NAMA_KEC"]),
        Level(
          level: .village, codes: ["KODE_DESA", "KODE_KEL"], names: ["DESA_KELURAHAN", "DESA", "NAMA_KEL", "NAMA_DESA"]),
      ]),
    BoundarySchema(
      name: "Dukcapil", signature: ["KODE_DESA", "KAB_KOTA"],
      levels: [
        Level(
          level: .village, codes: ["KODE_DESA"], names: ["DESA_KELURAHAN", "DESA"], parentNames: ["KECAMATAN"])
      ]),
    // cahyadsn/wilayah_boundaries, and the shapes that ship with Jangkau (which have the parents too).
    BoundarySchema(
      name: "kode/nama", signature: ["KODE", "NAMA"],
      levels: [
        Level(
          level: nil, codes: ["KODE"], names: ["NAMA"], parentCodes: ["KODE_INDUK"], parentNames: ["NAMA_INDUK"])
      ]),
  ]

  /// Name fields that are believed when only the code field was named.
  static let plainNames = ["NAMA", "NAME"]

  /// The first known schema whose signature the fields have; nil if none fits.
  static func matching(_ fields: [String]) -> BoundarySchema? {
    known.first { schema in schema.signature.allSatisfy { index(of: $0, in: fields) != nil } }
  }

  /// The position of the field of that name in a DBF header, which may have cut it to ten letters.
  package static func index(of name: String, in fields: [String]) -> Int? {
    let wanted = name.lowercased()
    return fields.firstIndex { $0.lowercased() == wanted }
      ?? fields.firstIndex { $0.utf8.count == 10 && wanted.hasPrefix($0.lowercased()) }
  }
}
