internal import Diagnostics
internal import Glibc

/// Where a command writes single files, found free and writable before the work begins.
package struct OutputFiles {
  /// What the user handed in. It is never replaced, not even where files may be.
  private let inputs: [String]

  /// - Parameters:
  ///   - tables: files that are read.
  ///   - layers: shapefiles that are read, with or without extension; all files of the name count.
  package init(tables: [String], layers: [String]) {
    inputs =
      tables
      + layers.flatMap { path in
        let stem = path.lowercased().hasSuffix(".shp") ? String(path.dropLast(4)) : path
        return [path] + ["shp", "shx", "dbf", "prj", "cpg"].map { "\(stem).\($0)" }
      }
  }

  /// - Parameters:
  ///   - outputs: with the options that name them.
  ///   - rejected: where rejected rows go, which may be there already.
  ///   - replacing: whether outputs may be there already.
  /// - Throws: `Diagnostic` (usage) where an output is an input or another output; (cannotCreate) where it is a folder, is
  ///   there and may not be replaced, or lies in a folder that cannot be written.
  package func check(_ outputs: [(option: String, path: String)], rejected: String? = nil, replacing: Bool) throws {
    let all = outputs + (rejected.map { [("--rejected", $0)] } ?? [])
    for (index, output) in all.enumerated() {
      let path = output.path
      if all[..<index].contains(where: { Self.isSameFile($0.path, path) }) {
        throw Diagnostic.outputsAreOneFile(path, option: output.option)
      }
      if inputs.contains(where: { Self.isSameFile($0, path) }) { throw Diagnostic.outputIsInput(path) }
      var status = stat()
      if stat(path, &status) == 0 {
        if status.st_mode & S_IFMT == S_IFDIR { throw Diagnostic.outputIsFolder(path) }
        if !replacing && index < outputs.count { throw Diagnostic.outputFileExists(path) }
      }
      if access(OutputFolder.parent(of: path), W_OK | X_OK) != 0 {
        throw Diagnostic.cannotWrite(path, reason: OutputFolder.reason())
      }
    }
  }

  private static func isSameFile(_ left: String, _ right: String) -> Bool {
    var (first, second) = (stat(), stat())
    guard stat(left, &first) == 0, stat(right, &second) == 0 else { return left == right }
    return first.st_dev == second.st_dev && first.st_ino == second.st_ino
  }
}

extension Diagnostic {
  static func outputFileExists(_ path: String) -> Diagnostic {
    Diagnostic(
      .cannotCreate,
      id: "\(path) sudah ada dan tidak ditimpa. Pilih nama lain, atau pakai --force untuk menggantinya.",
      en: "\(path) is already there and was not overwritten. Choose another name, or use --force to replace it.")
  }

  static func outputIsInput(_ path: String) -> Diagnostic {
    Diagnostic(
      .usage, id: "\(path) adalah masukan dan tidak akan ditimpa. Pilih nama lain untuk keluaran.",
      en: "\(path) is an input and will not be overwritten. Choose another name for the output.")
  }

  fileprivate static func outputsAreOneFile(_ path: String, option: String) -> Diagnostic {
    Diagnostic(
      .usage, id: "\(path) disebut untuk dua keluaran, salah satunya \(option). Beri keduanya nama yang berbeda.",
      en: "\(path) is named for two outputs, one of them \(option). Give them different names.")
  }

  fileprivate static func outputIsFolder(_ path: String) -> Diagnostic {
    Diagnostic(
      .cannotCreate, id: "\(path) adalah folder. Sebutkan nama berkas, misalnya \(path)/counts.csv.",
      en: "\(path) is a folder. Name a file, for example \(path)/counts.csv.")
  }
}
