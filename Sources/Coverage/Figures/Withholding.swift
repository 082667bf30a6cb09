/// What of a table is not published.
struct Withholding: Sendable, Equatable {
  /// By segment, then by unit of the layer: the segment's enrolled workers and all that follows from them.
  var cells: [[Bool]]
  /// By unit: its totals over segments.
  var totals: [Bool]
}
