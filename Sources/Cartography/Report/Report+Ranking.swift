internal import Coverage
internal import Reporting

/// The table of units. The page brings its first rows; the script makes the others of its data, by the same columns.
extension Report {
  /// One column: its heading, by which of the script's columns it sorts, and its cells.
  private struct Column {
    let title: String
    /// Classes of CSS.
    let style: String
    let position: Int
    /// How the script makes a cell.
    let form: String
    /// The content of a unit's cell, as markup.
    let cell: (Int) -> String

    var isName: Bool { form == "name" }
  }

  /// So many rows are in the page as it comes, which is enough for paper and for a browser without scripts.
  static let mostRows = 100
  /// So many are printed.
  static let mostPrinted = 50

  private var columns: [Column] {
    func counts(_ figure: Figure<UnitResults, Int>, _ style: String, title: String? = nil) -> Column {
      let values = figure.values(of: results.units)
      return Column(
        title: title ?? figure.title[language], style: style, position: script.position(of: figure), form: "count",
        cell: { count(values[$0]) })
    }
    let coverage = UnitFigures.coverage.values(of: results.units)
    let low = UnitFigures.coverageLow.values(of: results.units)
    let high = UnitFigures.coverageHigh.values(of: results.units)
    let name = Column(
      title: UnitFigures.name.title[language], style: "", position: ReportScript.Position.name, form: "name",
      cell: { index in
        let unit = units[index]
        let code = unit.code.map { "<span class=\"code\"><bdi>\(MarkupText.escaped($0))</bdi></span>" } ?? ""
        return "<a href=\"#u\(index)\"><bdi>\(MarkupText.escaped(unit.name))</bdi></a>\(code)"
      })
    let parent = Column(
      title: results.analysis.layer.level.parent.singular[language], style: "parent",
      position: ReportScript.Position.parent, form: "parent",
      cell: { "<bdi>\(MarkupText.escaped(parentName($0) ?? "–"))</bdi>" })
    let share = Column(
      title: UnitFigures.coverage.title[language], style: "n", position: script.position(of: UnitFigures.coverage),
      form: "share", cell: { bar(coverage[$0]) + percent(coverage[$0]) })
    let interval = Column(
      title: texts["interval"], style: "n minor", position: script.position(of: UnitFigures.coverageLow),
      form: "interval",
      cell: { unit in
        guard let low = low[unit], let high = high[unit] else { return "–" }
        return "\(language.text(low, decimals: 1))–\(language.text(high, decimals: 1))"
      })
    let isOver100 = UnitFigures.isOver100.values(of: results.units)
    let status = Column(
      title: UnitFigures.status.title[language], style: "status", position: script.position(of: UnitFigures.status),
      form: "status",
      cell: { unit in
        units[unit].status.label[language] + (isOver100[unit] == true ? "; " + texts["over100"] : "")
      })
    return [counts(UnitFigures.rankByUncovered, "n", title: texts["rank"]), name] + (hasParents ? [parent] : [])
      + [
        counts(UnitFigures.eligible, "n wide"), counts(UnitFigures.covered, "n wide"),
        counts(UnitFigures.uncovered, "n"), share, interval,
        counts(UnitFigures.rankByCoverage, "n minor screen", title: texts["rankCoverage"]), status,
      ]
  }

  var hasParents: Bool { units.contains { $0.parent != nil } }

  func parentName(_ unit: Int) -> String? { units[unit].parent.map { results.analysis.parents.parents[$0].name } }

  /// What the script makes rows by.
  var tableData: String {
    ScriptData.list(
      columns.map {
        "{\"at\":\($0.position),\"form\":\(ScriptData.quoted($0.form)),\"style\":\(ScriptData.quoted($0.style))}"
      })
  }

  /// The cells of the table's head; it is in order of the first.
  var headings: String {
    columns.enumerated().map { index, column in
      let style = column.style.isEmpty ? "" : " class=\"\(column.style)\""
      return
        "<th scope=\"col\"\(style) data-column=\"\(column.position)\"\(index == 0 ? " aria-sort=\"ascending\"" : "")>"
        + "\(MarkupText.escaped(column.title))</th>\n"
    }.joined()
  }

  /// The first rows.
  var rows: String {
    let columns = columns
    var rows = ""
    for unit in script.order.prefix(Self.mostRows) {
      rows += "<tr id=\"r\(unit)\">"
      for column in columns {
        let style = column.style.isEmpty ? "" : " class=\"\(column.style)\""
        let cell = column.cell(unit)
        rows += column.isName ? "<th scope=\"row\"\(style)>\(cell)</th>" : "<td\(style)>\(cell)</td>"
      }
      rows += "</tr>\n"
    }
    return rows
  }

  /// A bar beside a percentage; it says nothing that the number does not.
  func bar(_ value: Double?) -> String {
    value.map { "<span class=\"bar\" style=\"--v:\(ScriptData.text(min(max($0, 0), 100)))\"></span>" } ?? ""
  }

  /// What the table can be filtered by.
  var statuses: [[String: Any]] {
    ReportScript.statuses.filter { status in units.contains { $0.status == status } }.map {
      ["value": $0.rawValue, "label": $0.label[language]]
    }
  }
}
