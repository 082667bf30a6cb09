/// Random command lines on sound files, made from what the program says of its commands and options: a new option is tried
/// by itself, with values of the shape that its placeholder has and with others.
struct CommandLines {
  private let commands: [ProgramHelp.Command]

  init(_ help: ProgramHelp) {
    commands = (help.command.subcommands ?? []).filter { $0.commandName != "help" }
    precondition(commands.contains { $0.commandName == "analyze" }, "the program's help lacks analyze")
  }

  /// What every run finds in `in/`.
  static let files: [(name: String, bytes: [UInt8])] =
    LayerSeeds.names.flatMap { name in
      LayerSeeds.parts.map { ("\(name).\($0)", FuzzTarget.shape("\(name).\($0)")) }
    } + [
      ("table.csv", FuzzTarget.shape("kepesertaan_ilustrasi.csv")),
      ("points.csv", FuzzTarget.shape("titik_layanan.csv")),
      ("small.csv", Array(TableSeeds.texts[1].utf8)), ("records.csv", Array(TableSeeds.records.utf8)),
    ]

  /// Half of them are calm: each value has the shape that its placeholder promises, and nothing is named that may not be
  /// there, so that they get far.
  func attempt(by mutator: inout Mutator) -> Attempt {
    let command = mutator.one(of: commands)
    let isCalm = mutator.below(2) == 0
    // As `--sample` wants it.
    let hasInputs = mutator.below(20) > 0
    var words = [Array(command.commandName.utf8)]
    let arguments = command.arguments ?? []
    for argument in arguments where argument.kind == "positional" || !argument.isOptional {
      // Inputs that may be left out are given all the same.
      guard isCalm || mutator.below(20) > 0, hasInputs || argument.kind != "positional" else { continue }
      if argument.kind != "positional" { words.append(name(argument, &mutator)) }
      words.append(value(argument, isSound: isCalm || mutator.below(10) > 0, &mutator))
    }
    let options = arguments.filter { argument in
      argument.kind != "positional" && argument.isOptional
        && !(isCalm && (Self.names.contains(argument.valueName ?? "") || asksForHelp(argument)))
    }
    for _ in 0..<mutator.below(7) where !options.isEmpty {
      let option = mutator.one(of: options)
      let name = name(option, &mutator)
      guard option.kind != "flag" else {
        // Help and version end all else.
        if !asksForHelp(option) || mutator.below(20) == 0 { words.append(name) }
        continue
      }
      let value = value(option, isSound: isCalm || mutator.below(2) > 0, &mutator)
      let isJoined = value.first == UInt8(ascii: "-") ? mutator.below(6) > 0 : mutator.below(6) == 0
      if isJoined && name.starts(with: "--".utf8) {
        words.append(name + Array("=".utf8) + value)
      } else {
        words += [name, value]
      }
    }
    if !isCalm {
      if mutator.below(20) == 0 { words.insert(mutator.one(of: Self.oddities), at: mutator.below(words.count + 1)) }
      if mutator.below(20) == 0 { words.remove(at: mutator.below(words.count)) }
    }
    return Attempt(words, files: Self.files)
  }

  private func asksForHelp(_ argument: ProgramHelp.Argument) -> Bool {
    (argument.names ?? []).contains { $0.name == "help" || $0.name == "version" }
  }

  private func name(_ argument: ProgramHelp.Argument, _ mutator: inout Mutator) -> [UInt8] {
    Array(mutator.one(of: argument.names ?? []).written.utf8)
  }

  // MARK: Values

  private static let oddities: [[UInt8]] =
    [
      "", " ", "0", "-1", "1", "nan", "inf", "-inf", "1e308", "-1e-320", "5000", "2147483648", "9223372036854775807",
      "9223372036854775808",
      "0x10",
      "1,5", "1.000", "--", "-", "-x", "--no-such-option", "in", "in/", ".", "out/old", "out/old.csv", "missing",
      "missing/missing", "/dev/null", "/dev/full", "/proc/self/mem", "in/kaltim_kabkota.dbf", "in/table.csv/x",
      "\u{FEFF}",
      "é\u{301}", "💧", "\u{202E}", "line\nline", "\u{1B}[31m", "%s%n", "'; --", "EPSG:0", "EPSG:99999999", "EPSG:4326",
      "knn:0", "knn:999999999", "distance:nan", "distance:1e308", String(repeating: "x", count: 300),
      String(repeating: "9", count: 5000), String(repeating: "a/", count: 3000),
    ].map { Array($0.utf8) } + [[0xFF, 0xFE], [0x6F, 0x75, 0x74, 0x2F, 0xC3, 0x28], [0xED, 0xA0, 0x80]]

  private static let numbers = [
    "0", "1", "2", "3", "5", "10", "42", "60", "99", "0.5", "0.05", "4326", "32750", "100", "1e-3",
  ]
  private static let words = [
    "kode", "KODE", "NAMA", "KODE_INDUK", "kecamatan", "kabupaten", "segmen", "peserta_aktif", "potensi", "dasar",
    "lon", "lat",
    "periode", "PU", "BPU", "64.02", "64.01.01", "Kabupaten Paser", "Batu Sopang", "2025-12", "2025", "UTF-8", "CP1252",
    "UTF-16", ";", ",", "tab", "kaltim_kabkota", "aktif", "no_peserta", "status", "Data",
  ]

  private func value(_ argument: ProgramHelp.Argument, isSound: Bool, _ mutator: inout Mutator) -> [UInt8] {
    guard isSound else { return mutator.one(of: Self.oddities) }
    if let values = argument.allValues, !values.isEmpty { return Array(mutator.one(of: values).utf8) }
    // `queen|rook|knn:K|distance:KM` is one of four, and the capitals stand for something.
    let form = mutator.one(of: (argument.valueName ?? "").split(separator: "|").map(String.init))
    let pieces = form.split(separator: ":", omittingEmptySubsequences: false).map(String.init)
    let last = pieces.last ?? ""
    guard last == last.uppercased() else { return Array(form.utf8) }
    return Array((pieces.dropLast() + [sound(last, argument, &mutator)]).joined(separator: ":").utf8)
  }

  /// Placeholders of what the files may have or not.
  private static let names: Set<String> = ["NAME", "COLUMN", "FIELD", "VALUE", "CODE", "PERIOD", "CODE|NAME|all"]

  /// What a placeholder may stand for.
  private func sound(_ placeholder: String, _ argument: ProgramHelp.Argument, _ mutator: inout Mutator) -> String {
    let names = Self.files.map { "in/\($0.name)" }
    switch placeholder {
    case _ where placeholder.hasSuffix("BOUNDARIES"):
      return mutator.one(of: names.filter { $0.hasSuffix(".shp") } + Array(repeating: "in/kaltim_kecamatan", count: 4))
    case "ENROLMENT", "COUNTS": return mutator.one(of: ["in/table.csv", "in/table.csv", "in/small.csv"])
    case "RECORDS": return "in/records.csv"
    case "DIR": return mutator.one(of: ["out/new", "out/new", "out", "out/old"])
    case "OUT", "FILE":
      let suffixes = argument.completionKind?.file?.extensions ?? []
      let output = "out/new.\(suffixes.isEmpty ? "csv" : mutator.one(of: suffixes))"
      return argument.isOptional && mutator.below(2) == 0
        ? mutator.one(of: names.filter { $0.hasSuffix(".csv") } + ["out/old.csv"]) : output
    case "CHAR": return mutator.one(of: [";", ",", "tab", "|"])
    case _ where Self.names.contains(placeholder): return mutator.one(of: Self.words)
    default: return mutator.one(of: Self.numbers)
    }
  }
}
