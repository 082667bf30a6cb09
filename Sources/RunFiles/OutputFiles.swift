internal import Diagnostics
internal import Glibc

/// Where a command writes single files, found free and writable before the work begins.
package struct OutputFiles {
  private let inputs: HandedInFiles

  /// - Parameter inputs: what is never replaced.
  package init(sparing inputs: HandedInFiles) { self.inputs = inputs }

  /// - Parameters:
  ///   - outputs: with the options that name them.
  ///   - rejected: where rejected rows go, which may be there already.
  ///   - folder: where further outputs go.
  ///   - replacing: whether outputs may be there already.
  /// - Throws: `Diagnostic` (usage) where an output is an input or another output; (cannotCreate) where it is a folder or
  ///   no regular file, is there and may not be replaced, or lies in a folder that cannot be written.
  package func check(
    _ outputs: [(option: String, path: String)], rejected: String? = nil, folder: String? = nil, replacing: Bool
  ) throws {
    var taken: Set<FileIdentity> = []
    if let folder {
      try inputs.spare(inFolder: folder)
      let folder = FilePath.withoutSlash(folder)
      taken.formUnion(OutputFolder.names.map { FileIdentity("\(folder)/\($0)") })
    }
    let all = outputs + (rejected.map { [("--rejected", $0)] } ?? [])
    for (index, output) in all.enumerated() {
      let path = output.path
      if !taken.insert(FileIdentity(path)).inserted {
        throw Diagnostic.outputsAreOneFile(path, option: output.option)
      }
      if inputs.contains(path) { throw Diagnostic.outputIsInput(path) }
      var status = stat()
      if stat(path, &status) == 0 {
        if status.st_mode & S_IFMT == S_IFDIR { throw Diagnostic.outputIsFolder(path) }
        if status.st_mode & S_IFMT != S_IFREG { throw Diagnostic.outputIsNoFile(path) }
        if !replacing && index < outputs.count { throw Diagnostic.outputFileExists(path) }
      } else if lstat(path, &status) == 0, !replacing, index < outputs.count {
        // A link to what is not there is somebody's all the same.
        throw Diagnostic.outputFileExists(path)
      }
      // With the dot, a file that is named as a folder is told as one.
      if access("\(FilePath.folder(of: path))/.", W_OK | X_OK) != 0 { throw Diagnostic.cannotWrite(path, error: errno) }
    }
  }
}

extension Diagnostic {
  fileprivate static func outputFileExists(_ path: String) -> Diagnostic {
    Diagnostic(
      .cannotCreate, "output.exists", ["file": path],
      id: "\(path) sudah ada dan tidak ditimpa. Pilih nama lain, atau pakai --force untuk menggantinya.",
      en: "\(path) is already there and was not overwritten. Choose another name, or use --force to replace it.")
  }

  fileprivate static func outputsAreOneFile(_ path: String, option: String) -> Diagnostic {
    Diagnostic(
      .usage, "output.doubled", ["file": path, "option": option],
      id: "\(path) disebut untuk dua keluaran, salah satunya \(option). Beri keduanya nama yang berbeda.",
      en: "\(path) is named for two outputs, one of them \(option). Give them different names.")
  }

  fileprivate static func outputIsFolder(_ path: String) -> Diagnostic {
    Diagnostic(
      .cannotCreate, "output.folder", ["file": path],
      id: "\(path) adalah folder. Sebutkan nama berkas, misalnya \(path)/counts.csv.",
      en: "\(path) is a folder. Name a file, for example \(path)/counts.csv.")
  }

  fileprivate static func outputIsNoFile(_ path: String) -> Diagnostic {
    Diagnostic(
      .cannotCreate, "output.irregular", ["file": path],
      id: "\(path) bukan berkas biasa (perangkat atau pipa) dan tidak dapat diganti. Sebutkan nama berkas.",
      en: "\(path) is no regular file (a device or a pipe) and cannot be replaced. Name a file.")
  }
}
