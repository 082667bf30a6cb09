internal import Coverage
internal import Diagnostics
internal import Reporting

/// What the figures mean and what they do not say, in words for people who read no statistics.
struct ReportMethods {
  let results: Results
  let hasReach: Bool

  struct Paragraph {
    let title: Message
    let text: Message
  }

  var paragraphs: [Paragraph] {
    [denominator, coverage, uncertainty, ranking, neighbours, coldSpots, scan, threshold, pValues]
      + (hasReach ? [reach] : []) + [place]
  }

  private var options: SpatialOptions { results.spatial.options }

  private func percent(_ value: Double) -> (id: String, en: String) {
    let (id, en) = (Language.indonesian, Language.english)
    return (id.text(value, decimals: 1) + " %", en.text(value, decimals: 1) + "%")
  }

  private func number(_ value: Int) -> (id: String, en: String) {
    (Language.indonesian.text(value), Language.english.text(value))
  }

  private var denominator: Paragraph {
    let sources = results.analysis.inputs.filter { $0.role != .boundaries && $0.role != .points }.map(\.file)
    let files = sources.joined(separator: ", ")
    let period = results.analysis.join.period
    return Paragraph(
      title: Message(id: "Penyebut, sumber, dan tanggal", en: "Denominator, source and date"),
      text: Message(
        id: "Penyebutnya potensi pekerja sebagaimana tertulis di tabel (\(files))"
          + (period.map { ", periode \($0)" } ?? ", tanpa keterangan periode")
          + ". Laporan ini tidak memeriksa bagaimana angka itu diperoleh. Potensi pekerja umumnya hasil survei atau "
          + "perkiraan; bila definisinya, tahunnya, atau wilayahnya berbeda dengan data peserta, cakupan ikut berubah. "
          + "Peserta dapat tercatat di tempat kerja dan bukan di tempat tinggal.",
        en: "The denominator is the number of eligible workers as the table has it (\(files))"
          + (period.map { ", period \($0)" } ?? ", with no period stated")
          + ". This report does not examine how it was obtained. Eligible workers mostly come from surveys or estimates; "
          + "where their definition, year or area differs from that of the enrolment, coverage changes with it. "
          + "Participants may be recorded where they work and not where they live."))
  }

  private var coverage: Paragraph {
    let target = percent(results.analysis.target.percent)
    return Paragraph(
      title: Message(id: "Cakupan", en: "Coverage"),
      text: Message(
        id: "Di tiap segmen, yang terlindungi adalah peserta aktif, paling banyak sebesar potensinya; sisanya belum "
          + "terlindungi. Kelebihan peserta di satu segmen atau wilayah tidak pernah menutupi kekurangan di tempat lain. "
          + "Cakupan = terlindungi ÷ potensi. Wilayah tanpa angka tidak dianggap nol: ia tidak punya cakupan. Target "
          + "laporan ini \(target.id).",
        en: "In each segment, those covered are the active participants, at most as many as are eligible; the rest are "
          + "uncovered. A surplus of participants in one segment or unit never makes up for a gap elsewhere. "
          + "Coverage = covered ÷ eligible. A unit without a count is not taken for zero: it has no coverage. The target "
          + "of this report is \(target.en)."))
  }

  private var uncertainty: Paragraph {
    Paragraph(
      title: Message(id: "Selang dan penghalusan", en: "Intervals and smoothing"),
      text: Message(
        id:
          "Selang 95 % (Wilson) menunjukkan seberapa jauh cakupan wilayah kecil dapat bergeser karena kebetulan. Selang itu "
          + "tidak memuat kesalahan dalam data. Cakupan yang dihaluskan (Bayes empiris) menarik wilayah dengan sedikit "
          + "pekerja ke arah rata-rata seluruh peta.",
        en:
          "The 95% interval (Wilson) shows how far chance alone may move the coverage of a small unit. It holds no error "
          + "of the data. Smoothed coverage (empirical Bayes) draws units with few workers towards the mean of the map."
      ))
  }

  private var ranking: Paragraph {
    Paragraph(
      title: Message(id: "Peringkat", en: "Ranking"),
      text: Message(
        id: "Ada dua urutan yang tidak dicampur: menurut banyaknya pekerja yang belum terlindungi, dan menurut cakupan "
          + "terendah. Nilai yang sama mendapat nomor yang sama. Wilayah tanpa data tidak diberi nomor.",
        en:
          "There are two orders, which are not mixed: by uncovered workers, and by lowest coverage. Equal values share a "
          + "number. Units without data have none."))
  }

  private var neighbours: Paragraph {
    let kind: Message =
      switch options.neighbourhood {
      case .queen:
        Message(
          id: "bila batasnya bersentuhan, meski hanya di satu titik", en: "where their boundaries meet, even in a point"
        )
      case .rook: Message(id: "bila berbagi garis batas", en: "where they share a stretch of boundary")
      case .nearest(let k):
        Message(id: "dengan \(k) wilayah yang terdekat", en: "with the \(k) units that are nearest")
      case .withinKilometres(let kilometres):
        Message(
          id: "bila titik tengahnya paling jauh \(Language.indonesian.text(kilometres, decimals: 1)) km",
          en: "where their centroids are at most \(Language.english.text(kilometres, decimals: 1)) km apart")
      }
    return Paragraph(
      title: Message(id: "Tetangga", en: "Neighbours"),
      text: Message(
        id:
          "Dua wilayah bertetangga \(kind.indonesian). Wilayah tanpa tetangga, misalnya pulau, tidak mendapat statistik lokal.",
        en:
          "Two units are neighbours \(kind.english). Units without neighbours, such as islands, have no local statistic."
      ))
  }

  private var coldSpots: Paragraph {
    let runs = number(options.permutations)
    let alpha = (
      Language.indonesian.text(options.alpha, significant: 2), Language.english.text(options.alpha, significant: 2)
    )
    return Paragraph(
      title: Message(id: "Titik dingin", en: "Cold spots"),
      text: Message(
        id:
          "Wilayah yang bersama tetangganya lebih rendah daripada yang dapat dijelaskan oleh kebetulan (Getis-Ord Gi*, "
          + "\(runs.id) pengacakan). Karena banyak wilayah diuji sekaligus, tingkat penemuan palsu dibatasi pada "
          + "\(alpha.0) (Benjamini-Hochberg).",
        en: "Units that are lower, together with their neighbours, than chance explains (Getis-Ord Gi*, \(runs.en) "
          + "permutations). Because many units are tested at once, the false discovery rate is held at \(alpha.1) "
          + "(Benjamini-Hochberg)."))
  }

  private var scan: Paragraph {
    let runs = number(options.replications)
    return Paragraph(
      title: Message(id: "Kantong cakupan rendah", en: "Low-coverage clusters"),
      text: options.replications == 0
        ? Message(id: "Statistik pemindaian tidak dijalankan.", en: "The scan statistic was left out.")
        : Message(
          id: "Statistik pemindaian (Kulldorff) mencari lingkaran yang di dalamnya cakupan paling jelas lebih rendah "
            + "daripada di luarnya, dan membandingkannya dengan \(runs.id) peta acak yang cakupannya merata. Lingkaran dapat memuat "
            + "wilayah yang cakupannya sendiri tinggi.",
          en:
            "The scan statistic (Kulldorff) looks for the circles in which coverage is most clearly lower than outside, and "
            + "compares them with \(runs.en) random maps of even coverage. A circle may hold units whose own coverage is "
            + "high."))
  }

  private var threshold: Paragraph {
    let value = results.spatial.threshold.map { percent(100 * $0) }
    return Paragraph(
      title: Message(id: "Kelompok di bawah ambang", en: "Below-threshold groups"),
      text: Message(
        id: "Wilayah bertetangga yang cakupannya di bawah \(value?.id ?? "ambang"). Ini gambaran, bukan uji statistik.",
        en:
          "Neighbouring units whose coverage is below \(value?.en ?? "the threshold"). This describes; it tests nothing."
      ))
  }

  private var pValues: Paragraph {
    Paragraph(
      title: Message(id: "Yang tidak dikatakan nilai p", en: "What a p-value does not say"),
      text: Message(
        id:
          "Nilai p menyatakan seberapa sering pola sekuat ini muncul bila cakupan sebenarnya merata. Nilai p bukan peluang "
          + "bahwa klaster itu tidak nyata, tidak mengukur besar atau pentingnya kesenjangan, tidak menunjukkan sebabnya, "
          + "dan tidak membenarkan data yang keliru. Wilayah di luar klaster belum tentu baik-baik saja.",
        en:
          "A p-value says how often a pattern this strong would turn up if coverage were even. It is not the probability "
          + "that the cluster is not real, does not measure how large or important a gap is, names no cause, and does not "
          + "put wrong data right. A unit in no cluster is not for that reason well covered."))
  }

  private var reach: Paragraph {
    Paragraph(
      title: Message(id: "Jangkauan layanan", en: "Reach of service"),
      text: Message(
        id: "Jarak lurus di permukaan bumi dari titik layanan, bukan jarak atau waktu tempuh. Taksiran pekerja di luar "
          + "jangkauan menganggap pekerja tersebar merata di wilayahnya.",
        en:
          "Straight distance over the ground from the service points, not distance or time by road. Estimates of workers "
          + "out of reach take workers to be spread evenly over their unit."))
  }

  private var place: Paragraph {
    Paragraph(
      title: Message(id: "Peta", en: "The map"),
      text: Message(
        id:
          "Garis batas disederhanakan untuk digambar: tetangga tetap berbagi batas yang sama, tetapi bentuknya tidak untuk "
          + "mengukur. Luas dan jarak dalam laporan ini dihitung dari peta asli di atas elipsoid.",
        en:
          "Boundaries are simplified for drawing: neighbours still share theirs, but shapes are not for measuring. Areas "
          + "and distances of this report are computed from the original layer on the ellipsoid."))
  }
}
