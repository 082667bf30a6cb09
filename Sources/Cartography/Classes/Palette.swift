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

  /// Share of workers who are covered: dark is much. Its lightness falls evenly, so that it survives a photocopier.
  package static let coverage = Palette(
    "YlGnBu", [0xedf8b1, 0x7fcdbb, 0x2c7fb8], [0xffffcc, 0xa1dab4, 0x41b6c4, 0x225ea8],
    [0xffffcc, 0xa1dab4, 0x41b6c4, 0x2c7fb8, 0x253494])

  /// Numbers of workers who are not covered: dark is many. Of another hue than coverage, so that nobody takes one
  /// map for the other.
  package static let uncovered = Palette(
    "PuRd", [0xe7e1ef, 0xc994c7, 0xdd1c77], [0xf1eef6, 0xd7b5d8, 0xdf65b0, 0xce1256],
    [0xf1eef6, 0xd7b5d8, 0xdf65b0, 0xdd1c77, 0x980043])

  /// Share of a unit's area within reach of service: dark is much.
  package static let reach = Palette(
    "BuGn", [0xe5f5f9, 0x99d8c9, 0x2ca25f], [0xedf8fb, 0xb2e2e2, 0x66c2a4, 0x238b45],
    [0xedf8fb, 0xb2e2e2, 0x66c2a4, 0x2ca25f, 0x006d2c])

  /// Single colours of ColorBrewer's sets of three (Dark2), four (RdBu) and seven (Greys), for what is drawn over the
  /// classes.
  enum Accent {
    static let orange = Colour(0xd95f02)
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
