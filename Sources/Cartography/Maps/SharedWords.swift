/// What names of service points have in common, such as "BPJS Ketenagakerjaan", and what a map need not repeat.
enum SharedWords {
  /// Whole words with the blank behind them that all names begin with, and that no name consists of.
  static func beginning(_ names: [String]) -> String {
    guard names.count > 1, let first = names.first else { return "" }
    var shared = Substring(first)
    for name in names { shared = shared.prefix(zip(shared, name).prefix { $0 == $1 }.count) }
    guard let blank = shared.lastIndex(of: " ") else { return "" }
    let words = String(shared[...blank])
    return names.contains { $0.count <= words.count } ? "" : words
  }
}
