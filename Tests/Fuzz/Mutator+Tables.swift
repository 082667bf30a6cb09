/// Damages what files say and not how they are written: sound files with contents that offices get wrong.
extension Mutator {
  private static let cells = [
    "", "-", "0", "-1", "1", "12.5", "12,5", "1.234", "1,234", "1.234.567", "9999999999", "9223372036854775807",
    "1e308",
    "n/a", "#REF!", "Jumlah", "TOTAL", "Kabupaten Paser", "Kota Samarinda", "Muara Jawa", "64.01.01", "6401010", "64",
    "64.72",
    "PU", "BPU", "2024-12", "2025", "Desember 2025", "peserta_aktif", "potensi", "x,y;z", "\"", "=1+1", "\u{FEFF}", "é",
  ]

  /// Lines of text swapped, doubled, moved or lost; of tables, columns and cells too.
  mutating func rearranged(_ text: [UInt8]) -> [UInt8] {
    var lines = text.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false).map(Array.init)
    let separators = [UInt8](";,\t|".utf8)
    let counts = separators.map { separator in text.prefix(400).count { $0 == separator } }
    let separator = separators[counts.firstIndex(of: counts.max() ?? 0) ?? 0]
    for _ in 0...below(4) {
      guard !lines.isEmpty else { break }
      let (one, other) = (below(lines.count), below(lines.count))
      switch below(6) {
      case 0: lines.swapAt(one, other)
      case 1: lines.insert(lines[one], at: other)
      case 2: lines.remove(at: one)
      case 3: rearrangeColumns(&lines, separator)
      default: replaceCell(&lines, one, other, separator)
      }
    }
    return Array(lines.joined(separator: [UInt8(ascii: "\n")]))
  }

  private mutating func rearrangeColumns(_ lines: inout [[UInt8]], _ separator: UInt8) {
    let width = lines[0].count { $0 == separator } + 1
    let (from, to, kind) = (below(width), below(width), below(4))
    for line in lines.indices {
      var cells = lines[line].split(separator: separator, omittingEmptySubsequences: false).map(Array.init)
      guard from < cells.count, to < cells.count else { continue }
      switch kind {
      case 0: cells.swapAt(from, to)
      case 1: cells.insert(cells[from], at: to)
      case 2: cells.remove(at: from)
      default: cells[to] = cells[from]
      }
      lines[line] = Array(cells.joined(separator: [separator]))
    }
  }

  private mutating func replaceCell(_ lines: inout [[UInt8]], _ one: Int, _ other: Int, _ separator: UInt8) {
    var row = lines[one].split(separator: separator, omittingEmptySubsequences: false).map(Array.init)
    guard !row.isEmpty else { return }
    let column = below(row.count)
    let lender = lines[other].split(separator: separator, omittingEmptySubsequences: false)
    row[column] =
      below(2) == 0 && column < lender.count ? Array(lender[column]) : Array(self.one(of: Self.cells).utf8)
    lines[one] = Array(row.joined(separator: [separator]))
  }

  /// Records of a .dbf swapped, doubled over others, or with pieces of others.
  mutating func rearranged(dbf bytes: [UInt8]) -> [UInt8] {
    var bytes = bytes
    guard bytes.count > 12 else { return bytes }
    let header = Int(bytes[8]) + Int(bytes[9]) << 8
    let length = Int(bytes[10]) + Int(bytes[11]) << 8
    guard length > 0, bytes.count > header + 2 * length else { return bytes }
    let records = (bytes.count - header) / length
    for _ in 0...below(4) {
      let (from, to) = (header + below(records) * length, header + below(records) * length)
      let start = below(3) == 0 ? below(length) : 0
      let count = start == 0 ? length : 1 + below(length - start)
      for index in start..<start + count { bytes[to + index] = bytes[from + index] }
    }
    return bytes
  }

  /// Coordinates of a .shp that become those of other vertices, or move a little or far.
  mutating func rearranged(shp bytes: [UInt8]) -> [UInt8] {
    var bytes = bytes
    let places = (bytes.count - 100) / 4 - 4
    guard places > 0 else { return bytes }
    for _ in 0...below(6) {
      let (from, to) = (100 + 4 * below(places), 100 + 4 * below(places))
      let value = Double(
        bitPattern: (0..<8).reduce(0) { $0 | UInt64(bytes[to + $1]) << UInt64(8 * $1) })
      switch below(3) {
      case 0: for index in 0..<16 { bytes[to + index] = bytes[from + index] }
      case 1 where (0.01...180).contains(abs(value)):
        let moved = value + one(of: [1e-12, -1e-9, 1e-6, 0.001, -0.01, 0.1, 1, -30, 360])
        for index in 0..<8 { bytes[to + index] = UInt8(truncatingIfNeeded: moved.bitPattern >> UInt64(8 * index)) }
      default: for index in 0..<8 { bytes[to + index] = bytes[from + index] }
      }
    }
    return bytes
  }
}
