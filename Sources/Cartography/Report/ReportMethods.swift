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
        id: "Penyebutnya potensi tenaga kerja sebagaimana tertulis di tabel (\(files))"
          + (period.map { ", periode \($0)" } ?? ", tanpa keterangan periode")
          + ". Laporan ini tidak memeriksa bagaimana angka itu diperoleh. Potensi tenaga kerja umumnya hasil survei atau "
          + "taksiran; bila definisinya, tahunnya, atau wilayahnya berbeda dengan data peserta, cakupan ikut berubah. "
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
    let runs = number(results.spatial.association.localPermutations)
    let values: Message =
      options.localValues == .standardised
      ? Message(
        id:
          "Yang dibandingkan adalah selisih dari cakupan rata-rata, diukur dengan besarnya variasi antarwilayah seukuran "
          + "dan kebetulan, supaya wilayah kecil dan besar setara. ",
        en:
          "What is compared is the difference from mean coverage, measured by how much units of like size vary and by "
          + "chance, so that small and large units are alike. ")
      : Message(id: "Yang dibandingkan adalah cakupan apa adanya. ", en: "What is compared is coverage as it is. ")
    let alpha = (
      Language.indonesian.text(options.alpha, significant: 2), Language.english.text(options.alpha, significant: 2)
    )
    return Paragraph(
      title: Message(id: "Titik dingin", en: "Cold spots"),
      text: Message(
        id:
          "Wilayah yang bersama tetangganya lebih rendah daripada yang dapat dijelaskan oleh kebetulan (Getis-Ord Gi*, "
          + "\(runs.id) pengacakan). \(values.indonesian)Karena banyak wilayah diuji sekaligus, tingkat penemuan palsu dibatasi pada "
          + "\(alpha.0) (Benjamini-Hochberg).",
        en: "Units that are lower, together with their neighbours, than chance explains (Getis-Ord Gi*, \(runs.en) "
          + "permutations). \(values.english)Because many units are tested at once, the false discovery rate is held at \(alpha.1) "
          + "(Benjamini-Hochberg)."))
  }

  private var scan: Paragraph {
    Paragraph(
      title: Message(id: "Kantong cakupan rendah", en: "Low-coverage clusters"),
      text: results.spatial.scan.map(text)
        ?? Message(id: "Statistik pemindaian tidak dijalankan.", en: "The scan statistic was left out."))
  }

  private func text(_ scan: ScanFindings) -> Message {
    let runs = number(options.replications)
    let share = percent(100 * scan.maximumShare)
    let windows: Message =
      switch scan.shape {
      case .circular: Message(id: "lingkaran", en: "circles")
      case .elliptic: Message(id: "lingkaran dan elips", en: "circles and ellipses")
      case .flexible:
        Message(
          id: "gabungan wilayah bertetangga yang masing-masing rendah",
          en: "groups of neighbouring units that are low themselves")
      }
    guard scan.model == .overdispersed else {
      return Message(
        id:
          "Statistik pemindaian (Kulldorff, \(scan.model.rawValue)) mencari \(windows.indonesian), paling besar \(share.id) dari "
          + "potensi, yang di dalamnya cakupan paling jelas lebih rendah, dan membandingkannya dengan \(runs.id) peta acak "
          + "yang cakupannya merata. Ini hanya tepat bila pekerja, bukan wilayah, yang setara: bila cakupan antarwilayah "
          + "bervariasi setengah poin saja, peta tanpa pola pun tampak berkantong.",
        en:
          "The scan statistic (Kulldorff, \(scan.model.rawValue)) looks for \(windows.english) of up to \(share.en) of the eligible "
          + "in which coverage is most clearly lower, and compares them with \(runs.en) random maps of even coverage. It is "
          + "right only where workers, not units, are alike: where coverage varies by as little as half a point between "
          + "units, maps without any pattern seem to have clusters.")
    }
    let points = results.spatial.variation?.points ?? 0
    let (id, en) = (Language.indonesian.text(points, decimals: 1), Language.english.text(points, decimals: 1))
    let further: Message =
      scan.secondary == .iterative
      ? Message(
        id: "Setelah satu kantong ditemukan, wilayahnya dikeluarkan dan pemindaian diulang.",
        en: "Once a cluster is found, its units are taken out and the scan is repeated.")
      : Message(
        id: "Kantong berikutnya diuji terhadap peta yang sama, jadi lebih ketat.",
        en: "Further clusters are tested against the same maps, so more strictly.")
    let members: Message =
      scan.shape == .flexible
      ? Message(
        id: " Seberapa pasti kantong seperti itu tentang tiap wilayahnya tidak diketahui.",
        en: " How sure such a cluster is of each of its units is not known.")
      : Message(
        id:
          " Sebuah kantong dapat memuat wilayah yang tidak rendah; inti kantong adalah wilayah yang kepastiannya sedikitnya 0,9.",
        en: " A cluster may hold units that are not low; its core are those it is sure of by at least 0.9.")
    return Message(
      id: "Di peta ini cakupan bervariasi ± \(id) poin antarwilayah di luar kebetulan. Statistik pemindaian mencari "
        + "\(windows.indonesian) dari dua wilayah atau lebih, paling besar \(share.id) dari potensi, yang cakupannya paling jelas "
        + "lebih rendah dibandingkan dengan variasi itu, dan membandingkannya dengan \(runs.id) peta yang cakupan "
        + "wilayahnya ditukar-tukar di antara wilayah yang seukuran. Cakupan yang jauh di luar kebiasaan, misalnya 100 %, dibatasi "
        + "lebih dahulu. \(further.indonesian) Signifikan berarti tidak tersebar acak: lereng yang landai dari pesisir ke "
        + "pedalaman juga suatu pola, dan bukan kantong tersendiri.\(members.indonesian)",
      en: "On this map coverage varies by ± \(en) points between units beyond chance. The scan statistic looks for "
        + "\(windows.english) of two or more units, up to \(share.en) of the eligible, whose coverage is most clearly lower "
        + "compared with that variation, and compares them with \(runs.en) maps on which units of like size have swapped "
        + "their coverages. Coverages far out of the ordinary, such as 100%, are drawn in first. \(further.english) "
        + "Significant means not arranged at random: a smooth slope from the coast to the interior is a pattern too, and no "
        + "cluster apart.\(members.english)")
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
          "Nilai p menyatakan seberapa sering pola sekuat ini muncul bila cakupan sebenarnya merata. Nilai p bukan kemungkinan "
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
          + "mengukur. Luas dalam laporan ini dihitung dari peta asli di atas elipsoidnya sendiri, jarak di atas elipsoid WGS 84.",
        en:
          "Boundaries are simplified for drawing: neighbours still share theirs, but shapes are not for measuring. Areas "
          + "of this report are computed from the original layer on its own ellipsoid, distances on that of WGS 84."))
  }
}
