internal import Foundation

/// A folder of a test's own, removed with all that is in it when the value goes.
public final class TemporaryFolder: Sendable {
  /// Without a slash at its end.
  public let path: String

  public init() {
    let root = getenv("TMPDIR").map { String(cString: $0) } ?? "/tmp"
    var template = Array((root + "/jangkau-test-XXXXXX").utf8CString)
    guard mkdtemp(&template) != nil else { preconditionFailure("no temporary folder: errno \(errno)") }
    path = template.withUnsafeBufferPointer { String(cString: $0.baseAddress!) }
  }

  deinit {
    try? FileManager.default.removeItem(atPath: path)
  }

  /// Writes bytes to a file in the folder and answers its path.
  @discardableResult public func write(_ bytes: some Collection<UInt8>, to name: String) -> String {
    let file = path + "/" + name
    guard let stream = fopen(file, "wb") else { preconditionFailure("cannot write \(file)") }
    let array = Array(bytes)
    precondition(fwrite(array, 1, array.count, stream) == array.count)
    fclose(stream)
    return file
  }

  @discardableResult public func write(_ text: String, to name: String) -> String { write(text.utf8, to: name) }

  /// The bytes of a file in the folder; nil if there is none.
  public func read(_ name: String) -> [UInt8]? { Files.read(path + "/" + name) }
}

public enum Files {
  /// The bytes of a file; nil if it cannot be opened.
  public static func read(_ path: String) -> [UInt8]? {
    guard let stream = fopen(path, "rb") else { return nil }
    defer { fclose(stream) }
    var bytes: [UInt8] = []
    var block = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = fread(&block, 1, block.count, stream)
      if count == 0 { return bytes }
      bytes.append(contentsOf: block[..<count])
    }
  }
}
