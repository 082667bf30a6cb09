import Glibc

/// The time that goes into `run.json`.
enum Clock {
  /// ISO 8601 in UTC; `SOURCE_DATE_EPOCH` where it is set, so that runs can be repeated to the byte.
  static var now: String {
    var seconds = time(nil)
    if let epoch = getenv("SOURCE_DATE_EPOCH"), let fixed = Int(String(cString: epoch)) { seconds = fixed }
    var parts = tm()
    gmtime_r(&seconds, &parts)
    func two(_ value: Int32) -> String { value < 10 ? "0\(value)" : "\(value)" }
    return "\(parts.tm_year + 1900)-\(two(parts.tm_mon + 1))-\(two(parts.tm_mday))"
      + "T\(two(parts.tm_hour)):\(two(parts.tm_min)):\(two(parts.tm_sec))Z"
  }
}
