internal import Coverage
package import Diagnostics
internal import Parallel
package import Reporting
internal import SVGRendering

/// What a run writes for people: a report, and a map for documents and slides. Both show the same drawing.
package struct ReportFiles: Sendable {
  private let results: Results
  private let method: Classification.Method
  private let size: MapSize
  /// nil where the run has too many units and parents for a page.
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
    let (results, method, size) = (results, method, size)
    let report = Background(threads: results.threads) { Report(results, try drawing.value(), method: method) }
    let map = Background(threads: results.threads) { () throws -> [UInt8] in
      let report = try report.value()
      let image = MapImage(
        results: results, map: report.map, size: size, title: report.title, finding: report.lede)
      return Array(image.text.utf8)
    }
    var files = [
      Results.AddedFile("report.html") { try report.value().bytes() },
      Results.AddedFile("map.svg") { try map.value() },
    ]
    if let renderer = SVGRenderer.shared {
      let picture = Background(threads: results.threads) { () throws -> [UInt8] in
        try renderer.png(map.value(), width: size.width, height: size.height)
      }
      files += [
        Results.AddedFile("map.png") { try picture.value() },
        Results.AddedFile("map.pdf") {
          try renderer.pdf(map.value(), width: size.points.width, height: size.points.height)
        },
      ]
    }
    return files
  }

  /// What is not written on this computer, and why.
  package var notices: [Notice] { drawing == nil || SVGRenderer.shared != nil ? [] : [.noPictures] }
}

extension Notice {
  fileprivate static let noPictures = Notice(
    "rendering.unavailable",
    id:
      "map.png dan map.pdf tidak dibuat: librsvg tidak terpasang (apt-get install librsvg2-2). map.svg memuat peta yang sama.",
    en:
      "map.png and map.pdf were not made: librsvg is not installed (apt-get install librsvg2-2). map.svg holds the same map."
  )
}
