import Glibc
import Testing

@testable import Diagnostics

@Suite struct DiagnosticTests {
  @Test func aFaultHasAnIdentityBesideItsText() {
    let fault = Diagnostic(
      .badInput, "table.column.missing", ["column": "peserta"], id: "Kolom “peserta” tidak ada.",
      en: "There is no column “peserta”.")
    #expect(fault.kind.rawValue == 65)
    #expect(fault.code == "table.column.missing")
    #expect(fault.arguments == ["column": "peserta"])
    #expect("\(fault)" == "There is no column “peserta”.")
    #expect(fault.notice[.indonesian] == "Kolom “peserta” tidak ada.")
    // What it is about tells two faults of one code apart, whatever their sentences.
    #expect(fault != Diagnostic(.badInput, "table.column.missing", ["column": "potensi"], fault.message))
  }

  /// No English in an Indonesian sentence: each reason is of our own words, or a number.
  @Test func whatTheSystemSaysIsTranslated() {
    for code in 1...133 as ClosedRange<Int32> {
      let reason = Message.systemError(code)
      #expect(reason.english == String(cString: strerror(code)))
      #expect(reason.indonesian != reason.english)
      #expect(!reason.indonesian.isEmpty)
    }
    #expect(Message.systemError(ENOSPC).indonesian == "ruang penyimpanan penuh")
    #expect(Message.systemError(ENOTDIR).english == "Not a directory")
    #expect(Message.systemError(EDOM).indonesian == "galat sistem 33")
    #expect(Message.systemError(9999).indonesian == "galat sistem 9999")
    let common = [
      EPERM, ENOENT, EIO, EACCES, EEXIST, ENOTDIR, EISDIR, EINVAL, ENFILE, EMFILE, EFBIG, ENOSPC, EROFS, ENAMETOOLONG,
      EDQUOT, ENOMEM, EBUSY, EXDEV, ELOOP,
    ]
    for code in common { #expect(!Message.systemError(code).indonesian.hasPrefix("galat sistem")) }
  }

  @Test func faultsOfFilesSayWhyInBothLanguages() {
    let fault = Diagnostic.writingFailed("keluar.csv", error: EIO)
    #expect(fault.kind == .inputOutput)
    #expect(fault.code == "output.failed")
    #expect(
      fault.message.indonesian
        == "Penulisan keluar.csv gagal di tengah jalan: galat baca-tulis pada media penyimpanan.")
    #expect(fault.message.english == "Writing keluar.csv failed: Input/output error.")
    // Want of space is trouble of storage, whatever the call was that met it first.
    #expect(Diagnostic.cannotWrite("keluar.csv", error: ENOSPC) == .writingFailed("keluar.csv", error: ENOSPC))
    #expect(Diagnostic.cannotWrite("keluar.csv", error: EACCES).kind == .cannotCreate)
  }
}
