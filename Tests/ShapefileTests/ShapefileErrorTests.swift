import Diagnostics
import Shapefile
import TestSupport
import Testing

/// Every way in which parts can be missing, cut off or strangers to each other, with the whole message.
@Suite struct ShapefileErrorTests {
  let folder = TemporaryFolder()
  let squares = ShapefileBytes(polygons: [[square(0, 0, side: 1)], [square(5, 5, side: 2)], [square(9, 9, side: 1)]])

  private var shp: String { folder.path + "/a.shp" }
  private var shx: String { folder.path + "/a.shx" }
  private var dbf: String { folder.path + "/a.dbf" }

  private func expect(
    _ kind: Diagnostic.Kind, id: String, en: String, sourceLocation: SourceLocation = #_sourceLocation,
    _ body: (ShapefileReader) throws -> Void = { _ = try $0.polygons(threads: 2) }
  ) {
    let error = #expect(throws: Diagnostic.self, sourceLocation: sourceLocation) {
      try body(try ShapefileReader(path: shp))
    }
    #expect(error?.kind == kind, sourceLocation: sourceLocation)
    #expect(error?.message.indonesian == id, sourceLocation: sourceLocation)
    #expect(error?.message.english == en, sourceLocation: sourceLocation)
  }

  @Test func noFile() {
    expect(
      .missingInput, id: "\(shp): shapefile tidak ditemukan. Periksa nama berkas dan foldernya.",
      en: "\(shp): no such shapefile. Check the name and the folder.")
  }

  @Test func missingTable() {
    folder.write(squares.shp, to: "a.shp")
    folder.write(squares.shx, to: "a.shx")
    expect(
      .missingInput,
      id: "\(shp): berkas .dbf tidak ada di sampingnya. Berkas .shp, .shx, dan .dbf adalah satu kesatuan: salin "
        + "ketiganya ke folder yang sama.",
      en: "\(shp): the .dbf is missing beside it. The .shp, .shx and .dbf belong together: copy all three to the "
        + "same folder.")
    // Nothing was made up in its place.
    #expect(folder.read("a.dbf") == nil)
  }

  @Test func notAShapefile() {
    squares.write(to: folder)
    folder.write("kode,nama\n1,Samarinda\n", to: "a.shp")
    expect(
      .badInput,
      id: "\(shp): ini bukan berkas shapefile (penanda di awal berkas tidak cocok). Ekspor ulang layernya sebagai ESRI "
        + "Shapefile.",
      en: "\(shp): this is not a shapefile (the mark at its start is wrong). Export the layer again as an ESRI "
        + "Shapefile.")
  }

  @Test func truncatedShapes() {
    squares.write(to: folder)
    folder.write(squares.shp.dropLast(20), to: "a.shp")
    expect(
      .badInput, id: "\(shp): berkas terpotong: rekaman 3 dari 3 tidak utuh. Salin atau unduh ulang berkasnya.",
      en: "\(shp): the file is cut off: record 3 of 3 is not whole. Copy or download it again.")
  }

  @Test func indexOfFewerRecords() {
    squares.write(to: folder)
    let other = ShapefileBytes(polygons: [[square(0, 0, side: 1)], [square(5, 5, side: 2)]])
    folder.write(other.shx, to: "a.shx")
    folder.write(other.dbf, to: "a.dbf")
    expect(
      .badInput,
      id: "\(shx): indeks tidak cocok dengan \(shp) pada rekaman 3. Kedua berkas bukan pasangannya atau salah satunya "
        + "rusak: salin atau ekspor ulang .shp, .shx, dan .dbf bersama-sama.",
      en: "\(shx): the index disagrees with \(shp) at record 3. The two are no pair or one is damaged: copy or export "
        + "the .shp, .shx and .dbf again, together.")
  }

  @Test func tableOfAnotherCount() {
    squares.write(to: folder)
    folder.write(ShapefileBytes(polygons: [nil, nil]).dbf, to: "a.dbf")
    expect(
      .badInput,
      id: "\(shp) memuat 3 geometri, tetapi \(dbf) memuat 2 baris. Keduanya bukan pasangannya: salin atau ekspor ulang "
        + ".shp, .shx, dan .dbf bersama-sama.",
      en: "\(shp) has 3 shapes, but \(dbf) has 2 rows. The two are no pair: copy or export the .shp, .shx and .dbf "
        + "again, together.")
  }

  @Test func truncatedTable() {
    squares.write(to: folder)
    folder.write(squares.dbf.dropLast(12), to: "a.dbf")
    expect(
      .badInput, id: "\(dbf): berkas terpotong: rekaman 2 dari 3 tidak utuh. Salin atau unduh ulang berkasnya.",
      en: "\(dbf): the file is cut off: record 2 of 3 is not whole. Copy or download it again.")
  }

  @Test func notATable() {
    squares.write(to: folder)
    folder.write("kode\n", to: "a.dbf")
    expect(
      .badInput,
      id: "\(dbf): ini bukan tabel DBF yang utuh. Salin atau ekspor ulang .shp, .shx, dan .dbf bersama-sama.",
      en: "\(dbf): this is not a sound DBF table. Copy or export the .shp, .shx and .dbf again, together.")
  }

  @Test(arguments: [
    (1, "Point"), (3, "PolyLine"), (8, "MultiPoint"), (11, "PointZ"), (13, "PolyLineZ"), (31, "MultiPatch"),
    (0, "Null Shape"), (7, "type 7"),
  ])
  func otherShapesThanPolygons(type: Int, name: String) {
    ShapefileBytes(contents: [ShapefileBytes.int32(0)], type: type).write(to: folder)
    expect(
      .badInput, id: "\(shp): layer ini berisi \(name), padahal yang diperlukan Polygon. Pilih layer yang sesuai.",
      en: "\(shp): this layer holds \(name) shapes, and Polygon is needed. Choose another layer.")
  }

  @Test func aPointAmongPolygons() {
    let point = ShapefileBytes.int32(1) + ShapefileBytes.double(1) + ShapefileBytes.double(2)
    ShapefileBytes(contents: [ShapefileBytes.polygon([square(0, 0, side: 1)]), point], type: 5).write(to: folder)
    expect(
      .badInput,
      id: "\(shp): rekaman 2 berisi Point, padahal yang diperlukan Polygon. Ekspor ulang layernya dengan satu jenis "
        + "geometri.",
      en: "\(shp): record 2 holds a Point, and Polygon is needed. Export the layer again with one type of geometry.")
  }

  @Test func emptyLayer() {
    ShapefileBytes(polygons: []).write(to: folder)
    expect(
      .badInput, id: "\(shp): layer kosong, tidak ada satu pun rekaman. Pilih layer yang berisi.",
      en: "\(shp): the layer is empty, it has no records. Choose a layer that has some.")
  }

  @Test(arguments: [Double.nan, .infinity, -.infinity])
  func coordinatesThatAreNoNumbers(value: Double) {
    ShapefileBytes(polygons: [nil, [[(0, 0), (0, value), (1, 1), (0, 0)]]]).write(to: folder)
    expect(
      .badInput,
      id:
        "\(shp): rekaman 2 memuat koordinat yang bukan bilangan (NaN atau tak hingga). Perbaiki geometri rekaman itu.",
      en:
        "\(shp): record 2 has a coordinate that is not a finite number (NaN or infinity). Repair the geometry of that "
        + "record.")
  }

  /// Offset in the content and what is written there: counts of parts and points, and the start of a part.
  @Test(arguments: [
    (36, -1), (36, 0), (36, 900), (36, Int(Int32.max)), (40, -1), (40, 900), (40, Int(Int32.max)), (44, -1), (44, 1),
    (44, 77), (48, 11), (48, -5),
  ])
  func corruptCounts(offset: Int, value: Int) {
    var content = ShapefileBytes.polygon([square(0, 0, side: 3), hole(1, 1, side: 1)])
    content.replaceSubrange(offset..<(offset + 4), with: ShapefileBytes.int32(value))
    ShapefileBytes(contents: [content], type: 5).write(to: folder)
    expect(
      .badInput,
      id:
        "\(shp): rekaman 1 rusak: jumlah bagian atau titiknya tidak sesuai dengan panjangnya. Salin atau ekspor ulang "
        + "berkasnya.",
      en: "\(shp): record 1 is corrupt: its counts of parts and points do not fit its length. Copy or export the file "
        + "again.")
  }

  @Test func recordsMarkedAsDeleted() {
    squares.write(to: folder)
    var table = squares.dbf
    table[33 + 32 + 9] = UInt8(ascii: "*")
    folder.write(table, to: "a.dbf")
    expect(
      .badInput,
      id: "\(dbf): 1 rekaman ditandai terhapus (2). Simpan ulang layernya tanpa rekaman itu, atau batalkan "
        + "penghapusannya.",
      en: "\(dbf): 1 records are marked as deleted (2). Save the layer again without them, or undo the deletion.")
  }

  @Test func unknownEncodings() {
    squares.write(to: folder)
    let error = #expect(throws: Diagnostic.self) { try ShapefileReader(path: shp, encoding: "klingon") }
    #expect(error?.kind == .usage)
    #expect(
      error?.message.indonesian
        == "Pengodean teks “klingon” tidak dikenal. Contoh yang dikenal: UTF-8, CP1252, ISO-8859-1.")
    #expect(
      error?.message.english
        == "The text encoding “klingon” is unknown. Examples of known ones: UTF-8, CP1252, ISO-8859-1.")
    folder.write("klingon", to: "a.cpg")
    expect(
      .badInput,
      id: "\(folder.path)/a.cpg: pengodean teks “klingon” tidak dikenal. Sebutkan yang benar, "
        + "misalnya UTF-8.",
      en: "\(folder.path)/a.cpg: the text encoding “klingon” is unknown. State the right one, for "
        + "example UTF-8.")
  }

  /// A small layer with every single byte changed in turn, in a few ways each, is read or refused with a message:
  /// never a crash, and never another number of features.
  @Test(arguments: ["shp", "shx", "dbf"])
  func everyFlippedByteIsReadOrRefused(part: String) throws {
    let whole = ShapefileBytes(polygons: [
      [square(0, 0, side: 3), hole(1, 1, side: 1)], nil, [square(5, 5, side: 2), square(8, 8, side: 1)],
    ])
    whole.write(to: folder)
    let bytes = part == "shp" ? whole.shp : part == "shx" ? whole.shx : whole.dbf
    var read = 0
    var refused = 0
    for position in bytes.indices {
      for mask: UInt8 in [0x01, 0x80, 0xFF] {
        var changed = bytes
        changed[position] ^= mask
        folder.write(changed, to: "a." + part)
        do {
          let reader = try ShapefileReader(path: shp)
          let polygons = try reader.polygons(threads: 1).polygons
          let table = try reader.attributes()
          #expect(reader.recordCount == 3 && polygons.featureCount == 3 && table.rowCount == 3)
          read += 1
        } catch is Diagnostic {
          refused += 1
        }
      }
    }
    #expect(read + refused == 3 * bytes.count && read > 0 && (refused > 0 || part == "shx"))
  }

  @Test(arguments: ["shp", "shx", "dbf"])
  func everyLengthIsReadOrRefused(part: String) throws {
    squares.write(to: folder)
    let bytes = part == "shp" ? squares.shp : part == "shx" ? squares.shx : squares.dbf
    for length in 0..<bytes.count {
      folder.write(bytes[..<length], to: "a." + part)
      do {
        let reader = try ShapefileReader(path: shp)
        #expect(try reader.polygons(threads: 1).polygons.featureCount == 3)
        // All that a table may lack is the mark at its end; an index is not needed.
        #expect(part == "shx" ? !reader.notices.isEmpty : part == "dbf" && length == bytes.count - 1)
      } catch is Diagnostic {}
    }
  }
}
