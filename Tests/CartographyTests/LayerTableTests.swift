import GeoJSON
import Geometry
import Layers
import Testing

@testable import Cartography

@Suite struct LayerTableTests {
  @Test func columnsHaveTheTypesAndValuesOfTheGeoJSON() {
    var polygons = PolygonBuffer()
    for _ in 0..<3 { polygons.append(feature: []) }
    let table = AttributeTable(
      FeatureCollection(
        polygons: polygons,
        properties: [
          Property("text", .text(["a", nil, "=b"])), Property("integer", .integer([1, nil, -3])),
          Property("number", .number([100 * 0.29, nil, .nan], decimals: 10)),
          Property("large", .number([1e300, -0.125, 2.5], decimals: 2)),
          Property("whole", .unroundedNumber([1e-300, .infinity, nil])),
          Property("boolean", .boolean([true, false, nil])),
        ]))
    #expect(table.fields.map(\.name) == ["text", "integer", "number", "large", "whole", "boolean"])
    #expect(
      table.fields.map(\.kind) == [
        .text, .integer, .real(decimals: 10), .real(decimals: 2), .real(decimals: 15), .logical,
      ])
    #expect(
      table.columns == [
        .text(["a", nil, "=b"]), .integer([1, nil, -3]), .real([29, nil, nil]), .real([1e300, -0.13, 2.5]),
        .real([1e-300, nil, nil]), .logical([true, false, nil]),
      ])
  }
}
