import Testing

@Test func areas() {
  // Example: Sources/Areas/Areas.docc/Areas.md
  #expect(AdministrativeLevel.allCases.min() == .province)
  #expect(AdministrativeLevel.district.label(.indonesian) == "kecamatan")
}
