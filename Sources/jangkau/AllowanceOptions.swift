import ArgumentParser
import Enrolment

/// Which rows that count for no unit do not stop the work, beside those that found none.
struct AllowanceOptions: ParsableArguments {
  @Flag(
    help: ArgumentHelp(
      id: "Lanjutkan tanpa baris berlabel jumlah yang tidak terbukti menjumlahkan apa.",
      en: "Go on without rows that are labelled as sums where nothing shows of what."))
  var allowSums = false
  @Flag(
    help: ArgumentHelp(
      id: "Lanjutkan tanpa baris yang berisi angka tetapi tidak menyebut wilayah atau segmennya.",
      en: "Go on without rows that have figures and do not name their unit or segment."))
  var allowUnlabelled = false

  func kinds(allowUnmatched: Bool) -> Set<Rejection.Kind> {
    var kinds: Set<Rejection.Kind> = []
    if allowUnmatched { kinds.insert(.miss) }
    if allowSums { kinds.insert(.sum) }
    if allowUnlabelled { kinds.insert(.unlabelled) }
    return kinds
  }
}
