internal import CPROJ

extension CoordinateReferenceSystem {
  /// Whether coordinates mean the same place in both, whatever the names and the order of axes.
  public func isEquivalent(to other: CoordinateReferenceSystem) -> Bool {
    if self == other || (isWGS84LongitudeLatitude && other.isWGS84LongitudeLatitude) { return true }
    if let code = authorityCode, code == other.authorityCode { return true }
    let context = PROJContext()
    guard let own = context.object(proj_create(context.handle, wkt2)),
      let theirs = context.object(proj_create(context.handle, other.wkt2))
    else { return false }
    return proj_is_equivalent_to_with_ctx(
      context.handle, own.pointer, theirs.pointer, PJ_COMP_EQUIVALENT_EXCEPT_AXIS_ORDER_GEOGCRS) != 0
  }

  /// The definition in ESRI's WKT 1, as a .prj file holds it; nil where it cannot be expressed so.
  public var esriWKT: String? {
    let context = PROJContext()
    guard let own = context.object(proj_create(context.handle, wkt2)) else { return nil }
    return withCStrings(["MULTILINE=NO"]) {
      proj_as_wkt(context.handle, own.pointer, PJ_WKT1_ESRI, $0).map { String(cString: $0) }
    }
  }
}
