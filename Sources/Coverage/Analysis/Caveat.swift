/// What an input is not.
package enum Caveat: Sendable, CaseIterable {
  /// The counts that ship with the project.
  case illustrativeCounts
  /// The boundaries that ship with the project.
  case schematicBoundaries

  /// In both languages at once, because the files travel.
  package var text: String {
    switch self {
    case .illustrativeCounts: "ilustrasi, bukan data resmi / illustrative, not official data"
    case .schematicBoundaries: "skematik, bukan batas resmi / schematic, not official boundaries"
    }
  }
}
