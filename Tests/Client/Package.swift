// swift-tools-version: 6.2
import PackageDescription

// Somebody who uses the libraries: a package of its own, which sees the products and what is public in them. scripts/client
// weaves the examples of the documentation into the tests of Examples/, and builds and runs it in .build/client.

let products = [
  "SpatialStatistics", "Shapefile", "GeoJSON", "GeoPackage", "LayerFiles", "GEOS", "Topology", "Tables", "TableReading",
  "Coverage",
]
let strictness: [SwiftSetting] = Context.environment["JANGKAU_STRICT"] == nil ? [] : [.treatAllWarnings(as: .error)]

let package = Package(
  name: "jangkau-client",
  dependencies: [.package(name: "jangkau", path: "../..")],
  targets: [
    .testTarget(
      name: "ClientTests", dependencies: products.map { .product(name: $0, package: "jangkau") },
      swiftSettings: strictness)
  ],
  swiftLanguageModes: [.v6]
)
