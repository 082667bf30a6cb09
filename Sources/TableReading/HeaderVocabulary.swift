internal import Areas

/// The words of which headers are made. **A new header is, as a rule, a new word here.**
///
/// Words are compared in lower case and without accents. Longer phrases win over shorter ones, so `bukan penerima upah`
/// is a segment and not a wage.
enum HeaderVocabulary {
  /// What one phrase says.
  enum Token: Sendable, Hashable {
    /// A denominator by name; the text tells which, because two of them in one table differ.
    case eligible(String)
    /// Workers, of whom nothing says whether they are insured or may be: `tenaga kerja`, `pekerja`.
    case workers(String)
    case participants
    /// Insured by name (`enrolled`, `terlindungi`).
    case enrolled
    case active
    case inactive
    case registered
    case segment(String)
    case men
    case women
    case programme
    /// Something else is counted, for this reason.
    case other(Other)
    case total
    /// A unit of measure that means persons.
    case persons
    /// A multiplier: counts are in thousands or millions.
    case multiple
    case code
    case name
    case level(AdministrativeLevel)
    case place
    case runningNumber
    case filler
  }

  /// What is counted by columns that count no workers.
  enum Other: String, Sendable, Hashable {
    case share, employers, money, population, target, remainder, change, unemployed, person, office, area
  }

  /// What the values of a column tell, where its whole header is one of these.
  enum Role: Sendable, Hashable { case segment, period, status, sex, unit, programme }

  static let roles: [Role: Set<String>] = [
    .segment: [
      "segmen", "segment", "segmen peserta", "segmen kepesertaan", "jenis peserta", "jenis kepesertaan",
      "kategori peserta", "kelompok peserta", "jenis pekerja", "segmen pekerja", "kategori pekerja",
      "kategori kepesertaan", "kelompok pekerja", "segmentasi", "sektor pekerja", "tipe peserta",
    ],
    .period: [
      "periode", "period", "periode data", "per tanggal", "tanggal data", "data per", "as of", "bulan", "tahun", "year",
      "month", "triwulan", "semester", "kuartal", "quarter", "tahun data", "bulan data", "blth", "tahun bulan",
      "posisi data", "keadaan", "tanggal", "tgl data", "tgl", "tanggal tarik data", "tgl tarik data", "tanggal tarik",
      "tanggal penarikan", "cut off", "cutoff",
    ],
    .status: [
      "status", "status kepesertaan", "status peserta", "status aktif", "status keaktifan", "keaktifan",
      "status keanggotaan", "membership status", "active status", "status pekerja",
    ],
    .sex: ["jenis kelamin", "kelamin", "gender", "sex", "jk", "jns kelamin"],
    .unit: ["satuan", "unit satuan", "satuan data", "unit of measure"],
    .programme: ["program", "jenis program", "programme", "nama program", "program jaminan", "jaminan"],
  ]

  private static let spellings: [(Token, [String])] = [
    (.eligible("potensi"), ["potensi", "potential", "pot"]),
    (
      .eligible("angkatan kerja"),
      ["angkatan kerja", "angk kerja", "labour force", "labor force", "economically active"]
    ),
    (
      .eligible("bekerja"),
      [
        "penduduk bekerja", "penduduk yang bekerja", "bekerja", "working", "bekerja working",
        "penduduk usia kerja yang bekerja", "employed",
        "employed population", "working population",
      ]
    ),
    (
      .eligible("eligible"),
      [
        "eligible", "eligible workers", "eligible worker", "pekerja layak", "pekerja eligible", "workforce", "layak",
        "pekerja eligibel", "eligibel",
      ]
    ),
    (.workers("pekerja"), ["pekerja", "workers", "worker", "buruh"]),
    (.workers("tenaga kerja"), ["tenaga kerja", "tk", "naker", "employees"]),
    (.participants, ["peserta", "kepesertaan", "pst", "participants", "participant", "members", "member", "anggota"]),
    (.enrolled, ["enrolled", "terlindungi", "insured", "covered", "enrolment", "enrollment"]),
    (.active, ["aktif", "aktip", "active"]),
    (
      .inactive,
      [
        "non aktif", "nonaktif", "tidak aktif", "in aktif", "inaktif", "in active", "tak aktif", "inactive",
        "non active", "nonactive", "tdk aktif", "belum aktif",
        "menunggak", "tunggak", "tidak terlindungi",
      ]
    ),
    (.registered, ["terdaftar", "registered"]),
    (.segment("pu"), ["pu", "penerima upah", "wage recipients", "wage workers", "peserta penerima upah"]),
    (
      .segment("bpu"),
      ["bpu", "bukan penerima upah", "non penerima upah", "non wage recipients", "peserta bukan penerima upah"]
    ),
    (.segment("jakon"), ["jakon", "jasa konstruksi", "jasakon", "jaskon", "konstruksi", "construction"]),
    (.segment("pmi"), ["pmi", "pekerja migran indonesia", "pekerja migran", "tki", "migrant workers"]),
    (.segment("formal"), ["formal", "sektor formal", "pekerja formal", "kegiatan formal"]),
    (.segment("informal"), ["informal", "sektor informal", "pekerja informal", "kegiatan informal"]),
    (.segment("rentan"), ["rentan", "pekerja rentan", "vulnerable"]),
    (.segment("pbi"), ["pbi", "penerima bantuan iuran", "bantuan iuran"]),
    (.segment("mandiri"), ["mandiri", "pekerja mandiri"]),
    (.men, ["laki laki", "laki", "laki2", "pria", "lk", "l", "male", "males", "men"]),
    (.women, ["perempuan", "wanita", "pr", "p", "female", "females", "women"]),
    (
      .programme,
      [
        "jkk", "jkm", "jht", "jp", "jkp", "jaminan kecelakaan kerja", "jaminan kematian", "jaminan hari tua",
        "jaminan pensiun", "jaminan kehilangan pekerjaan",
      ]
    ),
    (
      .other(.share),
      [
        "cakupan", "coverage", "persen", "persentase", "prosentase", "pct", "percent", "percentage", "share", "rasio",
        "ratio", "tingkat", "tpak", "tpt", "capaian", "rate", "indeks", "cakupan kepesertaan", "proporsi",
      ]
    ),
    (
      .other(.employers),
      [
        "perusahaan", "badan usaha", "pemberi kerja", "employers", "employer", "companies", "unit usaha", "usaha",
        "proyek", "wadah", "kelompok usaha", "bu",
      ]
    ),
    (
      .other(.money),
      [
        "iuran", "klaim", "upah", "nominal", "rp", "rupiah", "manfaat", "santunan", "premi", "gaji", "wage", "wages",
        "kasus", "pembayaran", "penerimaan", "juta rupiah", "ribu rupiah",
      ]
    ),
    (
      .other(.population),
      ["penduduk", "population", "penduduk usia kerja", "usia kerja", "rumah tangga", "kk", "kepala keluarga"]
    ),
    (.other(.target), ["target", "rencana", "sasaran", "proyeksi", "rkat"]),
    (
      .other(.remainder),
      [
        "sisa", "gap", "belum", "belum terdaftar", "belum terlindungi", "belum menjadi peserta", "uncovered",
        "kesenjangan",
        "kekurangan", "sisa potensi", "selisih", "tidak terdaftar", "bukan peserta",
      ]
    ),
    (
      .other(.change),
      [
        "pertumbuhan", "baru", "penambahan", "tambah", "kenaikan", "penurunan", "mutasi", "new", "growth", "yoy", "ytd",
        "mtm", "akuisisi", "rekrutmen", "masuk", "keluar", "pendaftaran",
      ]
    ),
    (
      .other(.unemployed),
      [
        "pengangguran", "pengangguran terbuka", "unemployment", "mencari kerja", "pencari kerja", "unemployed",
        "bukan angkatan kerja", "menganggur",
      ]
    ),
    (
      .other(.person),
      ["alamat", "telepon", "email", "nik", "npwp", "kontak", "petugas", "nama peserta", "nama tenaga kerja"]
    ),
    (
      .other(.office),
      ["kantor", "cabang", "kantor cabang", "kc", "kcp", "npp", "pembina", "keterangan", "ket", "catatan"]
    ),
    (
      .other(.area),
      [
        "luas", "luas wilayah", "kepadatan", "km2", "jarak", "ibukota", "lon", "lat", "longitude", "latitude", "bujur",
        "lintang",
      ]
    ),
    (
      .total,
      [
        "jumlah", "total", "jml", "jlh", "banyaknya", "banyak", "semua", "all", "sum", "seluruh", "seluruhnya",
        "keseluruhan", "grand total", "number",
      ]
    ),
    (.persons, ["orang", "jiwa", "org", "persons", "person", "people", "satuan orang"]),
    (.multiple, ["ribu", "ribuan", "thousand", "thousands", "juta", "million", "millions", "ratus", "ratusan", "000"]),
    (.code, ["kode", "kd", "code", "pcode", "id", "kodewilayah", "geocode", "kodifikasi"]),
    (.name, ["nama", "name", "nm"]),
    (.level(.province), ["provinsi", "propinsi", "prov", "province"]),
    (
      .level(.regency),
      [
        "kabupaten", "kab", "kota", "kabkota", "regency", "municipality", "city", "kabupatenkota", "regencies",
        "kotamadya", "kodya",
      ]
    ),
    (.level(.district), ["kecamatan", "kec", "subdistrict", "distrik", "sub district", "kecamatans"]),
    (
      .level(.village),
      ["desa", "kelurahan", "kel", "kampung", "village", "villages", "nagari", "gampong", "pekon", "ds"]
    ),
    (
      .place,
      [
        "row labels", "label baris", "wilayah", "daerah", "unit", "area", "region", "district", "unit wilayah",
        "wilayah administrasi",
        "bps", "kemendagri", "dagri", "depdagri", "permendagri",
      ]
    ),
    (.runningNumber, ["no", "nomor", "no urut", "nomor urut", "urut", "urutan", "nomer"]),
    (
      .filler,
      [
        "data", "yang", "dan", "and", "menurut", "per", "di", "pada", "of", "the", "by", "in", "s", "d", "sd", "sampai",
        "dengan", "hingga", "keadaan", "posisi", "akhir", "tanggal", "tgl", "tahun", "thn", "th", "bulan", "bln",
        "year",
        "bpjs", "ketenagakerjaan", "bpjsketenagakerjaan", "bpjamsostek", "bpjstk", "jamsostek", "segmen", "sektor",
        "realisasi", "jenis kelamin", "jenis", "tingkat kecamatan", "untuk", "dari", "jaminan sosial",
        "jaminan sosial ketenagakerjaan", "to", "status",
      ]
    ),
  ]

  /// By the phrase's words with blanks between them.
  static let phrases: [String: Token] = {
    var table: [String: Token] = [:]
    for (token, texts) in spellings { for text in texts { table[text] = token } }
    return table
  }()

  /// Codes of a level, written as one word.
  static let codes: [String: AdministrativeLevel] = [
    "kdprov": .province, "idprov": .province, "kdppum": .province, "kdkab": .regency, "idkab": .regency,
    "kdpkab": .regency, "kdkec": .district, "idkec": .district, "kdcpum": .district, "kddesa": .village,
    "iddesa": .village, "kdepum": .village, "kdkel": .village,
  ]

  /// The most words of a phrase.
  static let longest = 5
}
