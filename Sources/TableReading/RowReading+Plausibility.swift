internal import Diagnostics

/// Figures that can be what they are called, but hardly are.
extension RowReading {
  func askWhetherPlausible(_ reader: inout TableReader, _ places: PlaceColumns) {
    let both = rows.compactMap { row -> (enrolled: Int, eligible: Int)? in
      guard !enrolled.isEmpty, !eligible.isEmpty, enrolled.allSatisfy({ $0[row] != nil }),
        eligible.allSatisfy({ $0[row] != nil })
      else { return nil }
      return (
        enrolled.indices.reduce(0) { $0 + present(enrolled, $1, row) }, eligible.reduce(0) { $0 + ($1[row] ?? 0) }
      )
    }
    let named = reader.options.named
    if named.enrolled == nil, let column = paired.enrolled.first?.first {
      askForPercentages(&reader, both, column)
      let known = rows.compactMap { row in enrolled.allSatisfy { $0[row] == nil } ? nil : present(enrolled, 0, row) }
      if known.count > 2, rows.allSatisfy({ row in enrolled.allSatisfy { ($0[row] ?? 0) == 0 } }) {
        reader.notices.append(.nothingButZeros(reader.label(column), table: table.name))
      }
    }
    if named.eligible == nil, let column = paired.eligible.first?.first {
      askWhetherOfParents(&reader, places, column)
      if named.enrolled == nil, both.count > 2, both.allSatisfy({ $0.enrolled > $0.eligible }) {
        reader.doubts.append(
          .moreEnrolledThanEligible(reader.label(paired.enrolled[0][0]), reader.label(column), both.count))
      }
    }
  }

  /// Asks where no unit has more than 100 participants and each has hundreds of eligible workers.
  private func askForPercentages(
    _ reader: inout TableReader, _ both: [(enrolled: Int, eligible: Int)], _ column: Int
  ) {
    guard enrolled.count == 1, eligible.count == 1, segmentOfRow.isEmpty, both.count >= 5,
      let most = both.map(\.enrolled).max(), let least = both.map(\.eligible).min(), most >= 20, most <= 100,
      least >= 500,
      both.reduce(0, { $0 + $1.enrolled }) * 50 < both.reduce(0, { $0 + $1.eligible })
    else { return }
    reader.doubts.append(.looksLikePercentages(reader.label(column), most: most, eligible: least))
  }

  /// Asks where all units of a parent have the same eligible workers, or only the first of them has any.
  private func askWhetherOfParents(_ reader: inout TableReader, _ places: PlaceColumns, _ column: Int) {
    guard segmentOfRow.isEmpty, !places.parents.isEmpty || !places.sections.isEmpty else { return }
    var order: [String] = []
    var members: [String: [Int?]] = [:]
    for row in rows {
      let texts =
        places.sections[row].map { [$0.text] }
        ?? places.parents.enumerated().map { position, parent in
          places.parentNames[position][row] ?? table.cell(row, parent.column)
        }
      let parent = texts.joined(separator: "\n")
      let counts = eligible.map { $0[row] }
      if members[parent] == nil { order.append(parent) }
      members[parent, default: []].append(counts.contains(nil) ? nil : counts.reduce(0) { $0 + ($1 ?? 0) })
    }
    let several = order.compactMap { members[$0] }.filter { $0.count > 1 }
    guard several.count > 1 else { return }
    let firsts = several.compactMap { $0[0] }.filter { $0 > 0 }
    let isRepeated = several.allSatisfy { counts in counts.allSatisfy { $0 != nil && $0 == counts[0] } }
    let isOnFirst = several.allSatisfy { counts in counts[0] != nil && counts.dropFirst().allSatisfy { $0 == nil } }
    if isRepeated || isOnFirst, firsts.count == several.count, Set(firsts).count > 1 {
      reader.doubts.append(.eligibleOfParents(reader.label(column)))
    }
  }
}

extension Notice {
  static func nothingButZeros(_ column: String, table: String) -> Notice {
    Notice(
      "table.count.zeros", ["table": table, "column": column],
      id: "Tabel \(table): “\(column)” berisi 0 di semua wilayah. Bila belum diisi, kosongkan atau pilih kolom lain.",
      en: "Table \(table): “\(column)” is 0 in all units. If it is not filled in yet, leave it blank or choose another "
        + "column.")
  }

  static func moreEnrolledThanEligible(_ enrolled: String, _ eligible: String, _ rows: Int) -> Notice {
    Notice(
      "table.count.swapped", ["enrolled": enrolled, "eligible": eligible, "rows": "\(rows)"],
      id: "“\(enrolled)” melebihi “\(eligible)” di semua (\(Language.indonesian.count(rows, "baris"))): tertukar, atau "
        + "satuannya berbeda? Sebutkan keduanya dengan --enrolled-column dan --eligible-column bila memang demikian.",
      en: "“\(enrolled)” is more than “\(eligible)” in all of \(Language.english.count(rows, "row")): exchanged, or in "
        + "different units of measure? Name both with --enrolled-column and --eligible-column if it is so.")
  }

  static func eligibleOfParents(_ column: String) -> Notice {
    Notice(
      "table.eligible.of-parents", ["column": column],
      id:
        "“\(column)” sama untuk semua wilayah dengan induk yang sama (atau hanya terisi di baris pertamanya): tampaknya "
        + "potensi induknya. Berikan potensi tiap wilayah; bila memang demikian, sebutkan dengan --eligible-column.",
      en:
        "“\(column)” is the same for all units of one parent (or stands in the first of its rows only): it seems to be of "
        + "the parent. Give the eligible workers of each unit; if they are, say so with --eligible-column.")
  }
}
