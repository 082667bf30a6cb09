import CoverageTestSupport
import Testing

@testable import Coverage

/// The level above: what its units add up to, and in a publication all of them or nothing.
@Suite struct ParentFiguresTests {
  private let desk = Workspace()

  private func analysis(
    _ parents: [String?], _ text: String, _ configure: (inout RunOptions) -> Void = { _ in }
  ) throws -> Analysis {
    let codes = parents.indices.map { "A\($0)" }
    let path = try desk.layer("peta", [("kode", codes), ("nama", codes), ("induk", parents)])
    return try desk.analysis(path, text) { options in
      options.layer.parentField = "induk"
      configure(&options)
    }
  }

  @Test func sumsAreOfUnitsWithFigures() throws {
    let analysis = try analysis(
      ["Utara", "Selatan", "Utara", nil, "Timur"],
      "kode;segmen;peserta;potensi\nA0;PU;50;100\nA0;BPU;30;20\nA1;PU;1;1000\nA1;BPU;0;10\nA2;PU;7;10\nA2;BPU;10;10\n"
        + "A3;PU;1;2\nA3;BPU;1;2\n")
    let parents = analysis.parents
    #expect(parents.parents.map(\.name) == ["Utara", "Selatan", "Timur"])
    #expect(parents.ofUnit == [0, 1, 0, nil, 2])
    #expect(parents.parents.map(\.units) == [[0, 2], [1], [4]])
    #expect(parents.parents.map(\.unitsWithData) == [2, 1, 0])
    // The surplus of a segment hides no gap: 50 + 20 + 7 + 10 of 140.
    #expect(parents.parents.map { $0.counts?.covered } == [87, 1, nil])
    #expect(parents.parents.map { $0.counts?.eligible } == [140, 1010, nil])
    #expect(parents.parents[0].segments.map { $0?.uncovered } == [53, 0])
    #expect(parents.ranked == [1, 0, 2])
  }

  @Test func aLayerWithoutParentsHasNone() throws {
    let analysis = try analysis([nil, nil], "kode;peserta;potensi\nA0;5;10\nA1;6;10\n")
    #expect(analysis.parents.parents.isEmpty)
    #expect(analysis.parents.ofUnit == [nil, nil])
  }

  /// What is withheld of units stands in their parent's sums; a parent that cannot protect them by itself has no sums.
  @Test func aPublicationHasWholeSumsOrNone() throws {
    let rows = (0..<8).map { "A\($0);\($0 == 0 ? 2 : 40 + $0);100" } + ["A8;3;100", "A9;50;100"]
    let parents: [String?] = Array(repeating: "Besar", count: 8) + ["Kecil", "Sedang"]
    let text = "kode;peserta;potensi\n" + rows.joined(separator: "\n") + "\n"
    let open = try analysis(parents, text)
    let published = try analysis(parents, text) { $0.isPublication = true }
    #expect(published.figures.units.contains { $0 == nil })
    let withheld = published.parents.parents.filter(\.isWithheld)
    #expect(Set(withheld.map(\.name)) == Set(published.disclosure.sharedParents))
    #expect(withheld.contains { $0.name == "Kecil" })
    for (one, other) in zip(open.parents.parents, published.parents.parents) {
      #expect(other.counts == (other.isWithheld ? nil : one.counts))
      #expect(other.unitsWithData == one.unitsWithData)
    }
    #expect(published.parents.parents.contains { $0.counts != nil })
  }
}
