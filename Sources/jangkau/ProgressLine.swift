import Coverage
import Diagnostics
import Glibc
import Parallel

/// One line on the terminal that says how far long work has come; nothing where there is no terminal.
enum ProgressLine {
  private struct State {
    var begun: ContinuousClock.Instant?
    var shown: String?
  }

  private static let state = Guarded(State())

  /// Shows a line for whatever takes longer than a second.
  static func progress(isQuiet: Bool, language: Language) -> Progress {
    guard !isQuiet, isatty(StandardStreams.errors) == 1 else { return Progress() }
    return Progress { stage, done in
      state.withLock { state in
        let now = ContinuousClock.now
        let begun = state.begun ?? now
        state.begun = begun
        guard now - begun > .seconds(1) else { return }
        let line = "\(stage.name[language]): \(Int(100 * done)) %"
        guard line != state.shown else { return }
        state.shown = line
        write("\r\u{1B}[K\(line)")
      }
    }
  }

  static func clear() {
    state.withLock { state in
      if state.shown != nil { write("\r\u{1B}[K") }
      state.shown = nil
    }
  }

  private static func write(_ text: String) {
    let bytes = Array(text.utf8)
    _ = bytes.withUnsafeBytes { Glibc.write(StandardStreams.errors, $0.baseAddress, $0.count) }
  }
}
