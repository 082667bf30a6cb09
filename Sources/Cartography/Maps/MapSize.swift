/// The sheet that a map for documents is drawn on.
package enum MapSize: String, Sendable, CaseIterable {
  /// A slide.
  case slide = "16:9"
  case a4
  case a4Portrait = "a4-portrait"

  /// In pixels.
  var width: Double { self == .a4Portrait ? 1_131 : 1_600 }
  var height: Double {
    switch self {
    case .slide: 900
    case .a4: 1_131
    case .a4Portrait: 1_600
    }
  }

  /// Of a page on paper, in points of 1/72 inch: A4, or a slide of the same scale as its pixels.
  var points: (width: Double, height: Double) {
    switch self {
    case .slide: (1_200, 675)
    case .a4: (841.89, 595.28)
    case .a4Portrait: (595.28, 841.89)
    }
  }

  /// Of the document, as SVG writes lengths.
  var sides: (width: String, height: String) {
    switch self {
    case .slide: ("1600", "900")
    case .a4: ("297mm", "210mm")
    case .a4Portrait: ("210mm", "297mm")
    }
  }
}
