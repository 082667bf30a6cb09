import Areas
import Boundaries
import Coverage
import Diagnostics
import Enrolment
import FileAccess
import GeoJSON
import GeoPackage
import Geometry
import LayerFiles
import Layers
import Projections
import Shapefile
import SpatialStatistics
import SpatialWeights
import TableReading
import Tables
import Testing
import TextEncodings

/// What a public signature returns can be named, with the modules that the products have.
@Suite struct PublicTypesTests {
  @Test func ofShapefiles() throws {
    let reader = try ShapefileReader(path: "districts.shp")
    let encoding: TextEncoding = reader.encoding
    let source: EncodingSource = reader.encodingSource
    let fields: [Field] = reader.fields
    let system: ReferenceSystemStatement = reader.referenceSystem
    let notices: [Notice] = reader.notices
    let reading: PolygonReading = try reader.polygons(threads: 1)
    let polygons: PolygonBuffer = reading.polygons
    #expect(encoding == .utf8 && source == .cpg && fields.count == reader.fields.count)
    #expect(system.definition != nil && notices == reader.notices && polygons.featureCount == 105)
  }

  @Test func ofOtherLayers() throws {
    let file = SourceFile(path: "districts.shp")
    let opened: any LayerSource = try LayerFiles.open(file.path)
    let writer: GeoJSONWriter = GeoJSONWriter()
    let table: AttributeTable = try opened.attributes()
    let features = FeatureTable(name: "x", polygons: try opened.polygons(threads: 1).polygons, attributes: table)
    let reference: SpatialReference = features.spatialReference
    let empty = writer.bytes(of: FeatureCollection(polygons: PolygonBuffer(), properties: []))
    #expect(reference == .wgs84 && !empty.isEmpty)
  }

  @Test func ofAnalyses() throws {
    let analysis = try Analysis(Audit.Inputs(boundaries: "districts.shp", enrolment: TableSource("enrolment.csv")))
    let layer: BoundaryLayer = analysis.layer
    let level: AdministrativeLevel = layer.level
    let unit: BoundaryLayer.Unit = layer.units[0]
    let join: Join = analysis.join
    let ledger: Ledger = join.ledgers[0]
    let segments: [TableReading.Segment] = join.segments
    let columns: [ColumnReading] = analysis.columnUse[0].columns
    let counts: CoverageFigures.Counts = analysis.figures.total
    let interval: WilsonInterval? = analysis.figures.intervals[0]
    let notices: [Notice] = analysis.notices
    #expect(level == .district && unit.code == "64.01.01" && ledger.rejected.rows == 0 && segments.count == 2)
    #expect(columns.count == 8 && counts.eligible > 0 && interval != nil && !notices.isEmpty)
    var options = SpatialOptions()
    (options.permutations, options.replications) = (99, 0)
    let spatial = try SpatialAnalysis(analysis, options: options, threads: 2)
    let weights: SpatialWeights = spatial.weights
    let association: SpatialAssociation = spatial.association
    let moran: GlobalMoran = association.globalMoran
    let clusters: [Cluster] = spatial.clusters
    #expect(weights.unitCount == 105 && moran.units == 105 && clusters.allSatisfy { $0.scan == nil })
  }

  @Test func ofTables() throws {
    let table = try DelimitedTable(path: "enrolment.csv")
    let encoding: TextEncoding = table.encoding
    let enrolled: CountColumn = try table.counts(inColumn: try #require(table.columns(named: "peserta_aktif").first))
    let convention: NumberConvention = enrolled.convention
    let ellipsoid: Ellipsoid = .wgs84
    let metric: PointMetric = .geodesic(ellipsoid)
    #expect(encoding == .utf8 && metric != .plane && convention == enrolled.convention)
  }
}
