internal import Coverage
internal import Diagnostics
internal import RunFiles
internal import Spreadsheets

/// The sheet that says what was read, what became of it, what a reader must know, and how the workbook computes.
struct NoteSheet {
  private let contents: WorkbookContents
  private let ranking: RankingSheet
  private let parents: ParentSheet?

  init(_ contents: WorkbookContents, _ ranking: RankingSheet, _ parents: ParentSheet?) {
    self.contents = contents
    self.ranking = ranking
    self.parents = parents
  }

  private var sections: [(title: String, entries: [Summary.Entry])] {
    let analysis = contents.analysis
    let summary = Summary(contents.language)
    let roles: [InputFile.Role] = [.boundaries, .enrolment, .workforce, .points]
    let files: [Summary.Entry] = roles.compactMap { role in
      let files = contents.inputs.filter { $0.role == role }.map { input in
        let rows = input.rows.map { " (\(contents.language.count($0, contents.text(id: "baris", en: "row"))))" } ?? ""
        return input.file + (input.sheet.map { " [\($0)]" } ?? "") + rows
      }
      return files.isEmpty ? nil : (role.label[contents.language], files.joined(separator: ", "))
    }
    return [
      (
        contents.text(id: "Yang perlu diketahui", en: "Please note"),
        contents.notices.map { ("•", $0[contents.language]) }
      ),
      (
        contents.text(id: "Yang dibaca dan dipakai", en: "What was read and used"),
        summary.entries(analysis.layer)
          + summary.entries(analysis.join, columns: analysis.columnUse) + summary.entries(analysis.disclosure)
      ),
      (contents.text(id: "Berkas masukan", en: "Input files"), files),
      (contents.text(id: "Cara membaca buku kerja ini", en: "How to read this workbook"), reading),
    ]
  }

  private var reading: [Summary.Entry] {
    let units = contents.analysis.layer.units.count
    var lines: [Summary.Entry] = [
      (
        contents.text(id: "Persentase", en: "Percentages"),
        contents.text(
          id: "dihitung dari pekerja pada tabel; wilayah tanpa data dibiarkan kosong dan tidak diberi peringkat",
          en: "of the workers in the table; units without data are left blank and have no rank")
      ),
      (
        contents.text(id: "Lembar", en: "Sheet") + " \(ranking.name)",
        contents.text(
          id: "yang dicetak berkepala biru; rincian berkepala abu-abu di sebelah kanannya tidak ikut tercetak",
          en: "what is printed has a blue header; the details to its right, with a grey header, are not")
      ),
      (contents.text(id: "Jumlah", en: "Total"), total),
    ]
    if ranking.units.count < min(units, contents.table.order.count) {
      lines.append(
        (
          "",
          contents.text(
            id: "satu lembar tidak memuat semua wilayah; yang lengkap ada di ranking.csv",
            en: "a sheet cannot hold all units; ranking.csv has them")
        ))
    }
    if let parents {
      lines.append((contents.text(id: "Lembar", en: "Sheet") + " \(parents.name)", parents.explanation))
    }
    lines.append((contents.text(id: "Dibuat dengan", en: "Made with"), "Jangkau \(Jangkau.version)"))
    return lines
  }

  private var total: String {
    if contents.isPublication {
      return contents.text(
        id: "ditulis sebagai nilai, bukan rumus: memuat juga wilayah yang angkanya disembunyikan",
        en: "values and no formulas: they include units whose figures are withheld")
    }
    return contents.text(
      id:
        "dihitung dengan rumus dari wilayah yang tampak, jadi mengikuti saringan (filter); wilayah yang angkanya tidak "
        + "lengkap tidak ikut dijumlahkan",
      en: "formulas over the units in sight, so that they follow a filter; units that lack a count are in no total")
  }

  func sheet(_ styles: WorkbookStyles) -> SheetWriter {
    let widths = [28.0, 110]
    let table = SheetTable(
      title: contents.text(id: "Keterangan", en: "Notes"), contents: contents,
      columns: [
        .init(heading: contents.text(id: "Tentang", en: "About"), width: widths[0], kind: .text),
        .init(heading: contents.text(id: "Isi", en: "Contents"), width: widths[1], kind: .text),
      ], hasFilter: false)
    var sheet = table.begin(contents.text(id: "Keterangan", en: "Notes"), styles)
    for section in sections where !section.entries.isEmpty {
      sheet.startRow(height: 22)
      sheet.append(section.title, styles.section)
      sheet.endRow()
      for entry in section.entries {
        let lines = max(
          TextLines.count(of: entry.label, width: widths[0] - 2), TextLines.count(of: entry.text, width: widths[1] - 3))
        sheet.startRow(height: min(15 * Double(lines) + 1, 400))
        if entry.label.isEmpty { sheet.appendEmpty() } else { sheet.append(entry.label, styles.body.wrapped) }
        sheet.append(entry.text, styles.body.wrapped)
        sheet.endRow()
      }
    }
    table.end(&sheet, lastRow: sheet.row)
    return sheet
  }
}
