import ArgumentParser
import Coverage

/// What may leave the office.
struct DisclosureArguments: ParsableArguments {
  @Flag(
    help: ArgumentHelp(
      id: """
        Untuk keluar kantor: hitungan kecil peserta dan pekerja belum terlindungi disembunyikan, berikut semua yang \
        dapat membukanya. rejected.csv tidak ditulis.
        """,
      en: """
        For leaving the office: small counts of enrolled and uncovered workers are suppressed, with all that could \
        give them away. rejected.csv is not written.
        """))
  var publish = false
  @Option(
    help: ArgumentHelp(
      id: "Hitungan dari 1 sampai di bawah N adalah hitungan kecil.",
      en: "Counts from 1 to below N are small.", .typed("N")))
  var suppressBelow = SmallCountRule.standardLimit

  mutating func validate() throws {
    guard SmallCountRule.limits.contains(suppressBelow) else {
      throw ValidationError(id: "--suppress-below antara 3 dan 1000.", en: "--suppress-below lies between 3 and 1000.")
    }
  }
}
