import ArgumentParser
import Coverage

/// Which units are neighbours.
struct NeighbourArguments: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      id: "Tetangga: berbagi titik, berbagi sisi, K terdekat, atau dalam jarak KM. Bawaan: queen.",
      en: "Neighbours: sharing a point, sharing an edge, the K nearest, or within KM kilometres. Default: queen.",
      .typed("queen|rook|knn:K|distance:KM")),
    transform: Self.neighbourhood)
  var weights: SpatialOptions.Neighbourhood = .queen
  @Option(
    help: ArgumentHelp(
      id: "Jarak batas yang masih dianggap bersentuhan, dalam meter, untuk peta yang batasnya tidak berimpit.",
      en: "How far apart, in metres, boundaries still count as shared, for layers whose edges do not match.", .metres))
  var snap = 0.0

  private static func neighbourhood(_ text: String) throws -> SpatialOptions.Neighbourhood {
    guard let neighbourhood = SpatialOptions.Neighbourhood(text) else {
      throw ValidationError(
        id: "--weights adalah queen, rook, knn:K, atau distance:KM (KM di atas 0, paling besar 20004).",
        en: "--weights is queen, rook, knn:K or distance:KM (KM above 0, at most 20004).")
    }
    return neighbourhood
  }

  static func validate(snap: Double) throws {
    guard snap >= 0 && snap <= 100_000 else {
      throw ValidationError(
        id: "--snap antara 0 dan 100000 meter.", en: "--snap lies between 0 and 100000 metres.")
    }
  }

  mutating func validate() throws {
    try Self.validate(snap: snap)
  }
}
