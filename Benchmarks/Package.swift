// swift-tools-version: 6.1
import PackageDescription

// Measurements are a package of their own, so that neither their programs nor their inputs burden who uses the library.

func program(_ name: String, _ products: [String]) -> Target {
  .executableTarget(
    name: name,
    dependencies: products.map { .product(name: $0, package: "jangkau") } + [
      .product(name: "ArgumentParser", package: "swift-argument-parser")
    ],
    swiftSettings: [.enableUpcomingFeature("InternalImportsByDefault")])
}

let package = Package(
  name: "jangkau-benchmarks",
  dependencies: [
    .package(name: "jangkau", path: ".."),
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.5.0"),
  ],
  targets: [
    program("make-national-layer", ["Shapefile"]),
    program("measure-contiguity", ["Shapefile", "SpatialStatistics"]),
    program("measure-local", ["Shapefile", "SpatialStatistics"]),
    program("measure-scan", ["SpatialStatistics"]),
    program("read-and-join", ["Coverage"]),
    program("study-power", ["Coverage", "Shapefile", "SpatialStatistics"]),
  ],
  swiftLanguageModes: [.v6]
)
