package import Areas
package import Diagnostics

extension Diagnostic {
  static func codeSystemUndecided(_ codes: [String], column: String, table: String) -> Diagnostic {
    let list = codes.joined(separator: ", ")
    return Diagnostic(
      .badInput, "codes.system.undecided", ["table": table, "column": column],
      id:
        "Kode di kolom “\(column)” tabel \(table) (\(list)) sah dalam kode Kemendagri maupun kode BPS, tetapi menunjuk "
        + "wilayah yang berbeda. Sebutkan sistemnya dengan --code-system kemendagri atau --code-system bps.",
      en: "The codes in the column “\(column)” of the table \(table) (\(list)) are valid both as Kemendagri and as BPS "
        + "codes, but mean different units. State the system with --code-system kemendagri or --code-system bps.")
  }

  static func codeSystemsMixed(_ first: String, _ second: String, column: String, table: String) -> Diagnostic {
    Diagnostic(
      .badInput, "codes.system.mixed", ["table": table, "column": column, "kemendagri": first, "bps": second],
      id: "Kolom “\(column)” tabel \(table) mencampur kode Kemendagri (misalnya \(first)) dan kode BPS (misalnya "
        + "\(second)). Pakai satu sistem saja, atau sebutkan yang benar dengan --code-system kemendagri atau "
        + "--code-system bps.",
      en: "The column “\(column)” of the table \(table) mixes Kemendagri codes (\(first) for one) and BPS codes "
        + "(\(second) for one). Use one system, or state the right one with --code-system kemendagri or --code-system "
        + "bps.")
  }

  package static func codeSystemNotTold(
    _ own: CodeSystem, column: String, table: String, layer: String
  ) -> Diagnostic {
    Diagnostic(
      .badInput, "codes.system.unknown", ["table": table, "column": column, "layer": layer],
      id: "Peta \(layer) memakai kode \(own.label), sedangkan sistem kode di kolom “\(column)” tabel \(table) tidak "
        + "dapat dipastikan. Sebutkan dengan --code-system kemendagri atau --code-system bps.",
      en: "The layer \(layer) uses \(own.label) codes, but the system of those in the column “\(column)” of the table "
        + "\(table) cannot be told. State it with --code-system kemendagri or --code-system bps.")
  }

  package static func layerCodeSystemUndecided(layer: String, field: String, tableSystem: CodeSystem) -> Diagnostic {
    Diagnostic(
      .badInput, "codes.layer.undecided", ["layer": layer, "field": field, "system": tableSystem.rawValue],
      id:
        "Tabel memakai kode \(tableSystem.label), sedangkan sistem kode peta \(layer) (kolom \(field)) tidak dapat "
        + "dipastikan. Bila keduanya sama, sebutkan --code-system \(tableSystem.rawValue).",
      en:
        "The table uses \(tableSystem.label) codes, but the code system of the layer \(layer) (field \(field)) cannot "
        + "be told. If both are the same, say --code-system \(tableSystem.rawValue).")
  }

  static func duplicateRows(
    _ duplicates: [(first: Int, second: Int, unit: String, segment: String?)], table: String, isSheet: Bool
  ) -> Diagnostic {
    let shown = duplicates.prefix(5)
    func list(_ segment: String, _ and: String, _ lines: String) -> String {
      shown.map { entry in
        let part = entry.segment.map { ", \(segment) \($0)" } ?? ""
        return "\(entry.unit)\(part): \(lines) \(entry.first) \(and) \(entry.second)"
      }.joined(separator: "; ")
    }
    let rest = duplicates.count - shown.count
    return Diagnostic(
      .badInput, "join.rows.doubled", ["table": table, "count": String(duplicates.count)],
      id: "Tabel \(table) memuat wilayah yang sama lebih dari sekali – \(list("segmen", "dan", "baris"))"
        + (rest > 0 ? " (dan \(rest) lainnya)" : "")
        + ". Satukan atau hapus baris gandanya; bila berbeda segmen atau periode, sertakan kolomnya.",
      en: "The table \(table) counts the same unit more than once – "
        + list("segment", "and", isSheet ? "rows" : "lines")
        + (rest > 0 ? " (and \(rest) more)" : "")
        + ". Merge or remove the duplicate rows; if they are of different segments or periods, give the column.")
  }

  static func segmentWithoutCounterpart(_ segment: String, in table: String, not other: String) -> Diagnostic {
    Diagnostic(
      .badInput, "join.segment.unpaired", ["segment": segment, "table": table, "other_table": other],
      id: "Segmen “\(segment)” ada di tabel \(table), tetapi tidak ada di tabel \(other). Samakan segmen kedua tabel.",
      en:
        "The segment “\(segment)” is in the table \(table) but not in the table \(other). Give both the same segments.")
  }
}

extension CodeSystem {
  /// As people call it, the same in both languages.
  package var label: String { self == .kemendagri ? "Kemendagri" : "BPS" }
}

extension Notice {
  static func provenSum(_ place: Message, _ name: String, table: String) -> Notice {
    Notice(
      "join.sum.proven", ["table": table, "name": name],
      id:
        "Tabel \(table), \(place.indonesian): “\(name)” bukan wilayah di peta dan sama dengan jumlah semua baris lain, jadi "
        + "dikesampingkan sebagai baris jumlah.",
      en:
        "Table \(table), \(place.english): “\(name)” is no unit of the map and equals the sum of all other rows, so it was "
        + "set aside as their sum.")
  }

  static func segmentsSummed(_ table: String) -> Notice {
    Notice(
      "join.segments.summed", ["table": table],
      id: "Hanya tabel \(table) yang terbagi per segmen, jadi segmennya dijumlahkan: kelebihan di satu segmen dapat "
        + "menutupi kesenjangan di segmen lain.",
      en:
        "Only the table \(table) is divided by segment, so its segments were summed: a surplus in one segment may hide "
        + "a gap in another.")
  }

  package static func bridged(
    from table: CodeSystem, to layer: CodeSystem, table name: String, without units: [String], isUnverified: Bool
  ) -> Notice {
    Notice(
      "codes.bridged",
      ["table": name, "from": table.rawValue, "to": layer.rawValue, "without": units.joined(separator: "; ")],
      Message { language in
        var text = language.text(
          id:
            "Kode \(table.label) tabel \(name) dipadankan ke kode \(layer.label) peta dengan tabel padanan resmi Mei 2022.",
          en:
            "The \(table.label) codes of the table \(name) were bridged to the map's \(layer.label) codes by the official "
            + "table of May 2022.")
        if isUnverified {
          text += language.text(
            id: " Padanan desa/kelurahan dicari menurut nama dan belum diverifikasi.",
            en: " The bridge of villages was found by name and is not verified.")
        }
        if !units.isEmpty {
          text += language.text(
            id:
              " Tanpa padanan: \(id: units, limit: 5). Hasil pemekaran; angkanya mungkin masih tercatat di wilayah asalnya.",
            en:
              " Without a counterpart: \(en: units, limit: 5). They were split off later; their counts may still be in the "
              + "unit of origin.")
        }
        return text
      })
  }

  static func namesDiffer(_ rows: [(place: Message, name: String, unit: String)], table: String) -> Notice {
    let shown = rows.prefix(5)
    let rest = rows.count - shown.count
    return Notice(
      "join.names.differ", ["table": table, "count": String(rows.count)],
      id: "Tabel \(table): \(id: rows.count) baris dipadankan menurut kode walaupun namanya berbeda – "
        + shown.map { "\($0.place.indonesian): “\($0.name)” → \($0.unit)" }.joined(separator: "; ")
        + (rest > 0 ? "; dan \(id: rest) lainnya." : "."),
      en: "Table \(table): \(en: rows.count, "row") joined by code although the name differs – "
        + shown.map { "\($0.place.english): “\($0.name)” → \($0.unit)" }.joined(separator: "; ")
        + (rest > 0 ? "; and \(en: rest) more." : "."))
  }
}
