import Archives
import Diagnostics
import TestSupport
import Testing

@Suite struct ZipTests {
  static let entries: [(name: String, bytes: [UInt8])] = [
    ("xl/workbook.xml", Array("<workbook/>".utf8)),
    ("kosong", []),
    ("peta/Kubar – désa.bin", (0..<200_000).map { UInt8(truncatingIfNeeded: $0 &* $0 >> 7) }),
  ]

  static func archive() throws -> [UInt8] {
    var writer = ZipWriter()
    for (name, bytes) in entries { writer.add(bytes, as: name) }
    return try writer.bytes()
  }

  @Test func whatIsWrittenIsRead() throws {
    let folder = TemporaryFolder()
    var writer = ZipWriter()
    for (index, entry) in Self.entries.enumerated() {
      writer.add(entry.bytes, as: entry.name, isCompressed: index < 2)
    }
    let bytes = try writer.bytes()
    folder.write(bytes, to: "a.zip")
    for reader in [try ZipReader(path: folder.path + "/a.zip"), try ZipReader(bytes, name: "a.zip")] {
      #expect(reader.entries.map(\.name) == Self.entries.map(\.name))
      #expect(reader.entries.map(\.size) == Self.entries.map(\.bytes.count))
      for (name, bytes) in Self.entries {
        let entry = try #require(reader.entry(named: name))
        #expect(try reader.contents(of: entry, limit: bytes.count) == bytes)
      }
      #expect(reader.entry(named: "XL/workbook.xml") == nil)
    }
  }

  @Test func sameEntriesGiveTheSameBytes() throws {
    let first = try Self.archive()
    #expect(try Self.archive() == first)
    // Local header: time (noon), then date (1 January 1980), then the names at their places.
    #expect(Array(first[0..<4]) == [0x50, 0x4B, 0x03, 0x04])
    #expect(Array(first[10..<14]) == [0x00, 0x60, 0x21, 0x00])
    #expect(Array(first[30..<45]) == Array("xl/workbook.xml".utf8))
  }

  @Test func anEntryLargerThanTheLimitIsRefused() throws {
    var writer = ZipWriter()
    writer.add([UInt8](repeating: 0, count: 5_000_000), as: "bom")
    let bytes = try writer.bytes()
    #expect(bytes.count < 50_000)
    let reader = try ZipReader(bytes, name: "bom.zip")
    let entry = try #require(reader.entries.first)
    expectFault(
      id: "bom.zip, bom: isinya lebih dari 4.999.999 bita setelah dibuka, lebih besar daripada yang diterima. "
        + "Periksa asal berkasnya.",
      en: "bom.zip, bom: it unpacks to more than 4,999,999 bytes, which is more than is taken. Check where the file "
        + "comes from."
    ) { try reader.contents(of: entry, limit: 4_999_999) }
    #expect(try reader.contents(of: entry, limit: 5_000_000).count == 5_000_000)
  }

  /// The archive says that the entry is small, and it is not.
  @Test func anEntryThatLiesAboutItsSizeIsRefused() throws {
    var writer = ZipWriter()
    writer.add([UInt8](repeating: 0, count: 5_000_000), as: "bom")
    var bytes = try writer.bytes()
    let real: [UInt8] = [0x40, 0x4B, 0x4C, 0x00]
    let places = (0..<bytes.count - 4).filter { Array(bytes[$0..<$0 + 4]) == real }
    #expect(places.count == 2)
    for place in places { bytes.replaceSubrange(place..<place + 4, with: [0x10, 0, 0, 0]) }
    let reader = try ZipReader(bytes, name: "bom.zip")
    let entry = try #require(reader.entries.first)
    #expect(entry.size == 16)
    var passedOn = 0
    #expect(throws: Diagnostic.self) {
      try reader.forEachBlock(of: entry, limit: 100_000) { passedOn += $0.count }
    }
    #expect(passedOn <= 100_000)
  }

  @Test func damageIsSaid() throws {
    let whole = try Self.archive()
    #expect(throws: Diagnostic.self) { try ZipReader(Array(whole.dropLast(30)), name: "a.zip") }
    #expect(throws: Diagnostic.self) { try ZipReader([], name: "a.zip") }
    expectFault(
      id: "a.zip: arsip zip rusak atau tidak lengkap (libzip: Not a zip archive). Salin atau unduh ulang berkasnya.",
      en:
        "a.zip: the zip archive is damaged or incomplete (libzip: Not a zip archive). Copy or download the file again."
    ) { try ZipReader(Array("bukan arsip".utf8), name: "a.zip") }

    var damaged = whole
    damaged[150] ^= 0x20
    let reader = try ZipReader(damaged, name: "a.zip")
    #expect(throws: Diagnostic.self) {
      for entry in reader.entries { _ = try reader.contents(of: entry, limit: 1 << 20) }
    }
  }

  /// No cut and no flipped byte may crash or give other contents than were written.
  @Test func anyFlippedByteIsFoundOrHarmless() throws {
    var writer = ZipWriter()
    let text = Array("6401,Paser\n6402,Kutai Kartanegara\n".utf8)
    writer.add(text, as: "t.csv")
    let whole = try writer.bytes()
    for place in whole.indices {
      for flip: UInt8 in [0x01, 0x80, 0xFF] {
        var bytes = whole
        bytes[place] ^= flip
        guard let reader = try? ZipReader(bytes, name: "t.zip"), let entry = reader.entries.first else { continue }
        if let contents = try? reader.contents(of: entry, limit: 1 << 16) {
          #expect(contents == text, "byte \(place)")
        }
      }
    }
  }

  @Test func twoEntriesOfOneNameAreRefused() throws {
    var writer = ZipWriter()
    writer.add("satu", as: "a.txt")
    writer.add("dua", as: "b.txt")
    var bytes = try writer.bytes()
    for place in bytes.indices.dropLast(5) where Array(bytes[place..<place + 5]) == Array("b.txt".utf8) {
      bytes[place] = UInt8(ascii: "a")
    }
    expectFault(
      id: "a.zip: arsip zip memuat “a.txt” dua kali, sehingga isinya tidak pasti. Simpan ulang berkasnya.",
      en: "a.zip: the zip archive holds “a.txt” twice, so its contents are uncertain. Save the file again."
    ) { try ZipReader(bytes, name: "a.zip") }
  }

  @Test func pathsThatCannotBeUsed() {
    expectFault(
      .missingInput, id: "/tidak/ada.zip: berkas tidak ada. Periksa nama dan foldernya.",
      en: "/tidak/ada.zip: there is no such file. Check its name and folder."
    ) { try ZipReader(path: "/tidak/ada.zip") }
  }
}
