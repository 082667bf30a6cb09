/// What the codes of one column are, decided for the column as a whole.
package enum CodeSystemFinding: Sendable, Hashable {
  /// The codes belong to this system, because of that.
  case system(CodeSystem, Evidence)
  /// Every code means the same unit in both systems, so it does not matter.
  case sameInBoth
  /// Codes of both systems fit and mean different units.
  case undecided
  /// Codes of area systems that the program does not know: compared as they stand.
  case opaque

  package enum Evidence: String, Sendable, Hashable {
    case stated, fieldName, dots, length, prefix, knownCodes, names, villagePattern
  }
}

/// Finds out which code system a column uses.
package struct CodeSystemDetection {
  let codes: [AreaCode]
  /// The names beside the codes, where there are any; they decide what the codes alone leave open.
  let names: [String?]
  let fieldName: String

  package init(codes: [AreaCode], names: [String?] = [], fieldName: String = "") {
    self.codes = codes
    self.names = names
    self.fieldName = fieldName
  }

  /// - Throws: nothing; a column that holds codes of both systems is answered as `.undecided` unless it is stated.
  package func finding(stated: CodeSystem?, registry: AreaRegistry = .shipped) -> CodeSystemFinding {
    if let stated { return .system(stated, .stated) }
    guard !codes.isEmpty, codes.allSatisfy({ $0.level != nil }) else { return .opaque }
    if codes.allSatisfy(\.hasCountryPrefix) { return .system(.bps, .prefix) }
    if let system = systemOfFieldName { return .system(system, .fieldName) }
    let lengths = Set(codes.map(\.key.utf8.count))
    switch (lengths.contains(6), lengths.contains(7)) {
    case (true, true): return .undecided
    case (true, false): return .system(.kemendagri, .length)
    case (false, true): return .system(.bps, .length)
    case (false, false): break
    }
    if codes.contains(where: \.isDotted) { return .system(.kemendagri, .dots) }
    return byMembership(registry)
  }

  private var systemOfFieldName: CodeSystem? {
    let name = fieldName.lowercased()
    if name.contains("bps") { return .bps }
    if name.contains("kemendagri") || name.contains("dagri") || name.contains("pum") { return .kemendagri }
    return nil
  }

  /// Decides codes of 2, 4 or 10 digits, whose form is the same in both systems.
  private func byMembership(_ registry: AreaRegistry) -> CodeSystemFinding {
    var onlyKemendagri = 0
    var onlyBPS = 0
    var differing: [Int] = []
    var known = 0
    for (index, code) in codes.enumerated() {
      let first = registry.area(code.key, in: .kemendagri)
      let second = registry.area(code.key, in: .bps)
      switch (first, second) {
      case (nil, nil): continue
      case (_?, nil): onlyKemendagri += 1
      case (nil, _?): onlyBPS += 1
      case (let first?, let second?): if first.kemendagri != second.kemendagri { differing.append(index) }
      }
      known += 1
    }
    if onlyKemendagri > 0 && onlyBPS == 0 { return .system(.kemendagri, .knownCodes) }
    if onlyBPS > 0 && onlyKemendagri == 0 { return .system(.bps, .knownCodes) }
    if onlyBPS > 0 && onlyKemendagri > 0 { return byVillagePattern ?? .undecided }
    if differing.isEmpty && known == codes.count { return .sameInBoth }
    if !differing.isEmpty { return byNames(differing, registry) ?? byVillagePattern ?? .undecided }
    return byVillagePattern ?? .opaque
  }

  /// The system in which every name beside a disputed code is that unit's name.
  private func byNames(_ disputed: [Int], _ registry: AreaRegistry) -> CodeSystemFinding? {
    guard names.count == codes.count else { return nil }
    var fits: [CodeSystem: Int] = [:]
    var named = 0
    for index in disputed {
      guard let text = names[index], !text.isEmpty else { continue }
      named += 1
      for system in CodeSystem.allCases {
        guard let area = registry.area(codes[index].key, in: system) else { continue }
        let wanted = AreaName(text, level: area.level)
        let spellings = [area.name] + area.aliases
        if spellings.contains(where: { AreaName($0, level: area.level).base == wanted.base }) {
          fits[system, default: 0] += 1
        }
      }
    }
    guard named > 0 else { return nil }
    for system in CodeSystem.allCases where fits[system] == named && (fits[system.other] ?? 0) == 0 {
      return .system(system, .names)
    }
    return nil
  }

  /// Kemendagri's village numbers begin with 1 (kelurahan), 2 (desa) or 3 (desa adat) after six digits, where BPS has
  /// the last digit of its kecamatan, mostly 0. One other digit proves BPS; many villages of many kecamatan that all
  /// keep to the pattern show Kemendagri.
  private var byVillagePattern: CodeSystemFinding? {
    guard codes.allSatisfy({ $0.key.utf8.count == 10 }) else { return nil }
    var prefixes: Set<Substring> = []
    for code in codes {
      let digit = code.key.utf8[code.key.utf8.index(code.key.utf8.startIndex, offsetBy: 6)]
      if !(UInt8(ascii: "1")...UInt8(ascii: "3")).contains(digit) { return .system(.bps, .villagePattern) }
      prefixes.insert(code.key.prefix(7))
    }
    return prefixes.count >= 12 ? .system(.kemendagri, .villagePattern) : nil
  }
}
