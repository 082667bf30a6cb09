internal import Areas
internal import Tables

/// Which unit each row of a table is of, as far as the table itself says: rows of one code, or of one name and parents.
struct UnitRows {
  /// By row of the table: rows of one unit have one number, given in the order of the rows.
  private(set) var unit: [Int] = []
  /// How many numbers there are.
  private(set) var count = 0

  /// Each text is taken apart once, however many rows repeat it.
  init(_ table: DelimitedTable, _ places: PlaceColumns) {
    var numbers: [String: Int] = [:]
    func number(_ key: String) -> Int {
      if let known = numbers[key] { return known }
      numbers[key] = numbers.count
      return numbers.count - 1
    }
    // nil for what is no code.
    var codes: [String: Int?] = [:]
    var names: [[String]: Int] = [:]
    unit.reserveCapacity(table.rowCount)
    for row in 0..<table.rowCount {
      if let column = places.code {
        let text = places.codes[row] ?? table.cell(row, column)
        let known: Int?
        if let earlier = codes[text] {
          known = earlier
        } else {
          known = AreaCode(text).map { number($0.key) }
          codes[text] = .some(known)
        }
        if let known {
          unit.append(known)
          continue
        }
      }
      var parts = [places.name.map { places.names[row] ?? table.cell(row, $0) } ?? ""]
      for (position, parent) in places.parents.enumerated() {
        parts.append(places.parentNames[position][row] ?? table.cell(row, parent.column))
      }
      if let section = places.sections[row] { parts.append(section.text) }
      if let known = names[parts] {
        unit.append(known)
      } else {
        let found = number(parts.map { AreaName.words(of: $0).joined() }.joined(separator: "|"))
        names[parts] = found
        unit.append(found)
      }
    }
    count = numbers.count
  }

  /// The same, with the rows of a unit apart that have other words in one more column.
  func divided(by column: Int, of table: DelimitedTable) -> UnitRows {
    struct Part: Hashable {
      let unit: Int
      let words: Int
    }
    var keys: [String: Int] = [:]
    var words: [String: Int] = [:]
    var numbers: [Part: Int] = [:]
    var result = self
    for row in unit.indices {
      let text = table.cell(row, column)
      let word: Int
      if let known = words[text] {
        word = known
      } else {
        let next = keys.count
        word = keys[HeaderText.key(text), default: next]
        keys[HeaderText.key(text)] = word
        words[text] = word
      }
      let part = Part(unit: unit[row], words: word)
      let next = numbers.count
      let number = numbers[part, default: next]
      if number == next { numbers[part] = next }
      result.unit[row] = number
    }
    result.count = numbers.count
    return result
  }

  /// Positions in a list of rows, those of one unit together, units in the order of their first row.
  func groups(_ rows: [Int]) -> [[Int]] {
    var slots = Array(repeating: -1, count: count)
    var groups: [[Int]] = []
    for (position, row) in rows.enumerated() {
      if slots[unit[row]] < 0 {
        slots[unit[row]] = groups.count
        groups.append([])
      }
      groups[slots[unit[row]]].append(position)
    }
    return groups
  }
}
