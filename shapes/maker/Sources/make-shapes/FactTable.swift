internal import FoundationEssentials

/// A table of facts: comma-separated text in UTF-8 with one header row, quoted fields where they hold a comma.
///
/// The tables lie beside the program, so a fault in one of them ends it with a plain message.
struct FactTable {
  private let path: String
  private let header: [String]
  private let rows: [[String]]

  init(_ path: String) throws {
    self.path = path
    let text = try String(contentsOfFile: path, encoding: .utf8)
    var rows: [[String]] = []
    for line in text.split(whereSeparator: \.isNewline) {
      var fields = [""]
      var quoted = false
      for character in line {
        switch character {
        case "\"": quoted.toggle()
        case "," where !quoted: fields.append("")
        default: fields[fields.count - 1].append(character)
        }
      }
      precondition(rows.isEmpty || fields.count == rows[0].count, "\(path): not as many fields as the header: \(line)")
      rows.append(fields)
    }
    header = rows.removeFirst()
    self.rows = rows
  }

  /// All values of a column, in the order of the rows.
  func column(_ name: String) -> [String] {
    guard let index = header.firstIndex(of: name) else { fatalError("\(path): no column \(name)") }
    return rows.map { $0[index] }
  }

  /// The values of a column of numbers.
  func numbers(_ name: String) -> [Double] {
    column(name).map { text in
      guard let value = Double(text) else { fatalError("\(path): \(text) in column \(name) is no number") }
      return value
    }
  }

  /// The values of a column of whole numbers.
  func integers(_ name: String) -> [Int] {
    column(name).map { text in
      guard let value = Int(text) else { fatalError("\(path): \(text) in column \(name) is no whole number") }
      return value
    }
  }
}
