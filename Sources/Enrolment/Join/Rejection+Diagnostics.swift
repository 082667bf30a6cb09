package import Diagnostics

extension Rejection {
  /// What lets the work go on without rows of a kind.
  static func option(_ kind: Kind) -> String {
    switch kind {
    case .miss: "--allow-unmatched"
    case .sum: "--allow-sums"
    case .unlabelled: "--allow-unlabelled"
    }
  }

  /// How many rows of each kind there are: `1 row found no unit of the map (10 participants, 20 eligible workers)`.
  package static func heading(_ rejections: [Rejection], _ kind: Kind, _ language: Language) -> String? {
    let own = rejections.filter { $0.kind == kind }
    if own.isEmpty { return nil }
    let isIndonesian = language == .indonesian
    let rows = isIndonesian ? language.count(own.count, "baris") : language.count(own.count, "row")
    let what: String =
      switch kind {
      case .miss: isIndonesian ? "tidak terpadankan dengan peta" : "found no unit of the map"
      case .sum:
        isIndonesian
          ? "berlabel jumlah, tetapi tidak terbukti menjumlahkan apa"
          : own.count == 1
            ? "is labelled as a sum, and nothing shows of what" : "are labelled as sums, and nothing shows of what"
      case .unlabelled:
        isIndonesian
          ? "berisi angka tanpa menyebut wilayah atau segmennya"
          : own.count == 1
            ? "has figures without naming a unit or segment" : "have figures without naming a unit or segment"
      }
    let enrolled = own.reduce(0) { $0 + ($1.enrolled ?? 0) }
    let eligible = own.reduce(0) { $0 + $1.eligible }
    let workers =
      isIndonesian
      ? "\(language.count(enrolled, "peserta")), \(language.count(eligible, "potensi pekerja"))"
      : "\(language.count(enrolled, "participant")), \(language.count(eligible, "eligible worker"))"
    return "\(rows) \(what) (\(workers))"
  }
}

extension Diagnostic {
  /// - Parameters:
  ///   - rejections: those that stop the work.
  ///   - pattern: why most rows miss, where one reason explains them.
  package static func unmatchedRows(
    _ rejections: [Rejection], pattern: Message?, savedTo path: String?
  ) -> Diagnostic {
    Diagnostic(
      .badInput, "join.rows.rejected", ["count": String(rejections.count)],
      Message { language in
        var text = ""
        var options: [String] = []
        for kind in Rejection.Kind.allCases {
          guard let heading = Rejection.heading(rejections, kind, language) else { continue }
          let own = rejections.filter { $0.kind == kind }
          options.append(Rejection.option(kind))
          text += (text.isEmpty ? "" : "\n") + heading + ":"
          if kind == .miss, let pattern { text += "\n  \(pattern[language])" }
          let limit = kind == .miss ? (pattern == nil ? 8 : 2) : 3
          for one in own.prefix(limit) {
            text += "\n  \(one.table), \(one.place[language]): “\(one.value)” – \(one.explanation[language])"
            if !one.candidates.isEmpty {
              text += " (\(language.text(id: "terdekat", en: "closest")): \(one.candidates.joined(separator: "; ")))"
            }
          }
          let rest = own.count - limit
          if rest > 0 {
            text +=
              "\n  … "
              + language.text(
                id: "dan \(language.count(rest, "baris")) lain", en: "and \(language.count(rest, "more row"))")
          }
        }
        let list = options.joined(separator: language.text(id: " dan ", en: " and "))
        text += language.text(
          id: "\nTidak ada keluaran yang ditulis. Perbaiki barisnya, atau lanjutkan tanpanya dengan \(list)",
          en: "\nNothing was written. Correct the rows, or go on without them with \(list)")
        if let path {
          text += language.text(id: ". Baris itu disimpan di \(path).", en: ". The rows were saved to \(path).")
        } else {
          text += language.text(id: "; simpan dengan --rejected BERKAS.", en: "; save them with --rejected FILE.")
        }
        return text
      })
  }
}
