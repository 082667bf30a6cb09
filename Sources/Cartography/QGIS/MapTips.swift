internal import Diagnostics
internal import Reporting

/// What QGIS shows where the pointer rests. Values are escaped, because the tip is HTML.
enum MapTips {
  static func coverage(_ language: Language) -> String {
    """
    <b>[% \(escaped(UnitFigures.name.field)) %]</b> [% \(escaped(UnitFigures.code.field)) %]<br>
    [% \(escaped(UnitFigures.parentName.field)) %]<br>
    \(number(UnitFigures.coverage, decimals: 1, unit: language.percent, language))<br>
    \(number(UnitFigures.uncovered, language))<br>
    \(number(UnitFigures.eligible, language))<br>
    [% \(escaped(UnitFigures.status.words)) %]
    """
  }

  static func clusters(_ language: Language) -> String {
    let summary = language == .indonesian ? ClusterFigures.summaryInIndonesian : ClusterFigures.summaryInEnglish
    return "[% \(escaped(summary.field)) %]"
  }

  static func gaps(_ language: Language) -> String {
    """
    <b>[% \(escaped(GapFigures.kind.words)) %]</b><br>
    [% \(escaped(GapFigures.unitCodes.field)) %]<br>
    \(number(GapFigures.area, decimals: 2, unit: " km²", language))
    """
  }

  static func parents(_ language: Language) -> String {
    """
    <b>[% \(escaped(ParentSumFigures.name.field)) %]</b> [% \(escaped(ParentSumFigures.code.field)) %]<br>
    \(number(ParentSumFigures.coverage, decimals: 1, unit: language.percent, language))<br>
    \(number(ParentSumFigures.uncovered, language))<br>
    \(number(ParentSumFigures.eligible, language))<br>
    \(number(ParentSumFigures.unitsWithData, language)) / [% \(ParentSumFigures.unitCount.field) %]
    """
  }

  static func services(_ language: Language) -> String {
    """
    <b>[% \(escaped(ServicePointFigures.name.field)) %]</b><br>
    \(number(ServicePointFigures.unitCount, language))<br>
    \(number(ServicePointFigures.uncovered, language))
    """
  }

  private static func number<Subject, Value>(
    _ figure: Figure<Subject, Value>, decimals: Int = 0, unit: String = "", _ language: Language
  ) -> String {
    let text = FieldExpression.number(figure, decimals: decimals, unit: unit, language)
    return "\(figure.description.alias[language]): [% coalesce(\(text), '–') %]"
  }

  private static func escaped(_ expression: String) -> String {
    "replace(coalesce(\(expression), ''), map('&', '&amp;', '<', '&lt;'))"
  }
}
