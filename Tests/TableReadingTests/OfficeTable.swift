import Archives
import Areas
import Spreadsheets
import TestSupport

@testable import TableReading

/// A table made from known counts in one of the shapes in which offices hold them.
struct OfficeTable {
  enum Cell: Equatable {
    case blank
    case text(String)
    case number(Int)
    /// A year, which nobody writes with a mark between thousands.
    case year(Int)
  }

  /// How the table is laid out; each shape is drawn by itself, so that all combinations occur.
  struct Shape: CustomStringConvertible {
    enum Places: CaseIterable {
      case codeAndName, nameAndParent, parentOnce, sections, sectionsWithSums, codesAlone, numbered
    }
    enum Segments: CaseIterable { case none, columns, columnsWithSums, rows, rowsWithSums, nameOnceRows }
    enum Periods: CaseIterable { case none, oneInHeader, twoInHeader, rows }
    enum Sums: CaseIterable { case none, grand, groupsAndGrand, unnamed }
    enum Header: CaseIterable { case oneLine, measureOverSegment, segmentOverMeasure }
    enum Sexes: CaseIterable { case none, columns, columnsWithSum }
    enum Status: CaseIterable { case none, inactiveColumn, rows }

    var places = Places.codeAndName
    var segments = Segments.none
    var periods = Periods.none
    var sums = Sums.none
    var header = Header.oneLine
    var sexes = Sexes.none
    var status = Status.none
    var titles = 0
    var notes = 0
    var hasNumbers = false
    var hasShare = false
    var hasUnits = false
    var hasColumnNumbers = false
    var separator: Character = ";"
    var thousands: Character?
    /// A figure of a sum that is wrong on purpose.
    var hasWrongSum = false

    init(_ random: inout FixedGenerator) {
      places = Places.allCases.randomElement(using: &random)!
      segments = Segments.allCases.randomElement(using: &random)!
      periods = Periods.allCases.randomElement(using: &random)!
      sums = Sums.allCases.randomElement(using: &random)!
      header = Header.allCases.randomElement(using: &random)!
      if segments == .none || segments == .columns { sexes = Sexes.allCases.randomElement(using: &random)! }
      status = Status.allCases.randomElement(using: &random)!
      titles = Int.random(in: 0...3, using: &random)
      notes = Int.random(in: 0...3, using: &random)
      hasNumbers = Bool.random(using: &random)
      hasShare = Bool.random(using: &random)
      hasUnits = Bool.random(using: &random)
      hasColumnNumbers = Int.random(in: 0..<4, using: &random) == 0
      separator = [";", ",", "\t", "|"].randomElement(using: &random)!
      thousands = [nil, ".", nil, ","].randomElement(using: &random)!
      hasWrongSum = Int.random(in: 0..<8, using: &random) == 0
    }

    /// Whether segments are columns.
    var dividesColumns: Bool { segments == .columns || segments == .columnsWithSums }
    var dividesRows: Bool { segments == .rows || segments == .rowsWithSums || segments == .nameOnceRows }

    var description: String {
      "places \(places), segments \(segments), periods \(periods), sums \(sums), header \(header), sexes \(sexes), "
        + "status \(status), titles \(titles), notes \(notes), numbers \(hasNumbers), share \(hasShare), units \(hasUnits), "
        + "column numbers \(hasColumnNumbers), separator \(separator), thousands \(thousands.map(String.init) ?? "-"), "
        + "wrong sum \(hasWrongSum)"
    }
  }

  struct Unit {
    let code: String
    let name: String
    let parent: String
    /// By segment.
    var enrolled: [Int]
    var eligible: [Int]
  }

  static let areas: [(parent: String, code: String, names: [String])] = [
    ("Kabupaten Paser", "64.01", ["Batu Sopang", "Tanjung Harapan", "Kuaro", "Long Ikis"]),
    ("Kabupaten Kutai Kartanegara", "64.02", ["Muara Muntai", "Loa Kulu", "Kota Bangun", "Anggana", "Muara Jawa"]),
    ("Kota Samarinda", "64.72", ["Palaran", "Sambutan", "Samarinda Kota"]),
  ]

  let shape: Shape
  let segments: [String]
  let units: [Unit]
  private(set) var rows: [[Cell]] = []
  /// Whether a figure of a sum is wrong, where there was one to make wrong.
  private(set) var isWrong = false

  init(seed: UInt64) {
    var random = FixedGenerator(state: seed)
    let shape = Shape(&random)
    self.shape = shape
    segments =
      shape.segments == .none
      ? [""] : ["PU", "BPU", "Jasa Konstruksi"].prefix(Int.random(in: 2...3, using: &random)).map { $0 }
    var units: [Unit] = []
    for area in Self.areas {
      for (index, name) in area.names.enumerated() {
        let eligible = segments.map { _ in Int.random(in: 1_200...99_000, using: &random) }
        let enrolled = eligible.map { Int.random(in: 1_001...$0, using: &random) }
        units.append(
          Unit(
            code: "\(area.code).0\(index + 1)", name: name, parent: area.parent, enrolled: enrolled, eligible: eligible)
        )
      }
    }
    self.units = units
    build(&random)
  }

  // MARK: Columns

  /// A column of figures: what its header says, and its figure for a unit and the row's segment.
  private struct Column {
    var measure: String
    var segment: String?
    var period: String?
    var sex: String?
    var isShare = false
    /// Of the unit, the segment of the row (nil: all), whether the row is of the active, and whether it is of an older year.
    let figure: (Unit, Int?, Bool, Bool) -> Int
  }

  private func columns() -> [Column] {
    var found: [Column] = []
    let units = shape.hasUnits ? " (orang)" : ""
    let periods: [String?] =
      switch shape.periods {
      case .none, .rows: [nil]
      case .oneInHeader: ["2025"]
      case .twoInHeader: ["2024", "2025"]
      }
    for period in periods {
      let isOld = period == "2024"
      func add(_ measure: String, _ own: @escaping (Unit) -> [Int], isActiveOnly: Bool) {
        func figure(_ unit: Unit, _ segment: Int?, _ isActive: Bool, _ isOldRow: Bool, _ share: Int) -> Int {
          let counts = own(unit).map { isActiveOnly && !isActive ? 13 : isOld || isOldRow ? $0 - 7 : $0 }
          // Men, women, both: whatever is added over segments adds up.
          let parts = counts.map { share == 0 ? $0 / 3 : share == 1 ? $0 - $0 / 3 : $0 }
          return segment.map { parts[$0] } ?? parts.reduce(0, +)
        }
        func bySex(_ segment: String?, _ index: Int?) {
          func column(_ sex: String?, _ share: Int) {
            found.append(
              Column(measure: measure + units, segment: segment, period: period, sex: sex) {
                figure($0, index ?? $1, $2, $3, share)
              })
          }
          if shape.sexes != .none {
            column("Laki-laki", 0)
            column("Perempuan", 1)
          }
          if shape.sexes == .columnsWithSum { column("Laki-laki + Perempuan", 2) }
          if shape.sexes == .none { column(nil, 2) }
        }
        if shape.dividesColumns {
          for (index, segment) in segments.enumerated() { bySex(segment, index) }
          if shape.segments == .columnsWithSums { bySex("Jumlah", nil) }
        } else {
          bySex(nil, nil)
        }
      }
      add("Potensi", { $0.eligible }, isActiveOnly: false)
      add("Peserta Aktif", { $0.enrolled }, isActiveOnly: true)
      if shape.status == .inactiveColumn {
        found.append(Column(measure: "Peserta Non Aktif" + units, period: period) { _, _, _, _ in 17 })
      }
    }
    if shape.header == .segmentOverMeasure {
      // Groups stand together.
      var order: [String] = []
      for column in found {
        let key = column.segment ?? ""
        if !order.contains(key) { order.append(key) }
      }
      found = order.flatMap { key in found.filter { ($0.segment ?? "") == key } }
    }
    if shape.hasShare { found.append(Column(measure: "Cakupan (%)", isShare: true) { _, _, _, _ in 54 }) }
    return found
  }

  // MARK: Rows

  private mutating func build(_ random: inout FixedGenerator) {
    let figures = columns()
    var places: [String] = []
    if shape.hasNumbers { places.append("No") }
    switch shape.places {
    case .codeAndName: places += ["Kode", "Kecamatan"]
    case .codesAlone: places += ["Kode Kecamatan"]
    case .nameAndParent: places += ["Kecamatan", "Kabupaten/Kota"]
    case .parentOnce: places += ["Kabupaten/Kota", "Kecamatan"]
    case .sections, .sectionsWithSums: places += ["Kecamatan"]
    case .numbered: places += ["Nama Kecamatan", "Kab/Kota"]
    }
    var roles: [String] = []
    if shape.periods == .rows { roles.append("Tahun") }
    if shape.dividesRows { roles.append("Segmen") }
    if shape.status == .rows { roles.append("Status") }
    let width = places.count + roles.count + figures.count

    for index in 0..<shape.titles {
      let text = ["REKAPITULASI KEPESERTAAN", "Provinsi Kalimantan Timur, Desember 2025", "Data per kecamatan"][index]
      rows.append([.text(text)] + Array(repeating: .blank, count: width - 1))
    }
    rows += headerLines(places + roles, figures)
    if shape.hasColumnNumbers { rows.append((1...width).map { .text("(\($0))") }) }

    func blankPlaces() -> [Cell] { Array(repeating: .blank, count: places.count) }
    /// All rows of one unit.
    func rowsOf(_ unit: Unit, number: Int, isFirst: Bool) -> [[Cell]] {
      var made: [[Cell]] = []
      var isFirstRow = true
      for year in shape.periods == .rows ? ["2024", "2025"] : [""] {
        let segmentTexts: [(String, Int?)] =
          shape.dividesRows
          ? segments.enumerated().map { ($0.element, Int?.some($0.offset)) }
            + (shape.segments == .rowsWithSums ? [("Jumlah", nil)] : [])
          : [("", nil)]
        for (segment, index) in segmentTexts {
          for status in shape.status == .rows ? ["Aktif", "Non Aktif"] : [""] {
            var cells: [Cell] = shape.hasNumbers ? [.number(number)] : []
            let isRepeat = shape.segments == .nameOnceRows && !isFirstRow
            func text(_ value: String) -> Cell { isRepeat ? .blank : .text(value) }
            switch shape.places {
            case .codeAndName: cells += [text(unit.code), text(unit.name)]
            case .codesAlone: cells += [text(unit.code)]
            case .nameAndParent: cells += [text(unit.name), text(unit.parent)]
            case .parentOnce: cells += [isFirst && isFirstRow ? .text(unit.parent) : .blank, text(unit.name)]
            case .sections, .sectionsWithSums: cells += [text(unit.name)]
            case .numbered: cells += [text("\(number). \(unit.name)"), text(unit.parent)]
            }
            if shape.periods == .rows { cells.append(.year(Int(year)!)) }
            if shape.dividesRows { cells.append(.text(segment)) }
            if shape.status == .rows { cells.append(.text(status)) }
            let isOld = year == "2024"
            cells += figures.map { .number($0.figure(unit, index, status != "Non Aktif", isOld)) }
            made.append(cells)
            isFirstRow = false
          }
        }
      }
      return made
    }
    func sum(_ label: String, _ own: [Unit], at column: Int) -> [Cell] {
      var cells = blankPlaces()
      cells[column] = .text(label)
      cells += roles.map { _ in .blank }
      return cells
        + figures.map { column in
          .number(column.isShare ? 54 : own.reduce(0) { $0 + column.figure($1, nil, true, false) })
        }
    }
    // Where a unit has several rows, a sum over them is of one period and of the active; such tables have none here.
    let canSum = roles.isEmpty
    let nameColumn = places.firstIndex { $0.hasSuffix("Kecamatan") || $0.hasPrefix("Kecamatan") } ?? places.count - 1
    var number = 0
    for area in Self.areas {
      let own = units.filter { $0.parent == area.parent }
      if shape.places == .sections || (shape.places == .sectionsWithSums && !canSum) {
        var cells = blankPlaces()
        cells[nameColumn] = .text(area.parent)
        rows.append(cells + Array(repeating: .blank, count: width - places.count))
      } else if shape.places == .sectionsWithSums {
        rows.append(sum(area.parent, own, at: nameColumn))
      }
      for (index, unit) in own.enumerated() {
        number += 1
        rows += rowsOf(unit, number: number, isFirst: index == 0)
      }
      if shape.sums == .groupsAndGrand && canSum { rows.append(sum("Sub Total", own, at: nameColumn)) }
    }
    if canSum {
      switch shape.sums {
      case .grand, .groupsAndGrand: rows.append(sum("JUMLAH", units, at: 0))
      case .unnamed: rows.append(sum("Kalimantan Timur", units, at: nameColumn))
      case .none: break
      }
    }
    makeWrong(&random, width: width, canSum: canSum)
    for index in 0..<shape.notes {
      let text = ["Sumber: BPJS Ketenagakerjaan, diolah", "*) Angka sementara", "Samarinda, 5 Januari 2026"][index]
      rows.append([.text(text)] + Array(repeating: .blank, count: width - 1))
    }
  }

  /// Changes one figure of the last sum by one.
  private mutating func makeWrong(_ random: inout FixedGenerator, width: Int, canSum: Bool) {
    guard shape.hasWrongSum, canSum, shape.sums == .grand || shape.sums == .groupsAndGrand else { return }
    let last = rows.count - 1
    // The last of them is of the period that is read.
    let own = rows[last].indices.filter {
      if case .number(let value) = rows[last][$0] { value > 10_000 } else { false }
    }
    guard let column = own.last, case .number(let value) = rows[last][column] else { return }
    rows[last][column] = .number(value + 1)
    isWrong = true
  }

  private func headerLines(_ left: [String], _ figures: [Column]) -> [[Cell]] {
    func joined(_ parts: [String?]) -> String { parts.compactMap { $0 }.joined(separator: " ") }
    let isDivided = figures.contains { $0.segment != nil || $0.sex != nil }
    guard shape.header != .oneLine, isDivided else {
      return [(left.map { .text($0) } + figures.map { .text(joined([$0.measure, $0.segment, $0.sex, $0.period])) })]
    }
    func group(_ column: Column) -> (top: String, below: String?) {
      if column.segment == nil && column.sex == nil { return (joined([column.measure, column.period]), nil) }
      if shape.header == .measureOverSegment {
        return (joined([column.measure, column.period]), joined([column.segment, column.sex]))
      }
      guard let segment = column.segment else { return (joined([column.measure, column.period]), column.sex) }
      return (joined([segment, column.period]), joined([column.measure, column.sex]))
    }
    var top: [Cell] = left.map { .text($0) }
    var below: [Cell] = left.map { _ in .blank }
    var previous = ""
    for column in figures {
      let (first, second) = group(column)
      top.append(first == previous && second != nil ? .blank : .text(first))
      below.append(second.map { .text($0) } ?? .blank)
      previous = second == nil ? "" : first
    }
    return [top, below]
  }

  // MARK: Files

  private func text(_ cell: Cell, quoting separator: Character) -> String {
    switch cell {
    case .blank: return ""
    case .number(let value):
      guard let mark = shape.thousands, value >= 1_000 else { return quoted(String(value), separator) }
      var digits = String(value)
      var grouped = ""
      while digits.count > 3 {
        grouped = String(mark) + digits.suffix(3) + grouped
        digits = String(digits.dropLast(3))
      }
      return quoted(digits + grouped, separator)
    case .year(let value): return String(value)
    case .text(let text): return quoted(text, separator)
    }
  }

  private func quoted(_ text: String, _ separator: Character) -> String {
    text.contains(separator) || text.contains("\"") ? "\"\(text)\"" : text
  }

  var csv: [UInt8] {
    var lines = ""
    for row in rows {
      lines += row.map { text($0, quoting: shape.separator) }.joined(separator: String(shape.separator)) + "\r\n"
    }
    return Array(lines.utf8)
  }

  var xlsx: [UInt8] {
    get throws {
      let cells = rows.map { row in
        row.map { cell -> WorkbookWriter.Cell in
          switch cell {
          case .blank: .empty
          case .text(let text): .text(text)
          case .number(let value), .year(let value): .integer(value)
          }
        }
      }
      return try WorkbookWriter([.init(name: "Rekap", columnWidths: [], rows: cells, isTable: false)]).bytes()
    }
  }

  /// As LibreOffice writes it: what repeats is written once.
  var ods: [UInt8] {
    get throws {
      func escaped(_ text: String) -> String {
        text.replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing("\n", with: "</text:p><text:p>")
      }
      let body = rows.map { row in
        let cells = row.map { cell in
          switch cell {
          case .blank: "<table:table-cell/>"
          case .text(let text):
            "<table:table-cell office:value-type=\"string\"><text:p>\(escaped(text))</text:p></table:table-cell>"
          case .number(let value), .year(let value):
            "<table:table-cell office:value-type=\"float\" office:value=\"\(value)\"><text:p>\(value)</text:p>"
              + "</table:table-cell>"
          }
        }
        return
          "<table:table-row>\(cells.joined())<table:table-cell table:number-columns-repeated=\"1000\"/></table:table-row>"
      }
      let namespaces = ["office", "table", "text"].map {
        "xmlns:\($0)=\"urn:oasis:names:tc:opendocument:xmlns:\($0):1.0\""
      }
      var archive = ZipWriter()
      archive.add(Array("application/vnd.oasis.opendocument.spreadsheet".utf8), as: "mimetype", isCompressed: false)
      archive.add(
        "<office:document-content \(namespaces.joined(separator: " "))><office:body><office:spreadsheet>"
          + "<table:table table:name=\"Rekap\">\(body.joined())"
          + "<table:table-row table:number-rows-repeated=\"1000000\"><table:table-cell/></table:table-row></table:table>"
          + "</office:spreadsheet></office:body></office:document-content>", as: "content.xml")
      archive.add("<manifest></manifest>", as: "META-INF/manifest.xml")
      return try archive.bytes()
    }
  }
}
