internal import Coverage
internal import Parallel
package import Reporting

/// What a run writes for people: a report, and a map for documents and slides. Both show the same drawing.
package struct ReportFiles: Sendable {
  private let results: Results
  private let method: Classification.Method
  private let size: MapSize
  /// nil where the run has too many units for a page.
  private let drawing: Background<MapDrawing>?

  package init(_ results: Results, method: Classification.Method, size: MapSize) {
    self.results = results
    self.method = method
    self.size = size
    // The outlines are simplified while the layers are written.
    drawing = results.hasReport ? Background(threads: results.threads) { MapDrawing(results) } : nil
  }

  /// - Throws: the files' bytes throw `Diagnostic` where an input cannot be read again for its checksum.
  package var files: [Results.AddedFile] {
    guard let drawing else { return [] }
    return [
      Results.AddedFile("report.html") { try Report(results, drawing.value(), method: method).bytes() },
      Results.AddedFile("map.svg") {
        let report = Report(results, try drawing.value(), method: method)
        let image = MapImage(
          results: results, map: report.map, size: size, title: report.title,
          finding: report.lede.joined(separator: " "))
        return Array(image.text.utf8)
      },
    ]
  }
}
