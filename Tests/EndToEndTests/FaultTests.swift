import Foundation
import Geometry
import Layers
import Shapefile
import Testing

/// Every row of the table of exit codes: the code, one message on standard error in the user's language, nothing on
/// standard output, and the folder as it was.
@Suite struct FaultTests {
  struct Case: Sendable, CustomTestStringConvertible {
    let name: String
    let code: Int32
    var arguments = ["analyze", "peta.shp", "tabel.csv", "--output", "keluar"]
    let english: String
    let indonesian: String
    var prepare: @Sendable (Desk) throws -> Void = { _ in }
    var testDescription: String { name }
  }

  private static func table(_ text: String) -> @Sendable (Desk) throws -> Void {
    { $0.folder.write(text, to: "tabel.csv") }
  }

  private static func cut(_ name: String, to count: Int) -> @Sendable (Desk) throws -> Void {
    { desk in desk.folder.write((desk.folder.read(name) ?? []).prefix(count), to: name) }
  }

  static let cases: [Case] = [
    Case(
      name: "no shapefile", code: 66,
      arguments: ["analyze", "tiada.shp", "tabel.csv", "--output", "keluar"],
      english:
        "tiada.shp: no such shapefile. Check the name and the folder.",
      indonesian:
        "tiada.shp: shapefile tidak ditemukan. Periksa nama berkas dan foldernya."),
    Case(
      name: "no .dbf", code: 66,
      english:
        "peta.shp: the .dbf is missing beside it. The .shp, .shx and .dbf belong together: copy all "
        + "three to the same folder.",
      indonesian:
        "peta.shp: berkas .dbf tidak ada di sampingnya. Berkas .shp, .shx, dan .dbf adalah satu "
        + "kesatuan: salin ketiganya ke folder yang sama.",
      prepare: { try $0.remove("peta.dbf") }),
    Case(
      name: "no table", code: 66,
      arguments: ["analyze", "peta.shp", "tiada.csv", "--output", "keluar"],
      english:
        "tiada.csv: there is no such file. Check its name and folder.",
      indonesian:
        "tiada.csv: berkas tidak ada. Periksa nama dan foldernya."),
    Case(
      name: "no workforce table", code: 66,
      arguments: ["analyze", "peta.shp", "tabel.csv", "--workforce", "tiada.csv", "--output", "keluar"],
      english:
        "tiada.csv: there is no such file. Check its name and folder.",
      indonesian:
        "tiada.csv: berkas tidak ada. Periksa nama dan foldernya."),
    Case(
      name: ".shp cut off", code: 65,
      english:
        "peta.shp: the file is cut off: record 4 of 4 is not whole. Copy or download it again.",
      indonesian:
        "peta.shp: berkas terpotong: rekaman 4 dari 4 tidak utuh. Salin atau unduh ulang berkasnya.",
      prepare: cut("peta.shp", to: 700)),
    Case(
      name: ".shp that is none", code: 65,
      english:
        "peta.shp: this is not a shapefile (the mark at its start is wrong). Export the layer again as "
        + "an ESRI Shapefile.",
      indonesian:
        "peta.shp: ini bukan berkas shapefile (penanda di awal berkas tidak cocok). Ekspor ulang "
        + "layernya sebagai ESRI Shapefile.",
      prepare: { $0.folder.write("halo", to: "peta.shp") }),
    Case(
      name: ".dbf of another layer", code: 65,
      english:
        "peta.shp has 4 shapes, but peta.dbf has 3 rows. The two are no pair: copy or export the .shp, "
        + ".shx and .dbf again, together.",
      indonesian:
        "peta.shp memuat 4 geometri, tetapi peta.dbf memuat 3 baris. Keduanya bukan pasangannya: salin "
        + "atau ekspor ulang .shp, .shx, dan .dbf bersama-sama.",
      prepare: { desk in
        try desk.layer("lain", Array(Desk.codes.prefix(3)), Array(Desk.names.prefix(3)))
        desk.folder.write(desk.folder.read("lain.dbf") ?? [], to: "peta.dbf")
      }),
    Case(
      name: "points", code: 65,
      english:
        "peta.shp: this layer holds Point shapes, and Polygon is needed. Choose another layer.",
      indonesian:
        "peta.shp: layer ini berisi Point, padahal yang diperlukan Polygon. Pilih layer yang sesuai.",
      prepare: { desk in
        var attributes = AttributeTable(rowCount: 1)
        attributes.append(Field(name: "kode", kind: .text, width: 9), .text(["64.02.14"]))
        try ShapefileWriter.write(
          points: [(117, 0)], attributes: attributes, crsDefinition: Desk.wgs84, to: "\(desk.path)/peta.shp")
      }),
    Case(
      name: "empty layer", code: 65,
      english:
        "peta.shp: the layer is empty, it has no records. Choose a layer that has some.",
      indonesian:
        "peta.shp: layer kosong, tidak ada satu pun rekaman. Pilih layer yang berisi.",
      prepare: { try $0.layer("peta", [], []) }),
    Case(
      name: "no .prj", code: 65,
      english:
        "The layer peta has no .prj file, so its coordinate reference system is unknown. Add the .prj, "
        + "or state the system, for example --crs EPSG:4326 (WGS 84 degrees) or --crs EPSG:9470 (SRGI2013).",
      indonesian:
        "Peta peta tidak punya berkas .prj, jadi sistem koordinatnya tidak diketahui. Sertakan .prj, "
        + "atau sebutkan sistemnya, misalnya --crs EPSG:4326 (derajat WGS 84) atau --crs EPSG:9470 "
        + "(SRGI2013).",
      prepare: { try $0.remove("peta.prj") }),
    Case(
      name: ".prj that nobody knows", code: 65,
      english:
        "The coordinate reference system “peta kantor” is neither geographic nor projected, so the "
        + "boundaries have no place on the Earth. State the right EPSG code, for example "
        + "EPSG:4326 (WGS 84). Use --crs EPSG:N.",
      indonesian:
        "Sistem koordinat “peta kantor” bukan sistem geografis maupun sistem proyeksi, sehingga letak "
        + "batas wilayah di bumi tidak dapat ditentukan. Nyatakan kode EPSG yang benar, misalnya "
        + "EPSG:4326 (WGS 84). Pakai --crs EPSG:N.",
      prepare: { $0.folder.write("LOCAL_CS[\"peta kantor\"]", to: "peta.prj") }),
    Case(
      name: "unknown encoding", code: 65,
      english: "peta.cpg: the text encoding “klingon” is unknown. State the right one, for example UTF-8. "
        + "Use --dbf-encoding NAME.",
      indonesian: "peta.cpg: pengodean teks “klingon” tidak dikenal. Sebutkan yang benar, misalnya UTF-8. "
        + "Pakai --dbf-encoding NAMA.",
      prepare: { $0.folder.write("klingon", to: "peta.cpg") }),
    Case(
      name: "no such field", code: 65,
      arguments: ["analyze", "peta.shp", "tabel.csv", "--output", "keluar", "--code-field", "KDPKAB"],
      english:
        "The layer peta has no field “KDPKAB”. Its fields are: kode "
        + "(64.02.14), nama (Muara Jawa).",
      indonesian:
        "Peta peta tidak punya kolom “KDPKAB”. Kolom yang ada: kode "
        + "(64.02.14), nama (Muara Jawa)."),
    Case(
      name: "unknown schema", code: 65,
      english:
        "The fields of the layer peta fit no known schema. Its fields (with an example value) are: wil "
        + "(64.02.14). Name the code field with --code-field and the name field with --name-field.",
      indonesian:
        "Susunan kolom peta peta tidak dikenal. Kolom yang ada (dengan contoh isi): wil (64.02.14). "
        + "Sebutkan kolom kode dengan --code-field dan kolom nama dengan --name-field.",
      prepare: { desk in
        var attributes = AttributeTable(rowCount: 1)
        attributes.append(Field(name: "wil", kind: .text, width: 9), .text(["64.02.14"]))
        var polygons = PolygonBuffer()
        polygons.append(feature: [[[(117, 0), (118, 0), (118, 1), (117, 0)]]])
        let layer = Layer(name: "peta", polygons: polygons, attributes: attributes, crsDefinition: Desk.wgs84)
        try ShapefileWriter.write(layer, to: "\(desk.path)/peta.shp")
      }),
    Case(
      name: "unit twice in the layer", code: 65,
      english:
        "The layer peta has the code 640214 (field kode) for two units: Muara Jawa (record 1) and Samboja (record 2). "
        + "Correct the code, or choose another field with --code-field. Its fields are: kode (64.02.14), nama (Muara Jawa).",
      indonesian:
        "Peta peta memuat kode 640214 (kolom kode) untuk dua wilayah: Muara Jawa (rekaman 1) dan Samboja (rekaman 2). "
        + "Perbaiki kodenya, atau pilih kolom lain dengan --code-field. Kolom yang ada: kode (64.02.14), nama (Muara Jawa).",
      prepare: { try $0.layer("peta", ["64.02.14", "640214"], ["Muara Jawa", "Samboja"]) }),
    Case(
      name: "no such column", code: 65,
      arguments: ["analyze", "peta.shp", "tabel.csv", "--output", "keluar", "--eligible-column", "pekerja"],
      english:
        "The table tabel.csv has no column “pekerja”, which --eligible-column asks for. Its columns are: "
        + "kode, kecamatan, segmen, periode, peserta, potensi.",
      indonesian:
        "Tabel tabel.csv tidak punya kolom “pekerja” yang diminta --eligible-column. Kolom yang ada: "
        + "kode, kecamatan, segmen, periode, peserta, potensi."),
    Case(
      name: "no known column", code: 65,
      english:
        "Table tabel.csv was not read. These must be settled first:\n- there is no known column of active participants. Name "
        + "it with --enrolled-column. Its columns are: kode, jumlah.\n- there is no known column of eligible workers. Name it "
        + "with --eligible-column, or give their table with --workforce. Its columns are: kode, jumlah.",
      indonesian:
        "Tabel tabel.csv belum dibaca. Yang berikut harus dipastikan dahulu:\n- tidak ada kolom peserta aktif yang dikenal. "
        + "Sebutkan dengan --enrolled-column. Kolom yang ada: kode, jumlah.\n- tidak ada kolom potensi pekerja yang dikenal. "
        + "Sebutkan dengan --eligible-column, atau berikan tabelnya dengan --workforce. Kolom yang ada: kode, jumlah.",
      prepare: table("kode,jumlah\n64.02.14,3\n")),
    Case(
      name: "text for a number", code: 65,
      english:
        "tabel.csv, column \"peserta\": 1 cell is no usable whole number: line 3: \"banyak\" (not a number). "
        + "Write the number alone, or leave the cell empty where there is no figure.",
      indonesian:
        "tabel.csv, kolom \"peserta\": 1 sel bukan bilangan bulat yang dapat dipakai: baris 3: \"banyak\" "
        + "(bukan angka). Isi dengan angka saja, atau kosongkan bila datanya tidak ada.",
      prepare: table("kode,peserta,potensi\n64.02.14,3,10\n64.07.09,banyak,10\n")),
    Case(
      name: "negative count", code: 65,
      english:
        "tabel.csv, column \"peserta\": 1 cell is no usable whole number: line 2: \"-3\" (negative). A count "
        + "cannot be less than zero.",
      indonesian:
        "tabel.csv, kolom \"peserta\": 1 sel bukan bilangan bulat yang dapat dipakai: baris 2: \"-3\" "
        + "(negatif). Jumlah tidak boleh kurang dari nol.",
      prepare: table("kode,peserta,potensi\n64.02.14,-3,10\n")),
    Case(
      name: "unit twice in the table", code: 65,
      english:
        "The table tabel.csv counts the same unit more than once – 64.02.14 Muara Jawa (Kabupaten Kutai "
        + "Kartanegara): lines 2 and 3. Merge or remove the duplicate rows; if they are of different "
        + "segments or periods, give the column.",
      indonesian:
        "Tabel tabel.csv memuat wilayah yang sama lebih dari sekali – 64.02.14 Muara Jawa (Kabupaten "
        + "Kutai Kartanegara): baris 2 dan 3. Satukan atau hapus baris gandanya; bila berbeda segmen atau "
        + "periode, sertakan kolomnya.",
      prepare: table("kode,peserta,potensi\n64.02.14,3,10\n640214,4,10\n")),
    Case(
      name: "rows without a unit", code: 65,
      english:
        "1 row found no unit of the map (4 participants, 20 eligible workers):\n  "
        + "tabel.csv, line 3: “Muara Jwa” – no unit of the map has this name (closest: 64.02.14 Muara Jawa "
        + "(Kabupaten Kutai Kartanegara); 64.07.09 Muara Lawa (Kabupaten Kutai Barat))\nNothing was written. Correct "
        + "the rows, or go on without them with --allow-unmatched; save them with --rejected FILE.",
      indonesian:
        "1 baris tidak terpadankan dengan peta (4 peserta, 20 potensi pekerja):\n  tabel.csv, baris 3: “Muara Jwa” – "
        + "nama tidak ada di peta (terdekat: 64.02.14 Muara Jawa (Kabupaten Kutai Kartanegara); 64.07.09 Muara Lawa "
        + "(Kabupaten Kutai Barat))\nTidak ada keluaran yang ditulis. Perbaiki barisnya, atau lanjutkan tanpanya dengan "
        + "--allow-unmatched; simpan dengan --rejected BERKAS.",
      prepare: table("kecamatan,peserta,potensi\nMuara Jawa,3,10\nMuara Jwa,4,20\n")),
    Case(
      name: "both code systems", code: 65,
      english:
        "The codes in the column “kode” of the table tabel.csv (6402, 6403) are valid both as Kemendagri "
        + "and as BPS codes, but mean different units. State the system with --code-system kemendagri or "
        + "--code-system bps.",
      indonesian:
        "Kode di kolom “kode” tabel tabel.csv (6402, 6403) sah dalam kode Kemendagri maupun kode BPS, "
        + "tetapi menunjuk wilayah yang berbeda. Sebutkan sistemnya dengan --code-system kemendagri atau "
        + "--code-system bps.",
      prepare: { desk in
        try desk.layer("peta", ["64.02", "64.03"], ["Kutai Kartanegara", "Berau"])
        desk.folder.write("kode,peserta,potensi\n6402,3,10\n6403,4,10\n", to: "tabel.csv")
      }),
    Case(
      name: "empty table", code: 65,
      english:
        "tabel.csv: the table is empty. It needs a header row and data rows.",
      indonesian:
        "tabel.csv: tabel kosong. Isilah dengan satu baris nama kolom dan baris-baris data.",
      prepare: table("")),
    Case(
      name: "table without rows", code: 65,
      english:
        "tabel.csv: there is a header (line 1) and no data row. Check the export of the table.",
      indonesian:
        "tabel.csv: hanya ada nama kolom (baris 1), tanpa baris data. Periksa ekspor tabelnya.",
      prepare: table("kode,peserta,potensi\n")),
    Case(
      name: "row of another width", code: 65,
      english:
        "tabel.csv, line 2 (\"64.02.14,3\"): the row has 2 cells, the header 3. Add the missing "
        + "separators, for empty cells at the end of a row too.",
      indonesian:
        "tabel.csv, baris 2 (\"64.02.14,3\"): ada 2 sel, padahal nama kolom ada 3. Lengkapi pemisah "
        + "kolomnya, juga untuk sel kosong di akhir baris.",
      prepare: table("kode,peserta,potensi\n64.02.14,3\n")),
    Case(
      name: "no such period", code: 65,
      arguments: ["analyze", "peta.shp", "tabel.csv", "--output", "keluar", "--period", "2023"],
      english:
        "The table tabel.csv has no period 2023. Its periods are: 2024-12, 2025-06.",
      indonesian:
        "Tabel tabel.csv tidak memuat periode 2023. Periode yang ada: 2024-12, 2025-06."),
    Case(
      name: "output below a file", code: 73,
      arguments: ["analyze", "peta.shp", "tabel.csv", "--output", "tabel.csv/keluar"],
      english:
        "tabel.csv/keluar cannot be written: Not a directory. Choose a place that can be written.",
      indonesian:
        "tabel.csv/keluar tidak dapat ditulis: salah satu bagian alamatnya bukan folder. Pilih tempat lain yang dapat ditulisi."
    ),
    Case(
      name: "output is a file", code: 73,
      arguments: ["analyze", "peta.shp", "tabel.csv", "--output", "tabel.csv"],
      english:
        "tabel.csv is a file, not a folder. Choose another name for --output.",
      indonesian:
        "tabel.csv adalah berkas, bukan folder. Pilih nama lain untuk --output."),
    Case(
      name: "output already there", code: 73,
      english:
        "keluar/ranking.csv is already there and was not overwritten. Choose another folder, or use "
        + "--force to replace it.",
      indonesian:
        "keluar/ranking.csv sudah ada dan tidak ditimpa. Pilih folder lain, atau pakai --force untuk "
        + "menggantinya.",
      prepare: { desk in
        try FileManager.default.createDirectory(atPath: "\(desk.path)/keluar", withIntermediateDirectories: false)
        desk.folder.write("lama", to: "keluar/ranking.csv")
      }),
    Case(
      name: "conversion already there", code: 73,
      arguments: ["convert", "peta.shp", "hasil.geojson"],
      english:
        "hasil.geojson is already there and was not overwritten. Choose another name, or use --force "
        + "to replace it.",
      indonesian:
        "hasil.geojson sudah ada dan tidak ditimpa. Pilih nama lain, atau pakai --force untuk "
        + "menggantinya.",
      prepare: { $0.folder.write("lama", to: "hasil.geojson") }),
    Case(
      name: "conversion where there is no folder", code: 73,
      arguments: ["convert", "peta.shp", "tiada/hasil.geojson"],
      english:
        "tiada/hasil.geojson cannot be written: No such file or directory. Choose a place that can be "
        + "written.",
      indonesian:
        "tiada/hasil.geojson tidak dapat ditulis: berkas atau folder tidak ada. Pilih tempat lain yang "
        + "dapat ditulisi."),
    Case(
      name: "conversion to an unknown format", code: 64,
      arguments: ["convert", "peta.shp", "hasil.kml"],
      english:
        "The format of hasil.kml is unknown. Use the extension .geojson, .gpkg or .shp.",
      indonesian:
        "Format hasil.kml tidak dikenal. Pakai akhiran .geojson, .gpkg, atau .shp."),
    Case(
      name: "rejected rows where nothing may be written", code: 73,
      arguments: ["analyze", "peta.shp", "tabel.csv", "--output", "keluar", "--rejected", "tabel.csv/x"],
      english:
        "tabel.csv/x cannot be written: Not a directory. Choose a place that can be written.",
      indonesian:
        "tabel.csv/x tidak dapat ditulis: salah satu bagian alamatnya bukan folder. Pilih tempat lain yang dapat ditulisi.",
      prepare: table("kode,peserta,potensi\n64.99.14,3,10\n")),
  ]

  @Test(arguments: cases) func oneMessageAndNothingElse(_ one: Case) throws {
    let desk = try Desk()
    try one.prepare(desk)
    let before = desk.files()
    let english = try desk.run(one.arguments)
    #expect(english.errors == "jangkau: \(one.english)\n")
    #expect(english.code == one.code)
    #expect(english.output.isEmpty)
    let indonesian = try desk.run(one.arguments + ["--lang", "id"])
    #expect(indonesian.errors == "jangkau: \(one.indonesian)\n")
    #expect(indonesian.code == one.code)
    #expect(indonesian.output.isEmpty)
    #expect(desk.files() == before)
  }
}
