// swift-tools-version: 6.2
import PackageDescription

// Each module is one concern; dependencies point one way, from the C libraries at the top of this
// list to the command at its end. ARCHITECTURE.md says what belongs where.

var dependencies: [Package.Dependency] = [
  .package(url: "https://github.com/apple/swift-argument-parser", from: "1.5.0"),
  .package(url: "https://github.com/hummingbird-project/swift-mustache", from: "2.0.0"),
]
// Only building the documentation needs this plugin, so users do not fetch it.
if Context.environment["JANGKAU_DOCS"] != nil {
  dependencies.append(.package(url: "https://github.com/swiftlang/swift-docc-plugin", from: "1.4.0"))
}

let systemLibraries: [Target] = [
  .systemLibrary(name: "CGEOS", pkgConfig: "geos", providers: [.apt(["libgeos-dev"])]),
  .systemLibrary(name: "CShapelib", pkgConfig: "shapelib", providers: [.apt(["libshp-dev"])]),
  .systemLibrary(name: "CPROJ", pkgConfig: "proj", providers: [.apt(["libproj-dev"])]),
  .systemLibrary(name: "CSQLite", pkgConfig: "sqlite3", providers: [.apt(["libsqlite3-dev"])]),
  .systemLibrary(name: "CCrypto", pkgConfig: "libcrypto", providers: [.apt(["libssl-dev"])]),
  .systemLibrary(name: "CZip", pkgConfig: "libzip", providers: [.apt(["libzip-dev"])]),
  .systemLibrary(name: "CExpat", pkgConfig: "expat", providers: [.apt(["libexpat1-dev"])]),
]

// Continuous integration takes no warning; a user's newer compiler may have new ones.
let strictness: [SwiftSetting] = Context.environment["JANGKAU_STRICT"] == nil ? [] : [.treatAllWarnings(as: .error)]
let settings: [SwiftSetting] = [.enableUpcomingFeature("InternalImportsByDefault")] + strictness

func library(_ name: String, _ dependencies: [Target.Dependency], resources: [Resource] = []) -> Target {
  .target(name: name, dependencies: dependencies, resources: resources, swiftSettings: settings)
}

func tests(_ target: String, _ dependencies: [Target.Dependency], exclude: [String] = []) -> Target {
  .testTarget(
    name: target + "Tests", dependencies: dependencies + ["TestSupport"], exclude: exclude, swiftSettings: settings)
}

let mustache = Target.Dependency.product(name: "Mustache", package: "swift-mustache")

let package = Package(
  name: "jangkau",
  // A product lists the modules that its public types need, so that whoever depends on it can import them
  // (Tests/SourceTests/ProductTests.swift).
  products: [
    .executable(name: "jangkau", targets: ["jangkau"]),
    .library(
      name: "SpatialStatistics",
      targets: ["SpatialStatistics", "SpatialWeights", "Projections", "Geometry", "Diagnostics"]),
    .library(
      name: "Shapefile",
      targets: ["Shapefile", "Layers", "FileAccess", "Geometry", "TextEncodings", "Diagnostics"]),
    .library(name: "GeoJSON", targets: ["GeoJSON", "Layers", "FileAccess", "Geometry", "Diagnostics"]),
    .library(name: "GeoPackage", targets: ["GeoPackage", "Layers", "FileAccess", "Geometry", "Diagnostics"]),
    .library(name: "LayerFiles", targets: ["LayerFiles", "Layers", "Geometry", "Diagnostics"]),
    .library(name: "GEOS", targets: ["GEOS", "Geometry", "Diagnostics"]),
    .library(name: "Topology", targets: ["Topology", "Geometry"]),
    .library(name: "Tables", targets: ["Tables", "Spreadsheets", "Archives", "TextEncodings", "Diagnostics"]),
    .library(name: "TableReading", targets: ["TableReading", "Areas", "Tables", "TextEncodings", "Diagnostics"]),
    .library(
      name: "Coverage",
      targets: [
        "Reporting", "Coverage", "Reapportionment", "Participants", "BoundaryRepair", "Enrolment", "TableReading",
        "Boundaries", "Areas", "RunFiles", "Tables", "TextEncodings", "SpatialStatistics", "SpatialWeights",
        "Projections", "Layers", "Geometry", "Diagnostics",
      ]),
  ],
  dependencies: dependencies,
  targets: systemLibraries + [
    library("Diagnostics", []),
    library("TextEncodings", []),
    library("Parallel", []),
    library("FileAccess", []),
    library("Geometry", ["Parallel"]),
    library("SVGRendering", ["Diagnostics"]),
    library("Topology", ["Geometry", "Parallel"]),
    library("Layers", ["Geometry", "Diagnostics"]),
    library("GEOS", ["CGEOS", "Geometry", "Parallel", "Diagnostics"]),
    library("Projections", ["CPROJ", "Geometry", "Parallel", "Diagnostics"]),
    library(
      "Shapefile", ["CShapelib", "Layers", "FileAccess", "Geometry", "TextEncodings", "Parallel", "Diagnostics"]),
    library("GeoJSON", ["Layers", "FileAccess", "Geometry", "Parallel", "Diagnostics"]),
    library("GeoPackage", ["CSQLite", "Layers", "FileAccess", "Geometry", "Diagnostics"]),
    library(
      "LayerFiles",
      ["Shapefile", "GeoJSON", "GeoPackage", "Archives", "Layers", "FileAccess", "Diagnostics"]),
    library("Archives", ["CZip", "Diagnostics"]),
    library("Spreadsheets", ["CExpat", "Archives", "Diagnostics"]),
    library("Tables", ["Spreadsheets", "TextEncodings", "Parallel", "Diagnostics"]),
    library("SpatialWeights", ["Geometry", "Projections", "Parallel", "Diagnostics"]),
    library("SpatialStatistics", ["SpatialWeights", "Projections", "Parallel", "Diagnostics"]),
    library("RunFiles", ["CCrypto", "Parallel", "Diagnostics"]),
    library(
      "Areas", ["Tables", "Diagnostics"],
      resources: [
        .embedInCode("Data/kaltim_units.csv"), .embedInCode("Data/kaltim_villages.csv"),
        .embedInCode("Data/kaltim_aliases.csv"),
      ]),
    library("TableReading", ["Areas", "Tables", "Diagnostics"]),
    library(
      "Boundaries", ["Areas", "GEOS", "Projections", "LayerFiles", "Layers", "Geometry", "Parallel", "Diagnostics"]),
    library(
      "BoundaryRepair",
      [
        "Boundaries", "RunFiles", "GEOS", "Projections", "LayerFiles", "Shapefile", "GeoJSON", "GeoPackage", "Layers",
        "Tables",
        "SpatialWeights", "Geometry", "Parallel", "Diagnostics",
      ]),
    library(
      "Enrolment",
      [
        "Boundaries", "TableReading", "Areas", "RunFiles", "Projections", "LayerFiles", "Layers", "Tables", "Geometry",
        "Diagnostics",
      ]),
    library(
      "Participants",
      [
        "Enrolment", "TableReading", "Boundaries", "Areas", "RunFiles", "Projections", "Tables", "Geometry", "Parallel",
        "Diagnostics",
      ]),
    library(
      "Reapportionment",
      [
        "Enrolment", "TableReading", "Boundaries", "Areas", "RunFiles", "GEOS", "Projections", "LayerFiles", "Layers",
        "Tables", "Geometry", "Parallel", "Diagnostics",
      ]),
    library(
      "Coverage",
      [
        "BoundaryRepair", "Enrolment", "TableReading", "Boundaries", "LayerFiles", "RunFiles", "GEOS", "Projections",
        "Tables", "SpatialWeights", "SpatialStatistics", "Geometry", "Parallel", "Diagnostics",
      ]),
    library(
      "Reporting",
      [
        "Coverage", "Reapportionment", "Participants", "BoundaryRepair", "Enrolment", "TableReading", "Boundaries",
        "Areas", "RunFiles",
        "GEOS", "Projections", "Shapefile", "GeoJSON", "Layers", "Tables", "Spreadsheets", "SpatialWeights",
        "SpatialStatistics", "Geometry", "Parallel", "Diagnostics",
      ]),
    library(
      "Cartography",
      [
        "Reporting", "Coverage", "Enrolment", "Boundaries", "Areas", "RunFiles", "Archives", "GeoJSON", "GeoPackage",
        "Layers", "Topology", "SVGRendering", "Projections", "Geometry", "Parallel", "Diagnostics", mustache,
      ],
      resources: [
        "QGIS/Templates/qgis-symbol.mustache", "QGIS/Templates/qgis-style.mustache",
        "QGIS/Templates/qgis-style-file.mustache", "QGIS/Templates/qgis-crs.mustache",
        "QGIS/Templates/qgis-project.mustache", "QGIS/Templates/qgis-layout.mustache",
        "Report/Assets/report.mustache", "Report/Assets/report.css", "Report/Assets/report.js",
      ].map { .embedInCode($0) }),
    .executableTarget(
      name: "jangkau",
      dependencies: [
        "Cartography", "Reporting", "Coverage", "Reapportionment", "Participants", "BoundaryRepair", "Enrolment",
        "TableReading", "Boundaries", "Areas", "RunFiles", "Tables", "SpatialStatistics", "Parallel", "Diagnostics",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      swiftSettings: settings),
    .target(
      name: "TestSupport", dependencies: ["Geometry", "Layers", "Diagnostics"],
      path: "Tests/TestSupport", swiftSettings: settings),
    .target(
      name: "CoverageTestSupport",
      dependencies: [
        "Coverage", "Enrolment", "TableReading", "Boundaries", "Areas", "Projections", "Shapefile", "Layers",
        "Geometry",
        "Diagnostics", "TestSupport",
      ],
      path: "Tests/CoverageTestSupport", swiftSettings: settings),
    tests("Diagnostics", ["Diagnostics"]),
    // Feeds damaged files to the readers and to the program: scripts/fuzz.
    .executableTarget(
      name: "fuzz-readers",
      dependencies: [
        "Archives", "Areas", "Diagnostics", "GeoJSON", "GeoPackage", "Geometry", "LayerFiles", "Layers", "Projections",
        "Shapefile", "Spreadsheets", "TableReading", "Tables",
      ],
      path: "Tests/Fuzz", swiftSettings: settings),
    tests("TextEncodings", ["TextEncodings"]),
    tests("Geometry", ["Geometry"]),
    tests("Topology", ["Topology", "GEOS", "SpatialWeights", "Geometry"]),
    tests("Parallel", ["Parallel"]),
    tests("GEOS", ["GEOS", "Geometry", "Diagnostics"]),
    tests("Projections", ["Projections", "CPROJ", "Geometry", "Diagnostics"]),
    tests("Shapefile", ["Shapefile", "Layers", "Geometry", "Diagnostics"]),
    tests("GeoJSON", ["GeoJSON", "FileAccess", "Layers", "Geometry", "Diagnostics"]),
    tests("GeoPackage", ["GeoPackage", "FileAccess", "CSQLite", "Layers", "Geometry", "Diagnostics"]),
    tests(
      "LayerFiles",
      ["LayerFiles", "Archives", "GeoJSON", "GeoPackage", "Shapefile", "Layers", "Geometry", "Diagnostics"]),
    tests("Archives", ["Archives", "Diagnostics"]),
    tests("Spreadsheets", ["Spreadsheets", "Archives", "Diagnostics"]),
    tests("Tables", ["Tables", "Spreadsheets", "Archives", "Diagnostics"]),
    tests("TableReading", ["TableReading", "Areas", "Tables", "Spreadsheets", "Archives", "Diagnostics"]),
    tests("SpatialWeights", ["SpatialWeights", "Projections", "Shapefile", "Layers", "Geometry", "Diagnostics"]),
    tests("SpatialStatistics", ["SpatialStatistics", "SpatialWeights", "Projections", "Diagnostics"]),
    tests("RunFiles", ["RunFiles", "Diagnostics"]),
    tests("Areas", ["Areas", "CoverageTestSupport"]),
    tests("Boundaries", ["Boundaries", "Areas", "Projections", "Layers", "Geometry", "CoverageTestSupport"]),
    tests(
      "BoundaryRepair",
      [
        "BoundaryRepair", "Boundaries", "GEOS", "Projections", "SpatialWeights", "Geometry", "Diagnostics",
        "CoverageTestSupport",
      ]),
    tests(
      "Enrolment",
      [
        "Enrolment", "Boundaries", "Areas", "RunFiles", "Coverage", "Projections", "Shapefile", "Layers", "Geometry",
        "Diagnostics", "CoverageTestSupport",
      ]),
    tests(
      "Participants",
      [
        "Participants", "Enrolment", "TableReading", "Boundaries", "Areas", "Parallel", "Geometry", "Diagnostics",
        "CoverageTestSupport",
      ]),
    tests(
      "Reapportionment",
      [
        "Reapportionment", "Coverage", "TableReading", "Boundaries", "Projections", "Shapefile", "Layers", "Geometry",
        "Diagnostics",
        "CoverageTestSupport",
      ]),
    tests(
      "Coverage",
      [
        "Coverage", "Reporting", "BoundaryRepair", "Enrolment", "TableReading", "Boundaries", "RunFiles",
        "SpatialStatistics", "GEOS", "Projections", "Shapefile", "Tables", "Geometry", "Diagnostics",
        "CoverageTestSupport",
      ]),
    tests(
      "Reporting",
      [
        "Reporting", "Coverage", "BoundaryRepair", "TableReading", "Boundaries", "Areas", "GEOS", "GeoJSON", "Geometry",
        "Diagnostics", "CoverageTestSupport",
      ]),
    tests(
      "Cartography",
      [
        "Cartography", "Reporting", "Coverage", "TableReading", "Boundaries", "RunFiles", "Topology", "Archives",
        "GeoJSON", "Shapefile", "Layers", "Geometry", "Diagnostics",
      ]),
    // Looks into the sources and the manifest: what could trap, what products lack.
    tests("Source", []),
    tests("Shapes", ["Shapefile", "Tables", "SpatialWeights", "GEOS", "Projections", "Layers", "Geometry"]),
    tests(
      "EndToEnd", ["jangkau", "CSQLite", "SVGRendering", "Spreadsheets", "Shapefile", "Layers", "Geometry"],
      exclude: ["Golden"]),
  ],
  swiftLanguageModes: [.v6]
)
