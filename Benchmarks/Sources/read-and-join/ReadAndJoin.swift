import ArgumentParser
import Coverage
import Reporting
import TableReading

/// Reads a layer and joins a table to it as `jangkau analyze` does, and prints how long that took inside the process.
@main
struct ReadAndJoin: ParsableCommand {
  @Argument(help: "A polygon shapefile.")
  var layer: String

  @Argument(help: "A table of counts.")
  var table: String

  @Option(help: "How often.")
  var rounds = 5

  @Option(help: "Threads; as many as there are processors unless given.")
  var threads = Jangkau.availableThreads

  func run() throws {
    var inputs = Audit.Inputs(boundaries: layer, enrolment: TableSource(table))
    inputs.threads = threads
    inputs.layer.threads = threads
    for _ in 0..<rounds {
      let clock = ContinuousClock()
      let start = clock.now
      let audit = try Audit(inputs)
      let seconds = (clock.now - start) / .seconds(1)
      let used = audit.join?.ledgers.first?.used.rows ?? 0
      print(#"{"seconds": \#(seconds), "units": \#(audit.layer.units.count), "rows": \#(used)}"#)
    }
  }
}
