/// A file that was read, and what for.
package struct InputFile: Sendable {
  /// What a file is to the run, by the name that `run.json` and its readers know.
  package enum Role: String, Sendable {
    case boundaries, enrolment, workforce, points
  }

  package let role: Role
  package let path: String
  /// Rows of a table, records of a layer; nil for the files beside a shapefile.
  package let rows: Int?
  /// The sheet that was read, of a workbook.
  package let sheet: String?

  package init(role: Role, path: String, rows: Int?, sheet: String? = nil) {
    self.role = role
    self.path = path
    self.rows = rows
    self.sheet = sheet
  }

  /// Whether it is a table of counts, which a publication must not let be guessed.
  package var holdsCounts: Bool { role == .enrolment || role == .workforce }

  /// The file's name without its folder.
  package var file: String { path.split(separator: "/").last.map(String.init) ?? path }
}
