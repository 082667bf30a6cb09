import ArgumentParser
import Glibc
import SpatialStatistics

@main
struct MeasureScan: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "measure-scan", abstract: "Times the spatial scan statistic on made-up counts at given places.")

  @Argument(help: "Places: delimited text with columns lng and lat.")
  var points: String

  @Option(help: "Take so many of the places, evenly spread over the file; 0 takes all.")
  var units = 0

  @Option(help: "Eligible workers in all, about.")
  var eligible = 100_000_000

  @Option(help: "The share of them that is covered.")
  var rate = 0.6

  @Option(help: "The largest share of the eligible in a window.")
  var share = 0.5

  @Option(help: "Replicates of the null hypothesis.")
  var replicates = 999

  @Option(help: "Threads.")
  var threads = 2

  @Flag(help: "The Poisson model instead of Bernoulli.")
  var poisson = false

  @Flag(help: "Geodesics on WGS 84 instead of great circles.")
  var geodesic = false

  func run() throws {
    let places = try readPlaces()
    // Sizes with a long tail, and counts about as far from the common rate as chance takes them.
    var stream = RandomStream(seed: 5, purpose: .simulation, index: 0)
    let mean = Double(eligible) / Double(places.x.count)
    var (people, covered): ([Int], [Int]) = ([], [])
    for _ in places.x {
      let n = max(1, Int(mean * (0.2 - 0.8 * log(stream.unit()))))
      let spread = (12 * Double(n) * rate * (1 - rate)).squareRoot()
      people.append(n)
      covered.append(max(0, min(n, Int(Double(n) * rate + (stream.unit() - 0.5) * spread))))
    }
    let scan = ScanStatistic(maximumShare: share, replicates: replicates, threads: threads)
    let clock = ContinuousClock()
    var result: ScanResult?
    let time = try clock.measure {
      result = try scan.clusters(
        at: ScanPlaces(x: places.x, y: places.y, metric: geodesic ? .geodesic() : .greatCircle), eligible: people,
        covered: covered, model: poisson ? .poisson : .bernoulli)
    }
    print(
      "\(places.x.count) units, \(people.reduce(0, +)) eligible, \(covered.reduce(0, +)) covered, "
        + "\(replicates) replicates, \(threads) threads: \(time)")
    if let first = result?.clusters.first {
      print("most likely: \(first.units.count) units, ratio \(first.logLikelihoodRatio), p \(first.pValue ?? .nan)")
    }
  }

  private func readPlaces() throws -> (x: [Double], y: [Double]) {
    guard let file = fopen(points, "rb") else { throw ValidationError("\(points) cannot be read.") }
    defer { fclose(file) }
    var lines: [[Substring]] = []
    while let line = readLine(file) { lines.append(line.split(separator: ",", omittingEmptySubsequences: false)) }
    guard let header = lines.first, let x = header.firstIndex(of: "lng"), let y = header.firstIndex(of: "lat") else {
      throw ValidationError("\(points) has no columns lng and lat.")
    }
    let places = lines.dropFirst().compactMap { fields -> (Double, Double)? in
      guard fields.count > max(x, y), let lng = Double(fields[x]), let lat = Double(fields[y]) else { return nil }
      return (lng, lat)
    }
    let count = units > 0 ? min(units, places.count) : places.count
    let taken = (0..<count).map { places[$0 * places.count / count] }
    return (taken.map(\.0), taken.map(\.1))
  }

  private func readLine(_ file: UnsafeMutablePointer<FILE>) -> Substring? {
    var memory: UnsafeMutablePointer<CChar>?
    var capacity = 0
    let length = getline(&memory, &capacity, file)
    defer { free(memory) }
    guard length >= 0, let memory else { return nil }
    let text = String(decoding: UnsafeRawBufferPointer(start: memory, count: length), as: UTF8.self)
    return Substring(text.filter { !$0.isNewline && $0 != "\"" })
  }
}
