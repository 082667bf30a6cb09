internal import Areas
internal import Diagnostics
internal import Tables

/// Rows that head those below them: the unit above, or a kind of units.
extension RowReading {
  mutating func findSections(_ reader: TableReader, _ places: inout PlaceColumns) {
    guard let name = places.name else { return }
    let draft = reader.draft
    let own = places.nameLevel.flatMap { $0 == .unit ? nil : $0 } ?? reader.level ?? .unit
    let level = reader.level.map { $0 == .unit ? own : max(own, $0) } ?? own
    let hasParentColumn = !places.parents.isEmpty
    /// What a heading says: the unit above, or the kind of the units below.
    enum Heading {
      case parent(String, AdministrativeLevel)
      case kind(String?)
    }
    var headings: [(position: Int, heading: Heading)] = []

    func kindHeading(_ text: String) -> Heading? {
      let phrase = HeaderPhrase(text)
      guard phrase.isPlace, !phrase.levels.isEmpty, !phrase.has(.name), !phrase.has(.code) else { return nil }
      let words = HeaderText.words(of: text)
      return .kind(
        words.first == "kota" ? "Kota" : words.first == "kabupaten" || words.first == "kab" ? "Kabupaten" : nil)
    }
    func parentHeading(_ text: String, isForm: Bool) -> Heading? {
      let clean = PlaceText.cleaned(PlaceText.withoutLetterMark(text), isParent: true)
      if let stated = PlaceText.statedLevel(clean), stated < level { return .parent(clean, stated) }
      guard isForm, let above = level.parent, !clean.isEmpty else { return nil }
      return .parent(clean, above)
    }

    for position in draft.lone {
      let text = draft.text(position)
      let words = HeaderText.words(of: text)
      if let kind = kindHeading(text) {
        headings.append((position, kind))
      } else if !SumWords.begin(text), words.count <= 6, !TableBlock.isNote(text),
        let heading = parentHeading(text, isForm: !hasParentColumn)
      {
        headings.append((position, heading))
      } else {
        loneKinds[position] = .note
        continue
      }
      loneKinds[position] = .section
    }

    // Rows without figures, and rows whose figures are the sums of those below.
    var bare: [Int] = []
    var sums: [Int] = []
    for row in rows where kinds[row] == nil {
      if !hasCount(row) {
        if !hasMissingMark(row) { bare.append(row) }
      } else {
        let first = draft.grid.firstByte(draft.gridRows[row], name)
        // Kabupaten, Kota, Kecamatan, Provinsi, or a number before them.
        if first == 0x6B || first == 0x70 || (first >= 0x30 && first <= 0x39) || first == 0x28,
          let stated = PlaceText.statedLevel(places.names[row] ?? table.cell(row, name)), stated < level
        {
          sums.append(row)
        }
      }
    }
    var letterMarked = 0
    for row in bare where PlaceText.letterMark(table.cell(row, name)) != nil { letterMarked += 1 }
    for row in bare {
      let raw = table.cell(row, name)
      if raw.isEmpty { continue }
      let others = table.header.indices.filter {
        $0 != name && !table.cell(row, $0).isEmpty && !reader.phrases[$0].isRunningNumber
      }
      if let kind = kindHeading(raw) {
        headings.append((draft.gridRows[row], kind))
        kinds[row] = .section
      } else if others.isEmpty, SumWords.begin(raw) || TableBlock.isNote(raw) {
        kinds[row] = .note
      } else if others.isEmpty,
        let heading = parentHeading(
          raw, isForm: letterMarked > 1 && PlaceText.letterMark(raw) != nil && !hasParentColumn)
      {
        headings.append((draft.gridRows[row], heading))
        kinds[row] = .section
      }
    }
    // A unit of a higher level with figures is a heading where they are the sum of the rows below it. From the bottom, so
    // that sums of sums are proven after those. (Kota Bangun is a kecamatan: its figures are no sum.)
    let plain = rows.filter { kinds[$0] == nil }
    let counts = counts
    let isCandidate = Set(sums)
    var place: [Int: Int] = [:]
    for (index, row) in plain.enumerated() where isCandidate.contains(row) { place[row] = index }
    // One row of the same figures may be chance, unless the table has such headings.
    var proven = 0
    for (row, least) in sums.reversed().map({ ($0, 2) }) + sums.reversed().map({ ($0, 1) }) {
      if least == 1 && proven == 0 || kinds[row] == .sum { continue }
      guard let start = place[row] else { continue }
      var totals = counts.map { _ in 0 }
      var length = 0
      for index in (start + 1)..<max(start + 1, plain.count) {
        let below = plain[index]
        if kinds[below] == .sum { continue }
        if reader.isSum(below) { break }
        var isMore = false
        for (column, values) in counts.enumerated() {
          totals[column] += values[below] ?? 0
          if let stated = values[row], totals[column] > stated { isMore = true }
        }
        // Counts only grow: what is more than the heading says never comes back to it.
        if isMore { break }
        length += 1
        let isLast =
          index + 1 == plain.count || isCandidate.contains(plain[index + 1]) || reader.isSum(plain[index + 1])
        if length > 1 || (least == 1 && isLast), agrees(row, totals), totals.contains(where: { $0 > 0 }) {
          kinds[row] = .sum
          proven += 1
          break
        }
      }
      if kinds[row] == .sum {
        let text = PlaceText.cleaned(places.names[row] ?? table.cell(row, name), isParent: true)
        if let stated = PlaceText.statedLevel(text) { headings.append((draft.gridRows[row], .parent(text, stated))) }
      }
    }
    // The first of several tables below each other has its heading among the titles.
    let hasParents = headings.contains { if case .parent = $0.heading { true } else { false } }
    if hasParents, let title = draft.block.titles.last, let heading = parentHeading(draft.text(title), isForm: false) {
      headings.append((title, heading))
    }
    if headings.isEmpty { return }
    headings.sort { $0.position < $1.position }
    var next = 0
    var parent: (text: String, level: AdministrativeLevel)?
    var kind: String?
    for row in rows {
      while next < headings.count, headings[next].position < draft.gridRows[row] {
        switch headings[next].heading {
        case .parent(let text, let level): parent = (text, level)
        case .kind(let text): kind = text
        }
        next += 1
      }
      if kinds[row] != nil { continue }
      if let parent, !hasParentColumn { places.sections[row] = parent }
      if let kind, level == .regency || level == .unit {
        let text = places.names[row] ?? table.cell(row, name)
        if !text.isEmpty, PlaceText.statedLevel(text) == nil, !reader.isSum(row) {
          places.names[row] = "\(kind) \(text)"
        }
      }
    }
  }
}
