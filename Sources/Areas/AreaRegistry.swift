internal import Tables

/// The administrative units that ship inside the program: codes in both systems, names, parents and other spellings.
///
/// Today these are Kalimantan Timur's 10 kabupaten/kota, 105 kecamatan and 1,038 villages, from the tables in `Data/`
/// (Kepmendagri 300.2.2-2430/2025; BPS codes from the official bridge of May 2022). To add a province, add its rows.
/// Units that are not here join by code or name as the files give them.
package struct AreaRegistry: Sendable {
  package struct Area: Sendable {
    package let level: AdministrativeLevel
    /// Kemendagri's code, digits alone.
    package let kemendagri: String
    /// BPS's code; nil where it is unknown (kecamatan formed after the bridge).
    package let bps: String?
    /// Whether the BPS code was found by name alone and not checked (villages).
    let isBPSUnverified: Bool
    package let name: String
    /// Other spellings that may join.
    package var aliases: [String] = []

    package func key(in system: CodeSystem) -> String? { system == .kemendagri ? kemendagri : bps }
  }

  package static let shipped = AreaRegistry()

  package let areas: [Area]
  private let byKemendagri: [String: Int]
  private let byBPS: [String: Int]
  /// By the base of each spelling of provinces, regencies and districts.
  private let byName: [String: [Int]]

  private init() {
    var areas: [Area] = []
    var byKemendagri: [String: Int] = [:]
    var byBPS: [String: Int] = [:]
    func add(_ area: Area) {
      byKemendagri[area.kemendagri] = areas.count
      if let bps = area.bps { byBPS[bps] = areas.count }
      areas.append(area)
    }
    for (bytes, name) in [
      (PackageResources.kaltim_units_csv, "kaltim_units.csv"),
      (PackageResources.kaltim_villages_csv, "kaltim_villages.csv"),
    ] {
      let table = Self.table(bytes, name)
      for row in 0..<table.rowCount {
        let kemendagri = table.cell(row, 1).filter { $0 != "." }
        guard let level = AdministrativeLevel(codeDigits: kemendagri.utf8.count) else {
          preconditionFailure("\(name): the code \(kemendagri) has no level")
        }
        let bps = table.cell(row, 2)
        add(
          Area(
            level: level, kemendagri: kemendagri, bps: bps.isEmpty ? nil : bps, isBPSUnverified: level == .village,
            name: table.cell(row, 3)))
      }
    }
    let aliases = Self.table(PackageResources.kaltim_aliases_csv, "kaltim_aliases.csv")
    for row in 0..<aliases.rowCount where aliases.cell(row, 5) == "yes" {
      let code = aliases.cell(row, 1).filter { $0 != "." }
      guard let index = byKemendagri[code] else { preconditionFailure("kaltim_aliases.csv: no unit \(code)") }
      areas[index].aliases.append(aliases.cell(row, 0))
    }
    var byName: [String: [Int]] = [:]
    for (index, area) in areas.enumerated() where area.level != .village {
      for base in Set(([area.name] + area.aliases).map({ AreaName($0, level: area.level).base })) {
        byName[base, default: []].append(index)
      }
    }
    self.byName = byName
    self.areas = areas
    self.byKemendagri = byKemendagri
    self.byBPS = byBPS
  }

  private static func table(_ bytes: [UInt8], _ name: String) -> DelimitedTable {
    do {
      return try DelimitedTable(bytes: bytes, name: name, separator: ",")
    } catch {
      preconditionFailure("the table \(name) that ships inside the program cannot be read: \(error)")
    }
  }

  /// The area with that code in that system; nil if it is none of those that ship.
  package func area(_ key: String, in system: CodeSystem) -> Area? {
    (system == .kemendagri ? byKemendagri[key] : byBPS[key]).map { areas[$0] }
  }

  /// The one area of that level and name; a kecamatan only within the regency that `parent` names, because names
  /// repeat all over the country. nil if there is none or the parent is another.
  package func area(named text: String, level: AdministrativeLevel, parent: String?) -> Area? {
    let wanted = AreaName(text, level: level)
    let found = (byName[wanted.base] ?? []).map { areas[$0] }.filter { area in
      guard area.level == level, AreaName(area.name, level: level).kindAgrees(with: wanted) else { return false }
      guard let parentLevel = level.parent else { return true }
      guard let parent else { return level == .regency }
      let name = AreaName(parent, level: parentLevel)
      let own = CodeSystem.kemendagri.parentKey(of: area.kemendagri, level: level).flatMap { byKemendagri[$0] }
      return own.map { byName[name.base]?.contains($0) == true } ?? false
    }
    return found.count == 1 ? found[0] : nil
  }

  /// The same unit's code in the other system; nil if it is not known.
  package func bridge(_ key: String, from system: CodeSystem) -> String? {
    area(key, in: system)?.key(in: system.other)
  }
}
