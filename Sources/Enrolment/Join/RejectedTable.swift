package import Diagnostics
internal import Tables

/// `rejected.csv`: every row that was not used, whole, with its line, the reason and the closest candidates.
package enum RejectedTable {
  /// - Parameter headers: the columns of each table, by its file's name. Rows of two tables share the columns that have
  ///   the same name.
  package static func csv(_ rejections: [Rejection], headers: [(table: String, header: [String])], language: Language)
    -> [UInt8]
  {
    var columns: [String] = []
    for (_, header) in headers {
      // A name may stand twice in one table: each occurrence is a column of its own.
      var left = columns
      for name in header {
        if let index = left.firstIndex(of: name) { left.remove(at: index) } else { columns.append(name) }
      }
    }
    var writer = CSVWriter()
    writer.row(
      ["rejected_file", "rejected_line", "rejected_reason", "rejected_explanation", "rejected_candidates"] + columns)
    for rejection in rejections {
      let header = headers.first { $0.table == rejection.table }?.header ?? []
      var cells = [String?](repeating: nil, count: columns.count)
      var taken = [Bool](repeating: false, count: columns.count)
      for (name, cell) in zip(header, rejection.cells) {
        guard let place = columns.indices.first(where: { columns[$0] == name && !taken[$0] }) else { continue }
        taken[place] = true
        cells[place] = cell
      }
      writer.row(
        [
          rejection.table, String(rejection.line), rejection.reason.rawValue, rejection.explanation[language],
          rejection.candidates.joined(separator: "; "),
        ] + cells)
    }
    return writer.bytes
  }
}
