public import Areas
public import Diagnostics
public import Tables

/// A table of counts with every column and every row understood: what `CountTable` and the joins build on, and what
/// `check` shows.
///
/// It is made in steps, each of which can be shown by itself: the sheet (`TableDraft`), the block in it (`TableBlock`), the
/// meaning of each column (`TableReader`), the rows, the counts. Nothing in it is guessed: what can be read in more than
/// one way ends in one message with every doubt and the option that settles it.
public struct TableReading: Sendable {
  /// A group of workers with its own counts: PU, BPU, …
  public struct Segment: Sendable, Hashable {
    /// As the table first writes it.
    public let label: String
    /// Lower case, `_` for other signs: the suffix of its properties.
    public let key: String
    /// The same for all spellings that the field uses for one segment.
    public let identity: String

    package init(label: String, headerKey key: String, identity: String? = nil) {
      self.label = label
      self.key = key
      self.identity = identity ?? key
    }
  }

  public enum RowSegment: Sendable, Hashable {
    case segment(Int)
    case blank, total
  }

  public let table: DelimitedTable
  /// In the order of the table.
  public let columns: [ColumnReading]
  public let setAside: [SetAsideRow]
  public let notices: [Notice]

  // MARK: Places

  package let codeColumn: Int?
  /// What the code column's header says of its level.
  package let codeLevel: AdministrativeLevel?
  package let nameColumn: Int?
  /// Columns that name the units above, finest first.
  package let parentColumns: [(column: Int, level: AdministrativeLevel?)]
  private let places: PlaceColumns

  // MARK: Counts

  /// The period that is used, as the table writes it; nil where the table has none.
  public let period: String?
  package let periodColumn: Int?
  package let yearColumn: Int?
  package let segmentColumn: Int?
  /// Rows that count units, in order.
  public let rows: [Int]
  package let otherPeriodRowCount: Int
  /// Rows that equal the sum of others though no word says that they are sums: where they name no unit, they are none.
  package let provenSums: Set<Int>
  /// Segments in order of appearance; none where the table has none.
  public let segments: [Segment]
  /// For each row in `rows`: its segment. Empty where the segments are columns or there are none.
  public let segmentOfRow: [RowSegment]
  /// By position in `segments` where they are columns, else one: counts by row of the whole table. Empty where that
  /// count is not wanted.
  public let enrolled: [[Int?]]
  public let eligible: [[Int?]]
  /// The columns from which they come, in the same order.
  package let enrolledColumns: [[Int]]
  package let eligibleColumns: [[Int]]

  /// Workers of rows that lack one of several figures that are added, as far as they are there.
  private let parts: [Int: (enrolled: Int, eligible: Int)]

  /// What a row counts, over all segments; `nil` where it has no figure at all. A figure that lacks a part counts as far
  /// as it is there, which is for ledgers and for nothing else.
  public func workers(_ row: Int) -> (enrolled: Int, eligible: Int)? {
    let part = parts.isEmpty ? nil : parts[row]
    var hasFigure = part != nil
    func sum(_ counts: [[Int?]]) -> Int {
      counts.reduce(0) { sum, column in
        guard let count = column[row] else { return sum }
        hasFigure = true
        return sum + count
      }
    }
    let known = (enrolled: sum(enrolled) + (part?.enrolled ?? 0), eligible: sum(eligible) + (part?.eligible ?? 0))
    return hasFigure ? known : nil
  }

  /// The code of a row, blank where there is none.
  public func code(_ row: Int) -> String {
    guard let codeColumn else { return "" }
    return places.codes[row] ?? table.cell(row, codeColumn)
  }

  /// The name of a row, without numbering and marks.
  public func name(_ row: Int) -> String {
    guard let nameColumn else { return "" }
    return places.names[row] ?? table.cell(row, nameColumn)
  }

  /// The units above that a row names, finest first; blank where nothing stands.
  public func parents(_ row: Int) -> [(text: String, level: AdministrativeLevel?)] {
    var found: [(text: String, level: AdministrativeLevel?)] = []
    if let section = places.sections[row] { found.append((section.text, section.level)) }
    for (position, parent) in places.parents.enumerated() {
      found.append((places.parentNames[position][row] ?? table.cell(row, parent.column), parent.level))
    }
    return found
  }

  /// The unit above that the heading of a row's section names.
  package func section(_ row: Int) -> (text: String, level: AdministrativeLevel)? { places.sections[row] }

  /// The level of the names, as far as it is known.
  package var nameLevel: AdministrativeLevel? { places.nameLevel }

  /// Whether the row should name its unit's parent and does not, so that its name could be anywhere.
  package func lacksParent(_ row: Int) -> Bool { parents(row).first?.text.isEmpty ?? false }

  /// Reads a table that was found in its sheet.
  ///
  /// - Parameters:
  ///   - draft: the table.
  ///   - purpose: what it is read for.
  ///   - level: the level of the layer; nil where it is not known.
  ///   - options: what the user states.
  /// - Throws: `Diagnostic` (badInput) with every doubt, or for numbers and sums that are wrong.
  /// - Complexity: O(rows · columns).
  public init(
    _ draft: TableDraft, purpose: ReadingOptions.Purpose, level: AdministrativeLevel?, options: ReadingOptions
  ) throws {
    var reader = TableReader(draft, purpose: purpose, level: level, options: options)
    reader.notices = draft.notices + draft.table.notices
    let roles = try reader.findRoles()
    var places = try reader.findPlaces(dividedBy: roles.dividing)
    let counts = try reader.findCounts(hasSegmentColumn: roles.segment != nil)
    if places.code == nil && places.name == nil { reader.doubts.append(.noUnitColumn(draft.table.header)) }
    let paired = try reader.pair(counts.enrolled, counts.eligible)
    reader.requireUnits(roles)
    reader.askWhetherComplete(places, paired)
    reader.askAboutTitles(roles, paired)
    if !reader.doubts.isEmpty { throw Diagnostic.doubts(reader.doubts, table: draft.table.name) }

    let rows = try RowReading(&reader, roles, &places, paired)
    rows.askWhetherPlausible(&reader, places)
    if !reader.doubts.isEmpty { throw Diagnostic.doubts(reader.doubts, table: draft.table.name) }

    table = draft.table
    self.places = places
    codeColumn = places.code
    codeLevel = places.codeLevel
    nameColumn = places.name
    parentColumns = places.parents
    let headerPeriod = paired.period
    period = rows.period ?? headerPeriod
    periodColumn = roles.period
    yearColumn = roles.year
    segmentColumn = rows.isDividedByRow ? roles.segment : nil
    self.rows = rows.rows
    otherPeriodRowCount = rows.otherPeriodRows
    provenSums = rows.provenSums
    segments = rows.isDividedByRow ? rows.segments : paired.segments
    segmentOfRow = rows.segmentOfRow
    enrolled = rows.enrolled
    eligible = rows.eligible
    parts = rows.workersWithoutSum
    enrolledColumns = paired.enrolled
    eligibleColumns = paired.eligible
    notices = reader.notices
    setAside = rows.setAsideRows(draft)
    columns = reader.columnReadings(rows: self.rows, paired, enrolled: enrolled, eligible: eligible)
  }
}

/// The columns of both counts, divided alike.
struct PairedColumns: Sendable {
  /// Empty where the counts are not divided by columns.
  var segments: [TableReading.Segment] = []
  /// By segment, or one: the columns that are added.
  var enrolled: [[Int]] = []
  var eligible: [[Int]] = []
  /// As the headers write it.
  var period: String?
}

extension TableReader {
  /// Divides both counts alike: by segment where both have the same ones, else by their sums.
  mutating func pair(_ enrolled: CountColumns?, _ eligible: CountColumns?) throws -> PairedColumns {
    var paired = PairedColumns()
    if let wanted = options.period, enrolled?.period != nil || eligible?.period != nil {
      let has = [enrolled?.period, eligible?.period].compactMap { $0 }.contains {
        $0.text == HeaderText.words(of: wanted).joined(separator: " ")
          || ($0.period != nil && $0.period == Period(wanted))
      }
      if !has { doubts.append(.noSuchHeaderPeriod(wanted)) }
    }
    if enrolled != nil, enrolled?.period == nil, let other = eligible?.period {
      notices.append(.eligibleOfPeriod(other.label, table: name))
    }
    if let first = enrolled == nil ? eligible?.period : enrolled?.period {
      paired.period = first.label
      let others = meanings.compactMap { meaning -> String? in
        if case .ignored(.otherPeriod(let text)) = meaning { text } else { nil }
      }
      var seen: Set<String> = []
      let distinct = others.filter { seen.insert($0).inserted }.map(HeaderPhrase.HeaderPeriod.label)
      if !distinct.isEmpty { notices.append(.periodOfHeaders(first.label, others: distinct, table: name)) }
      if let left = enrolled?.period, let right = eligible?.period,
        left.period != right.period || left.month != right.month
      {
        notices.append(.periodsOfHeadersDiffer(left.label, right.label, table: name))
      }
    }
    let left = enrolled?.parts ?? []
    let right = eligible?.parts ?? []
    func segments(_ parts: [CountColumns.Part]) -> [TableReading.Segment] {
      parts.map { part in
        let label = part.label ?? part.segment ?? ""
        return TableReading.Segment(label: label, headerKey: HeaderText.key(label), identity: part.segment)
      }
    }
    let same = Set(left.map(\.segment)) == Set(right.map(\.segment))
    switch (enrolled, eligible) {
    case (let enrolled?, let eligible?):
      if !left.isEmpty, same, left.count > 1 || (enrolled.whole == nil && eligible.whole == nil) {
        paired.segments = segments(left)
        paired.enrolled = left.map(\.columns)
        paired.eligible = left.map { one in right.first { $0.segment == one.segment }!.columns }
        mark(enrolled.whole, eligible.whole)
      } else {
        guard let first = try undivided(enrolled, other: eligible),
          let second = try undivided(eligible, other: enrolled)
        else { return paired }
        paired.enrolled = [first]
        paired.eligible = [second]
      }
    case (let one?, nil) where purpose == .enrolled, (nil, let one?) where purpose == .eligible:
      let isDivided = one.parts.count > 1 || one.whole == nil
      if isDivided { mark(one.whole, nil) }
      let columns = isDivided ? one.parts.map(\.columns) : [one.whole!.columns]
      if isDivided { paired.segments = segments(one.parts) }
      if purpose == .enrolled { paired.enrolled = columns } else { paired.eligible = columns }
    default: break
    }
    for (position, columns) in paired.enrolled.enumerated() {
      for column in columns {
        meanings[column] = .enrolled(segment: paired.segments.isEmpty ? nil : paired.segments[position].label)
      }
    }
    for (position, columns) in paired.eligible.enumerated() {
      for column in columns {
        meanings[column] = .eligible(segment: paired.segments.isEmpty ? nil : paired.segments[position].label)
      }
    }
    return paired
  }

  private mutating func mark(_ sums: CountColumns.Part?...) {
    for column in sums.compactMap({ $0 }).flatMap(\.columns) { meanings[column] = .sum }
  }

  /// The columns whose sum counts all workers of a unit; nil, with a doubt, where there are none.
  private mutating func undivided(_ counts: CountColumns, other: CountColumns) throws -> [Int]? {
    if let whole = counts.whole {
      for column in counts.parts.flatMap(\.columns) where counts.parts.count > 1 {
        meanings[column] = .ignored(.partsOfSum)
      }
      return whole.columns
    }
    let columns = counts.parts.flatMap(\.columns)
    // One segment against all workers, or other segments than those: the sums are of different people.
    if counts.parts.count < 2 || !other.parts.isEmpty && other.whole == nil {
      doubts.append(
        .unpairedSegments(
          (counts.parts + other.parts).filter { part in
            !(counts.parts.contains { $0.segment == part.segment }
              && other.parts.contains { $0.segment == part.segment })
          }.map { label($0.columns[0]) }))
      return nil
    }
    notices.append(.segmentsAdded(counts.parts.map { label($0.columns[0]) }, table: name))
    return columns
  }

  /// Every column with its first value and its sum.
  mutating func columnReadings(
    rows: [Int], _ paired: PairedColumns, enrolled: [[Int?]], eligible: [[Int?]]
  ) -> [ColumnReading] {
    let first = rows.first
    return table.header.indices.map { column in
      var sum: Int?
      switch meanings[column] {
      case .enrolled, .eligible, .sum:
        if let values = try? self.values(column) { sum = rows.reduce(0) { $0 + (values[$1] ?? 0) } }
      default: break
      }
      let meaning =
        meanings[column]
        ?? (isBlank(column)
          ? .ignored(.blank)
          : phrases[column].isRunningNumber
            ? .runningNumber
            : phrases[column].has(.programme)
              ? .ignored(.programme)
              : phrases[column].other.map { .ignored(.other($0.rawValue)) }
                ?? (phrases[column].isPlace
                  ? .ignored(.otherLevel) : .ignored(.notUnderstood(phrases[column].unknown))))
      return ColumnReading(
        header: table.header[column], meaning: meaning, first: first.map { table.cell($0, column) } ?? "", sum: sum)
    }
  }
}

extension HeaderPhrase.HeaderPeriod {
  /// As people write it: `Desember 2025`, `TW III 2025`.
  var label: String { Self.label(text) }

  static func label(_ text: String) -> String {
    text.split(separator: " ").map { word in
      ["tw", "q", "i", "ii", "iii", "iv", "smt"].contains(word) ? word.uppercased() : word.capitalizedFirst
    }.joined(separator: " ")
  }
}

extension Notice {
  static func noUnitColumn(_ header: [String]) -> Notice {
    Notice(
      "table.unit.missing", ["columns": header.joined(separator: "; ")],
      id:
        "tidak ada kolom kode atau nama wilayah yang dikenal. Sebutkan dengan --code-column atau --name-column. Kolom yang "
        + "ada: \(header.map(HeaderText.short).joined(separator: ", ")).",
      en:
        "there is no known column of area codes or names. Name it with --code-column or --name-column. Its columns are: "
        + "\(header.map(HeaderText.short).joined(separator: ", ")).")
  }

  static func eligibleOfPeriod(_ period: String, table: String) -> Notice {
    Notice(
      "table.period.of-eligible", ["table": table, "period": period],
      id: "Tabel \(table): potensinya dari \(period); pesertanya tanpa periode.",
      en: "Table \(table): the eligible workers are of \(period); the participants have no period.")
  }

  static func noSuchHeaderPeriod(_ period: String) -> Notice {
    Notice(
      "table.period.absent-column", ["period": period],
      id: "tidak ada kolom dari periode \(period), yang diminta --period.",
      en: "there is no column of the period \(period), which --period asks for.")
  }
}
