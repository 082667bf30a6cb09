import Foundation
import Testing

/// What stops a program in Swift is looked for in the sources themselves: an input must end in a message, never in a trap.
///
/// Each place that is allowed is one of which somebody has shown that no input reaches it; a new one makes a test fail, and
/// either gets a way that cannot trap or a line in the table with its reason.
@Suite struct TrapTests {
  /// A line of the sources without its comments.
  private struct Line {
    let file: String
    let number: Int
    let text: String
  }

  private static let lines: [Line] = {
    let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().appendingPathComponent("Sources").path
    let files = (FileManager.default.enumerator(atPath: root)?.allObjects as? [String] ?? []).filter {
      $0.hasSuffix(".swift")
    }
    return files.sorted().flatMap { file in
      let text = (try? String(contentsOfFile: "\(root)/\(file)", encoding: .utf8)) ?? ""
      return text.split(separator: "\n", omittingEmptySubsequences: false).enumerated().map { number, line in
        Line(
          file: file, number: number + 1,
          text: String(line.prefix(upTo: line.range(of: "//")?.lowerBound ?? line.endIndex)))
      }
    }
  }()

  /// Compares the places where a pattern is found with how many each file is allowed at most.
  private func check(_ pattern: String, _ allowed: [String: Int], _ advice: Comment) throws {
    let expression = try NSRegularExpression(pattern: pattern)
    var found: [String: [Line]] = [:]
    for line in Self.lines {
      let range = NSRange(line.text.startIndex..., in: line.text)
      for _ in expression.matches(in: line.text, range: range) { found[line.file, default: []].append(line) }
    }
    for file in Set(found.keys).union(allowed.keys).sorted() {
      let places = found[file] ?? []
      #expect(
        places.count <= allowed[file] ?? 0,
        "\(advice): \(file), \(places.map { "\($0.number): \($0.text.drop { $0 == " " })" }.joined(separator: "; "))")
    }
  }

  @Test func theSourcesAreThere() { #expect(Self.lines.count > 20_000) }

  /// `Int(x)` traps for what is no number and for what is too large. `Int(exactly:)` does not.
  @Test func fractionsBecomeWholeNumbersOnlyWhereTheyFit() throws {
    try check(
      #"\bU?Int(?:8|16|32|64)?\((?!truncatingIfNeeded|exactly|clamping|bitPattern)[^:]*(?:\.rounded\(|[a-zA-Z\)\]] / |\* factor|\* scale|\* 100\b|\* 1e7|\* per[XY]|100 \* |squareRoot|log10|pmf|\bplace\)|place\.[xy]\)|limit\)|value\)|rounded\))"#,
      [
        // All between 11 and 100.
        "Boundaries/BoundaryAttributes.swift": 1,
        // The grid is a power of ten of ours.
        "BoundaryRepair/LayerRepair+Plan.swift": 1,
        // Degrees in a pixel of a drawing.
        "Cartography/Maps/MapImage.swift": 1,
        // Digits of whole numbers.
        "Cartography/Maps/PathText.swift": 1,
        // Of an area on the Earth.
        // Coverage lies between 0 and 100.
        "Cartography/Report/CoverageHistogram.swift": 1,
        // Positions in an array that is not empty.
        "Cartography/Report/Report+Sections.swift": 2,
        // Places in a drawing.
        "Cartography/Report/ReportMap.swift": 2,
        // Guarded on the line before.
        "Cartography/Report/ScriptData.swift": 1,
        // A gap that was found within a limit of metres.
        "Coverage/Analysis/NeighbourAudit.swift": 1,
        // At most the eligible, which tables limit.
        "Coverage/Figures/CoverageFigures.swift": 1,
        // A constant.
        "Coverage/Gaps/Reach+Totals.swift": 1,
        // At most the uncovered.
        "Coverage/Gaps/Reach.swift": 1,
        // Guarded above.
        "Diagnostics/Language+Numbers.swift": 3,
        // Whole numbers.
        "GeoPackage/GeometryDecoder.swift": 1,
        // Whole numbers.
        "GeoPackage/SQLiteDatabase.swift": 1,
        // At most as many as there are cells.
        "Geometry/EdgeCancellation.swift": 1,
        // A place in a box, in steps.
        "Geometry/PointLocator.swift": 1,
        // Guarded on the same line.
        "Layers/AttributeTable.swift": 1,
        // A position.
        "Participants/ChunkReading.swift": 1,
        // Shares, and areas on the Earth.
        "Reapportionment/ReapportionedTable.swift": 2,
        // A share of a sum above 0.
        "Reapportionment/ShareMatrix.swift": 1,
        // A share of ten columns.
        "Reporting/Text/TextDisplay.swift": 2,
        // Whole numbers.
        "Shapefile/AttributeFile.swift": 1,
        // Whole numbers.
        "Shapefile/ShapelibHooks.swift": 1,
        // Guarded on the same line.
        "SpatialStatistics/ExactValues.swift": 1,
        // Whole numbers.
        "SpatialStatistics/FlexibleScan.swift": 1,
        // Scaled so that the largest fits.
        "SpatialStatistics/NormalScanModel.swift": 1,
        // Logarithms of likelihoods, which are finite.
        "SpatialStatistics/ScanCertainty.swift": 1,
        // At most as many as the trials.
        "SpatialStatistics/ScanDraws.swift": 2,
        // Scaled so that the largest fits.
        "SpatialStatistics/ScanOrder.swift": 1,
        // A share of an extent above 0.
        "SpatialStatistics/ScanPoints.swift": 1,
        // Guarded on the same line.
        "SpatialStatistics/ScanWindows.swift": 1,
        // Positions.
        "SpatialWeights/PointTree.swift": 2,
        // Cells of a box that holds the vertex.
        "SpatialWeights/VertexRuns.swift": 3,
        // Guarded on the line before.
        "Spreadsheets/NumberFormat.swift": 2,
        // A digit.
        "Tables/CSVWriter.swift": 1,
        // Whole numbers of a drawing of limited sides.
        "Topology/CellGrid.swift": 8,
        // Limited to the sides of the drawing.
        "Topology/DrawingGrid.swift": 3,
        // Whole numbers.
        "Topology/EffectiveArea.swift": 1,
        // A share of 100.
        "jangkau/ProgressLine.swift": 1,
      ], "a fraction becomes a whole number")
  }

  /// Keys looked up in the dictionary that they are from, and what the line before has tested. No file gains one: `guard let`
  /// and `if let` say the same without a trap. Memory that is not empty has an address.
  @Test func nothingNewIsUnwrappedByForce() throws {
    try check(
      #"(?<!baseAddres)[A-Za-z0-9_\)\]](?<!baseAddress)!(?!=)(?=[\.\)\]\s,;:}\[]|$)"#,
      [
        "Boundaries/BoundaryAttributes.swift": 1,
        "Coverage/Figures/CoverageFigures.swift": 3,
        "Enrolment/Join/Join.swift": 1,
        "GeoJSON/FixedDecimal.swift": 1,
        "GeoJSON/JSONScanner.swift": 10,
        "LayerFiles/FileKind.swift": 1,
        "Parallel/Background.swift": 1,
        "Parallel/Parallel.swift": 1,
        "Participants/AggregationLedger.swift": 3,
        "Participants/ParticipantIndex.swift": 1,
        "Participants/RecordColumns.swift": 2,
        "Reapportionment/Reapportionment.swift": 1,
        "Reapportionment/ShareWeights.swift": 1,
        "RunFiles/FilePath.swift": 1,
        "Shapefile/AttributeWriter.swift": 2,
        "Shapefile/ShapefileParts.swift": 1,
        "Shapefile/ShapefileReader+Attributes.swift": 1,
        "SpatialStatistics/ClippedRates.swift": 2,
        "SpatialStatistics/FalseDiscoveryRate.swift": 3,
        "SpatialStatistics/NormalScanModel.swift": 1,
        "SpatialStatistics/ScanRun.swift": 2,
        "SpatialStatistics/ScanSample.swift": 1,
        "SpatialStatistics/ScanSelection.swift": 1,
        "SpatialStatistics/ScanStatistic.swift": 2,
        "SpatialWeights/SpatialWeights+Subsets.swift": 1,
        "Spreadsheets/XMLScanner.swift": 4,
        "TableReading/RowReading+Segments.swift": 10,
        "TableReading/RowReading+Sums.swift": 1,
        "TableReading/RowReading.swift": 2,
        "TableReading/TableReader+Counts.swift": 10,
        "TableReading/TableReader+Places.swift": 3,
        "TableReading/TableReading.swift": 1,
        "Tables/GridSeparator.swift": 1,
        "Tables/TableGrid+Text.swift": 1,
        "Topology/ArcSimplification.swift": 2,
      ], "a value is unwrapped by force")
  }

  @Test func nothingIsTriedOrCastByForce() throws {
    try check(#"\b(?:try|as)!|\bunowned\b"#, [:], "tried, cast or left to dangle by force")
  }
}
