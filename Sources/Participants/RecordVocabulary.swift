internal import Enrolment

/// What the cells of a status and of a segment column may say. What is not here, or stated by the user, is not guessed
/// at; so what stands in a file by mistake, such as a person's name in a shifted row, never becomes a segment.
struct RecordVocabulary: Sendable {
  enum Status: Sendable { case active, inactive, unknown }

  /// A segment as the table of counts writes it.
  struct Segment: Sendable, Hashable {
    /// The same for all spellings of one segment.
    let id: String
    let label: String
  }

  private let active: Set<String>
  private let inactive: Set<String>
  private let segments: [String: Segment]

  private static let active = ["aktif", "active", "ya", "yes", "y", "true", "benar", "1"]
  private static let inactive = [
    "tidak_aktif", "nonaktif", "non_aktif", "tdk_aktif", "inaktif", "inactive", "not_active", "tidak", "no", "n",
    "false", "salah", "0", "keluar", "berhenti", "meninggal", "pensiun", "klaim", "terminated", "resigned", "left",
    "deceased", "retired",
  ]

  /// The spellings of each segment; the first is the one that others are the same as.
  private static let segments = [
    ["PU", "Penerima Upah", "Pekerja Penerima Upah", "PPU"],
    ["BPU", "Bukan Penerima Upah", "Pekerja Bukan Penerima Upah", "PBPU"],
    ["Jakon", "Jasa Konstruksi", "Konstruksi"],
    ["PMI", "Pekerja Migran Indonesia", "Pekerja Migran"],
    ["Formal"], ["Informal"],
  ]

  /// - Parameters:
  ///   - active: further values of active participants.
  ///   - inactive: further values of participants who are not.
  ///   - segments: further segments, as they are to be written.
  init(active: [String] = [], inactive: [String] = [], segments: [String] = []) {
    let statedActive = Set(active.map(EnrolmentHeaders.key))
    let statedInactive = Set(inactive.map(EnrolmentHeaders.key))
    self.active = statedActive.union(Set(Self.active).subtracting(statedInactive))
    self.inactive = statedInactive.union(Self.inactive).subtracting(statedActive)
    var table: [String: Segment] = [:]
    for group in Self.segments {
      for spelling in group { table[EnrolmentHeaders.key(spelling)] = Segment(id: group[0], label: spelling) }
    }
    for label in segments {
      let key = EnrolmentHeaders.key(label)
      table[key] = Segment(id: key, label: label)
    }
    self.segments = table
  }

  func status(_ text: String) -> Status {
    let key = EnrolmentHeaders.key(text)
    return active.contains(key) ? .active : inactive.contains(key) ? .inactive : .unknown
  }

  /// Nil for a segment that is neither known nor stated.
  func segment(_ text: String) -> Segment? { segments[EnrolmentHeaders.key(text)] }
}
