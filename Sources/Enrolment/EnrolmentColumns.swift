package import Areas
package import Diagnostics
package import Tables

/// What the columns of an enrolment or workforce table mean. **A new header is a new entry here.**
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

  /// Active participants, preferred first.
  static let enrolled = [
    "peserta_aktif", "jumlah_peserta_aktif", "jml_peserta_aktif", "tenaga_kerja_aktif", "jumlah_tenaga_kerja_aktif",
    "jml_tk_aktif", "tk_aktif", "active_participants", "active_members", "enrolled", "peserta", "jumlah_peserta",
    "jml_peserta", "participants", "members", "aktif", "active",
  ]

  /// The denominator. Two of them in one table mean different things, so none is preferred.
  static let eligible = [
    "potensi", "potensi_pekerja", "potensi_tenaga_kerja", "potensi_tk", "potensi_peserta", "jumlah_potensi",
    "angkatan_kerja", "jumlah_angkatan_kerja", "eligible", "eligible_workers", "pekerja", "jumlah_pekerja",
    "pekerja_layak", "pekerja_eligible", "penduduk_bekerja", "tenaga_kerja", "jumlah_tenaga_kerja", "workforce",
    "labour_force", "labor_force", "workers",
  ]

  /// Registered is not active: taken only when the user names it.
  static let registered = ["peserta_terdaftar", "terdaftar", "jumlah_terdaftar", "registered", "registered_members"]

  package static let segment = [
    "segmen", "segment", "segmen_peserta", "segmen_kepesertaan", "jenis_peserta", "jenis_kepesertaan",
    "kategori_peserta", "kelompok_peserta", "jenis_pekerja",
  ]

  package static let period = [
    "periode", "period", "periode_data", "per_tanggal", "tanggal_data", "data_per", "as_of", "bulan", "tahun", "year",
    "month",
  ]

  /// Suffixes of columns that hold the sum of the segments beside them (`peserta_total`).
  static let totals: Set<String> = ["total", "jumlah", "semua", "all", "jml", "sum"]

  package static func key(_ header: String) -> String { AreaName.words(of: header).joined(separator: "_") }
}

/// Which columns of one table mean what, by position.
package struct EnrolmentColumns: Sendable {
  /// A column of counts; segment is nil where the table has none or has a column of its own for it.
  struct Count: Sendable {
    let column: Int
    let segment: String?
  }

  var code: Int?
  /// What the code column's header says of its level.
  var codeLevel: AdministrativeLevel?
  var name: Int?
  /// Columns that name the units above, finest first.
  var parents: [(column: Int, level: AdministrativeLevel?)] = []
  var enrolled: [Count] = []
  var eligible: [Count] = []
  /// Columns that must equal the sum of the segment columns, checked and not used.
  var enrolledTotal: Int?
  var eligibleTotal: Int?
  var segment: Int?
  package var period: Int?
  /// The year, where the period's column holds the month alone.
  package var periodYear: Int?
  /// Headers that nothing was read from.
  var unused: [String] = []

  /// What a table is read for.
  package enum Purpose: Sendable { case enrolment, enrolmentWithoutWorkforce, workforce }

  package struct Named: Sendable {
    package var code, name, parent, enrolled, eligible, segment, period: String?

    package init(
      code: String? = nil, name: String? = nil, parent: String? = nil, enrolled: String? = nil, eligible: String? = nil,
      segment: String? = nil, period: String? = nil
    ) {
      self.code = code
      self.name = name
      self.parent = parent
      self.enrolled = enrolled
      self.eligible = eligible
      self.segment = segment
      self.period = period
    }
  }

  package init(header: [String], named: Named, purpose: Purpose, level: AdministrativeLevel?, table: String) throws {
    let keys = header.map(EnrolmentHeaders.key)
    func column(_ name: String?, _ option: String) throws -> Int? {
      guard let name else { return nil }
      let matches = header.indices.filter { header[$0] == name }
      let loose = matches.isEmpty ? header.indices.filter { keys[$0] == EnrolmentHeaders.key(name) } : matches
      guard let index = loose.first else {
        throw Diagnostic.noSuchColumn(name, option: option, table: table, header: header)
      }
      guard loose.count == 1 else { throw Diagnostic.columnTwice(name, table: table) }
      return index
    }
    func first(_ names: [String]) throws -> Int? {
      for name in names {
        let matches = keys.indices.filter { keys[$0] == name }
        if matches.count > 1 { throw Diagnostic.columnTwice(header[matches[0]], table: table) }
        if let index = matches.first { return index }
      }
      return nil
    }

    code = try column(named.code, "--code-column")
    if code == nil {
      let found = try EnrolmentHeaders.codes.compactMap { entry in
        try first(entry.names).map { (level: entry.level, column: $0) }
      }
      let chosen =
        found.first { $0.level != nil && $0.level == level } ?? found.first { $0.level == nil }
        ?? (level == nil ? found.first : nil)
      code = chosen?.column
      codeLevel = chosen?.level
    }

    let foundNames = try EnrolmentHeaders.names.compactMap { entry in
      try first(entry.names).map { (level: entry.level, column: $0) }
    }
    name = try column(named.name, "--name-column")
    if name == nil {
      let chosen =
        foundNames.first { $0.level != nil && $0.level == level } ?? foundNames.first { $0.level == nil }
        ?? (level == nil || level == .unit ? foundNames.first : nil)
      name = chosen?.column
    }
    if let parent = try column(named.parent, "--parent-column") {
      parents = [(parent, nil)]
    } else {
      let own = foundNames.first { $0.column == name }?.level ?? level
      parents = foundNames.filter { entry in
        guard let entryLevel = entry.level, entry.column != name else { return false }
        return own.map { entryLevel < $0 } ?? true
      }.map { ($0.column, $0.level) }
    }

    segment = try column(named.segment, "--segment-column") ?? first(EnrolmentHeaders.segment)
    period = try column(named.period, "--period-column") ?? first(EnrolmentHeaders.period)

    if let period, keys[period] == "bulan" || keys[period] == "month" { periodYear = try first(["tahun", "year"]) }

    let taken = Set([code, name, segment, period, periodYear].compactMap { $0 } + parents.map(\.column))
    var participants = Counts()
    if purpose != .workforce {
      participants = try Self.counts(
        column(named.enrolled, "--enrolled-column"), EnrolmentHeaders.enrolled, isPreferenceOrdered: true, keys, header,
        taken, option: "--enrolled-column", table: table)
      (enrolled, enrolledTotal) = participants.chosen(bySegment: false)
      if enrolled.isEmpty {
        if let index = try first(EnrolmentHeaders.registered) {
          throw Diagnostic.registeredIsNotActive(header[index], table: table)
        }
        throw Diagnostic.noCountColumn(.enrolled, table: table, header: header)
      }
    }
    if purpose != .enrolmentWithoutWorkforce {
      let others = taken.union(participants.columns)
      let workers = try Self.counts(
        column(named.eligible, "--eligible-column"), EnrolmentHeaders.eligible, isPreferenceOrdered: false, keys,
        header, others, option: "--eligible-column", table: table)
      // Netting segments would hide the gap of one behind the surplus of another.
      let isDivided = participants.isDivided(as: workers)
      if isDivided { (enrolled, enrolledTotal) = participants.chosen(bySegment: true) }
      (eligible, eligibleTotal) = workers.chosen(bySegment: isDivided)
      if eligible.isEmpty { throw Diagnostic.noCountColumn(.eligible, table: table, header: header) }
    }
    if purpose == .enrolment { try pairSegments(header: header, table: table) }
    if code == nil && name == nil { throw Diagnostic.noUnitColumn(table: table, header: header) }

    let used = Set(
      [code, name, segment, period, periodYear, enrolledTotal, eligibleTotal].compactMap { $0 } + parents.map(\.column)
        + enrolled.map(\.column) + eligible.map(\.column))
    unused = header.indices.filter { !used.contains($0) }.map { header[$0] }
  }

  /// The columns that may hold one kind of count.
  private struct Counts {
    /// The column without a segment in its header (`peserta`), or the sum where there is nothing else.
    var whole: Int?
    /// A column for each segment (`peserta_pu`, `peserta_bpu`).
    var bySegment: [Count] = []
    /// The column of their sums (`peserta_total`).
    var total: Int?

    var columns: [Int] { [whole, total].compactMap { $0 } + bySegment.map(\.column) }

    /// What is counted: the whole, unless it is divided.
    func chosen(bySegment isDivided: Bool) -> (counts: [Count], total: Int?) {
      if let whole, !isDivided { return ([Count(column: whole, segment: nil)], nil) }
      return (bySegment, total ?? whole)
    }

    /// Whether two kinds of counts are divided alike, so that the columns without a segment are sums. One segment
    /// beside a whole is some other column (`peserta_baru`).
    func isDivided(as other: Counts) -> Bool {
      bySegment.count > 1 && Set(bySegment.map(\.segment)) == Set(other.bySegment.map(\.segment))
    }
  }

  private static func counts(
    _ named: Int?, _ names: [String], isPreferenceOrdered: Bool, _ keys: [String], _ header: [String],
    _ taken: Set<Int>, option: String, table: String
  ) throws -> Counts {
    if let named { return Counts(whole: named) }
    var plain: [Int] = []
    for name in names { plain += keys.indices.filter { keys[$0] == name && !taken.contains($0) } }
    var bySegment: [Count] = []
    var stems: Set<String> = []
    var total: Int?
    for index in keys.indices where !taken.contains(index) && !plain.contains(index) {
      // The longest name wins: `peserta_aktif_pu` is `peserta_aktif` for PU and not `peserta` for "aktif_pu".
      guard
        let stem = names.filter({ keys[index].hasPrefix($0 + "_") }).max(by: { $0.utf8.count < $1.utf8.count })
      else { continue }
      let suffix = String(keys[index].dropFirst(stem.count + 1))
      if EnrolmentHeaders.totals.contains(suffix) {
        total = index
      } else if !EnrolmentHeaders.registered.contains(keys[index]) {
        if let other = bySegment.first(where: { keys[$0.column] == keys[index] }), other.column != index {
          throw Diagnostic.columnTwice(header[index], table: table)
        }
        bySegment.append(Count(column: index, segment: suffix))
        stems.insert(stem)
      }
    }
    if plain.isEmpty, stems.count > 1 {
      throw Diagnostic.severalCountColumns(bySegment.map { header[$0.column] }, option: option, table: table)
    }
    if let first = plain.first {
      if !isPreferenceOrdered && plain.count > 1 {
        throw Diagnostic.severalCountColumns(plain.map { header[$0] }, option: option, table: table)
      }
      return Counts(whole: first, bySegment: stems.count == 1 ? bySegment : [], total: total)
    }
    return Counts(whole: bySegment.isEmpty ? total : nil, bySegment: bySegment, total: total)
  }

  /// A table with a column for each segment must have both counts for each.
  private func pairSegments(header: [String], table: String) throws {
    let left = Set(enrolled.map(\.segment))
    let right = Set(eligible.map(\.segment))
    if left == right { return }
    let unpaired = (enrolled + eligible).filter { !(left.contains($0.segment) && right.contains($0.segment)) }
    throw Diagnostic.unpairedSegments(unpaired.map { header[$0.column] }, table: table)
  }
}

extension EnrolmentColumns {
  package enum CountKind { case enrolled, eligible }

  /// The level that a table is about, as far as its codes or its headers tell; nil where they do not.
  package static func level(of table: DelimitedTable, named: Named) -> AdministrativeLevel? {
    let keys = table.header.map(EnrolmentHeaders.key)
    let wanted = [named.code.map(EnrolmentHeaders.key)].compactMap { $0 }
    let nameKey = named.name.map(EnrolmentHeaders.key)
    let byName = EnrolmentHeaders.names.first { entry in
      entry.level != nil && entry.names.contains { keys.contains($0) && (nameKey == nil || nameKey == $0) }
    }?.level
    // Finest first: a table of kecamatan often has the codes of their kabupaten beside them.
    let names = wanted + EnrolmentHeaders.codes.flatMap(\.names)
    for name in names {
      guard let column = keys.firstIndex(of: name) else { continue }
      var counts: [AdministrativeLevel: Int] = [:]
      for row in 0..<min(table.rowCount, 1_000) {
        if let level = AreaCode(table.cell(row, column))?.level { counts[level, default: 0] += 1 }
      }
      if let most = counts.max(by: { ($0.value, $1.key) < ($1.value, $0.key) }),
        most.value * 2 > min(table.rowCount, 1_000)
      {
        // Codes of kabupaten beside names of kecamatan: it is a table of kecamatan, whose own codes it lacks.
        let isParents = EnrolmentHeaders.codes.contains { $0.level == most.key && $0.names.contains(name) }
        if isParents, let byName, byName > most.key { return byName }
        return most.key
      }
    }
    return byName
  }
}

extension Diagnostic {
  package static func noSuchColumn(_ name: String, option: String, table: String, header: [String]) -> Diagnostic {
    Diagnostic(
      .badInput,
      id: "Tabel \(table) tidak punya kolom “\(name)” yang diminta \(option). Kolom yang ada: "
        + header.joined(separator: ", ") + ".",
      en: "The table \(table) has no column “\(name)”, which \(option) asks for. Its columns are: "
        + header.joined(separator: ", ") + ".")
  }

  package static func columnTwice(_ name: String, table: String) -> Diagnostic {
    Diagnostic(
      .badInput,
      id: "Tabel \(table) punya lebih dari satu kolom “\(name)”. Ganti nama salah satunya.",
      en: "The table \(table) has more than one column “\(name)”. Rename one of them.")
  }

  static func noUnitColumn(table: String, header: [String]) -> Diagnostic {
    Diagnostic(
      .badInput,
      id: "Tabel \(table) tidak punya kolom kode atau nama wilayah yang dikenal. Sebutkan dengan --code-column atau "
        + "--name-column. Kolom yang ada: \(header.joined(separator: ", ")).",
      en: "The table \(table) has no known column of area codes or names. Name it with --code-column or --name-column. "
        + "Its columns are: \(header.joined(separator: ", ")).")
  }

  package static func noCountColumn(
    _ kind: EnrolmentColumns.CountKind, table: String, header: [String]
  ) -> Diagnostic {
    switch kind {
    case .enrolled:
      Diagnostic(
        .badInput,
        id:
          "Tabel \(table) tidak punya kolom peserta aktif yang dikenal. Sebutkan dengan --enrolled-column. Kolom yang "
          + "ada: \(header.joined(separator: ", ")).",
        en:
          "The table \(table) has no known column of active participants. Name it with --enrolled-column. Its columns "
          + "are: \(header.joined(separator: ", ")).")
    case .eligible:
      Diagnostic(
        .badInput,
        id: "Tabel \(table) tidak punya kolom potensi pekerja yang dikenal. Sebutkan dengan --eligible-column, atau "
          + "berikan tabelnya dengan --workforce. Kolom yang ada: \(header.joined(separator: ", ")).",
        en: "The table \(table) has no known column of eligible workers. Name it with --eligible-column, or give their "
          + "table with --workforce. Its columns are: \(header.joined(separator: ", ")).")
    }
  }

  static func registeredIsNotActive(_ name: String, table: String) -> Diagnostic {
    Diagnostic(
      .badInput,
      id:
        "Tabel \(table) hanya punya kolom peserta terdaftar (“\(name)”), padahal yang dihitung peserta aktif: peserta "
        + "terdaftar bisa saja menunggak. Berikan kolom peserta aktif, atau pakai --enrolled-column “\(name)” bila "
        + "memang itu yang dimaksud.",
      en: "The table \(table) has only registered participants (“\(name)”), but active ones count: a registered "
        + "participant may be in arrears. Give the active participants, or say --enrolled-column “\(name)” if that is "
        + "what you mean.")
  }

  static func severalCountColumns(_ names: [String], option: String, table: String) -> Diagnostic {
    let list = names.map { "“\($0)”" }.joined(separator: ", ")
    return Diagnostic(
      .badInput,
      id: "Tabel \(table) punya beberapa kolom yang mungkin dimaksud: \(list). Pilih satu dengan \(option).",
      en: "The table \(table) has several columns that may be meant: \(list). Choose one with \(option).")
  }

  static func unpairedSegments(_ names: [String], table: String) -> Diagnostic {
    let list = names.map { "“\($0)”" }.joined(separator: ", ")
    return Diagnostic(
      .badInput,
      id: "Tabel \(table): setiap segmen perlu kolom peserta dan kolom potensi, tetapi ini tidak berpasangan: \(list).",
      en: "Table \(table): each segment needs a column of participants and one of eligible workers, but these have no "
        + "counterpart: \(list).")
  }
}
