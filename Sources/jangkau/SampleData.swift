import Coverage
import Diagnostics
import Glibc

/// The shapes and tables that ship with the project.
struct SampleData {
  let boundaries: String
  let enrolment: String
  let points: String

  /// Looks beside the program and in the folders above it (a build in a checkout), then in `share/jangkau` of an
  /// installation, then below the current folder; `JANGKAU_SHAPES` names the folder itself.
  static func find() throws -> SampleData {
    var folders: [String] = []
    if let named = getenv("JANGKAU_SHAPES") { folders.append(String(cString: named)) }
    if let program = realpath("/proc/self/exe", nil) {
      var parts = String(cString: program).split(separator: "/").dropLast()
      free(program)
      while !parts.isEmpty {
        let folder = "/" + parts.joined(separator: "/")
        folders += ["\(folder)/shapes", "\(folder)/share/jangkau/shapes"]
        parts = parts.dropLast()
      }
    }
    folders.append("shapes")
    for folder in folders where access("\(folder)/kaltim_kecamatan.shp", R_OK) == 0 {
      return SampleData(
        boundaries: "\(folder)/kaltim_kecamatan.shp", enrolment: "\(folder)/kepesertaan_ilustrasi.csv",
        points: "\(folder)/titik_layanan.csv")
    }
    throw Diagnostic(
      .missingInput, "sample.missing",
      id: "Data contoh (folder shapes) tidak ditemukan di dekat program. Sebutkan foldernya dengan variabel lingkungan "
        + "JANGKAU_SHAPES.",
      en: "The sample (the folder shapes) was not found near the program. Name the folder in the environment variable "
        + "JANGKAU_SHAPES.")
  }
}
