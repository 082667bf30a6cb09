internal import Areas
internal import Diagnostics
internal import Enrolment

/// Which columns of a table of participants mean what, by position.
struct RecordColumns: Sendable {
  /// A column of codes, and the level that its header tells.
  struct Code: Sendable {
    let column: Int
    let level: AdministrativeLevel?
  }

  var code: Code?
  /// The name of the unit at the layer's level.
  var name: Int?
  /// Names of the units above it, finest first.
  var parents: [(column: Int, level: AdministrativeLevel?)] = []
  var point: (x: Int, y: Int)?
  /// Whether the point's headers are those of an easting and a northing.
  var isPointProjected = false
  var segment: Int?
  var status: Int?
  var period: Int?
  /// The year, where the period's column holds the month alone.
  var periodYear: Int?
  var participant: Int?
  /// Whether the participant's number is the identity number of a person.
  var isParticipantIdentity = false

  /// - Parameters:
  ///   - level: the layer's level.
  ///   - needsStatus: whether a column that tells who is active must be there.
  /// - Throws: `Diagnostic` where a named column is not there, a header stands twice, or nothing tells the place.
  init(header: [String], named: Aggregation.NamedColumns, level: AdministrativeLevel, needsStatus: Bool, table: String)
    throws
  {
    let keys = header.map(EnrolmentHeaders.key)
    let isHeader = Self.looksLikeHeader(header, keys)
    func column(_ name: String?, _ option: String) throws -> Int? {
      guard let name else { return nil }
      let exact = header.indices.filter { header[$0] == name }
      let key = EnrolmentHeaders.key(name)
      let loose = exact.isEmpty && !key.isEmpty ? header.indices.filter { keys[$0] == key } : exact
      guard let index = loose.first else {
        if isHeader { throw Diagnostic.noSuchRecordColumn(name, option: option, table: table, header: header) }
        throw Diagnostic.notAHeader(option: option, table: table)
      }
      guard loose.count == 1 else { throw Diagnostic.columnTwice(name, table: table) }
      return index
    }
    // A key that is found is a known word, so it may be quoted.
    func first(_ names: [String]) throws -> Int? {
      for name in names {
        let matches = keys.indices.filter { keys[$0] == name }
        if matches.count > 1 { throw Diagnostic.columnTwice(name, table: table) }
        if let index = matches.first { return index }
      }
      return nil
    }

    participant = try column(named.participant, "--participant-column") ?? first(RecordHeaders.participant)
    isParticipantIdentity = participant.map { RecordHeaders.identity.contains(keys[$0]) } ?? false
    segment = try column(named.segment, "--segment-column") ?? first(EnrolmentHeaders.segment)
    period = try column(named.period, "--period-column") ?? first(EnrolmentHeaders.period)
    if let period, keys[period] == "bulan" || keys[period] == "month" { periodYear = try first(["tahun", "year"]) }
    // Where all are said to be active, a status may be of something else, such as marriage.
    status = try column(named.status, "--status-column") ?? (needsStatus ? first(RecordHeaders.status) : nil)

    if let index = try column(named.code, "--code-column") {
      if RecordHeaders.identity.contains(keys[index]) {
        throw Diagnostic.identityIsNotResidence(named.code ?? "", table: table)
      }
      code = Code(column: index, level: nil)
    } else {
      code = try Self.code(level, first)
    }
    try findNames(named, level, column, first)
    if (named.longitude == nil) != (named.latitude == nil) { throw Diagnostic.halfAPoint }
    if let x = try column(named.longitude, "--lon-column"), let y = try column(named.latitude, "--lat-column") {
      point = (x, y)
    } else if let x = try first(RecordHeaders.residence(EnrolmentHeaders.longitudes)),
      let y = try first(RecordHeaders.residence(EnrolmentHeaders.latitudes))
    {
      point = (x, y)
    } else if let x = try first(EnrolmentHeaders.eastings), let y = try first(EnrolmentHeaders.northings) {
      (point, isPointProjected) = ((x, y), true)
    }

    if code == nil && name == nil && point == nil {
      if !isHeader { throw Diagnostic.notAHeader(option: nil, table: table) }
      let identity = keys.first { RecordHeaders.identity.contains($0) }
      throw Diagnostic.noPlaceColumn(identity: identity, table: table, header: header)
    }
    if status == nil && needsStatus {
      if !isHeader { throw Diagnostic.notAHeader(option: "--status-column", table: table) }
      throw Diagnostic.noStatusColumn(table: table, header: header)
    }
  }

  /// The codes of the layer's own level, else of one below it, the next one first, else of any.
  private static func code(
    _ level: AdministrativeLevel, _ first: ([String]) throws -> Int?
  ) throws -> Code? {
    let found = try EnrolmentHeaders.codes.compactMap { entry in
      let names = entry.level == nil ? RecordHeaders.residenceCodes + entry.names : entry.names
      return try first(RecordHeaders.residence(names)).map { Code(column: $0, level: entry.level) }
    }
    if level == .unit { return found.first { $0.level == nil } ?? found.first }
    let below = found.filter { one in one.level.map { $0 >= level } ?? false }.min { $0.level! < $1.level! }
    return below ?? found.first { $0.level == nil }
  }

  private mutating func findNames(
    _ named: Aggregation.NamedColumns, _ level: AdministrativeLevel, _ column: (String?, String) throws -> Int?,
    _ first: ([String]) throws -> Int?
  ) throws {
    let stated: [AdministrativeLevel: (String?, String)] = [
      .village: (named.village, "--village-column"), .district: (named.district, "--district-column"),
      .regency: (named.regency, "--regency-column"),
    ]
    var found: [(column: Int, level: AdministrativeLevel)] = []
    for entry in EnrolmentHeaders.names {
      guard let own = entry.level else { continue }
      let (name, option) = stated[own] ?? (nil, "")
      if let index = try column(name, option) ?? first(RecordHeaders.residence(entry.names)) {
        found.append((index, own))
      }
    }
    name = try column(named.name, "--name-column") ?? found.first { $0.level == level }?.column
    if name != nil { parents = found.filter { $0.level < level && $0.column != name }.map { ($0.column, $0.level) } }
  }

  /// Whether the first row is one of names of columns and not already a record, whose cells no message may quote: two
  /// known names at least, and no cell that has a number in it.
  private static func looksLikeHeader(_ header: [String], _ keys: [String]) -> Bool {
    let hasNumber = header.contains { cell in
      var run = 0
      for byte in cell.utf8 {
        run = byte >= 0x30 && byte <= 0x39 ? run + 1 : 0
        if run >= 4 { return true }
      }
      return !cell.isEmpty && cell.utf8.allSatisfy { $0 < 0x3A }
    }
    let isNamed = !header.contains("") && Set(keys).count == keys.count
    return !hasNumber && isNamed && keys.count { RecordHeaders.known.contains($0) } >= 2
  }
}

extension RecordColumns {
  /// What each column is, by the names in the header.
  func use(header: [String]) -> [(role: Message, columns: [String])] {
    func names(_ columns: [Int?]) -> [String] { columns.compactMap { $0.map { header[$0] } } }
    let uses: [(Message, [String])] = [
      (Message(id: "kode tempat tinggal", en: "code of residence"), names([code?.column])),
      (Message(id: "nama wilayah", en: "unit name"), names([name])),
      (Message(id: "wilayah induk", en: "units above"), names(parents.map(\.column))),
      (Message(id: "titik", en: "point"), names([point?.x, point?.y])),
      (Message(id: "segmen", en: "segment"), names([segment])),
      (Message(id: "periode", en: "period"), names([period, periodYear])),
      (Message(id: "status", en: "status"), names([status])),
      (Message(id: "nomor peserta", en: "participant number"), names([participant])),
    ]
    return uses.filter { !$0.1.isEmpty }.map { (role: $0.0, columns: $0.1) }
  }
}

extension Diagnostic {
  /// The names of columns that are known words. Others may be what somebody wrote into a table without a header.
  private static func knownColumns(_ header: [String]) -> Message {
    let known = header.filter { RecordHeaders.known.contains(EnrolmentHeaders.key($0)) }
    let rest = header.count - known.count
    let list = known.joined(separator: ", ")
    if rest == 0 { return Message(id: list, en: list) }
    return Message(
      id: "\(list), dan \(id: rest) lainnya yang tidak dikenal",
      en: "\(list), and \(en: rest, "other that is", "others that are") not known")
  }

  static func noSuchRecordColumn(_ name: String, option: String, table: String, header: [String]) -> Diagnostic {
    let list = knownColumns(header)
    return Diagnostic(
      .badInput, "records.column.missing", ["column": name, "option": option, "table": table],
      id: "Tabel \(table) tidak punya kolom “\(name)” yang diminta \(option). Kolom yang ada: \(id: list).",
      en: "The table \(table) has no column “\(name)”, which \(option) asks for. Its columns are: \(en: list).")
  }

  static func notAHeader(option: String?, table: String) -> Diagnostic {
    Diagnostic(
      .badInput, "records.header.none", ["option": option ?? "", "table": table],
      Message { language in
        [
          language.text(
            id: "Tabel \(table): baris pertamanya tampaknya bukan nama kolom, dan isinya tidak dikutip di sini.",
            en: "Table \(table): its first row does not look like names of columns, and is not quoted here."),
          option.map { option in
            language.text(
              id: "Kolom yang diminta \(option) tidak ada.", en: "The column that \(option) asks for is not there.")
          } ?? language.text(id: "Kolom wilayah tidak ditemukan.", en: "No column of places was found."),
          language.text(
            id: "Tambahkan baris nama kolom, atau sebutkan barisnya dengan --header-line.",
            en: "Add a row of names, or state its line with --header-line."),
        ].joined(separator: " ")
      })
  }

  static let halfAPoint = Diagnostic(
    .usage, "records.coordinates.half", id: "--lon-column dan --lat-column harus disebutkan bersama.",
    en: "--lon-column and --lat-column must be stated together.")

  static func identityIsNotResidence(_ name: String, table: String) -> Diagnostic {
    Diagnostic(
      .badInput, "records.identity.no-residence", ["column": name, "table": table],
      id:
        "Tabel \(table), kolom “\(name)”: NIK bukan tempat tinggal. Digit awalnya menunjukkan tempat orang pertama kali "
        + "didaftar. Sebutkan kolom kode wilayah tempat tinggal.",
      en: "Table \(table), column “\(name)”: an identity number (NIK) is no residence. Its first digits tell where a "
        + "person was first registered. Name a column of codes of residence.")
  }

  static func noPlaceColumn(identity: String?, table: String, header: [String]) -> Diagnostic {
    let list = knownColumns(header)
    return Diagnostic(
      .badInput, "records.place.none", ["identity": identity ?? "", "table": table],
      Message { language in
        let unused = identity.map { column in
          language.text(
            id: "Kolom “\(column)” tidak dipakai: digit awal NIK bukan tempat tinggal. ",
            en: "The column “\(column)” is not used: the first digits of a NIK are no residence. ")
        }
        return language.text(
          id: "Tabel \(table) tidak punya kolom tempat tinggal yang dikenal. ",
          en: "The table \(table) has no known column of residence. ") + (unused ?? "")
          + language.text(
            id: "Sebutkan dengan --code-column, dengan --lon-column dan --lat-column, atau dengan --village-column, "
              + "--district-column dan --regency-column. Kolom yang ada: \(id: list).",
            en: "Name it with --code-column, with --lon-column and --lat-column, or with --village-column, "
              + "--district-column and --regency-column. Its columns are: \(en: list).")
      })
  }

  static func noStatusColumn(table: String, header: [String]) -> Diagnostic {
    let list = knownColumns(header)
    return Diagnostic(
      .badInput, "records.status.none", ["table": table],
      id: "Tabel \(table) tidak punya kolom yang menyatakan siapa yang aktif, padahal yang dihitung peserta aktif. "
        + "Sebutkan dengan --status-column, atau pakai --all-active bila semuanya aktif. Kolom yang ada: \(id: list).",
      en: "The table \(table) has no column that tells who is active, and only active participants count. Name it with "
        + "--status-column, or say --all-active if all of them are. Its columns are: \(en: list).")
  }
}
