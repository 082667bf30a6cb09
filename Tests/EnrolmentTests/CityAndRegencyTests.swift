import Areas
import Boundaries
import CoverageTestSupport
import Enrolment
import Testing

/// A city is never its regency.
@Suite struct CityAndRegencyTests {
  let workspace = Workspace()

  private func counts(_ fields: [Workspace.TextField], _ names: [String], header: String = "kabupaten") throws -> [Int?]
  {
    let rows = names.enumerated().map { "\($1);\($0 + 1);100" }.joined(separator: "\n")
    return try workspace.join(try workspace.layer("x", fields), "\(header);peserta;potensi\n\(rows)\n").enrolled[0]
  }

  private func reasons(_ fields: [Workspace.TextField], _ name: String) throws -> [String] {
    try workspace.join(try workspace.layer("x", fields), "kabupaten;peserta;potensi\n\(name);1;2\n").rejections.map(
      \.reason.rawValue)
  }

  private static let both: [Workspace.TextField] = [
    ("GID_1", ["a", "a"]), ("NAME_1", ["JawaBarat", "JawaBarat"]), ("GID_2", ["1", "2"]),
    ("NAME_2", ["Bandung", "KotaBandung"]), ("TYPE_2", ["Kabupaten", "Kota"]),
  ]

  @Test func theFieldOfTypesTells() throws {
    #expect(try counts(Self.both, ["Kota Bandung"]) == [nil, 1])
    #expect(try counts(Self.both, ["Kab. Bandung", "KOTA BANDUNG"]) == [1, 2])
    let alike: [Workspace.TextField] = Self.both.map { $0.name == "NAME_2" ? ("NAME_2", ["Bandung", "Bandung"]) : $0 }
    #expect(try counts(alike, ["Kota Bandung", "Kabupaten Bandung"]) == [2, 1])
    #expect(try reasons(alike, "Bandung") == ["ambiguous_name"])
  }

  /// With the regency alone on the map, the city's row finds nothing, whatever tells the kind, and so does a row that could
  /// be either.
  @Test(arguments: [
    [("kode", ["32.04", "32.11"]), ("nama", ["Bandung", "Sumedang"])],
    [("kabupaten", ["Kabupaten Bandung", "Sumedang"])], [("kabupaten", ["Bandung", "Sumedang"])],
  ])
  func theOtherIsNotOnTheMap(fields: [Workspace.TextField]) throws {
    #expect(try reasons(fields, "Kota Bandung") == ["unknown_name"])
    #expect(try counts(fields, ["Kab. Sumedang"]) == [nil, 1])
  }

  @Test func aNameThatOnlyOneHasNeedsNoWord() throws {
    #expect(
      try counts([("kabupaten", ["Kota Depok", "Kab. Cilacap", "Sukabumi"])], ["Depok", "Cilacap"]) == [1, 2, nil])
    #expect(try reasons([("kabupaten", ["Kota Bogor", "Cilacap"])], "Bogor") == ["unknown_name"])
  }

  /// The parents of a row likewise.
  @Test func parents() throws {
    let path = try workspace.layer(
      "x",
      [
        ("kecamatan", ["Andir", "Andir", "Pacet"]), ("kabupaten", ["Kota Bandung", "Bandung", "Bandung"]),
      ])
    let join = try workspace.join(
      path,
      "kecamatan;kabupaten;peserta;potensi\nAndir;Kabupaten Bandung;1;9\nAndir;Kota Bandung;2;9\nPacet;Kota Bandung;3;9\n"
    )
    #expect(join.enrolled[0] == [2, 1, nil])
    #expect(join.rejections.map(\.reason) == [.otherParent])
  }
}
