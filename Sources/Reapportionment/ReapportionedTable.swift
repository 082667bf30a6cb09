internal import Areas
internal import Diagnostics
internal import Glibc
internal import RunFiles
internal import Tables

/// The carried counts, and the matrix of shares, as tables.
///
/// Headers and words are the same in both languages, because programs read these files: `analyze` finds the columns by
/// their names.
extension Reapportionment {
  /// How sure a row's counts are.
  package enum Basis: String {
    /// Every source goes whole to this unit.
    case whole = "utuh"
    case byArea = "perkiraan_luas"
    case byWeight = "perkiraan_bobot"
    case byPoints = "perkiraan_titik"
    case none = "tanpa_data"
  }

  /// By new unit that has a figure.
  package var basis: [Basis] {
    let estimate: Basis =
      switch method {
      case .area: .byArea
      case .field: .byWeight
      case .points: .byPoints
      }
    var basis = hasSource.map { $0 ? Basis.whole : .none }
    let byArea = Set(matrix.withoutWeight)
    for old in matrix.rows.indices {
      if matrix.isWhole(old) { continue }
      // A unit that drew on anything by area says so, whatever else it drew on.
      for giver in matrix.givers(old) where basis[giver.to] != .byArea {
        basis[giver.to] = byArea.contains(old) ? .byArea : estimate
      }
    }
    return basis
  }

  /// A row for each period, new unit and segment, as `analyze` reads it.
  ///
  /// A unit without a figure has a row with blank counts. `dasar` is the row's basis, after `ilustrasi; ` where the
  /// table that was carried is illustrative.
  var countsCSV: [UInt8] {
    let units = to.units
    let hasCodes = units.contains { $0.code != nil }
    let hasPeriod = periods.contains { $0.period != nil }
    let hasSegments = periods.contains { !$0.join.segments.isEmpty }
    let parentHeader = units.contains { $0.parentName != nil } ? to.level.parent.flatMap(Self.nameHeader) : nil
    let codeHeader =
      switch to.codeSystem {
      case .system(let system, _): "kode_\(system.rawValue)"
      case .sameInBoth, .opaque, .undecided: "kode"
      }
    func row(
      period: String?, code: String?, name: String?, parent: String?, segment: String?, enrolled: String?,
      eligible: String?, basis: String?
    ) -> [String?] {
      var cells: [String?] = hasPeriod ? [period] : []
      if hasCodes { cells.append(code) }
      cells.append(name)
      if parentHeader != nil { cells.append(parent) }
      if hasSegments { cells.append(segment) }
      if hasEnrolled { cells.append(enrolled) }
      if hasEligible { cells.append(eligible) }
      return cells + [basis]
    }
    let prefix = table.isIllustrative ? "ilustrasi; " : ""
    let basis = basis
    var writer = CSVWriter()
    writer.row(
      row(
        period: "periode", code: codeHeader, name: "nama", parent: parentHeader, segment: "segmen",
        enrolled: "peserta_aktif", eligible: "potensi", basis: "dasar"))
    for one in periods {
      for (index, unit) in units.enumerated() {
        for segment in one.enrolled.indices {
          let (e, n) = (one.enrolled[segment][index], one.eligible[segment][index])
          let ground = e == nil && n == nil ? Basis.none : basis[index]
          writer.row(
            row(
              period: one.period, code: unit.code, name: unit.name, parent: unit.parentName,
              segment: one.join.segments.isEmpty ? nil : one.join.segments[segment].label,
              enrolled: e.map(String.init), eligible: n.map(String.init), basis: prefix + ground.rawValue))
        }
      }
    }
    return writer.bytes
  }

  /// The header under which a table names the units of a level.
  private static func nameHeader(_ level: AdministrativeLevel) -> String? {
    switch level {
    case .province: "provinsi"
    case .regency: "kabupaten_kota"
    case .district: "kecamatan"
    case .village, .unit: nil
    }
  }

  /// Every intersection, used or not, and every unit of either layer that has none.
  ///
  /// `share_pct` and `share_of_new_pct` are shares of the two units' areas as they were measured; `carried_pct` is the
  /// share of the old unit's workers that goes to the new one, which is what was used.
  var matrixCSV: [UInt8] {
    var writer = CSVWriter()
    writer.row([
      "from_code", "from_name", "to_code", "to_name", "intersection_km2", "share_pct", "share_of_new_pct", "used",
      "reason", "carried_pct",
    ])
    func percent(_ share: Double) -> String { Self.fixed(Int((share * 100_000_000).rounded()), decimals: 6) }
    for (old, row) in matrix.rows.enumerated() {
      let unit = from.units[old]
      if row.isEmpty { writer.row([unit.code, unit.name, nil, nil, "0", "0", "0", "no", "no_intersection", "0"]) }
      let parts = matrix.entries[row].reduce(0) { $0 + $1.parts }
      for entry in matrix.entries[row] {
        let other = to.units[entry.to]
        let carried = parts == 0 ? 0 : Double(entry.parts) / Double(parts)
        writer.row([
          unit.code, unit.name, other.code, other.name,
          Self.fixed(Int(entry.areaSquareMetres.rounded()), decimals: 6), percent(entry.shareOfOld),
          percent(entry.shareOfNew), entry.use == .used ? "yes" : "no",
          entry.use == .used ? nil : entry.use.rawValue, percent(carried),
        ])
      }
    }
    let met = Set(matrix.entries.map(\.to))
    for (new, unit) in to.units.enumerated() where !met.contains(new) {
      writer.row([nil, nil, unit.code, unit.name, "0", "0", "0", "no", "no_intersection", "0"])
    }
    return writer.bytes
  }

  /// A whole number of the last decimals: 1234567 with six is `1.234567`.
  private static func fixed(_ value: Int, decimals: Int) -> String {
    let digits = String(value)
    let padded = String(repeating: "0", count: max(0, decimals + 1 - digits.count)) + digits
    return padded.dropLast(decimals) + "." + padded.suffix(decimals)
  }

  /// Where the tables go, found writable and free before the work begins.
  public struct Outputs: Sendable {
    let counts: String
    let matrix: String?

    /// - Throws: `Diagnostic` (cannotCreate) where a file is there and may not be replaced; (usage) where an output
    ///   would be an input, or both outputs one file.
    public init(
      counts: String, matrix: String?, replacing: Bool, inputs: [String?], rejected: String? = nil
    ) throws {
      try OutputFiles(sparing: HandedInFiles(inputs)).check(
        [("--output", counts)] + (matrix.map { [("--matrix", $0)] } ?? []), rejected: rejected, replacing: replacing)
      self.counts = counts
      self.matrix = matrix
    }
  }

  /// Writes the tables, whole or not at all.
  public func write(to outputs: Outputs) throws {
    try WholeFile.write([(outputs.counts, countsCSV)] + (outputs.matrix.map { [($0, matrixCSV)] } ?? []))
  }
}
