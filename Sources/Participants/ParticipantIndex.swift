internal import Diagnostics
internal import Glibc
internal import Parallel

/// Finds participants who stand in a file more than once, in memory that does not grow with the file.
///
/// Each record is a keyed hash of its participant, segment and period, with its line and the cell of the table of
/// counts that it goes to. Hashes are spread over partitions by their own bits; each partition collects a block in
/// memory and writes it to a temporary file when it is full. At the end each partition is read alone and its doubles are
/// found in a table in memory; where the table would grow beyond its limit, the partition is read several times, each
/// time for another part of the hashes. The memory needed is that of the blocks, and of one table for each thread.
///
/// The temporary file has no name from the beginning, so that nothing of it is left whatever ends the program, and what
/// is in it means nothing without the key, which is in memory alone.
///
/// Of several records of one participant, segment and period, the first in the file counts.
final class ParticipantIndex {
  struct Limits {
    var partitions = 256
    /// Entries in a block.
    var blockEntries = 1_365
    /// Different participants in a table.
    var tableEntries = 1 << 20
  }

  struct Entry: Sendable {
    let hash: KeyedHash.Value
    /// The line in the upper 40 bits, the cell in the lower 24.
    let place: UInt64

    var cell: Int { Int(place & 0xFF_FFFF) }
    var line: UInt64 { place >> 24 }
  }

  struct Result: Sendable, Equatable {
    /// Participants by cell.
    var counts: [Int]
    /// Records beyond the first of their participant.
    var duplicates = 0
    /// Participants whose records name different units.
    var inSeveralUnits = 0
  }

  static let maximumLine = 1 << 40
  static let maximumCells = 1 << 24

  private let limits: Limits
  private var blocks: [[Entry]]
  /// Where the block before lies in the file, by partition; -1 for none.
  private var lastBlocks: [Int]
  private var file: SpillFile?

  init(limits: Limits = Limits()) {
    precondition(limits.partitions > 0 && limits.partitions & (limits.partitions - 1) == 0, "a power of two")
    self.limits = limits
    blocks = Array(repeating: [], count: limits.partitions)
    lastBlocks = Array(repeating: -1, count: limits.partitions)
  }

  /// - Throws: `Diagnostic` where the temporary file cannot be written.
  func add(_ hash: KeyedHash.Value, line: Int, cell: Int) throws {
    let partition = Int(truncatingIfNeeded: hash.high) & (limits.partitions - 1)
    blocks[partition].append(Entry(hash: hash, place: UInt64(line) << 24 | UInt64(cell)))
    if blocks[partition].count == limits.blockEntries { try spill(partition) }
  }

  private func spill(_ partition: Int) throws {
    if file == nil { file = try SpillFile(blockSize: limits.blockEntries * MemoryLayout<Entry>.stride + 8) }
    lastBlocks[partition] = try file!.append(blocks[partition], after: lastBlocks[partition])
    blocks[partition].removeAll(keepingCapacity: true)
  }

  /// Counts each participant once.
  ///
  /// - Parameters:
  ///   - unitOfCell: the unit of each cell.
  ///   - threads: partitions are read by so many at a time; the result does not depend on it.
  /// - Throws: `Diagnostic` where the temporary file cannot be read.
  func result(unitOfCell: [Int32], threads: Int) throws -> Result {
    let total = Guarded(Result(counts: Array(repeating: 0, count: unitOfCell.count)))
    let reader = PartitionReader(blocks: blocks, lastBlocks: lastBlocks, file: file, limits: limits)
    try Parallel.forEachChunk(of: limits.partitions, size: 1, threads: threads) { partition, _ in
      var passes = 1
      while true {
        if let tables = try reader.count(partition, passes: passes, unitOfCell: unitOfCell, into: total) {
          precondition(tables == passes, "every pass was made")
          return
        }
        passes *= 2
      }
    }
    return total.withLock { $0 }
  }
}

/// Reads the partitions of an index back.
private struct PartitionReader: @unchecked Sendable {
  let blocks: [[ParticipantIndex.Entry]]
  let lastBlocks: [Int]
  let file: SpillFile?
  let limits: ParticipantIndex.Limits

  /// Counts one partition, reading it `passes` times; nil, and nothing counted, where that is not often enough.
  func count(
    _ partition: Int, passes: Int, unitOfCell: [Int32], into total: Guarded<ParticipantIndex.Result>
  ) throws -> Int? {
    var sums: [Int: Int] = [:]
    var duplicates = 0
    var several = 0
    for pass in 0..<passes {
      guard let table = try table(partition, pass: pass, of: passes, unitOfCell) else { return nil }
      for (entry, isInSeveral) in table.entries {
        sums[entry.cell, default: 0] += 1
        if isInSeveral { several += 1 }
      }
      duplicates += table.duplicates
    }
    total.withLock { total in
      for (cell, count) in sums { total.counts[cell] += count }
      total.duplicates += duplicates
      total.inSeveralUnits += several
    }
    return passes
  }

  private func table(
    _ partition: Int, pass: Int, of passes: Int, _ unitOfCell: [Int32]
  ) throws -> FirstRecords? {
    var table = FirstRecords(limit: limits.tableEntries)
    func add(_ entries: some Sequence<ParticipantIndex.Entry>) -> Bool {
      for entry in entries where Int(truncatingIfNeeded: entry.hash.high >> 32) & (passes - 1) == pass {
        if !table.add(entry, unitOfCell) { return false }
      }
      return true
    }
    guard add(blocks[partition]) else { return nil }
    var offset = lastBlocks[partition]
    var block: [ParticipantIndex.Entry] = []
    while offset >= 0, let file {
      offset = try file.read(at: offset, into: &block)
      guard add(block) else { return nil }
    }
    return table
  }
}

/// The first record of each participant in one part of the hashes: an open-addressing table.
private struct FirstRecords {
  private var slots: [ParticipantIndex.Entry?]
  private var several: [Bool]
  private var used = 0
  private let limit: Int
  private(set) var duplicates = 0

  init(limit: Int) {
    self.limit = limit
    slots = Array(repeating: nil, count: 1 << 10)
    several = Array(repeating: false, count: 1 << 10)
  }

  var entries: some Sequence<(ParticipantIndex.Entry, Bool)> {
    zip(slots, several).lazy.compactMap { entry, several in entry.map { ($0, several) } }
  }

  /// Answers whether there was room.
  mutating func add(_ entry: ParticipantIndex.Entry, _ unitOfCell: [Int32]) -> Bool {
    let mask = slots.count - 1
    var slot = Int(truncatingIfNeeded: entry.hash.low) & mask
    while let other = slots[slot] {
      if other.hash == entry.hash {
        duplicates += 1
        if unitOfCell[other.cell] != unitOfCell[entry.cell] { several[slot] = true }
        if entry.line < other.line { slots[slot] = entry }
        return true
      }
      slot = (slot + 1) & mask
    }
    if used == limit { return false }
    slots[slot] = entry
    used += 1
    if used * 2 > slots.count { grow() }
    return true
  }

  private mutating func grow() {
    let old = (slots, several)
    slots = Array(repeating: nil, count: old.0.count * 2)
    several = Array(repeating: false, count: old.0.count * 2)
    let mask = slots.count - 1
    for (entry, isInSeveral) in zip(old.0, old.1) {
      guard let entry else { continue }
      var slot = Int(truncatingIfNeeded: entry.hash.low) & mask
      while slots[slot] != nil { slot = (slot + 1) & mask }
      (slots[slot], several[slot]) = (entry, isInSeveral)
    }
  }
}
