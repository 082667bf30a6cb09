/// Whether the sums over a table determine one of its withheld cells: exact linear algebra, as a question of graphs.
///
/// Rows with a known total and columns with a known sum are points, each withheld cell is a line between its row and
/// its column, and rows without a known total are one point together. The tables that have all the same sums differ
/// by the cycles of that graph, so the equations determine a cell exactly where its line is in no cycle, a bridge
/// (Gusfield 1988, "A graph theoretic approach to statistical data security", SIAM Journal on Computing 17).
enum LinearAudit {
  /// - Parameters:
  ///   - cells: row and column of each withheld cell; the row is nil where its total is not known.
  /// - Returns: positions in `cells` of those that are determined, ascending.
  /// - Complexity: O(cells).
  static func determined(_ cells: [(row: Int?, column: Int)]) -> [Int] {
    let rows = (cells.compactMap(\.row).max() ?? -1) + 1
    let columns = (cells.map(\.column).max() ?? -1) + 1
    // Point 0 stands for all rows without a total.
    var lines = [[(point: Int, line: Int)]](repeating: [], count: 1 + rows + columns)
    for (line, cell) in cells.enumerated() {
      let (row, column) = (cell.row.map { 1 + $0 } ?? 0, 1 + rows + cell.column)
      lines[row].append((column, line))
      lines[column].append((row, line))
    }
    // Depth first without recursion: a line is a bridge where nothing below it reaches above it (Tarjan 1974).
    var entered = [Int](repeating: -1, count: lines.count)
    var lowest = entered
    var bridges: [Int] = []
    var time = 0
    for start in lines.indices where entered[start] < 0 {
      var path: [(point: Int, line: Int, next: Int)] = [(start, -1, 0)]
      entered[start] = time
      lowest[start] = time
      time += 1
      while let (point, line, next) = path.last {
        if next < lines[point].count {
          path[path.count - 1].next += 1
          let (other, way) = lines[point][next]
          if way == line { continue }
          if entered[other] < 0 {
            entered[other] = time
            lowest[other] = time
            time += 1
            path.append((other, way, 0))
          } else {
            lowest[point] = min(lowest[point], entered[other])
          }
          continue
        }
        path.removeLast()
        guard let above = path.last?.point else { continue }
        lowest[above] = min(lowest[above], lowest[point])
        if lowest[point] > entered[above] { bridges.append(line) }
      }
    }
    return bridges.sorted()
  }
}

extension DisclosureGroup {
  /// The withheld cells that the group's sums and the published totals of its units determine.
  var determined: [Int] {
    let cells = isWithheld.indices.filter { isWithheld[$0] }
    return LinearAudit.determined(
      cells.map { cell in
        let unit = cell / segmentCount
        return (states[unit] == .closed ? unit : nil, cell % segmentCount)
      }
    ).map { cells[$0] }
  }
}
