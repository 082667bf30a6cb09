internal import Geometry

/// Where things stand on a page that is printed. Lengths are in millimetres from the upper left.
struct LayoutPage {
  struct Frame {
    var x, y, width, height: Double

    fileprivate func scaled(_ factor: Double) -> Frame {
      Frame(x: factor * x, y: factor * y, width: factor * width, height: factor * height)
    }
  }

  enum Format: String, CaseIterable {
    case a4 = "A4"
    case a3 = "A3"

    /// Against A4.
    var factor: Double { self == .a4 ? 1 : 420.0 / 297 }
  }

  let format: Format
  let page, title, finding, map, arrow, scaleBar, legend, insetTitle, inset, source: Frame
  let legendColumns: Int
  /// Of letters, against A4; a larger page is looked at from further away.
  var letters: Double { format.factor.squareRoot() }

  private init(_ format: Format, _ plan: Plan) {
    self.format = format
    func frame(_ x: Double, _ y: Double, _ width: Double, _ height: Double) -> Frame {
      Frame(x: x, y: y, width: width, height: height).scaled(format.factor)
    }
    let (width, height): (Double, Double) = plan == .upright ? (210, 297) : (297, 210)
    page = frame(0, 0, width, height)
    title = frame(10, 8, width - 20, 8)
    finding = frame(10, 16, width - 20, 15)
    source = frame(10, height - 16, width - 20, 12)
    switch plan {
    case .upright:
      legend = frame(10, 218, 126, 60)
      insetTitle = frame(138, 218, 62, 5)
      inset = frame(138, 223, 62, 55)
      legendColumns = 2
    case .sideways:
      legend = frame(210, 33, 77, 87)
      insetTitle = frame(210, 122, 77, 5)
      inset = frame(210, 127, 77, 64)
      legendColumns = 1
    case .wide:
      legend = frame(10, 142, 190, 50)
      insetTitle = frame(205, 142, 82, 5)
      inset = frame(205, 147, 82, 44)
      legendColumns = 3
    }
    let plain = plan.mapFrame
    map = plain.scaled(format.factor)
    arrow = frame(plain.x + plain.width - 13, plain.y + 3, 10, 14)
    scaleBar = frame(plain.x + 2, plain.y + plain.height - 10, 60, 8)
  }

  /// How a page is divided.
  private enum Plan: CaseIterable {
    /// The map above its legend, on a page that is higher than wide.
    case upright
    /// The map beside its legend.
    case sideways
    /// The map above its legend, on a page that is wider than high.
    case wide

    /// On A4.
    var mapFrame: Frame {
      switch self {
      case .upright: Frame(x: 10, y: 33, width: 190, height: 182)
      case .sideways: Frame(x: 10, y: 33, width: 196, height: 158)
      case .wide: Frame(x: 10, y: 33, width: 277, height: 106)
      }
    }
  }

  /// The page on which an area is shown at the largest scale.
  init(_ format: Format, showing area: Box) {
    let plan = Plan.allCases.max {
      $0.mapFrame.millimetresPerDegree(of: area) < $1.mapFrame.millimetresPerDegree(of: area)
    }
    self.init(format, plan ?? .sideways)
  }

  /// A page for areas of any shape.
  init(_ format: Format) { self.init(format, .sideways) }
}

extension LayoutPage {
  /// The largest size of letters, in points, at which a text fits its frame, down to 5; a guess, on the careful side, from how
  /// wide letters are on average.
  func size(of text: String, in frame: Frame, atMost wanted: Double) -> Double {
    var size = wanted
    while size > 5 {
      let letters = max(1, (frame.width / (0.215 * size)).rounded(.down))
      let lines = text.split(separator: "\n").reduce(0) { $0 + (Double($1.count) / letters).rounded(.up) }
      if lines * 0.45 * size <= frame.height { break }
      size -= 0.5
    }
    return max(5, size)
  }
}

extension LayoutPage.Frame {
  /// The scale at which an area fits.
  func millimetresPerDegree(of area: Box) -> Double {
    min(width / max(area.maxX - area.minX, 1e-9), height / max(area.maxY - area.minY, 1e-9))
  }

  /// An area with a margin, in the proportions of the frame.
  func extent(of area: Box, margin: Double = 0.03) -> Box {
    let scale = millimetresPerDegree(of: area) / (1 + 2 * margin)
    let (x, y) = ((area.minX + area.maxX) / 2, (area.minY + area.maxY) / 2)
    return Box(
      minX: x - width / scale / 2, minY: y - height / scale / 2, maxX: x + width / scale / 2,
      maxY: y + height / scale / 2)
  }
}
