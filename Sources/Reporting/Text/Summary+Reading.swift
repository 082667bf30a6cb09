internal import Coverage
internal import Diagnostics
public import Enrolment
internal import TableReading

extension Summary {
  /// How each table was read: a line for each column with its header as it stands, its meaning, first value and sum, and
  /// the rows that were set aside.
  public func reading(_ uses: [ColumnUse]) -> [String] { uses.flatMap(reading) }

  private func reading(_ use: ColumnUse) -> [String] {
    var lines = [say("Cara \(use.table) dibaca:", "How \(use.table) was read:")]
    let cells =
      [
        [
          say("judul kolom", "header"), say("arti", "meaning"), say("nilai pertama", "first value"),
          say("jumlah", "sum"),
        ]
      ]
      + use.columns.map { column in
        [
          Self.short(column.header.isEmpty ? say("(tanpa judul)", "(no header)") : column.header, to: 36),
          column.meaning.summary[language], Self.short(column.first, to: 20),
          column.sum.map { language.text($0) } ?? "",
        ]
      }
    let widths = (0..<4).map { column in cells.map { $0[column].columns }.max() ?? 0 }
    for row in cells {
      let text = [
        row[0].padding(to: widths[0]), row[1].padding(to: widths[1]), row[2].padding(to: widths[2]),
        row[3].leftPadding(to: widths[3]),
      ].joined(separator: "  ")
      lines.append("- " + text.trimmingBlanks)
    }
    for kind in SetAsideRow.Kind.allCases {
      let rows = use.setAside.filter { $0.kind == kind }
      guard let first = rows.first else { continue }
      let text = Self.short(first.text, to: 60)
      let examples = rows.prefix(6).map { String($0.line) }.joined(separator: ", ") + (rows.count > 6 ? ", …" : "")
      lines.append(
        say(
          "  \(language.text(rows.count)) \(name(of: kind)) dikesampingkan (baris \(examples)): “\(text)”",
          "  \(language.text(rows.count)) set aside as \(name(of: kind)) (\(rows.count == 1 ? "line" : "lines") \(examples)): “\(text)”"
        ))
    }
    return lines
  }

  private func name(of kind: SetAsideRow.Kind) -> String {
    switch kind {
    case .title: say("baris judul", "title")
    case .columnNumbers: say("baris nomor kolom", "numbers of columns")
    case .section: say("baris kepala bagian", "heading of a section")
    case .sum: say("baris jumlah (cocok)", "sum (agrees)")
    case .note: say("baris catatan atau kosong", "note or blank form")
    case .repeatedHeader: say("judul kolom yang diulang", "repeated header")
    case .inactive: say("baris peserta nonaktif", "inactive participants")
    case .average: say("baris rata-rata", "average")
    case .merged: say("baris yang dijumlahkan ke baris di atasnya", "added to the row above")
    }
  }

  private static func short(_ text: String, to width: Int) -> String {
    let line = text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    return line.count > width ? line.prefix(width - 1) + "…" : line
  }

  /// The units that lack a count that others have: `analyze` leaves them out whole.
  func missingCounts(_ join: Join, names: [String], _ uses: [ColumnUse]) -> [String] {
    var missing: [(unit: Int, what: [String])] = []
    let hasEnrolled = uses.contains { $0.hasEnrolled }
    let hasEligible = uses.contains { $0.hasEligible }
    for unit in names.indices {
      var lacks: [String] = []
      var has = false
      for segment in join.enrolled.indices {
        let label = join.segments.isEmpty ? "" : " " + join.segments[segment].label
        if join.enrolled[segment][unit] != nil {
          has = true
        } else if hasEnrolled {
          lacks.append(say("peserta", "participants") + label)
        }
        if join.eligible[segment][unit] != nil {
          has = true
        } else if hasEligible {
          lacks.append(say("potensi", "eligible") + label)
        }
      }
      if has && !lacks.isEmpty { missing.append((unit, lacks)) }
    }
    if missing.isEmpty { return [] }
    let count = language.text(missing.count)
    var lines = [
      say(
        "\(count) wilayah tidak lengkap angkanya, dan tidak ikut dihitung oleh analyze:",
        missing.count == 1
          ? "1 unit lacks a count, and analyze leaves it out:"
          : "\(count) units lack a count, and analyze leaves them out:")
    ]
    for one in missing.prefix(20) {
      lines.append("- \(names[one.unit]): " + say("tanpa ", "no ") + one.what.prefix(4).joined(separator: ", "))
    }
    if missing.count > 20 {
      let rest = language.text(missing.count - 20)
      lines.append(say("- … dan \(rest) wilayah lain", "- … and \(rest) more units"))
    }
    return lines
  }
}
