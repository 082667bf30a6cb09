public import Diagnostics
internal import Enrolment

/// Why a record was not counted; the raw value is what the file of rejected lines prints. In the order in which they are
/// looked at: a record has the first that holds.
public enum RecordReason: String, Sendable, CaseIterable {
  case brokenLine = "broken_line"
  case unknownStatus = "unknown_status"
  case noSegment = "no_segment"
  case unknownSegment = "unknown_segment"
  case noPeriod = "no_period"
  case unknownPeriod = "unknown_period"
  case noPlace = "no_place"
  case unknownCode = "unknown_code"
  case otherLevel = "other_level"
  case noBridge = "no_bridge"
  case codeAgainstName = "code_against_name"
  case unknownName = "unknown_name"
  case ambiguousName = "ambiguous_name"
  case otherParent = "other_parent"
  case brokenCoordinates = "broken_coordinates"
  case coordinatesOutOfRange = "coordinates_out_of_range"
  case swappedCoordinates = "swapped_coordinates"
  case outsideUnits = "outside_units"
  case noParticipant = "no_participant"
  case brokenParticipant = "broken_participant"

  /// By position in `allCases`, for tables of counts.
  static let positions: [RecordReason: Int] = Dictionary(
    uniqueKeysWithValues: allCases.enumerated().map { ($0.element, $0.offset) })

  init(_ reason: Rejection.Reason) {
    self =
      switch reason {
      case .unknownCode: .unknownCode
      case .otherLevel: .otherLevel
      case .noBridge: .noBridge
      case .unknownName: .unknownName
      case .ambiguousName: .ambiguousName
      case .otherParent: .otherParent
      case .codeAgainstName, .codeAgainstParent: .codeAgainstName
      case .total, .noUnit, .noParent: .noPlace
      case .noSegment: .noSegment
      }
  }

  /// The reason in words.
  public var explanation: Message {
    switch self {
    case .brokenLine: Message(id: "jumlah sel atau tanda kutipnya salah", en: "wrong number of cells, or wrong quotes")
    case .unknownStatus: Message(id: "status aktif kosong atau tidak dikenal", en: "status blank or not known")
    case .noSegment: Message(id: "segmen kosong", en: "the segment is blank")
    case .unknownSegment: Message(id: "segmen tidak dikenal", en: "the segment is not known")
    case .noPeriod: Message(id: "periode kosong", en: "the period is blank")
    case .unknownPeriod: Message(id: "periode tidak dipahami", en: "the period is not understood")
    case .noPlace: Message(id: "tempat tinggal kosong", en: "no place of residence")
    case .unknownCode: Message(id: "kode tidak ada di peta", en: "no unit of the map has this code")
    case .otherLevel:
      Message(id: "kode untuk tingkat di atas wilayah peta", en: "the code is of a level above the map's units")
    case .noBridge:
      Message(
        id: "padanan kode dalam sistem kode peta tidak diketahui dengan pasti",
        en: "the code's counterpart in the map's code system is not known for certain")
    case .codeAgainstName: Message(id: "kode dan nama menunjuk wilayah berbeda", en: "code and name are two units")
    case .unknownName: Message(id: "nama tidak ada di peta", en: "no unit of the map has this name")
    case .ambiguousName: Message(id: "nama dimiliki beberapa wilayah", en: "several units have this name")
    case .otherParent:
      Message(id: "nama ada di peta, tetapi di wilayah induk lain", en: "a unit of this name lies in another parent")
    case .brokenCoordinates: Message(id: "koordinat bukan angka yang pasti", en: "coordinates are no certain numbers")
    case .coordinatesOutOfRange: Message(id: "koordinat di luar bumi", en: "coordinates are not on the Earth")
    case .swappedCoordinates: Message(id: "bujur dan lintang tertukar", en: "longitude and latitude are swapped")
    case .outsideUnits: Message(id: "titik di luar semua wilayah peta", en: "the point is outside every unit")
    case .noParticipant: Message(id: "nomor peserta kosong", en: "no participant number")
    case .brokenParticipant:
      Message(id: "nomor peserta rusak (notasi ilmiah)", en: "participant number broken (scientific notation)")
    }
  }
}
