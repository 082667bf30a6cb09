internal import Glibc

/// A colour of sRGB.
package struct Colour: Sendable, Hashable {
  package let red: UInt8
  package let green: UInt8
  package let blue: UInt8

  package init(_ rgb: UInt32) {
    red = UInt8(truncatingIfNeeded: rgb >> 16)
    green = UInt8(truncatingIfNeeded: rgb >> 8)
    blue = UInt8(truncatingIfNeeded: rgb)
  }

  /// `#rrggbb`, as HTML and SVG want it.
  package var hex: String {
    let digits = Array("0123456789abcdef")
    return [red, green, blue].reduce(into: "#") { text, part in
      text.append(digits[Int(part >> 4)])
      text.append(digits[Int(part & 15)])
    }
  }

  /// Relative luminance, 0 to 1 (WCAG 2, sRGB).
  package var luminance: Double {
    func linear(_ part: UInt8) -> Double {
      let value = Double(part) / 255
      return value <= 0.04045 ? value / 12.92 : exp(2.4 * log((value + 0.055) / 1.055))
    }
    return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue)
  }

  /// Whether white is read on it more easily than black.
  package var isDark: Bool { luminance < 0.179 }

  /// `r,g,b,255`, as QGIS wants it.
  package var qgis: String { "\(red),\(green),\(blue),255" }
}

/// Colours of ColorBrewer, in the numbers of classes that it calls safe for colour-blind readers and for print.
///
/// Color specifications and designs by Cynthia Brewer, © 2002 Cynthia Brewer, Mark Harrower and The Pennsylvania State
/// University, Apache License 2.0 (https://colorbrewer2.org).
package struct Palette: Sendable, Hashable {
  /// As ColorBrewer names it.
  package let name: String
  /// Schemes of three, four, … classes, light to dark.
  private let schemes: [[Colour]]

  private init(_ name: String, _ schemes: [UInt32]...) {
    self.name = name
    self.schemes = schemes.map { $0.map(Colour.init) }
  }

  /// The colours of so many classes, light first.
  ///
  /// ColorBrewer has no schemes of one or two classes; they are the middle and the ends of that of three.
  /// - Precondition: 1 to 5 classes.
  package func colours(_ count: Int) -> [Colour] {
    switch count {
    case 1: [schemes[0][1]]
    case 2: [schemes[0][0], schemes[0][2]]
    default: schemes[count - 3]
    }
  }

  /// Share of workers who are not covered: the strongest ink is the largest gap. Its lightness falls evenly, so that it
  /// survives a photocopier.
  private static let gap = Palette(
    "YlOrRd", [0xffeda0, 0xfeb24c, 0xf03b20], [0xffffb2, 0xfecc5c, 0xfd8d3c, 0xe31a1c],
    [0xffffb2, 0xfecc5c, 0xfd8d3c, 0xf03b20, 0xbd0026])

  /// The same of the area that is out of reach, of another hue than coverage, so that nobody takes one map for the other.
  private static let distance = Palette(
    "Purples", [0xefedf5, 0xbcbddc, 0x756bb1], [0xf2f0f7, 0xcbc9e2, 0x9e9ac8, 0x6a51a3],
    [0xf2f0f7, 0xcbc9e2, 0x9e9ac8, 0x756bb1, 0x54278f])

  /// What reaches a target: the further beyond, the stronger.
  private static let surplus = Palette(
    "Blues", [0xdeebf7, 0x9ecae1, 0x3182bd], [0xeff3ff, 0xbdd7e7, 0x6baed6, 0x2171b5],
    [0xeff3ff, 0xbdd7e7, 0x6baed6, 0x3182bd, 0x08519c])

  /// Of classes of coverage, lowest first.
  package static func coverage(_ classes: Classification) -> [Colour] {
    let below = classes.pivot ?? classes.count
    return (below == 0 ? [] : gap.colours(below).reversed())
      + (below == classes.count ? [] : surplus.colours(classes.count - below))
  }

  /// Of classes of reach, least first.
  package static func reach(_ classes: Classification) -> [Colour] { distance.colours(classes.count).reversed() }

  /// Single colours of ColorBrewer's sets (Blues, RdBu, Dark2, Greys), for what is drawn over the
  /// classes.
  enum Accent {
    static let deepBlue = Colour(0x08306b)
    static let purple = Colour(0x7570b3)
    static let red = Colour(0xca0020)
    static let blue = Colour(0x0571b0)
    static let palest = Colour(0xf7f7f7)
    static let pale = Colour(0xd9d9d9)
    static let grey = Colour(0x969696)
    static let dark = Colour(0x525252)
    static let darkest = Colour(0x252525)
    static let white = Colour(0xffffff)
  }
}
