import Diagnostics
import Layers
import Shapefile
import TestSupport
import Testing
import TextEncodings

@Suite struct AttributeReadingTests {
  let folder = TemporaryFolder()

  private func column(_ type: Character, _ width: Int, _ decimals: Int = 0, _ values: [String]) throws -> (
    Field, Column
  ) {
    let bytes = ShapefileBytes(
      fields: [("F", type, width, decimals)], rows: values.map { [Array($0.utf8)] })
    let table = try ShapefileReader(path: bytes.write(to: folder)).attributes(threads: 2)
    return (table.fields[0], table.columns[0])
  }

  @Test func textLosesTrailingSpacesAndNULs() throws {
    let (field, values) = try column("C", 8, 0, ["ab", "  c d  ", "", "e\0xx", "\0", "*"])
    #expect(field == Field(name: "F", kind: .text, width: 8))
    #expect(values == .text(["ab", "  c d", nil, "e", nil, "*"]))
  }

  @Test func wholeNumbers() throws {
    let (field, values) = try column("N", 18, 0, ["1", "  -12", "+7", "", "****", "999999999999999999"])
    #expect(field.kind == .integer)
    #expect(values == .integer([1, -12, 7, nil, nil, 999_999_999_999_999_999]))
  }

  @Test func numbersThatDoNotFitIntegersAreReals() throws {
    let (field, values) = try column("N", 20, 0, ["99999999999999999999", "12", ""])
    #expect(field.kind == .real(decimals: 0))
    #expect(values == .real([1e20, 12, nil]))
  }

  @Test func decimalsInAWholeFieldMakeItReal() throws {
    let (field, values) = try column("N", 6, 0, ["1", "", "2.5", "1e3", "4"])
    #expect(field.kind == .real(decimals: 4))
    #expect(values == .real([1, nil, 2.5, 1000, 4]))
    // In a later chunk than the first, too.
    let many = [String](repeating: "1", count: 9000) + ["0.5"]
    #expect(try column("N", 6, 0, many).1 == .real([Double?](repeating: 1, count: 9000) + [0.5]))
  }

  @Test func realNumbers() throws {
    let (field, values) = try column(
      "N", 12, 3, ["1.5", " -2.250", ".5", "3.", "1e2", "", "***", "nan", "-1.#IND", "0"])
    #expect(field.kind == .real(decimals: 3))
    #expect(values == .real([1.5, -2.25, 0.5, 3, 100, nil, nil, nil, nil, 0]))
    #expect(try column("F", 12, 3, ["1.5", ""]).1 == .real([1.5, nil]))
  }

  @Test func datesAndLogicalValues() throws {
    #expect(try column("D", 8, 0, ["20250701", "", "00000000"]).1 == .date(["2025-07-01", nil, nil]))
    #expect(
      try column("L", 1, 0, ["T", "t", "Y", "y", "F", "f", "N", "n", "?", ""]).1
        == .logical([true, true, true, true, false, false, false, false, nil, nil]))
  }

  @Test(
    arguments: [
      ("N", 8, 0, "dua", "bilangan", "number"), ("N", 8, 2, "1,5", "bilangan", "number"),
      ("N", 8, 0, "12 3", "bilangan", "number"), ("D", 8, 0, "20251301", "tanggal (TTTTBBHH)", "date (YYYYMMDD)"),
      ("D", 8, 0, "1 Juli", "tanggal (TTTTBBHH)", "date (YYYYMMDD)"),
      ("L", 1, 0, "x", "nilai logis (T atau F)", "logical value (T or F)"),
    ] as [(Character, Int, Int, String, String, String)])
  func valuesThatAreNotWhatTheirFieldSays(
    type: Character, width: Int, decimals: Int, value: String, indonesian: String, english: String
  ) {
    let error = #expect(throws: Diagnostic.self) { try column(type, width, decimals, ["", value]) }
    let dbf = folder.path + "/a.dbf"
    #expect(error?.kind == .badInput)
    #expect(
      error?.message.indonesian
        == "\(dbf), rekaman 2, kolom F: “\(value)” bukan \(indonesian). Perbaiki nilainya.")
    #expect(
      error?.message.english == "\(dbf), record 2, field F: “\(value)” is not a \(english). Correct the value.")
  }

  @Test func fieldsKeepTheirCaseAndMayRepeat() throws {
    let bytes = ShapefileBytes(
      fields: [("Nama", "C", 4, 0), ("NAMA", "C", 4, 0), ("nama", "N", 4, 0), ("Nama", "C", 4, 0)],
      rows: [["a", "b", "3", "d"].map { Array($0.utf8) }])
    let reader = try ShapefileReader(path: bytes.write(to: folder))
    #expect(reader.fields.map(\.name) == ["Nama", "NAMA", "nama", "Nama"])
    let table = try reader.attributes([3, 2, 0])
    #expect(table.fields.map(\.name) == ["Nama", "nama", "Nama"])
    #expect(table.columns == [.text(["d"]), .integer([3]), .text(["a"])])
    #expect(try reader.attributes([]).rowCount == 1)
  }

  @Test func binaryFieldsAreRefusedOnlyWhereAskedFor() throws {
    let bytes = ShapefileBytes(
      fields: [("A", "C", 4, 0), ("B", "I", 4, 0)], rows: [[Array("a".utf8), [1, 0, 0, 0]]])
    let reader = try ShapefileReader(path: bytes.write(to: folder))
    #expect(try reader.attributes([0]).columns == [.text(["a"])])
    let error = #expect(throws: Diagnostic.self) { try reader.attributes() }
    #expect(
      error?.message.english
        == "\(folder.path)/a.dbf, field B: binary types of field are not supported. Export the layer again without it, "
        + "or as a number or text.")
  }

  // MARK: Encodings

  private func encoded(_ value: [UInt8], driver: UInt8 = 0, cpg: String? = nil) -> String {
    var bytes = ShapefileBytes(fields: [("NAMA", "C", 10, 0)], rows: [[Array("abc".utf8)], [value]])
    bytes.languageDriver = driver
    if let cpg { folder.write(cpg, to: "a.cpg") }
    return bytes.write(to: folder)
  }

  @Test(
    arguments: [
      ([0x4B, 0xE9], 0x57, nil, nil, "Ké", "CP1252", EncodingSource.languageDriver),
      ([0x4B, 0x82], 0x01, nil, nil, "Ké", "CP437", .languageDriver),
      ([0x4B, 0x82], 0x02, nil, nil, "Ké", "CP850", .languageDriver),
      ([0x4B, 0xC3, 0xA9], 0x57, nil, nil, "Ké", "UTF-8", .text),
      ([0x4B, 0xC3, 0xA9], 0, "ISO-8859-1", nil, "Ké", "UTF-8", .text),
      ([0x4B, 0xC3, 0xA9], 0x57, "CP1252", "CP1252", "KÃ©", "CP1252", .option),
      ([0x4B, 0xE9], 0x03, nil, nil, "Ké", "CP1252", .languageDriver),
      ([0x4B, 0xC3, 0xA9], 0x57, "UTF-8", nil, "Ké", "UTF-8", .cpg),
      ([0x4B, 0xE9], 0x01, "1252\r\n", nil, "Ké", "CP1252", .cpg),
      ([0x4B, 0xE9], 0x01, "  \n", nil, "KΘ", "CP437", .languageDriver),
      ([0x4B, 0xE9], 0x01, "UTF-8", "latin1", "Ké", "ISO-8859-1", .option),
      ([0x4B, 0xC3, 0xA9], 0, nil, nil, "Ké", "UTF-8", .assumed),
      ([0x4B, 0xE9], 0, nil, nil, "Ké", "CP1252", .assumed),
      ([0x4B], 0, nil, nil, "K", "UTF-8", .assumed),
    ] as [([UInt8], UInt8, String?, String?, String, String, EncodingSource)])
  func encodings(
    value: [UInt8], driver: UInt8, cpg: String?, option: String?, text: String, name: String, source: EncodingSource
  ) throws {
    let reader = try ShapefileReader(path: encoded(value, driver: driver, cpg: cpg), encoding: option)
    #expect(reader.encoding.name == name)
    #expect(reader.encodingSource == source)
    #expect(try reader.attributes().columns == [.text(["abc", text])])
  }

  @Test func textThatIsNotInTheEncoding() throws {
    let reader = try ShapefileReader(path: encoded([0x4B, 0xE9, 0x20, 0x41], cpg: "UTF-8"))
    let error = #expect(throws: Diagnostic.self) { try reader.attributes() }
    let dbf = folder.path + "/a.dbf"
    #expect(error?.kind == .badInput)
    #expect(
      error?.message.indonesian
        == "\(dbf), rekaman 2, kolom NAMA: teks “K\\xE9 A” tidak dapat dibaca sebagai UTF-8. Sebutkan pengodean yang "
        + "benar, misalnya CP1252.")
    #expect(
      error?.message.english
        == "\(dbf), record 2, field NAMA: the text “K\\xE9 A” is not valid UTF-8. State the right encoding, "
        + "for example CP1252.")
  }
}
