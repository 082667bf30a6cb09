/// Which further units are withheld, so that the small counts cannot be found by subtraction.
///
/// The choice follows from the eligible workers, from what stays published, and from three facts of each withheld
/// count: whether it is small, whether it has room, and in which stretch it lies. Tables that agree in these make the
/// same choice, which therefore tells nothing more. Only where a segment has no counts with room does the choice look
/// at how far the small ones can make up for each other.
extension DisclosureGroup {
  /// How many values a small count must be able to have: half the limit, or all that a small count of so few
  /// eligible workers can have.
  var leastValues: Int { max(2, (rule.limit + 1) / 2) }

  /// Withholds what is small, and more until nothing of it can be told from sums.
  ///
  /// What is added are units whose counts have room, the smallest first. A closed unit that finds no partner is
  /// opened.
  ///
  /// - Returns: whether it could be done with the units of this group.
  mutating func protect() -> Bool {
    withholdSmall()
    var isChanged = true
    while isChanged {
      isChanged = false
      var next = 0
      // Units are added to the list on the way.
      while next < withheldUnits.count {
        let unit = withheldUnits[next]
        for cell in segments(unit) {
          while isExposed(cell) {
            if addPartner(of: unit, for: cell) {
              isChanged = true
            } else if states[unit] == .closed, hasColumnPartner(cell) || !isHidden(cell) {
              withhold(unit, as: .open)
              isChanged = true
            } else if isHidden(cell) {
              break
            } else {
              return false
            }
          }
        }
        next += 1
      }
    }
    publishDerivable()
    return determined.isEmpty
  }

  /// Whether the cell is small and has no partner with room.
  private func isExposed(_ cell: Int) -> Bool {
    guard isWithheld[cell], isSmall(cell) else { return false }
    let unit = cell / segmentCount
    if states[unit] == .open,
      withheldUnits.contains(where: { other in
        other != unit && states[other] == .open && isWithheld[self.cell(other, cell % segmentCount)]
          && isColumnPartner(other, of: cell)
      })
    {
      return false
    }
    // A small total needs workers from elsewhere, not from the unit's own segments.
    if states[unit] == .open && isTotalSmall(unit) { return true }
    return !withheldUnits.contains { $0 != unit && isCrosswisePartner($0, of: cell) }
  }

  /// Whether small counts, or those at their limits, make up for the cell as far as is needed, and for the total.
  private mutating func isHidden(_ cell: Int) -> Bool {
    let unit = cell / segmentCount
    let needed = min(leastValues - 1, room(cell, 1) + room(cell, -1))
    let up = reach(cell, 1, most: needed)
    guard up + reach(cell, -1, most: needed - up) >= needed else { return false }
    guard states[unit] == .open, isTotalSmall(unit) else { return true }
    let (most, least) = (roomOfTotal(unit, 1), roomOfTotal(unit, -1))
    let neededOfTotal = min(leastValues - 1, most + least)
    return reachOfTotal(unit, 1, most: min(neededOfTotal, most))
      + reachOfTotal(unit, -1, most: min(neededOfTotal, least)) >= neededOfTotal
  }

  /// How far the total may go with the unit's own counts alone in its way.
  private func roomOfTotal(_ unit: Int, _ direction: Int) -> Int {
    let own = segments(unit).reduce(0) { $0 + (isWithheld[$1] ? room($1, direction) : 0) }
    return min(own, totalRoom(unit, direction))
  }

  // MARK: Partners

  /// Withholds one more unit that can exchange workers with this one in this cell.
  private mutating func addPartner(of unit: Int, for cell: Int) -> Bool {
    if states[unit] == .closed {
      for other in bySize where states[other] == .published && isCrosswisePartner(other, of: cell) {
        withhold(other, as: .closed)
        return true
      }
      return false
    }
    for other in bySize where other != unit && isColumnPartner(other, of: cell) {
      // A surplus may still be published where its unit is not.
      let partner = self.cell(other, cell % segmentCount)
      if states[other] == .open && isWithheld[partner] { continue }
      withhold(other, as: .open)
      withhold(cell: partner)
      return true
    }
    return false
  }

  /// Whether the cell is not small, and may go both ways as far as a small count needs without becoming so.
  func isRoomy(_ cell: Int) -> Bool {
    !isSmall(cell) && room(cell, 1) >= leastValues - 1 && room(cell, -1) >= leastValues - 1
  }

  private func isColumnPartner(_ other: Int, of cell: Int) -> Bool {
    let partner = self.cell(other, cell % segmentCount)
    return stretch(partner) == stretch(cell) && isRoomy(partner)
  }

  private func hasColumnPartner(_ cell: Int) -> Bool {
    units.indices.contains { $0 != cell / segmentCount && isColumnPartner($0, of: cell) }
  }

  /// Whether workers could go round between two segments of the cell's unit and of the other.
  private func isCrosswisePartner(_ other: Int, of cell: Int) -> Bool {
    let stretch = stretch(cell)
    // Where the other is published yet, its segments would be withheld, but for a surplus.
    guard stretch != .aboveEligible else { return false }
    func isFit(_ cell: Int) -> Bool { self.stretch(cell) == stretch && isRoomy(cell) }
    let segment = cell % segmentCount
    guard isFit(self.cell(other, segment)), states[other] == .published || isWithheld[self.cell(other, segment)] else {
      return false
    }
    return segments(cell / segmentCount).contains { balance in
      let opposite = self.cell(other, balance % segmentCount)
      return balance != cell && isWithheld[balance] && isFit(balance) && isFit(opposite)
        && (states[other] == .published || isWithheld[opposite])
    }
  }

  // MARK: What follows anyway

  /// Publishes what follows from the sums anyway and is not small: the total of a unit that is the only open one among
  /// those it is linked to, and cells that the equations determine.
  private mutating func publishDerivable() {
    // Units and segments that are linked by withheld cells.
    var root = Array(0..<(units.count + segmentCount))
    func find(_ start: Int) -> Int {
      var place = start
      while root[place] != place { place = root[place] }
      return place
    }
    for cell in isWithheld.indices where isWithheld[cell] {
      root[find(cell / segmentCount)] = find(units.count + cell % segmentCount)
    }
    var open: [Int: [Int]] = [:]
    for unit in withheldUnits where states[unit] == .open { open[find(unit), default: []].append(unit) }
    for (_, members) in open where members.count == 1 && !isTotalSmall(members[0]) { publishTotal(of: members[0]) }
    for cell in determined where !isSmall(cell) { publish(cell: cell) }
  }
}
