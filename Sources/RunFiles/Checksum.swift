internal import CCrypto
internal import Diagnostics
internal import Glibc

/// SHA-256 of a file (FIPS 180-4), by OpenSSL, which uses the processor's own instructions.
package enum Checksum {
  private static let byteCount = 32

  /// The 32 bytes themselves.
  package static func sha256(of bytes: [UInt8]) throws -> [UInt8] {
    var digest = [UInt8](repeating: 0, count: byteCount)
    guard EVP_Digest(bytes, bytes.count, &digest, nil, EVP_sha256(), nil) == 1 else { throw Diagnostic.digestFailed }
    return digest
  }

  /// Lower-case hexadecimal digits.
  /// - Throws: `Diagnostic` (inputOutput) where the file cannot be read to its end.
  package static func sha256(ofFile path: String) throws -> String {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw Diagnostic.cannotReadFile(path, .systemError(errno)) }
    defer { close(descriptor) }
    guard let context = EVP_MD_CTX_new() else { throw Diagnostic.digestFailed }
    defer { EVP_MD_CTX_free(context) }
    guard EVP_DigestInit_ex(context, EVP_sha256(), nil) == 1 else { throw Diagnostic.digestFailed }
    let block = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 20, alignment: 64)
    defer { block.deallocate() }
    while true {
      let count = read(descriptor, block.baseAddress, block.count)
      if count < 0 && errno == EINTR { continue }
      guard count >= 0 else { throw Diagnostic.cannotReadFile(path, .systemError(errno)) }
      if count == 0 { break }
      guard EVP_DigestUpdate(context, block.baseAddress, count) == 1 else { throw Diagnostic.digestFailed }
    }
    var digest = [UInt8](repeating: 0, count: byteCount)
    guard EVP_DigestFinal_ex(context, &digest, nil) == 1 else { throw Diagnostic.digestFailed }
    return hexadecimal(digest)
  }

  static func hexadecimal(_ digest: [UInt8]) -> String {
    let digits = Array("0123456789abcdef".utf8)
    return String(decoding: digest.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
  }
}

extension Diagnostic {
  static let digestFailed = Diagnostic(
    .internalFault, "checksum.failed", id: "Penghitungan SHA-256 oleh OpenSSL gagal.",
    en: "OpenSSL failed to compute a SHA-256.")
}
