/// Which further units are withheld, so that the small counts cannot be found by subtraction.
extension DisclosureGroup {
  /// How many values a small count must be able to have: half the limit, or all that a small count of so few
  /// eligible workers can have.
  var leastValues: Int { max(2, (rule.limit + 1) / 2) }

  /// Withholds what is small, and more until nothing of it can be told from sums.
  ///
  /// What is added are units whose counts have room to move, the smallest first. A closed unit that finds no partner
  /// is opened.
  ///
  /// - Returns: whether it could be done with the units of this group.
  mutating func protect() -> Bool {
    withholdSmall()
    var isChanged = true
    while isChanged {
      isChanged = false
      var next = 0
      while next < withheldUnits.count {
        let unit = withheldUnits[next]
        if let exposed = exposedCell(of: unit) {
          guard addPartner(of: unit, in: [exposed]) else { return false }
          isChanged = true
        } else if states[unit] == .open, isTotalExposed(unit) {
          guard addPartner(of: unit, in: segments(unit).filter { isWithheld[$0] }) else { return false }
          isChanged = true
        } else {
          next += 1
        }
      }
    }
    return true
  }

  /// The first withheld cell that the published figures narrow down too far: a small one, to fewer values than it
  /// must be able to have; any other, to one.
  private mutating func exposedCell(of unit: Int) -> Int? {
    for cell in segments(unit) where isWithheld[cell] {
      if isSmall(cell) {
        let possible = 1 + room(cell, 1, .whichAreSmall) + room(cell, -1, .whichAreSmall)
        let needed = min(leastValues, possible) - 1
        let up = reach(cell, 1, most: needed, .whichAreSmall)
        if up < needed, up + reach(cell, -1, most: needed - up, .whichAreSmall) < needed { return cell }
      }
      if reach(cell, 1, most: 1, .publishedFigures) == 0, reach(cell, -1, most: 1, .publishedFigures) == 0 {
        return cell
      }
    }
    return nil
  }

  private mutating func isTotalExposed(_ unit: Int) -> Bool {
    if isTotalSmall(unit) {
      let (most, least) = (roomOfTotal(unit, 1), roomOfTotal(unit, -1))
      let needed = min(leastValues - 1, most + least)
      return reachOfTotal(unit, 1, most: min(needed, most), .whichAreSmall)
        + reachOfTotal(unit, -1, most: min(needed, least), .whichAreSmall) < needed
    }
    return reachOfTotal(unit, 1, most: 1, .publishedFigures) == 0
      && reachOfTotal(unit, -1, most: 1, .publishedFigures) == 0
  }

  /// How far the total may go with the unit's own counts alone in its way.
  private func roomOfTotal(_ unit: Int, _ direction: Int) -> Int {
    let own = segments(unit).reduce(0) { $0 + (isWithheld[$1] ? room($1, direction, .whichAreSmall) : 0) }
    return min(own, totalRoom(unit, direction))
  }

  // MARK: Partners

  /// Withholds one more unit that can exchange workers with this one in one of these cells, or opens this one.
  private mutating func addPartner(of unit: Int, in cells: [Int]) -> Bool {
    if states[unit] == .closed {
      for other in bySize where states[other] == .published {
        for cell in cells where isCrosswisePartner(other, of: cell) {
          withhold(other, as: .closed)
          if states[other] == .closed { return true }
        }
      }
      withhold(unit, as: .open)
      return true
    }
    // Those with room enough first, then those with some, then those that can only hide what is not small.
    for least in [leastValues - 1, 1, 0] {
      for other in bySize where other != unit && states[other] != .open {
        for cell in cells {
          let partner = self.cell(other, cell % segmentCount)
          guard stretch(partner) == stretch(cell), isRoomy(partner, least) else { continue }
          withhold(other, as: .open)
          withhold(cell: partner)
          return true
        }
      }
    }
    return false
  }

  /// Whether the cell may go so far both ways without becoming small; for 0, whether it may go anywhere.
  private func isRoomy(_ cell: Int, _ least: Int) -> Bool {
    if least == 0 { return room(cell, 1, .publishedFigures) + room(cell, -1, .publishedFigures) > 0 }
    return room(cell, 1, .whichAreSmall) >= least && room(cell, -1, .whichAreSmall) >= least
  }

  private func isCrosswisePartner(_ other: Int, of cell: Int) -> Bool {
    let (unit, segment) = (cell / segmentCount, cell % segmentCount)
    let across = self.cell(other, segment)
    let least = leastValues - 1
    guard stretch(across) == stretch(cell), isRoomy(across, least) else { return false }
    return segments(unit).contains { balance in
      let opposite = self.cell(other, balance % segmentCount)
      return balance != cell && isWithheld[balance] && stretch(balance) == stretch(cell)
        && stretch(opposite) == stretch(cell) && isRoomy(opposite, least)
        && (room(balance, 1, .whichAreSmall) > 0 || room(balance, -1, .whichAreSmall) > 0)
    }
  }
}
