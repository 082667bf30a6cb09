extension Language {
  /// A whole number with the language's thousands separator: `1.234.567` or `1,234,567`.
  public func text(_ value: Int) -> String {
    let digits = String(value.magnitude)
    var grouped = ""
    for (position, digit) in digits.enumerated() {
      if position > 0 && (digits.count - position) % 3 == 0 { grouped += self == .indonesian ? "." : "," }
      grouped.append(digit)
    }
    return value < 0 ? "-" + grouped : grouped
  }

  /// A number with a fixed count of decimals, rounded half away from zero, with the language's separators:
  /// `1.234,5` or `1,234.5`. What no decimals can be told of, beyond ±9·10¹⁵ or so, is shown as a power of ten
  /// (`6.4e+17`), and what is no number as `–`.
  public func text(_ value: Double, decimals: Int) -> String {
    var scale = 1.0
    for _ in 0..<decimals { scale *= 10 }
    let scaled = (value.magnitude * scale).rounded(.toNearestOrAwayFromZero)
    guard scaled < 0x1p63 else {
      if !value.isFinite { return "–" }
      let plain = String(value)
      return self == .indonesian ? plain.replacing(".", with: ",") : plain
    }
    let whole = Int(scaled / scale)
    let fraction = Int(scaled - Double(whole) * scale)
    var result = text(whole)
    if decimals > 0 {
      let digits = String(fraction)
      result += self == .indonesian ? "," : "."
      result += String(repeating: "0", count: decimals - digits.count) + digits
    }
    return value < 0 && scaled > 0 ? "-" + result : result
  }

  /// The sign behind a percentage, with the blank that Indonesian has before it.
  package var percent: String { text(id: " %", en: "%") }

  /// A number as people type it to a program: decimals behind a point in either language, no grouping, and no zeros at
  /// the end.
  public static func typed(_ value: Double) -> String {
    value == value.rounded() && value.magnitude < 1e15 ? String(Int(value)) : String(value)
  }

  /// A place as it is pasted into a map: latitude, then longitude, in degrees with points.
  public static func coordinates(latitude: Double, longitude: Double) -> String {
    "\(english.text(latitude, decimals: 5)), \(english.text(longitude, decimals: 5))"
  }

  /// A share between 0 and 1, such as a p-value, to so many significant digits and without zeros at its end: `0,048`,
  /// `0.001`. Below 10⁻¹² it is shown as 0.
  public func text(_ share: Double, significant: Int) -> String {
    var decimals = significant
    var scaled = share.magnitude
    while scaled > 0 && scaled < 0.1 && decimals < 12 {
      scaled *= 10
      decimals += 1
    }
    var text = text(share, decimals: decimals)
    while text.last == "0" { text.removeLast() }
    if text.last == "," || text.last == "." { text.removeLast() }
    return text
  }
}
