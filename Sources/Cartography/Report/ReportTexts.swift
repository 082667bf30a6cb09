internal import Diagnostics

/// The words of the report that are the same for every map. **A new text goes here**, in both languages; the template names
/// it `t.KEY`.
struct ReportTexts {
  let language: Language

  subscript(_ key: String) -> String {
    guard let text = Self.texts[key] else { preconditionFailure("there is no text \(key)") }
    return text[language]
  }

  /// All of them, for the template.
  var all: [String: String] { Self.texts.mapValues { $0[language] } }

  private static let texts: [String: Message] = [
    "skip": Message(id: "Langsung ke isi", en: "Skip to content"),
    "contents": Message(id: "Daftar isi", en: "Contents"),
    "summary": Message(id: "Ringkasan", en: "Summary"),
    "map": Message(id: "Peta", en: "Map"),
    "ranking": Message(id: "Peringkat", en: "Ranking"),
    "clusters": Message(id: "Klaster cakupan rendah", en: "Clusters of low coverage"),
    "distribution": Message(id: "Sebaran cakupan", en: "Distribution of coverage"),
    "segments": Message(id: "Perbandingan segmen", en: "Segments compared"),
    "data": Message(id: "Data dan masalahnya", en: "The data and their problems"),
    "methods": Message(id: "Cara menghitung dan batasannya", en: "Methods and their limits"),
    "files": Message(id: "Berkas dan versi", en: "Files and versions"),

    "period": Message(id: "Periode", en: "Period"),
    "boundaries": Message(id: "Peta", en: "Boundaries"),
    "table": Message(id: "Tabel", en: "Table"),
    "rank": Message(id: "No", en: "No"),
    "interval": Message(id: "Selang 95\u{a0}%", en: "95% interval"),
    "segment": Message(id: "Segmen", en: "Segment"),
    "total": Message(id: "Jumlah", en: "Total"),

    "views": Message(id: "Tampilkan", en: "Show"),
    "viewCoverage": Message(id: "Cakupan", en: "Coverage"),
    "viewCold": Message(id: "Titik dingin", en: "Cold spots"),
    "viewClusters": Message(id: "Klaster", en: "Clusters"),
    "viewReach": Message(id: "Jangkauan", en: "Reach"),
    "coverageLegend": Message(id: "Cakupan, persen dari potensi", en: "Coverage, per cent of eligible workers"),
    "uncoveredLegend": Message(id: "Pekerja belum terlindungi", en: "Uncovered workers"),
    "coldLegend": Message(
      id: "Titik dingin: rendah bersama sekitarnya", en: "Cold spots: low together with what is around"),
    "clustersLegend": Message(id: "Klaster cakupan rendah", en: "Clusters of low coverage"),
    "reachLegend": Message(id: "Bagian luas yang terjangkau", en: "Share of the area within reach"),
    "legendCount": Message(id: "jumlah wilayah", en: "number of units"),
    "notCold": Message(id: "Bukan titik dingin", en: "Not a cold spot"),
    "inNoCluster": Message(id: "Di luar klaster", en: "In no cluster"),
    "mapUnits": Message(
      id: "Wilayah pada peta, menurut peringkat", en: "Units of the map, in the order of the ranking"),

    "rankingCaption": Message(
      id: "Wilayah menurut pekerja yang belum terlindungi, terbanyak di atas",
      en: "Units by uncovered workers, most first"),
    "rankCoverage": Message(id: "No menurut cakupan", en: "No by coverage"),
    "noRows": Message(id: "Tidak ada wilayah yang cocok.", en: "No unit matches."),

    "viewUncovered": Message(
      id: "Belum terlindungi",
      en: "Uncovered workers"),
    "coreUnits": Message(
      id: "Pasti termasuk kantong",
      en: "Sure to be in the cluster"),
    "fringeUnits": Message(
      id: "Mungkin termasuk (tepi kantong)",
      en: "Perhaps in it (fringe)"),
    "serviceSign": Message(
      id: "Titik layanan",
      en: "Service point"),
    "filter": Message(
      id: "Cari nama atau kode",
      en: "Find a name or code"),
    "filters": Message(id: "Saring", en: "Filter"),
    "filterGroup": Message(
      id: "Wilayah induk",
      en: "Part of the map"),
    "filterStatus": Message(
      id: "Status",
      en: "Status"),
    "allGroups": Message(
      id: "Seluruh peta",
      en: "The whole map"),
    "allSegments": Message(
      id: "Semua segmen",
      en: "All segments"),
    "allStatuses": Message(
      id: "Semua status",
      en: "Every status"),
    "reset": Message(
      id: "Hapus saringan",
      en: "Clear the filter"),
    "filterCount": Message(
      id:
        "Yang disaring: {shown} dari {all} wilayah – {gap} belum terlindungi dari {eligible} potensi, cakupan {share}.",
      en: "Filtered: {shown} of {all} units – {gap} uncovered of {eligible} eligible workers, coverage {share}."),
    "zoom": Message(
      id: "Perbesar atau perkecil peta",
      en: "Zoom the map"),
    "zoomIn": Message(
      id: "Perbesar",
      en: "Zoom in"),
    "zoomOut": Message(
      id: "Perkecil",
      en: "Zoom out"),
    "zoomAll": Message(
      id: "Seluruh peta",
      en: "The whole map"),
    "wheelHint": Message(
      id: "Klik peta, atau tahan Ctrl sambil memutar roda tetikus, untuk memperbesar.",
      en: "Click the map, or hold Ctrl while you turn the wheel, to zoom."),
    "back": Message(
      id: "← Ringkasan",
      en: "← Summary"),
    "gapBySegment": Message(
      id: "Belum terlindungi menurut segmen",
      en: "Uncovered workers by segment"),
    "howSure": Message(
      id: "Seberapa yakin, dan apa yang kurang",
      en: "How sure, and what is missing"),
    "mapHelp": Message(
      id: "Klik wilayah untuk angkanya. Papan tik: Tab ke peta; panah menurut peringkat; Enter memilih, Esc melepas; "
        + "+ dan − memperbesar dan memperkecil, 0 seluruh peta, Shift dengan panah menggeser.",
      en:
        "Click a unit for its figures. Keyboard: Tab to the map; arrows in the order of the ranking; Enter selects, Esc lets "
        + "go; + and − zoom, 0 shows all, Shift with arrows moves the map."),
    "rankingHelp": Message(
      id:
        "Nama wilayah menunjukkannya di peta. Judul kolom mengurutkan tabel; saringan di atas peta berlaku juga di sini.",
      en: "A unit's name shows it on the map. Column headings sort the table; the filter above the map holds here too."),
    "over100": Message(id: "ada segmen di atas 100 %", en: "a segment above 100%"),
    "scanCluster": Message(id: "Kantong cakupan rendah", en: "Low-coverage cluster"),
    "yes": Message(id: "ya", en: "yes"),
    "no": Message(id: "bukan", en: "no"),

    "scanClusters": Message(id: "Kantong cakupan rendah (pemindaian)", en: "Low-coverage clusters (scan statistic)"),
    "coldSpots": Message(id: "Titik dingin (Gi*)", en: "Cold spots (Gi*)"),
    "thresholdClusters": Message(id: "Kelompok di bawah ambang (tanpa uji)", en: "Below-threshold groups (not tested)"),
    "showOnMap": Message(id: "Tunjukkan di peta", en: "Show on the map"),
    "noClusters": Message(id: "Tidak ada.", en: "None."),

    "unitsPerBin": Message(id: "Banyaknya wilayah per lima persen cakupan", en: "Units by five per cent of coverage"),
    "bin": Message(id: "Cakupan", en: "Coverage"),
    "unitCount": Message(id: "Wilayah", en: "Units"),
    "asTable": Message(id: "Sebagai tabel", en: "As a table"),

    "segmentsCaption": Message(
      id: "Kelebihan di satu segmen tidak menutupi kekurangan di segmen lain.",
      en: "A surplus in one segment never makes up for a gap in another."),
    "ledgerCaption": Message(
      id: "Neraca pemadanan: dibaca = dipakai + tidak lengkap + ditolak",
      en: "Ledger of the join: read = used + incomplete + rejected"),
    "what": Message(id: "Yang dihitung", en: "Counted"),
    "rows": Message(id: "Baris", en: "Rows"),
    "read": Message(id: "Dibaca", en: "Read"),
    "used": Message(id: "Dipakai", en: "Used"),
    "incomplete": Message(id: "Tidak lengkap", en: "Incomplete"),
    "rejected": Message(id: "Ditolak", en: "Rejected"),
    "rejectedReasons": Message(id: "Baris yang ditolak, menurut sebab", en: "Rejected rows by reason"),
    "reason": Message(id: "Sebab", en: "Reason"),
    "notices": Message(id: "Keterangan", en: "What to bear in mind"),
    "noNotices": Message(
      id: "Tidak ada masalah pada data dan peta yang perlu keterangan.",
      en: "Nothing about the data or the boundaries needs a note."),
    "noRejected": Message(id: "Tidak ada baris yang ditolak.", en: "No row was rejected."),

    "filesCaption": Message(id: "Berkas masukan", en: "Input files"),
    "role": Message(id: "Peran", en: "Role"),
    "file": Message(id: "Berkas", en: "File"),
    "sha": Message(id: "SHA-256 (awalnya)", en: "SHA-256 (its beginning)"),
    "moreInRun": Message(
      id: "Semua pilihan, SHA-256 lengkap, dan versi ada di run.json di folder yang sama.",
      en: "Every option, the SHA-256 in full and all versions are in run.json in the same folder."),
    "illustrative": Message(
      id: "Angka di laporan ini ilustrasi, bukan data resmi.",
      en: "The figures of this report are illustrative, not official data."),
    "schematic": Message(
      id: "Batas wilayah di peta ini skematik, bukan batas resmi.",
      en: "The boundaries of this map are schematic, not official boundaries."),
  ]
}
