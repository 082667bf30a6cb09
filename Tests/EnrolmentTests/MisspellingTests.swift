import CoverageTestSupport
import TestSupport
import Testing

@testable import Areas
@testable import Enrolment

/// Every pair of kecamatan names that a fuzzy matcher confuses, each misspelt by one letter in every way.
@Suite struct MisspellingTests {
  struct Case {
    let code: String
    let name: String
    let misspelt: String
  }

  /// One deletion, substitution, insertion or transposition at every letter, where what comes out is nobody's name.
  static func cases() throws -> [Case] {
    let bytes = try #require(Files.read(SharedData.path("facts/kaltim_confusable_pairs.csv")))
    let lines = String(decoding: bytes, as: UTF8.self).split(whereSeparator: \.isNewline).dropFirst()
    #expect(lines.count == 92)
    var names: [String: String] = [:]
    for line in lines {
      let cells = line.split(separator: ",")
      names[String(cells[0])] = String(cells[1])
      names[String(cells[2])] = String(cells[3])
    }
    let exact = Set(
      kaltimAreas(.district).flatMap { [$0.name] + $0.aliases }.map { AreaName($0, level: .district).base })
    var cases: [Case] = []
    for (code, name) in names.sorted(by: { $0.key < $1.key }) {
      let letters = Array(name)
      var misspelt: Set<String> = []
      for place in letters.indices {
        var deleted = letters
        deleted.remove(at: place)
        var substituted = letters
        substituted[place] = "x"
        var inserted = letters
        inserted.insert("x", at: place)
        var transposed = letters
        if place + 1 < letters.count { transposed.swapAt(place, place + 1) }
        for text in [deleted, substituted, inserted, transposed] { misspelt.insert(String(text)) }
      }
      misspelt.insert(name + "x")
      for text in misspelt.sorted() where !exact.contains(AreaName(text, level: .district).base) {
        cases.append(Case(code: code, name: name, misspelt: text))
      }
    }
    return cases
  }

  @Test(.enabled(if: SharedData.isAvailable, "\(SharedData.reason)"), arguments: [false, true])
  func misspeltNamesAreRejectedWithTheTrueOneAmongTheCandidates(_ withParent: Bool) throws {
    let workspace = Workspace()
    let layer = try workspace.kaltim(.district, .dotted)
    let cases = try Self.cases()
    #expect(cases.count > 2_500)
    let rows = cases.map { one in
      let parent = AreaRegistry.shipped.area(one.code.prefix(5).filter { $0 != "." }, in: .kemendagri)!.name
      return withParent ? "\(parent);\(one.misspelt);1;2\n" : "\(one.misspelt);1;2\n"
    }
    let join = try workspace.join(
      layer, (withParent ? "kabupaten;" : "") + "kecamatan;peserta;potensi\n" + rows.joined())
    #expect(join.ledgers[0].used.rows == 0)
    #expect(join.rejections.count == cases.count)
    var first = 0
    for (row, one) in zip(join.rejections, cases) {
      #expect(row.reason == .unknownName, "\(one.misspelt)")
      #expect(
        row.candidates.contains { $0.hasPrefix("\(one.code) \(one.name) ") }, "\(one.misspelt): \(row.candidates)")
      if row.candidates.first?.hasPrefix("\(one.code) ") == true { first += 1 }
    }
    // Some are as near to the other of the pair; the rest must lead the list.
    #expect(Double(first) > 0.97 * Double(cases.count), "\(first) of \(cases.count)")
  }
}
