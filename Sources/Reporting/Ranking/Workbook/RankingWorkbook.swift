public import Coverage
public import Diagnostics
internal import Spreadsheets

/// `ranking.xlsx`: the ranking for people who keep it in a spreadsheet, print it and go on with it. Sheets for the units,
/// the level above them, segments, clusters, what the columns mean, and what is said of the run.
///
/// Sums are formulas over the sheet of units, so that they follow a filter or a correction; each stands with its value. They
/// are values alone in a publication, where cells are withheld and their visible rest would be a false sum, where not all
/// units are listed, and for parents where computing would take a spreadsheet long; the workbook says so.
public enum RankingWorkbook {
  /// The whole file, of a ranking alone; the same analysis gives the same bytes.
  ///
  /// - Parameters:
  ///   - analysis: the units and their figures.
  ///   - ranking: the order of the rows.
  ///   - top: only so many of the first.
  ///   - reach: adds its columns, where service points were given.
  ///   - language: of all that is said in it.
  /// - Throws: `Diagnostic` (internalFault) where there is no memory for it.
  /// - Complexity: O(units · columns).
  public static func bytes(
    _ analysis: Analysis, by ranking: Ranking, top: Int? = nil, reach: Reach? = nil, language: Language
  ) throws -> [UInt8] {
    try bytes(
      WorkbookContents(
        table: RankingTable(analysis, by: ranking, top: top, reach: reach), spatial: nil, notices: analysis.notices,
        inputs: analysis.inputs, language: language))
  }

  /// The whole file, with the clusters and all notices of a run; the same results give the same bytes.
  ///
  /// - Parameters:
  ///   - results: of the run.
  ///   - ranking: the order of the rows.
  ///   - language: of all that is said in it.
  /// - Throws: `Diagnostic` (internalFault) where there is no memory for it.
  /// - Complexity: O(units · columns).
  public static func bytes(_ results: Results, by ranking: Ranking, language: Language) throws -> [UInt8] {
    try bytes(
      WorkbookContents(
        table: RankingTable(
          results.analysis, by: ranking, reach: results.gaps.reach, spatial: results.spatial),
        spatial: results.spatial, notices: results.notices, inputs: results.inputs, language: language))
  }

  private static func bytes(_ contents: WorkbookContents) throws -> [UInt8] {
    var book = WorkbookWriter()
    let styles = WorkbookStyles(&book)
    let ranking = RankingSheet(contents)
    let parents = ParentSheet(contents, ranking)
    book.add(ranking.sheet(styles))
    if let parents { book.add(parents.sheet(styles)) }
    if let segments = SegmentSheet(contents, ranking) { book.add(segments.sheet(styles)) }
    if let clusters = ClusterSheet(contents) { book.add(clusters.sheet(styles)) }
    book.add(DefinitionSheet(contents, ranking).sheet(styles))
    book.add(NoteSheet(contents, ranking, parents).sheet(styles))
    return try book.bytes()
  }
}
