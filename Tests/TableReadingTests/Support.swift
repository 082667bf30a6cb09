import Areas
import Diagnostics
import Tables
import Testing

@testable import TableReading

/// Reads a table from text, as `analyze` does.
func read(
  _ text: String, level: AdministrativeLevel? = .regency, purpose: ReadingOptions.Purpose = .both,
  headerLine: Int? = nil,
  _ configure: (inout ReadingOptions) -> Void = { _ in }
) throws -> TableReading {
  var options = ReadingOptions()
  configure(&options)
  let file = try TableFile(bytes: Array(text.utf8), name: "t.csv")
  let draft = try TableDraft(file, format: .init(headerLine: headerLine), options: options)
  return try TableReading(draft, purpose: purpose, level: level, options: options)
}

/// The code of the fault that reading a table ends in; nil where it is read.
func fault(
  _ text: String, level: AdministrativeLevel? = .regency, purpose: ReadingOptions.Purpose = .both,
  _ configure: (inout ReadingOptions) -> Void = { _ in }
) -> String? {
  do {
    _ = try read(text, level: level, purpose: purpose, configure)
    return nil
  } catch let fault as Diagnostic {
    return fault.code
  } catch {
    return "\(error)"
  }
}

extension TableReading {
  /// What is counted of each name, summed over its rows and segments.
  var totals: [String: [Int]] {
    var found: [String: [Int]] = [:]
    for row in rows {
      let key = nameColumn == nil ? code(row) : name(row)
      let enrolled = enrolled.reduce(0) { $0 + ($1[row] ?? 0) }
      let eligible = eligible.reduce(0) { $0 + ($1[row] ?? 0) }
      let old = found[key] ?? [0, 0]
      found[key] = [old[0] + enrolled, old[1] + eligible]
    }
    return found
  }

  func meaning(_ header: String) -> ColumnMeaning? { columns.first { $0.header == header }?.meaning }

  var noticeCodes: Set<String> { Set(notices.map(\.code)) }
}
