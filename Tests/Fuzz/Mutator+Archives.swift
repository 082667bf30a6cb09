internal import Archives

extension Mutator {
  /// The archive with one of its entries damaged, and sizes and checksums that are right; nil where it cannot be read.
  mutating func mutatedInside(archive: [UInt8]) -> [UInt8]? {
    guard let reader = try? ZipReader(archive, name: "seed") else { return nil }
    let damaged = below(reader.entries.count)
    var writer = ZipWriter()
    for (index, entry) in reader.entries.enumerated() {
      guard let bytes = try? reader.contents(of: entry, limit: 1 << 20) else { return nil }
      writer.add(index == damaged ? mutated(bytes, others: [bytes]) : bytes, as: entry.name)
    }
    return try? writer.bytes()
  }
}
