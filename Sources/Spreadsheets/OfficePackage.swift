internal import Archives
internal import Diagnostics

/// A zip archive of parts that refer to each other (ECMA-376 part 2).
struct OfficePackage {
  /// What one part is to another, and where it is.
  struct Relationship {
    let id: String
    /// The last word of its type: `worksheet`, `styles`.
    let kind: String
    /// The part's path within the archive.
    let target: String
  }

  let name: String
  private let archive: ZipReader
  /// By path in lower case, because parts are named without regard to case.
  private let entries: [String: ZipReader.Entry]

  init(_ bytes: [UInt8], name: String) throws {
    self.name = name
    archive = try ZipReader(bytes, name: name)
    entries = Dictionary(archive.entries.map { (Self.key($0.name), $0) }, uniquingKeysWith: { first, _ in first })
  }

  private static func key(_ path: String) -> String {
    // Some programs write Windows' separator.
    path.lowercased().split(omittingEmptySubsequences: true) { $0 == "/" || $0 == "\\" }.joined(separator: "/")
  }

  func hasPart(_ path: String) -> Bool { entries[Self.key(path)] != nil }

  /// The paths of all parts, in lower case.
  var names: [String] { entries.keys.sorted() }

  /// Whether a part lies in a folder.
  func hasParts(in folder: String) -> Bool { entries.keys.contains { $0.hasPrefix(folder + "/") } }

  /// The first bytes of a part as text; nil where there is no such part.
  func text(_ path: String, limit: Int) throws -> String? {
    try entries[Self.key(path)].map { String(decoding: try archive.contents(of: $0, limit: limit), as: UTF8.self) }
  }

  /// Passes the events of a part on; nothing where there is no such part.
  /// - Parameters:
  ///   - limit: how much it may unpack to.
  ///   - namespaces: whose elements are named to the handler.
  /// - Throws: `Diagnostic` where the part is too large, damaged or no XML; what the handler throws.
  func scan(
    _ path: String, _ handler: any XMLHandler, limit: Int = SheetLimits.smallPart,
    namespaces: [String] = XMLScanner.officeOpen
  ) throws {
    guard let entry = entries[Self.key(path)] else { throw Diagnostic.missingPart(name, part: path) }
    let scanner = XMLScanner(handler, namespaces: namespaces)
    do {
      try archive.forEachBlock(of: entry, limit: limit) { try scanner.feed($0) }
      try scanner.feed(UnsafeRawBufferPointer(start: nil, count: 0), isLast: true)
    } catch let fault as XMLFault {
      throw Diagnostic.brokenPart(name, part: path, line: fault.line, reason: fault.reason)
    }
  }

  /// What a part refers to; the package itself for an empty path.
  func relationships(of path: String) throws -> [Relationship] {
    let folder = path.split(separator: "/").dropLast().joined(separator: "/")
    let file = path.split(separator: "/").last.map(String.init) ?? ""
    let rels = (folder.isEmpty ? "" : folder + "/") + "_rels/\(file).rels"
    guard hasPart(rels) else { return [] }
    var found: [Relationship] = []
    try scan(
      rels,
      XMLElements { name, attributes in
        guard name == "Relationship", attributes["TargetMode"] != "External", let id = attributes["Id"],
          let type = attributes["Type"], let target = attributes["Target"]
        else { return }
        found.append(
          Relationship(
            id: id, kind: type.split(separator: "/").last.map(String.init) ?? "",
            target: Self.resolve(target, in: folder)))
      })
    return found
  }

  /// A path relative to a folder, or from the root where it starts with a slash.
  private static func resolve(_ target: String, in folder: String) -> String {
    var parts: [Substring] = target.hasPrefix("/") ? [] : folder.split(separator: "/")
    for part in target.split(separator: "/") {
      if part == ".." { _ = parts.popLast() } else if part != "." { parts.append(part) }
    }
    return parts.joined(separator: "/")
  }
}
