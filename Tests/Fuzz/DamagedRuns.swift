internal import Archives
internal import Diagnostics

/// Whole runs on files of which one or two are damaged, by bytes or by what they say.
struct DamagedRuns {
  private let files: [(name: String, bytes: [UInt8])]

  /// The commands, by the files that they read in `in/` and the options that lead far into the program.
  private static let commands = [
    "analyze in/LAYER in/table.csv --output out/new --permutations 99 --replications 99",
    "analyze in/LAYER in/table.csv --output out/new --permutations 99 --replications 99 --allow-unmatched --allow-sums "
      + "--points in/points.csv --reach 25 --publish --rejected out/rejected.csv",
    "analyze in/LAYER in/table.csv --output out/new --permutations 99 --scan-shape elliptic --weights knn:3 --rates poisson "
      + "--classes jenks --min-difference-tau 1",
    "analyze in/LAYER in/WORKBOOK --output out/old --force --allow-unmatched --permutations 99 --replications 99",
    "check in/LAYER in/TABLE --format json", "check in/LAYER in/TABLE --write-clean out/clean.csv",
    "check in/LAYER --weights distance:100 --snap 10", "rank in/LAYER in/TABLE --by coverage",
    "rank in/LAYER in/TABLE --format xlsx --allow-unmatched", "convert in/LAYER out/new.gpkg",
    "convert in/LAYER out/new.geojson",
    "convert in/LAYER out/new.shp --repair --snap 100 --report out/report.txt",
    "aggregate in/records.csv --boundaries in/LAYER --output out/new.csv --allow-unmatched --rejected out/rejected.csv",
    "reapportion in/table.csv --from in/kaltim_kecamatan.shp --to in/LAYER --output out/new.csv --matrix out/matrix.csv",
    "reapportion in/table.csv --from in/LAYER --to in/kaltim_kabkota.shp --output out/new.csv --allow-unmatched",
  ]
  private static let layers = [
    "kaltim_kecamatan.shp", "kaltim_kabkota.shp", "layer.geojson", "layer.gpkg", "layer.zip",
  ]
  private static let workbooks = ["table.xlsx", "table.ods"]
  private static let tables = ["table.csv", "table.csv", "small.csv", "titles.csv"]

  private static let codedRows: [[String]] = String(
    decoding: FuzzTarget.shape("kepesertaan_ilustrasi.csv"), as: UTF8.self
  )
  .split(separator: "\n").map { $0.split(separator: ";", omittingEmptySubsequences: false).map(String.init) }

  init(in folder: String) throws {
    files =
      CommandLines.files + [
        ("titles.csv", Array(TableSeeds.texts[0].utf8)), ("layer.geojson", try LayerSeeds.geoJSON()[1]),
        ("layer.gpkg", try LayerSeeds.geoPackages(in: folder)[1]),
        ("layer.zip", try LayerSeeds.archives(in: folder)[0]),
        ("table.xlsx", try TableSeeds.workbook(Self.codedRows)),
        ("table.ods", try TableSeeds.openDocument(Self.codedRows)),
      ]
  }

  func attempt(by mutator: inout Mutator) -> Attempt {
    let line = mutator.one(of: Self.commands).split(separator: " ").map { word -> String in
      switch word {
      case "in/LAYER": "in/" + mutator.one(of: Self.layers)
      case "in/WORKBOOK": "in/" + mutator.one(of: Self.workbooks)
      case "in/TABLE": "in/" + mutator.one(of: mutator.below(4) == 0 ? Self.workbooks : Self.tables)
      default: String(word)
      }
    }
    let words = line + ["--lang", mutator.one(of: ["id", "en"]), "--threads", mutator.one(of: ["1", "2"])]
    // A shapefile is all its parts; what is not read need not be there.
    let names = Set(line.filter { $0.hasPrefix("in/") }.map { $0.dropFirst(3).split(separator: ".")[0] })
    var files = files.filter { names.contains($0.name.split(separator: ".")[0]) }
    for _ in 0...mutator.below(2) {
      let index = mutator.below(files.count)
      files[index].bytes = damaged(files[index], by: &mutator)
    }
    return Attempt(words.map { Array($0.utf8) }, files: files)
  }

  private func damaged(_ file: (name: String, bytes: [UInt8]), by mutator: inout Mutator) -> [UInt8] {
    let suffix = file.name.split(separator: ".").last ?? ""
    guard mutator.below(3) > 0 else { return mutator.mutated(file.bytes, others: [file.bytes]) }
    switch suffix {
    case "csv", "geojson": return mutator.rearranged(file.bytes)
    case "dbf": return mutator.rearranged(dbf: file.bytes)
    case "shp": return mutator.rearranged(shp: file.bytes)
    case "zip", "xlsx", "ods": return mutator.mutatedInside(archive: file.bytes) ?? file.bytes
    default: return mutator.mutated(file.bytes, others: [file.bytes])
    }
  }
}
