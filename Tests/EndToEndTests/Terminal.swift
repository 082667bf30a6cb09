import Foundation
import Glibc
import Testing

/// A terminal of the test's own.
final class Terminal {
  private let master: Int32
  let handle: FileHandle

  /// - Parameter columns: its width; none is told if nil.
  init(columns: UInt16? = nil) throws {
    var (master, slave): (Int32, Int32) = (-1, -1)
    try #require(openpty(&master, &slave, nil, nil, nil) == 0)
    if let columns {
      var size = winsize(ws_row: 24, ws_col: columns, ws_xpixel: 0, ws_ypixel: 0)
      try #require(ioctl(master, UInt(TIOCSWINSZ), &size) == 0)
    }
    self.master = master
    handle = FileHandle(fileDescriptor: slave, closeOnDealloc: true)
  }

  deinit { close(master) }

  /// What is shown until it is what was waited for, or so long.
  func read(seconds: Double = 60, until isReached: (String) -> Bool) -> String {
    var bytes: [UInt8] = []
    let end = ContinuousClock.now + .seconds(seconds)
    while ContinuousClock.now < end, !isReached(String(decoding: bytes, as: UTF8.self)) {
      var wait = pollfd(fd: master, events: Int16(POLLIN), revents: 0)
      guard poll(&wait, 1, 100) > 0 else { continue }
      var block = [UInt8](repeating: 0, count: 4096)
      let count = Glibc.read(master, &block, block.count)
      if count <= 0 { break }
      bytes += block[..<count]
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// All that a program shows to its end.
  static func run(
    _ arguments: [String], on desk: Desk, columns: UInt16? = nil, environment: [String: String] = [:]
  ) throws -> String {
    let terminal = try Terminal(columns: columns)
    let process = Program.process(arguments, in: desk.path, environment: environment)
    process.standardOutput = terminal.handle
    process.standardError = FileHandle.nullDevice
    try process.run()
    let shown = terminal.read { _ in !process.isRunning } + terminal.read(seconds: 0.3) { _ in false }
    process.waitUntilExit()
    return shown.replacing("\r\n", with: "\n")
  }
}
