import CShapelib

/// The kinds of shapes that a .shp file can declare, under the names that the format gives them.
enum ShapeKind {
  /// The format's own name of a shape type, the same in every language; `type 7` for a number it does not know.
  static func name(_ type: Int) -> String {
    switch Int32(truncatingIfNeeded: type) {
    case SHPT_NULL: "Null Shape"
    case SHPT_POINT: "Point"
    case SHPT_ARC: "PolyLine"
    case SHPT_POLYGON: "Polygon"
    case SHPT_MULTIPOINT: "MultiPoint"
    case SHPT_POINTZ: "PointZ"
    case SHPT_ARCZ: "PolyLineZ"
    case SHPT_POLYGONZ: "PolygonZ"
    case SHPT_MULTIPOINTZ: "MultiPointZ"
    case SHPT_POINTM: "PointM"
    case SHPT_ARCM: "PolyLineM"
    case SHPT_POLYGONM: "PolygonM"
    case SHPT_MULTIPOINTM: "MultiPointM"
    case SHPT_MULTIPATCH: "MultiPatch"
    default: "type \(type)"
    }
  }

  static func isPolygon(_ type: Int) -> Bool {
    [SHPT_POLYGON, SHPT_POLYGONZ, SHPT_POLYGONM].contains(Int32(truncatingIfNeeded: type))
  }

  static func isPoint(_ type: Int) -> Bool {
    [SHPT_POINT, SHPT_POINTZ, SHPT_POINTM].contains(Int32(truncatingIfNeeded: type))
  }

  static func isMultiPoint(_ type: Int) -> Bool {
    [SHPT_MULTIPOINT, SHPT_MULTIPOINTZ, SHPT_MULTIPOINTM].contains(Int32(truncatingIfNeeded: type))
  }

  static func hasZ(_ type: Int) -> Bool { type == Int(SHPT_POLYGONZ) }
}
