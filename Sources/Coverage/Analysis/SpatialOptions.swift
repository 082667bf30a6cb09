/// How neighbours are found, and how clusters are tested.
public struct SpatialOptions: Sendable {
  /// Which units are neighbours.
  public enum Neighbourhood: Sendable, Hashable, CustomStringConvertible {
    case queen
    case rook
    /// The k nearest, by geodesic distance between centroids.
    case nearest(Int)
    /// All whose centroids are at most so far, in kilometres.
    case withinKilometres(Double)

    /// No two places on Earth are further apart, in kilometres.
    public static let mostKilometres = 20_004.0

    /// Reads `queen`, `rook`, `knn:K` or `distance:KM`; nil for anything else, and for a distance that is not above 0
    /// or reaches beyond the other side of the Earth.
    public init?(_ text: String) {
      let parts = text.lowercased().split(separator: ":", omittingEmptySubsequences: false)
      switch (parts.first, parts.count) {
      case ("queen", 1): self = .queen
      case ("rook", 1): self = .rook
      case ("knn", 2):
        guard let k = Int(parts[1]), k >= 1 else { return nil }
        self = .nearest(k)
      case ("distance", 2):
        guard let kilometres = Double(parts[1]), kilometres > 0, kilometres <= Self.mostKilometres else { return nil }
        self = .withinKilometres(kilometres)
      default: return nil
      }
    }

    /// Whether neighbours are those whose boundaries meet.
    var isContiguity: Bool { self == .queen || self == .rook }

    /// As the option is written.
    public var description: String {
      switch self {
      case .queen: "queen"
      case .rook: "rook"
      case .nearest(let k): "knn:\(k)"
      case .withinKilometres(let kilometres):
        "distance:" + (kilometres == kilometres.rounded() ? String(Int(kilometres)) : String(kilometres))
      }
    }
  }

  /// Of which values the local statistics are.
  public enum LocalValues: String, Sendable, CaseIterable {
    /// Residuals on the scale of what coverage varies between units, which make units exchangeable.
    case standardised
    /// Coverage as it is, as other programs take it.
    case rate
  }

  public var neighbourhood = Neighbourhood.queen
  /// How far apart, in metres, boundaries may be and still count as shared.
  public var snapMetres = 0.0
  /// R of Moran's I, and the least of the local statistics.
  public var permutations = 9999
  public var localValues = LocalValues.standardised
  /// R of the scan statistic; 0 leaves the scan out.
  public var replications = 999
  /// Above so many units the scan is left out, because its work grows with their square; nil for no limit. A user who
  /// states the replicates or the largest window has thought of it.
  public var scanUnitLimit: Int? = 20_000
  /// The level at which cold spots and scan clusters are called significant.
  public var alpha = 0.05
  public var seed: UInt64 = 1
  public var scanModel = ScanModel.overdispersed
  public var scanShape = ScanShape.circular
  /// How clusters after the first are found; nil for iteration where the model has it and the layer is not too large.
  public var scanSecondary: ScanSecondary?
  /// The largest share of the eligible in a window, above 0 and at most 1; nil for a quarter under the overdispersed
  /// model, a half under the others.
  public var scanMaxShare: Double?
  /// Clusters whose coverage lies less than so many points below that outside are counted, not listed.
  public var minimumDifference = 2.0
  /// Likewise those whose coverage lies below that outside by less than so many times what coverage varies between units
  /// beyond chance, τ. Under the overdispersed model only: the others take it that there is no such variation.
  ///
  /// A window of many units can be significant though it is hardly lower than the rest, since it is the units' mean that is
  /// tested: where τ is 22 points, one of 5 points is nothing that anybody would remark on.
  public var minimumVariations = 0.5
  /// Coverage below which units form threshold clusters, from 0 to 1; nil for the coverage of all units together.
  public var threshold: Double?

  public init() {}
}
