import Foundation
import Testing

/// Whoever depends on a product can import every module that its public types name, and every module that is documented.
@Suite struct ProductTests {
  private static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()

  private static func text(_ path: String) throws -> String {
    try String(contentsOf: root.appendingPathComponent(path), encoding: .utf8)
  }

  /// The first group of each match.
  private static func matches(_ pattern: String, in text: String) throws -> [String] {
    try NSRegularExpression(pattern: pattern, options: .anchorsMatchLines)
      .matches(in: text, range: NSRange(text.startIndex..., in: text)).compactMap { match in
        Range(match.range(at: 1), in: text).map { String(text[$0]) }
      }
  }

  /// By module, those that its public signatures need: the compiler takes no `public import` that is not used.
  private static func publicImports() throws -> [String: Set<String>] {
    var imports: [String: Set<String>] = [:]
    let sources = root.appendingPathComponent("Sources").path
    for case let file as String in try #require(FileManager.default.enumerator(atPath: sources))
    where file.hasSuffix(".swift") {
      let module = String(file.prefix { $0 != "/" })
      imports[module, default: []].formUnion(
        try matches(#"^public import (?:\w+ )?(\w+)$"#, in: text("Sources/\(file)")))
    }
    return imports
  }

  /// Targets by product, of the libraries.
  private static func products() throws -> [String: Set<String>] {
    let manifest = try text("Package.swift")
    var products: [String: Set<String>] = [:]
    for library in try matches(#"(\.library\(\s*name: "\w+",\s*targets: \[[^\]]*\])"#, in: manifest) {
      let names = try matches(#""(\w+)""#, in: library)
      products[names[0]] = Set(names.dropFirst())
    }
    return products
  }

  @Test func productsHaveTheModulesThatTheirPublicTypesName() throws {
    let imports = try Self.publicImports()
    let products = try Self.products()
    #expect(products.count >= 10 && imports.count >= 25)
    for (product, targets) in products.sorted(by: { $0.key < $1.key }) {
      let missing = targets.reduce(into: Set<String>()) { $0.formUnion(imports[$1] ?? []) }.subtracting(targets)
      #expect(missing.isEmpty, "\(product) lacks \(missing.sorted().joined(separator: ", "))")
    }
  }

  @Test func everyDocumentedModuleIsInAProduct() throws {
    let sources = Self.root.appendingPathComponent("Sources").path
    let documented = Set(
      try FileManager.default.contentsOfDirectory(atPath: sources).filter {
        FileManager.default.fileExists(atPath: "\(sources)/\($0)/\($0).docc/\($0).md")
      })
    let inProducts = try Self.products().values.reduce(into: Set<String>()) { $0.formUnion($1) }
    #expect(documented.count >= 20)
    #expect(documented.subtracting(inProducts).isEmpty)
    // Two files list what the documentation is built of.
    let script = try Set(
      Self.matches(#"(?s)targets=\(([^)]*)\)"#, in: Self.text("scripts/documentation"))[0]
        .split(whereSeparator: \.isWhitespace).map(String.init))
    let index = try Set(Self.matches(#"^ {8}- (\w+)$"#, in: Self.text(".spi.yml")))
    #expect(script == index)
    #expect(documented.isSubset(of: script))
  }
}
