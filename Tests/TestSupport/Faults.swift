public import Diagnostics
public import Testing

/// Checks kind, code and both texts of the fault that `body` throws.
///
/// - Parameters:
///   - code: not checked if nil.
///   - indonesian: not checked if nil.
public func expectFault<T>(
  _ kind: Diagnostic.Kind = .badInput, _ code: String? = nil, id indonesian: String? = nil, en english: String,
  sourceLocation: SourceLocation = #_sourceLocation, _ body: () throws -> T
) {
  do {
    _ = try body()
    Issue.record("nothing thrown", sourceLocation: sourceLocation)
  } catch let fault as Diagnostic {
    #expect(fault.kind == kind, sourceLocation: sourceLocation)
    if let code { #expect(fault.code == code, sourceLocation: sourceLocation) }
    if let indonesian { #expect(fault.message.indonesian == indonesian, sourceLocation: sourceLocation) }
    #expect(fault.message.english == english, sourceLocation: sourceLocation)
  } catch {
    Issue.record("\(error)", sourceLocation: sourceLocation)
  }
}
