// swift-tools-version: 6.1
import PackageDescription

// The program that makes the shapes beside it, a package of its own so that users of Jangkau never build it:
//
//     swift run --package-path shapes/maker make-shapes

let package = Package(
  name: "shapes-maker",
  dependencies: [.package(name: "jangkau", path: "../..")],
  targets: [
    .executableTarget(
      name: "make-shapes",
      dependencies: [.product(name: "Shapefile", package: "jangkau")],
      swiftSettings: [.enableUpcomingFeature("InternalImportsByDefault")])
  ],
  swiftLanguageModes: [.v6]
)
