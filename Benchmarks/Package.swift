// swift-tools-version: 6.1
import PackageDescription

// Measurements are a package of their own, so that neither their programs nor their inputs burden who uses the library.

let package = Package(
  name: "jangkau-benchmarks",
  dependencies: [
    .package(name: "jangkau", path: ".."),
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.5.0"),
  ],
  targets: [
    .executableTarget(
      name: "make-national-layer",
      dependencies: [
        .product(name: "Shapefile", package: "jangkau"),
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      swiftSettings: [.enableUpcomingFeature("InternalImportsByDefault")]),
    .executableTarget(
      name: "measure-contiguity",
      dependencies: [
        .product(name: "Shapefile", package: "jangkau"),
        .product(name: "SpatialStatistics", package: "jangkau"),
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      swiftSettings: [.enableUpcomingFeature("InternalImportsByDefault")]),
    .executableTarget(
      name: "read-and-join",
      dependencies: [
        .product(name: "Coverage", package: "jangkau"),
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      swiftSettings: [.enableUpcomingFeature("InternalImportsByDefault")]),
    .executableTarget(
      name: "measure-scan",
      dependencies: [
        .product(name: "SpatialStatistics", package: "jangkau"),
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      swiftSettings: [.enableUpcomingFeature("InternalImportsByDefault")]),
    .executableTarget(
      name: "measure-local",
      dependencies: [
        .product(name: "Shapefile", package: "jangkau"),
        .product(name: "SpatialStatistics", package: "jangkau"),
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      swiftSettings: [.enableUpcomingFeature("InternalImportsByDefault")]),
    .executableTarget(
      name: "study-power",
      dependencies: [
        .product(name: "Shapefile", package: "jangkau"),
        .product(name: "SpatialStatistics", package: "jangkau"),
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      swiftSettings: [.enableUpcomingFeature("InternalImportsByDefault")]),
  ],
  swiftLanguageModes: [.v6]
)
