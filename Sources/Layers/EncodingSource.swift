/// Where the encoding of a layer's text was learned from.
public enum EncodingSource: String, Sendable {
  /// The user said so.
  case option
  /// The .cpg beside the .dbf.
  case cpg
  /// The language driver byte in the header of the .dbf.
  case languageDriver
  /// The text itself: all of it is valid UTF-8, although the .cpg or the language driver says otherwise.
  case text
  /// The format has one encoding only.
  case format
  /// Nothing says: UTF-8 if all text of the file is valid in it, Windows-1252 otherwise.
  case assumed
}
