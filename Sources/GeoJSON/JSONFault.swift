internal import Diagnostics
internal import FileAccess

/// What is wrong with a JSON text, and where.
struct JSONFault: Error {
  enum Kind: Equatable {
    /// The file ends too early.
    case ended
    case unexpected(UInt8)
    case control(UInt8)
    case badNumber, numberTooLarge, badEscape, notUTF8, tooDeep, tooLong, unreadable
    /// More than one value in the file.
    case trailing
    case repeated(String)
    /// The member of an object that must be there.
    case missing(String)
    /// A value of another kind than the member asks for.
    case wrongKind(String, wanted: String)
    /// Positions in other brackets than their neighbours.
    case nesting
    /// The file is another kind of JSON.
    case notGeoJSON(ForeignJSON)
    /// A feature, from 1, that has a shape which no layer of units or points has.
    case otherShape(feature: Int, GeometryKind)
    /// Coordinates that are not of the type that is stated.
    case otherCoordinates(feature: Int, GeometryKind)
    /// Polygons and points in one layer.
    case mixed(feature: Int, GeometryKind, first: Int, GeometryKind)
    /// A type that GeoJSON does not have.
    case unknownType(feature: Int, String)
  }

  let kind: Kind
  /// In the file, from 0.
  let offset: Int
}

/// JSON that is no GeoJSON, as far as its first members tell.
enum ForeignJSON: String {
  case topology, esri, table, geometry, other
}

extension JSONFault.Kind {
  /// Its code below `geojson`.
  fileprivate var code: String {
    switch self {
    case .ended: "ended"
    case .unexpected: "unexpected"
    case .control: "control"
    case .badNumber: "number.bad"
    case .numberTooLarge: "number.large"
    case .badEscape: "escape"
    case .notUTF8: "encoding"
    case .tooDeep: "deep"
    case .tooLong: "long"
    case .unreadable: "unreadable"
    case .trailing: "trailing"
    case .repeated: "member.repeated"
    case .missing: "member.missing"
    case .wrongKind: "member.kind"
    case .nesting: "coordinates.nesting"
    case .notGeoJSON(let kind): "foreign.\(kind.rawValue)"
    case .otherShape: "feature.shape"
    case .otherCoordinates: "feature.coordinates"
    case .mixed: "feature.mixed"
    case .unknownType: "feature.type"
    }
  }

  fileprivate var text: Message {
    switch self {
    case .ended:
      Message(
        id: "isinya terputus di sini. Salin atau unduh ulang berkasnya",
        en: "the file ends here, too early. Copy or download it again")
    case .unexpected(let byte):
      Message(
        id: "\(Self.sign(byte)) tidak pada tempatnya dalam JSON", en: "\(Self.sign(byte)) is out of place in JSON")
    case .control(let byte):
      Message(
        id: "tanda kendali \(Self.sign(byte)) dalam teks; JSON menulisnya sebagai \\u00…",
        en: "the control character \(Self.sign(byte)) in a string, where JSON wants \\u00…")
    case .badNumber:
      Message(id: "angka ini tidak ditulis seperti dalam JSON", en: "this is no number as JSON writes them")
    case .numberTooLarge: Message(id: "angka ini terlalu besar", en: "this number is too large")
    case .badEscape:
      Message(id: "urutan \\ ini tidak dikenal dalam JSON", en: "this sequence after \\ is unknown to JSON")
    case .notUTF8:
      Message(
        id: "teks ini bukan UTF-8. Simpan ulang berkasnya sebagai UTF-8",
        en: "this text is not UTF-8. Save the file again as UTF-8")
    case .tooDeep:
      Message(
        id: "kurung bersarang lebih dari \(JSONScanner.deepestNesting) tingkat",
        en: "brackets are nested more than \(JSONScanner.deepestNesting) deep")
    case .tooLong: Message(id: "teks atau angka ini terlalu panjang", en: "this text or number is too long")
    case .unreadable:
      Message(
        id: "berkas tidak dapat dibaca sampai akhir, atau berubah selagi dibaca",
        en: "the file cannot be read to its end, or changed while it was read")
    case .trailing:
      Message(
        id: "sesudah peta selesai masih ada isi lain. Bila berkas ini memuat satu feature per baris (GeoJSONSeq), "
          + "gabungkan dahulu menjadi satu FeatureCollection",
        en: "there is more after the end of the layer. If this file has one feature to a line (GeoJSONSeq), join them "
          + "into one FeatureCollection first")
    case .repeated(let name):
      Message(
        id: "“\(name)” disebut dua kali dalam objek yang sama, sehingga nilainya tidak pasti",
        en: "“\(name)” stands twice in the same object, so that its value is uncertain")
    case .missing(let name): Message(id: "objek ini tidak punya “\(name)”", en: "this object has no “\(name)”")
    case .wrongKind(let name, let wanted):
      Message(id: "“\(name)” bukan \(wanted)", en: "“\(name)” is not \(wanted)")
    case .nesting:
      Message(
        id: "kurung titik di sini tidak bersarang seperti titik sebelumnya",
        en: "the positions here are nested in other brackets than those before")
    case .notGeoJSON(let kind): kind.text
    case .otherShape(let feature, let kind):
      Message(
        id:
          "feature ke-\(feature) berupa \(kind.rawValue), padahal peta wilayah berisi Polygon atau MultiPolygon (dan peta "
          + "titik Point atau MultiPoint). Ekspor ulang petanya dengan satu jenis geometri",
        en: "feature \(feature) is a \(kind.rawValue), where a layer of units has Polygon or MultiPolygon (and one of "
          + "points Point or MultiPoint). Export the layer again with one type of geometry")
    case .otherCoordinates(let feature, let kind):
      Message(
        id: "feature ke-\(feature): kurung koordinatnya bukan seperti pada \(kind.rawValue)",
        en: "feature \(feature): its coordinates are not nested as those of a \(kind.rawValue)")
    case .mixed(let feature, let kind, let first, let firstKind):
      Message(
        id:
          "feature ke-\(feature) berupa \(kind.rawValue), sedangkan feature ke-\(first) \(firstKind.rawValue). Ekspor "
          + "ulang petanya dengan satu jenis geometri",
        en: "feature \(feature) is a \(kind.rawValue), and feature \(first) a \(firstKind.rawValue). Export the layer "
          + "again with one type of geometry")
    case .unknownType(let feature, let name):
      Message(
        id: "feature ke-\(feature): jenis geometri “\(name)” tidak ada dalam GeoJSON",
        en: "feature \(feature): GeoJSON has no type of geometry “\(name)”")
    }
  }

  /// A byte as people see it.
  private static func sign(_ byte: UInt8) -> String {
    (0x21..<0x7F).contains(byte)
      ? "“\(Unicode.Scalar(byte))”" : "0x" + (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true)
  }
}

extension ForeignJSON {
  fileprivate var text: Message {
    switch self {
    case .topology:
      Message(
        id: "ini TopoJSON, bukan GeoJSON. Buka di QGIS atau mapshaper, lalu simpan sebagai GeoPackage atau GeoJSON",
        en: "this is TopoJSON, not GeoJSON. Open it in QGIS or mapshaper and save it as GeoPackage or GeoJSON")
    case .esri:
      Message(
        id: "ini JSON Esri, bukan GeoJSON. Unduh dengan f=geojson, atau simpan dari QGIS sebagai GeoPackage",
        en: "this is Esri JSON, not GeoJSON. Download it with f=geojson, or save it from QGIS as GeoPackage")
    case .table:
      Message(
        id:
          "ini tabel JSON tanpa geometri, bukan GeoJSON. Bila ini tabel kepesertaan, urutannya peta dahulu, lalu tabel",
        en:
          "this is a JSON table without shapes, not GeoJSON. If it is the enrolment, the map comes first, then the table"
      )
    case .geometry:
      Message(
        id:
          "ini satu geometri tanpa atribut; kode dan nama wilayah tidak ada. Simpan petanya sebagai FeatureCollection",
        en:
          "this is one geometry without attributes; codes and names are missing. Save the layer as a FeatureCollection")
    case .other:
      Message(
        id: "ini JSON, tetapi bukan GeoJSON (FeatureCollection)",
        en: "this is JSON, but not GeoJSON (FeatureCollection)")
    }
  }
}

extension Diagnostic {
  /// Finds the line of the fault by walking through the file once more.
  static func faultyGeoJSON(_ path: String, _ fault: JSONFault, in window: FileWindow) -> Diagnostic {
    var line = 1
    var lineStart = 0
    var offset = 0
    while offset < min(fault.offset, window.size) {
      let count = min(1 << 16, fault.offset - offset, window.size - offset)
      guard let block = window.bytes(at: offset, count: count) else { break }
      for index in 0..<count where block[index] == 0x0A {
        line += 1
        lineStart = offset + index + 1
      }
      offset += count
    }
    let byte = fault.offset + 1
    let column = fault.offset - lineStart + 1
    let (id, en) =
      line == 1
      ? ("bita \(byte)", "byte \(byte)")
      : ("baris \(line), kolom \(column) (bita \(byte))", "line \(line), column \(column) (byte \(byte))")
    return Diagnostic(
      fault.kind == .unreadable ? .inputOutput : .badInput, "geojson.\(fault.kind.code)",
      ["file": path, "line": String(line), "column": String(column), "byte": String(byte)],
      id: "\(path), \(id): \(fault.kind.text.indonesian).", en: "\(path), \(en): \(fault.kind.text.english).")
  }
}
