/// On which side of a directed line a point lies, where double arithmetic can tell for certain.
enum Orientation {
  case left, right
  /// On the line, or too near to it for plain double arithmetic to decide.
  case uncertain

  /// The side of the line from `a` to `b` on which `c` lies.
  ///
  /// The sign of the determinant is exact whenever its magnitude is above Shewchuk's bound for the rounding of the two
  /// products (J. R. Shewchuk, "Adaptive Precision Floating-Point Arithmetic and Fast Robust Geometric Predicates",
  /// 1997, `ccwerrboundA` = (3 + 16ε)ε with ε = 2⁻⁵³). Products that underflow fall under the added least normal number.
  @inline(__always)
  init(_ ax: Double, _ ay: Double, _ bx: Double, _ by: Double, _ cx: Double, _ cy: Double) {
    let left = (ax - cx) * (by - cy)
    let right = (ay - cy) * (bx - cx)
    let determinant = left - right
    let bound = 3.330_669_073_875_471_6e-16 * (abs(left) + abs(right)) + Double.leastNormalMagnitude
    self = determinant > bound ? .left : determinant < -bound ? .right : .uncertain
  }
}
