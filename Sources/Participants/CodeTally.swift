internal import Areas

/// How often each code of residence stands in a table: what its code system is decided by, for the column as a whole.
///
/// Memory is bounded: once there are a quarter of a million different codes, three times as many as Indonesia has
/// villages, no new ones are taken.
struct CodeTally: Sendable {
  private(set) var counts: [AreaCode: Int] = [:]
  /// Codes that are no code of any level: of the wrong length, or with letters.
  private(set) var foreign: [AreaCode: Int] = [:]
  /// Cells of sixteen digits, as a NIK has.
  private(set) var identityLike = 0

  static let limit = 1 << 18
  static let foreignLimit = 1 << 10

  mutating func add(_ code: AreaCode, count: Int) {
    if code.level != nil {
      if counts[code] != nil || counts.count < Self.limit { counts[code, default: 0] += count }
      return
    }
    if code.isNumeric && code.key.utf8.count == 16 { identityLike += count }
    if foreign[code] != nil || foreign.count < Self.foreignLimit { foreign[code, default: 0] += count }
  }

  /// Adds the codes of the records that follow.
  mutating func add(_ codes: [(code: AreaCode, count: Int)]) {
    for entry in codes { add(entry.code, count: entry.count) }
  }

  /// Records whose code has a level.
  var levelled: Int { counts.values.reduce(0, +) }
  private var foreignTotal: Int { foreign.values.reduce(0, +) }

  /// Whether most codes are numbers of persons.
  var isOfIdentities: Bool { identityLike > 0 && identityLike * 2 > levelled + foreignTotal }

  /// The codes that decide the system: those of most records. The rarest, which together make up one record in a hundred
  /// at most, are as likely to be slips of the pen as codes of another system, and do not overrule the others.
  var deciding: [AreaCode] {
    let all = counts.isEmpty || foreignTotal > levelled ? counts.merging(foreign) { $0 + $1 } : counts
    let ordered = all.sorted {
      ($1.value, $0.key.key, $0.key.isDotted ? 1 : 0) < ($0.value, $1.key.key, $1.key.isDotted ? 1 : 0)
    }
    var left = all.values.reduce(0, +) / 100
    var kept = ordered.count
    while kept > 0, ordered[kept - 1].value <= left {
      left -= ordered[kept - 1].value
      kept -= 1
    }
    return ordered.prefix(kept).map(\.key)
  }

  /// The system of the column; `.opaque` where there are no codes.
  func finding(stated: CodeSystem?, header: String) -> CodeSystemFinding {
    CodeSystemDetection(codes: deciding, names: [], fieldName: header).finding(stated: stated)
  }
}
