import Diagnostics
import FileAccess
import Glibc

/// The files that make up one shapefile.
struct ShapefileParts: Sendable {
  /// The base name without folder and extension.
  let name: String
  let shp: SourceFile
  /// The index; nil where it is missing, as it can be made from the .shp.
  let shx: SourceFile?
  let dbf: SourceFile
  let prj: SourceFile?
  let cpg: SourceFile?

  /// Finds the parts of the shapefile at `path`, which may end in the extension of any of them or in none.
  ///
  /// - Throws: missing input, naming the part, if there is no .shp or .dbf.
  init(path: String) throws {
    var base = path
    let lower = path.lowercased()
    if ["shp", "shx", "dbf", "prj", "cpg"].contains(where: { lower.hasSuffix("." + $0) }) { base.removeLast(4) }
    guard let shp = Self.existingFile(base + ".shp") else { throw Diagnostic.noShapefile(path) }
    try self.init(name: base.split(separator: "/").last.map(String.init) ?? base, shp: SourceFile(path: shp)) { part in
      Self.existingFile("\(base).\(part)").map { SourceFile(path: $0) }
    }
  }

  /// - Parameter part: the file of an extension; nil where there is none.
  init(name: String, shp: SourceFile, part: (String) -> SourceFile?) throws {
    self.name = name
    self.shp = shp
    shx = part("shx")
    guard let dbf = part("dbf") else { throw Diagnostic.missingPart("dbf", of: shp.path) }
    self.dbf = dbf
    prj = part("prj")
    cpg = part("cpg")
  }

  var all: [SourceFile] { [shp, shx, dbf, prj, cpg].compactMap(\.self) }

  /// The file of that path, or else one beside it whose name differs by case alone; nil if there is neither.
  ///
  /// Where several differ by case alone, one whose base is spelt the same comes before the others, then the first
  /// in byte order.
  static func existingFile(_ path: String) -> String? {
    if isFile(path) { return path }
    let slash = path.lastIndex(of: "/")
    let folder = slash.map { String(path[...$0]) } ?? ""
    let wanted = slash.map { String(path[path.index(after: $0)...]) } ?? path
    guard let stream = opendir(folder.isEmpty ? "." : folder) else { return nil }
    defer { closedir(stream) }
    let key = wanted.lowercased()
    let stem = wanted.dropLast(4)
    var matches: [String] = []
    while let entry = readdir(stream) {
      // The entry ends with its name, before the array of the structure does: it must not be copied whole.
      let start = UnsafeRawPointer(entry) + MemoryLayout<dirent>.offset(of: \.d_name)!
      let name = String(cString: start.assumingMemoryBound(to: CChar.self))
      if name.lowercased() == key && isFile(folder + name) { matches.append(name) }
    }
    matches.sort { ($0.hasPrefix(stem) ? 0 : 1, $0) < ($1.hasPrefix(stem) ? 0 : 1, $1) }
    return matches.first.map { folder + $0 }
  }

  private static func isFile(_ path: String) -> Bool {
    var status = stat()
    return stat(path, &status) == 0 && status.st_mode & S_IFMT != S_IFDIR
  }

  /// The text of a small part (.prj, .cpg) without surrounding white space; nil where it is blank or absent.
  ///
  /// Decoded as UTF-8, and byte by byte as Latin-1 where it is not.
  static func text(of part: SourceFile?) throws -> String? {
    guard let part else { return nil }
    guard let file = FileWindow(part), let bytes = file.bytes(at: 0, count: file.size) else {
      throw Diagnostic.cannotRead(part.path)
    }
    var text = String(validating: bytes, as: UTF8.self) ?? String(bytes.map { Character(Unicode.Scalar($0)) })
    text = text.filter { $0 != "\u{FEFF}" && $0 != "\0" }
    let trimmed = text.drop(while: \.isWhitespace).reversed().drop(while: \.isWhitespace).reversed()
    return trimmed.isEmpty ? nil : String(trimmed)
  }
}
