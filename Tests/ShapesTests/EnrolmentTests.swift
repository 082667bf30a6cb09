import TestSupport
import Testing

@Suite("The illustrative tables that ship")
struct EnrolmentTests {
  let table: ShippedTable
  let enrolled: [Int]
  let eligible: [Int]

  init() throws {
    table = try ShippedTable("kepesertaan_ilustrasi.csv")
    enrolled = try table.counts("peserta_aktif")
    eligible = try table.counts("potensi")
  }

  /// Covered, eligible and surplus by kabupaten/kota, each segment of each kecamatan by itself.
  private func totals(where isWanted: (_ segment: String) -> Bool = { _ in true }) -> [String: [Int]] {
    var totals: [String: [Int]] = [:]
    for (row, code) in table.values("kode").enumerated() where isWanted(table.values("segmen")[row]) {
      let covered = min(enrolled[row], eligible[row])
      let values = [covered, eligible[row], enrolled[row] - covered]
      totals[String(code.prefix(5))] = zip(totals[String(code.prefix(5)), default: [0, 0, 0]], values).map { $0 + $1 }
    }
    return totals
  }

  @Test func everyKecamatanHasOneRowForEachSegment() throws {
    let units = try ShippedLayer("kaltim_kecamatan")
    #expect(
      table.header == [
        "periode", "kode", "kecamatan", "kabupaten", "segmen", "peserta_aktif", "potensi", "dasar",
      ])
    #expect(table.values("kode") == units.codes.flatMap { [$0, $0] })
    #expect(table.values("kecamatan") == units.values("NAMA").flatMap { [$0!, $0!] })
    #expect(table.values("kabupaten") == units.values("NAMA_INDUK").flatMap { [$0!, $0!] })
    #expect(table.values("segmen") == units.codes.flatMap { _ in ["PU", "BPU"] })
    #expect(Set(table.values("periode")) == ["2025-12"])
    #expect(eligible.allSatisfy { $0 > 0 })
  }

  @Test func regencyTotalsArePublishedOnes() {
    let totals = totals()
    #expect(totals["64.72"] == [141_278, 349_784, 0], "Samarinda")
    #expect(totals["64.74"]?.prefix(2) == [98_438, 98_438], "Bontang, 100 %")
    #expect(totals["64.08"] == [130_777, 130_777, 25_988], "Kutai Timur, 100 %")
    func percent(_ code: String) -> Double { 100 * Double(totals[code]![0]) / Double(totals[code]![1]) }
    #expect(abs(percent("64.71") - 66.5) < 0.01, "Balikpapan")
    #expect(abs(percent("64.11") - 12.7) < 0.01, "Mahakam Ulu")
    // Uncovered in Balikpapan: 48,000 formal and 68,000 informal workers.
    let formal = self.totals { $0 == "PU" }["64.71"]!
    let informal = self.totals { $0 == "BPU" }["64.71"]!
    #expect(formal[1] - formal[0] == 48_000)
    #expect(informal[1] - informal[0] == 68_000)
    // Kutai Timur's informal workers: 77,074 enrolled of 51,086.
    #expect(self.totals { $0 == "BPU" }["64.08"] == [51_086, 51_086, 77_074 - 51_086])
  }

  @Test func totalsAreThoseOfTheTableOfFacts() throws {
    let facts = try ShippedTable("facts/enrolment_totals.csv", separator: ",")
    let (covered, eligible, surplus) = (
      try facts.counts("covered"), try facts.counts("eligible"), try facts.counts("surplus")
    )
    for (row, code) in facts.values("code_kemendagri").enumerated() {
      let segment = facts.values("segment")[row]
      #expect(totals { $0 == segment }[code] == [covered[row], eligible[row], surplus[row]], "\(code) \(segment)")
    }
  }

  /// Where no number of eligible workers is published, the estimated labour force stands for it.
  @Test func eligibleWorkersAreTheEstimatedLabourForce() throws {
    let facts = try ShippedTable("facts/kaltim_kab_facts.csv", separator: ",")
    let totals = totals()
    for (code, workers) in zip(facts.values("code_kemendagri"), try facts.counts("est_labour_force_2024")) {
      if !["64.08", "64.71", "64.72"].contains(code) { #expect(totals[code]?[1] == workers, "\(code)") }
    }
  }

  @Test func everyRowSaysThatItIsAnIllustrationAndOnWhatItRests() {
    for (code, basis) in zip(table.values("kode"), table.values("dasar")) {
      let isPublished = ["64.08", "64.11", "64.71", "64.72", "64.74"].contains(code.prefix(5))
      #expect(basis == (isPublished ? "ilustrasi-terbit" : "ilustrasi-asumsi"))
    }
  }

  @Test func servicePointsStandInTheirTowns() throws {
    let points = try ShippedTable("titik_layanan.csv")
    #expect(points.header == ["nama", "jenis", "kode_induk", "lon", "lat", "koordinat", "keberadaan"])
    #expect(
      points.values("kode_induk").sorted() == [
        "64.01", "64.02", "64.03", "64.07", "64.08", "64.09", "64.71", "64.72", "64.74",
      ])
    #expect(points.values("koordinat").allSatisfy { $0 == "pusat kota, bukan gedung kantor" })
    let unverified = zip(points.values("kode_induk"), points.values("keberadaan")).filter { $0.1 != "terverifikasi" }
    #expect(unverified.map(\.0) == ["64.03", "64.01", "64.09"])
    #expect(unverified.allSatisfy { $0.1 == "belum diverifikasi" })
    #expect(points.numbers("lon").allSatisfy { (115...119).contains($0) })
    #expect(points.numbers("lat").allSatisfy { (-2.5...2.6).contains($0) })
  }
}
