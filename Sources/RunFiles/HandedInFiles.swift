internal import Diagnostics
internal import Glibc

/// What the user handed in: no output takes the place of any of it, not even where outputs may be replaced.
package struct HandedInFiles: Sendable {
  private let identities: Set<FileIdentity>

  /// - Parameter paths: of tables and layers, as they were given; nil and `-` (standard input) are none. All parts of a
  ///   shapefile count, and what lies beside an open GeoPackage.
  package init(_ paths: [String?]) {
    identities = Set(paths.compactMap { $0 }.filter { $0 != "-" }.flatMap(Self.parts).map(FileIdentity.init))
  }

  /// Extensions of what belongs to a shapefile.
  private static let shapefileParts: Set = ["shp", "shx", "dbf", "prj", "cpg", "qpj", "qix", "sbn", "sbx", "shp.xml"]

  private static func parts(of path: String) -> [String] {
    let packageParts = ["-wal", "-shm", "-journal"].map { path + $0 }
    let lower = path.lowercased()
    let isPart = ["shp", "shx", "dbf", "prj", "cpg"].contains { lower.hasSuffix("." + $0) }
    // A shapefile may be named without extension.
    if !isPart && access(path, F_OK) == 0 { return [path] + packageParts }
    let folder = FilePath.folder(of: path)
    let stem = FilePath.name(of: isPart ? String(path.dropLast(4)) : path).lowercased()
    let parts = (FilePath.names(in: folder) ?? []).filter { name in
      let name = name.lowercased()
      return name.hasPrefix(stem + ".") && shapefileParts.contains(String(name.dropFirst(stem.count + 1)))
    }
    return [path] + packageParts + parts.map { "\(folder)/\($0)" }
  }

  func contains(_ path: String) -> Bool { identities.contains(FileIdentity(path)) }

  /// - Parameter folder: where a run writes all that `OutputFolder` names, and removes what it does not make.
  /// - Throws: `Diagnostic` (usage) where one of these is a file that was handed in.
  package func spare(inFolder folder: String) throws {
    let folder = FilePath.withoutSlash(folder)
    for name in OutputFolder.names where contains("\(folder)/\(name)") {
      throw Diagnostic.outputFolderHoldsInput("\(folder)/\(name)", folder: folder)
    }
  }
}

extension Diagnostic {
  static func outputIsInput(_ path: String) -> Diagnostic {
    Diagnostic(
      .usage, "output.is.input", ["file": path],
      id: "\(path) adalah masukan dan tidak akan ditimpa. Pilih nama lain untuk keluaran.",
      en: "\(path) is an input and will not be overwritten. Choose another name for the output.")
  }

  fileprivate static func outputFolderHoldsInput(_ path: String, folder: String) -> Diagnostic {
    Diagnostic(
      .usage, "output.folder.input", ["file": path, "folder": folder],
      id:
        "\(path) adalah masukan, tetapi nama itu dipakai keluaran di folder \(folder), sehingga berkas Anda akan ditimpa "
        + "atau dihapus. Pindahkan berkas itu, ganti namanya, atau pilih folder lain untuk keluaran.",
      en:
        "\(path) is an input, but its name is that of an output in the folder \(folder), which would replace or remove "
        + "your file. Move it, give it another name, or choose another folder for the outputs.")
  }
}
