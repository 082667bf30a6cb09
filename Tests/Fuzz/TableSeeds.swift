internal import Spreadsheets

/// Small tables as offices write them, to be damaged.
enum TableSeeds {
  static let texts = [
    """
    REKAPITULASI CAKUPAN KEPESERTAAN;;;;
    TAHUN 2025;;;;

    No;Kabupaten/Kota;Kecamatan;Potensi (orang);Peserta Aktif
    1;Kabupaten Paser;Batu Sopang;8.552;4.286
    2;;Tanjung Harapan;6.652;2.952
    ;JUMLAH;;15.204;7.238
    Sumber: BPJS Ketenagakerjaan;;;;
    """,
    """
    Kode,Kecamatan,PU,,BPU,
    ,,Potensi,Aktif,Potensi,Aktif
    64.01.01,Batu Sopang,4276,2734,4276,1552
    64.01.02,"Tanjung Harapan",3326,1844,3326,1108
    """,
    "kode\tnama\tpeserta_aktif_2024\tpeserta_aktif_2025\tpotensi\n640101.0\tPaser\t1,234\t2,345\t10,000\n",
  ]

  static func workbooks() -> [[UInt8]] {
    texts.compactMap { text in
      let separator: Character = text.contains("\t") ? "\t" : text.contains(";") ? ";" : ","
      let rows = text.split(separator: "\n", omittingEmptySubsequences: false).map { line in
        line.split(separator: separator, omittingEmptySubsequences: false).map { cell -> WorkbookWriter.Cell in
          Int(cell).map { .integer($0) } ?? .text(String(cell))
        }
      }
      let sheet = WorkbookWriter.Sheet(name: "Data", columnWidths: [], rows: rows, isTable: false)
      return try? WorkbookWriter([sheet]).bytes()
    }
  }
}
