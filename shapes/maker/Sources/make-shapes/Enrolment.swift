internal import Glibc

/// The illustrative enrolment table: workers by kecamatan and segment, whose totals by kabupaten/kota are those of
/// `enrolment_totals.csv`. How they spread over kecamatan is assumed by plain rules, and none of it is real:
///
/// - eligible workers go by the number of villages, where a kelurahan counts as five desa;
/// - the odds of being covered fall with the distance from the nearest service point, by half every 35 km, and vary by
///   up to a factor of 1.65 from one kecamatan to the next by a fixed rule;
/// - where a total is fully covered, every kecamatan is; enrolment beyond the eligible spreads like the eligible.
struct Enrolment {
  static let period = "2025-12"

  let kecamatan: [AdministrativeUnit]
  let parentNames: [String: String]
  /// The weight of each kecamatan when eligible workers are shared out.
  let sizes: [Double]
  /// Kilometres from each kecamatan's centroid to the nearest service point.
  let distances: [Double]

  /// The text of the table: semicolons between fields, a line for each kecamatan and segment.
  func table(totals: FactTable) -> String {
    let codes = totals.column("code_kemendagri")
    let segments = totals.column("segment")
    let eligible = totals.integers("eligible")
    let covered = totals.integers("covered")
    let surplus = totals.integers("surplus")
    let basis = totals.column("basis")
    var lines: [[String]] = [[String]](repeating: [], count: kecamatan.count)
    for row in codes.indices {
      let members = kecamatan.indices.filter { kecamatan[$0].parentCode == codes[row] }
      let shares = Apportionment.shares(of: eligible[row], weights: members.map { sizes[$0] })
      let odds = members.map { member in
        exp2(-distances[member] / 35 + 0.72 * Self.variation(kecamatan[member].code + segments[row]))
      }
      let enrolled = Self.enrolment(of: shares, odds: odds, total: covered[row])
      let extra = Apportionment.shares(of: surplus[row], weights: shares.map(Double.init))
      for (position, member) in members.enumerated() {
        let unit = kecamatan[member]
        lines[member].append(
          [
            Self.period, unit.code, unit.name, parentNames[unit.parentCode]!, segments[row],
            String(enrolled[position] + extra[position]), String(shares[position]), "ilustrasi-" + basis[row],
          ].joined(separator: ";"))
      }
    }
    let header = "periode;kode;kecamatan;kabupaten;segmen;peserta_aktif;potensi;dasar"
    return ([header] + lines.flatMap { $0 }).map { $0 + "\n" }.joined()
  }

  /// Covered workers of each kecamatan that add up to `total`: the share covered is f·o / (1 + f·o), with o its odds and
  /// f the same for all.
  private static func enrolment(of eligible: [Int], odds: [Double], total: Int) -> [Int] {
    if total == eligible.reduce(0, +) { return eligible }
    func covered(_ factor: Double) -> [Double] {
      zip(eligible, odds).map { Double($0) * factor * $1 / (1 + factor * $1) }
    }
    var low = 0.0
    var high = 1e9
    for _ in 0..<200 {
      let middle = (low + high) / 2
      if covered(middle).reduce(0, +) < Double(total) { low = middle } else { high = middle }
    }
    return Apportionment.shares(of: total, weights: covered(high), limits: eligible)
  }

  /// A number from −1 to 1 that looks random and is always the same for a text (FNV-1a, 64 bits).
  private static func variation(_ text: String) -> Double {
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    for byte in text.utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
    return Double(hash >> 11) / Double(UInt64(1) << 52) - 1
  }
}
