import ArgumentParser

/// How a table of counts is read that is carried as it is: without a workforce beside it, all its periods together.
struct CountsOptions: ParsableArguments {
  @OptionGroup var counts: TableArguments
  @Option(
    help: ArgumentHelp(
      id: "Alihkan periode ini saja; bila tidak disebut, semuanya.", en: "Carry this period alone; all if not stated.",
      .period))
  var period: String?
  @Flag(
    help: ArgumentHelp(
      id: "Lanjutkan tanpa baris yang tidak terpadankan dan wilayah lama yang tidak punya tempat di peta baru.",
      en: "Go on without rows that found no unit, and without old units that have no place in the new layer."))
  var allowUnmatched = false
  @OptionGroup var allowances: AllowanceOptions
  @Option(
    help: ArgumentHelp(
      id: "Simpan baris yang tidak terpadankan ke berkas ini.", en: "Save the rows that found no unit to this file.",
      .file), completion: .file())
  var rejected: String?
}
