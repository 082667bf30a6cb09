import Foundation
import Geometry
import Layers
import Shapefile
import TestSupport
import Testing

/// The program as it was built, run as a user runs it.
struct Program {
  struct Outcome {
    let code: Int32
    let output: String
    let errors: String
  }

  /// It lies beside the test bundle.
  static let path: String = {
    let bundle = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath()
    for folder in [bundle.deletingLastPathComponent(), Bundle.main.bundleURL] {
      let program = folder.appendingPathComponent("jangkau").path
      if FileManager.default.isExecutableFile(atPath: program) { return program }
    }
    let arguments = CommandLine.arguments.filter { $0.contains(".xctest") }
    for argument in arguments {
      let program = URL(fileURLWithPath: argument).deletingLastPathComponent().appendingPathComponent("jangkau").path
      if FileManager.default.isExecutableFile(atPath: program) { return program }
    }
    preconditionFailure("no program jangkau beside \(bundle.path)")
  }()

  static func process(_ arguments: [String], in folder: String, environment: [String: String] = [:]) -> Process {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: path)
    process.arguments = arguments
    process.currentDirectoryURL = URL(fileURLWithPath: folder)
    var variables = ProcessInfo.processInfo.environment.filter { !["LC_ALL", "LC_MESSAGES", "LANG"].contains($0.key) }
    variables["SOURCE_DATE_EPOCH"] = "1767139200"
    for (name, value) in environment { variables[name] = value }
    process.environment = variables
    process.standardInput = FileHandle.nullDevice
    return process
  }

  /// Runs it to its end with its outputs in files, which take any amount.
  static func run(_ arguments: [String], in folder: String, environment: [String: String] = [:]) throws -> Outcome {
    let process = process(arguments, in: folder, environment: environment)
    let captured = TemporaryFolder()
    let handles = try ["out", "err"].map { name in
      captured.write("", to: name)
      return try FileHandle(forWritingTo: URL(fileURLWithPath: "\(captured.path)/\(name)"))
    }
    process.standardOutput = handles[0]
    process.standardError = handles[1]
    try process.run()
    process.waitUntilExit()
    for handle in handles { try handle.close() }
    #expect(process.terminationReason == .exit)
    return Outcome(
      code: process.terminationStatus, output: String(decoding: captured.read("out") ?? [], as: UTF8.self),
      errors: String(decoding: captured.read("err") ?? [], as: UTF8.self))
  }
}

/// A user's folder: a layer of four kecamatan and a table of two segments.
final class Desk: Sendable {
  let folder = TemporaryFolder()
  var path: String { folder.path }

  static let wgs84 =
    "GEOGCS[\"GCS_WGS_1984\",DATUM[\"D_WGS_1984\",SPHEROID[\"WGS_1984\",6378137.0,298.257223563]],"
    + "PRIMEM[\"Greenwich\",0.0],UNIT[\"Degree\",0.0174532925199433]]"

  static let table = """
    kode,kecamatan,segmen,periode,peserta,potensi
    64.02.14,Muara Jawa,PU,2025-06,69528,79691
    64.02.14,Muara Jawa,BPU,2025-06,77074,51086
    64.07.09,Muara Lawa,PU,2025-06,40,100
    64.07.09,Muara Lawa,BPU,2025-06,0,20
    64.02.13,Samboja,PU,2025-06,60,60
    64.02.13,Samboja,BPU,2025-06,,75
    64.07.09,Muara Lawa,PU,2024-12,1,2

    """

  init() throws {
    try layer("peta", Self.codes, Self.names)
    folder.write(Self.table, to: "tabel.csv")
  }

  static let codes: [String?] = ["64.02.14", "64.07.09", "64.02.13", "64.08.08"]
  static let names: [String?] = ["Muara Jawa", "Muara Lawa", "Samboja", "Kombeng"]

  /// Squares by the equator, the first with a hole, the last in two parts.
  func layer(_ name: String, _ codes: [String?], _ names: [String?], crs: String? = wgs84) throws {
    var attributes = AttributeTable(rowCount: codes.count)
    attributes.append(Field(name: "kode", kind: .text, width: 20), .text(codes))
    attributes.append(Field(name: "nama", kind: .text, width: 40), .text(names))
    var polygons = PolygonBuffer()
    for index in codes.indices {
      let x = 117 + 0.25 * Double(index)
      func square(_ x: Double, _ y: Double, _ side: Double) -> [(Double, Double)] {
        [(x, y), (x + side, y), (x + side, y + side), (x, y + side), (x, y)]
      }
      var parts = [[square(x, 0, 0.25)]]
      if index == 0 { parts[0].append(square(x + 0.0625, 0.0625, 0.125).reversed()) }
      if index == codes.count - 1 && index > 0 { parts.append([square(x, 0.5, 0.125)]) }
      polygons.append(feature: parts)
    }
    try ShapefileWriter.write(
      Layer(name: name, polygons: polygons, attributes: attributes, crsDefinition: crs), to: "\(path)/\(name).shp")
  }

  func run(_ arguments: String..., environment: [String: String] = [:]) throws -> Program.Outcome {
    try Program.run(arguments, in: path, environment: environment)
  }

  func run(_ arguments: [String], environment: [String: String] = [:]) throws -> Program.Outcome {
    try Program.run(arguments, in: path, environment: environment)
  }

  /// All files in a folder of the desk, hidden ones too; nil if there is no such folder.
  func files(_ name: String = "") -> [String]? {
    try? FileManager.default.contentsOfDirectory(atPath: name.isEmpty ? path : "\(path)/\(name)").sorted()
  }

  func text(_ name: String) -> String? { folder.read(name).map { String(decoding: $0, as: UTF8.self) } }

  func remove(_ name: String) throws { try FileManager.default.removeItem(atPath: "\(path)/\(name)") }
}
