// How numbers and names stand within a sentence: the label says whose way of writing them it is.
//
//     Message(id: "\(id: count) baris ditolak: \(id: names).", en: "\(en: count, "row") rejected: \(en: names).")
//
// What is no amount, such as a line, a record or a code, is written as it is: `\(line)`.

extension DefaultStringInterpolation {
  /// A whole number with thousands separators.
  package mutating func appendInterpolation(id number: Int) { appendLiteral(Language.indonesian.text(number)) }

  package mutating func appendInterpolation(en number: Int) { appendLiteral(Language.english.text(number)) }

  /// A number with its noun: `1 row`, `1,234 rows`. Indonesian nouns have one form, and stand in the text.
  package mutating func appendInterpolation(en number: Int, _ singular: String, _ plural: String? = nil) {
    appendLiteral(Language.english.count(number, singular, plural))
  }

  /// A number with a fixed count of decimals.
  package mutating func appendInterpolation(id number: Double, decimals: Int) {
    appendLiteral(Language.indonesian.text(number, decimals: decimals))
  }

  package mutating func appendInterpolation(en number: Double, decimals: Int) {
    appendLiteral(Language.english.text(number, decimals: decimals))
  }

  /// A number to so many significant digits.
  package mutating func appendInterpolation(id number: Double, significant: Int) {
    appendLiteral(Language.indonesian.text(number, significant: significant))
  }

  package mutating func appendInterpolation(en number: Double, significant: Int) {
    appendLiteral(Language.english.text(number, significant: significant))
  }

  /// Names, the first of many.
  package mutating func appendInterpolation(id names: some Collection<String>, limit: Int = Language.listLimit) {
    appendLiteral(Language.indonesian.list(names, limit: limit))
  }

  package mutating func appendInterpolation(en names: some Collection<String>, limit: Int = Language.listLimit) {
    appendLiteral(Language.english.list(names, limit: limit))
  }

  package mutating func appendInterpolation(id message: Message) { appendLiteral(message.indonesian) }

  package mutating func appendInterpolation(en message: Message) { appendLiteral(message.english) }
}
