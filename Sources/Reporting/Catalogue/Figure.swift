package import Diagnostics
package import GeoJSON

/// A figure with the way in which it is had from the results: of each unit, segment of a unit, cluster or gap one value.
///
/// `Value` is `String`, `Int`, `Double` or `Bool`, so that whoever asks a figure of the catalogue for its values has them
/// in their own type, and a figure that is not there does not compile.
package struct Figure<Subject: FigureSubject, Value: FigureValue>: FigureOf {
  package let description: FigureDescription
  private let read: @Sendable (Subject) -> [Value?]?

  /// - Parameters:
  ///   - name: in files: fixed once it is published.
  ///   - measure: what numbers are measured in.
  ///   - decimals: of numbers in maps, at most; those of their measure if nil.
  ///   - title: as people call it, without its measure.
  ///   - heading: the title where a column has little room.
  ///   - meaning: in a line.
  ///   - codes: where the values are a few texts, all of them.
  ///   - places: where it appears.
  ///   - read: the values, nil where there is none; nil for all of them where the run was not asked for the figure.
  init(
    _ name: String, _ measure: FigureDescription.Measure? = nil, decimals: Int? = nil, title: Message,
    heading: Message? = nil, meaning: Message, codes: [FigureDescription.Code] = [],
    in places: FigureDescription.Places = .map, read: @escaping @Sendable (Subject) -> [Value?]?
  ) {
    description = FigureDescription(
      name: name, kind: Value.kind(decimals: decimals ?? measure?.decimals), measure: measure, title: title,
      heading: heading ?? title, meaning: meaning, codes: codes, places: places, segment: nil)
    self.read = read
  }

  package var name: String { description.name }
  package var title: Message { description.title }

  /// One for each unit, cluster or gap; nil where there is none.
  package func values(of subject: Subject) -> [Value?] {
    read(subject) ?? Array(repeating: nil, count: subject.count)
  }

  package func column(of subject: Subject) -> FigureColumn? { read(subject).map(column) }

  package func filledColumn(of subject: Subject) -> FigureColumn { column(values(of: subject)) }

  private func column(_ values: [Value?]) -> FigureColumn {
    FigureColumn(description, Value.values(values, description.kind))
  }
}

/// A figure whatever the type of its values.
package protocol FigureOf<Subject>: Sendable {
  associatedtype Subject: FigureSubject
  var description: FigureDescription { get }
  /// Its values; nil where the run was not asked for it.
  func column(of subject: Subject) -> FigureColumn?
  /// Its values, all of them missing where the run was not asked for it.
  func filledColumn(of subject: Subject) -> FigureColumn
}

/// What figures are of: the results of a run as far as they are there.
package protocol FigureSubject: Sendable {
  /// How many units, clusters or gaps there are.
  var count: Int { get }
}

/// The values of a figure, with what is said of it.
package struct FigureColumn: Sendable {
  package let description: FigureDescription
  package let values: Property.Values

  init(_ description: FigureDescription, _ values: Property.Values) {
    self.description = description
    self.values = values
  }

  var property: Property { Property(description.name, values) }
}

/// A type that the values of a figure may have.
package protocol FigureValue: Sendable {
  static func kind(decimals: Int?) -> FigureDescription.Kind
  static func values(_ values: [Self?], _ kind: FigureDescription.Kind) -> Property.Values
}

extension String: FigureValue {
  package static func kind(decimals: Int?) -> FigureDescription.Kind { .text }
  package static func values(_ values: [String?], _ kind: FigureDescription.Kind) -> Property.Values { .text(values) }
}

extension Int: FigureValue {
  package static func kind(decimals: Int?) -> FigureDescription.Kind { .integer }
  package static func values(_ values: [Int?], _ kind: FigureDescription.Kind) -> Property.Values { .integer(values) }
}

extension Bool: FigureValue {
  package static func kind(decimals: Int?) -> FigureDescription.Kind { .boolean }
  package static func values(_ values: [Bool?], _ kind: FigureDescription.Kind) -> Property.Values { .boolean(values) }
}

extension Double: FigureValue {
  package static func kind(decimals: Int?) -> FigureDescription.Kind { .number(decimals: decimals) }
  package static func values(_ values: [Double?], _ kind: FigureDescription.Kind) -> Property.Values {
    if case .number(let decimals?) = kind { return .number(values, decimals: decimals) }
    return .unroundedNumber(values)
  }
}
