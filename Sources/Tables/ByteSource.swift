internal import Diagnostics
internal import Glibc
internal import TextEncodings

/// The bytes of a file or of standard input, piece by piece. UTF-16 is handed out as UTF-8.
final class ByteSource {
  let name: String
  private let path: String
  private let descriptor: Int32
  /// Whether what was read can be read again from the start.
  let isRepeatable: Bool
  private(set) var isAtEnd = false
  /// How two bytes make a unit, where the source is UTF-16.
  private var unitOrder: TextEncoding?
  /// Bytes of UTF-16 that wait for the rest of their character.
  private var pending: [UInt8] = []

  /// - Parameter path: of the file; `-` is standard input.
  init(path: String) throws {
    self.path = path
    if path == "-" {
      name = "stdin"
      descriptor = dup(STDIN_FILENO)
    } else {
      name = path.split(separator: "/").last.map(String.init) ?? path
      descriptor = open(path, O_RDONLY | O_CLOEXEC)
    }
    guard descriptor >= 0 else {
      throw errno == ENOENT ? Diagnostic.noFile(path) : .cannotReadFile(path, .systemError(errno))
    }
    var status = stat()
    guard fstat(descriptor, &status) == 0 else {
      let reason = Message.systemError(errno)
      close(descriptor)
      throw Diagnostic.cannotReadFile(path, reason)
    }
    if status.st_mode & S_IFMT == S_IFDIR {
      close(descriptor)
      throw Diagnostic.tableIsFolder(path)
    }
    isRepeatable = status.st_mode & S_IFMT == S_IFREG && path != "-"
  }

  deinit { close(descriptor) }

  /// Says that all that follows is UTF-16, and takes back the bytes of it that have been read.
  func becomeUTF16(_ order: TextEncoding, with read: some Sequence<UInt8>) {
    unitOrder = order
    pending = Array(read)
  }

  /// `head`, and behind it what comes next, up to `count` bytes in all; fewer only at the end.
  ///
  /// - Throws: `Diagnostic` where reading fails, or for UTF-16 that is none.
  func next(after head: some RandomAccessCollection<UInt8>, upTo count: Int) throws -> [UInt8] {
    precondition(head.count < count, "there is no room for more")
    guard let unitOrder else { return try read(after: head, upTo: count) }
    // A unit of two bytes makes three bytes of UTF-8 at most.
    let wanted = max(4, (count - head.count) / 3 * 2)
    let waiting = pending
    let raw = waiting.count >= wanted ? waiting : try read(after: waiting, upTo: wanted)
    pending = []
    return Array(head) + (try decoded(raw, unitOrder))
  }

  /// All that comes, `head` in front.
  ///
  /// - Throws: `Diagnostic` where reading fails, or there is more than a table in memory may have.
  func rest(after head: [UInt8]) throws -> [UInt8] {
    var all = head
    while !isAtEnd {
      all += try read(after: [], upTo: max(1 << 16, all.count))
      if all.count > InputFile.limit { throw Diagnostic.tableTooLarge(name, limit: InputFile.limit) }
    }
    return all
  }

  private func read(after head: some RandomAccessCollection<UInt8>, upTo count: Int) throws -> [UInt8] {
    var failure: Int32 = 0
    let result = [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
      filled = buffer.initialize(fromContentsOf: head)
      while filled < count && !isAtEnd {
        let got = Glibc.read(descriptor, buffer.baseAddress! + filled, count - filled)
        if got < 0 && errno == EINTR { continue }
        if got < 0 { failure = errno }
        if got <= 0 { isAtEnd = true } else { filled += got }
      }
    }
    if failure != 0 { throw Diagnostic.cannotReadFile(path, .systemError(failure)) }
    return result
  }

  /// Whole characters of UTF-16 as UTF-8; half a one at the end waits.
  private func decoded(_ raw: [UInt8], _ order: TextEncoding) throws -> [UInt8] {
    var usable = raw.count & ~1
    func unit(_ position: Int) -> UInt16 {
      let pair = (UInt16(raw[position]), UInt16(raw[position + 1]))
      return order == .utf16BigEndian ? pair.0 << 8 | pair.1 : pair.1 << 8 | pair.0
    }
    if !isAtEnd && usable >= 2 && UTF16.isLeadSurrogate(unit(usable - 2)) { usable -= 2 }
    if !isAtEnd { pending = Array(raw[usable...]) }
    var result: [UInt8] = []
    result.reserveCapacity(usable)
    let units = stride(from: 0, to: usable, by: 2).lazy.map(unit)
    let failed = transcode(
      units.makeIterator(), from: UTF16.self, to: UTF8.self, stoppingOnError: true, into: { result.append($0) })
    if failed || (isAtEnd && usable < raw.count) {
      throw Diagnostic.undecodable(name, line: nil, encoding: order)
    }
    return result
  }
}
