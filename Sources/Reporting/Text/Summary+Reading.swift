internal import Coverage
internal import Diagnostics
package import Enrolment
internal import TableReading

extension Summary {
  /// How each table was read: a line for each column with its header as it stands, its meaning, first value and sum, and
  /// the rows that were set aside.
  package func reading(_ uses: [ColumnUse]) -> [String] { uses.flatMap(reading) }

  private func reading(_ use: ColumnUse) -> [String] {
    var lines = [language.text(id: "Cara \(use.table) dibaca:", en: "How \(use.table) was read:")]
    let cells =
      [
        [
          language.text(id: "judul kolom", en: "header"), language.text(id: "arti", en: "meaning"),
          language.text(id: "nilai pertama", en: "first value"),
          language.text(id: "jumlah", en: "sum"),
        ]
      ]
      + use.columns.map { column in
        [
          Self.short(
            column.header.isEmpty ? language.text(id: "(tanpa judul)", en: "(no header)") : column.header, to: 36),
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
        language.text(
          id: "  \(language.text(rows.count)) \(name(of: kind)) dikesampingkan (baris \(examples)): “\(text)”",
          en:
            "  \(language.text(rows.count)) set aside as \(name(of: kind)) (\(rows.count == 1 ? "line" : "lines") \(examples)): “\(text)”"
        ))
    }
    return lines
  }

  private func name(of kind: SetAsideRow.Kind) -> String {
    switch kind {
    case .title: language.text(id: "baris judul", en: "title")
    case .columnNumbers: language.text(id: "baris nomor kolom", en: "numbers of columns")
    case .section: language.text(id: "baris kepala bagian", en: "heading of a section")
    case .sum: language.text(id: "baris jumlah (cocok)", en: "sum (agrees)")
    case .note: language.text(id: "baris catatan atau kosong", en: "note or blank form")
    case .repeatedHeader: language.text(id: "judul kolom yang diulang", en: "repeated header")
    case .inactive: language.text(id: "baris peserta nonaktif", en: "inactive participants")
    case .average: language.text(id: "baris rata-rata, tertinggi, atau terendah", en: "average, highest or lowest")
    case .merged: language.text(id: "baris yang dijumlahkan ke baris di atasnya", en: "added to the row above")
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
          lacks.append(language.text(id: "peserta", en: "participants") + label)
        }
        if join.eligible[segment][unit] != nil {
          has = true
        } else if hasEligible {
          lacks.append(language.text(id: "potensi", en: "eligible") + label)
        }
      }
      if has && !lacks.isEmpty { missing.append((unit, lacks)) }
    }
    if missing.isEmpty { return [] }
    let count = language.text(missing.count)
    var lines = [
      language.text(
        id: "\(count) wilayah tidak lengkap angkanya, dan tidak ikut dihitung oleh analyze:",
        en: missing.count == 1
          ? "1 unit lacks a count, and analyze leaves it out:"
          : "\(count) units lack a count, and analyze leaves them out:")
    ]
    for one in missing.prefix(20) {
      lines.append(
        "- \(names[one.unit]): " + language.text(id: "tanpa ", en: "no ") + one.what.prefix(4).joined(separator: ", "))
    }
    if missing.count > 20 {
      let rest = language.text(missing.count - 20)
      lines.append(language.text(id: "- … dan \(rest) wilayah lain", en: "- … and \(rest) more units"))
    }
    return lines
  }
}
