import ArgumentParser

@main
struct Jangkau: ParsableCommand {
  static let configuration = CommandConfiguration(commandName: "jangkau", abstract: "Coverage analysis")
}
