/// Where the encoding of a shapefile's text was learned from.
public enum EncodingSource: Sendable, Hashable {
  /// The user said so.
  case option
  /// The .cpg beside the .dbf.
  case cpg
  /// The language driver byte in the header of the .dbf.
  case languageDriver
  /// Nothing says: UTF-8 if all text of the file is valid in it, Windows-1252 otherwise.
  case assumed
}
