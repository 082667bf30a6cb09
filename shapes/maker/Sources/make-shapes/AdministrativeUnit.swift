/// A kabupaten/kota or kecamatan, as the table of units names it.
struct AdministrativeUnit {
  /// Kemendagri, dotted.
  let code: String
  /// BPS, without dots; nil where it is not known.
  let bpsCode: String?
  let name: String
  let parentCode: String

  /// All units of one level (`kabupaten/kota`, `kecamatan`), in the order of the table.
  static func all(_ level: String, in table: FactTable) -> [AdministrativeUnit] {
    let codes = table.column("code_kemendagri")
    let bpsCodes = table.column("code_bps")
    let names = table.column("name")
    let parents = table.column("parent_code")
    return table.column("level").enumerated().filter { $0.element == level }.map { row, _ in
      AdministrativeUnit(
        code: codes[row], bpsCode: bpsCodes[row].isEmpty ? nil : bpsCodes[row], name: names[row],
        parentCode: parents[row])
    }
  }
}
