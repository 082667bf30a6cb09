internal import Diagnostics

extension Diagnostic {
  static func valuesDoNotFitWeights(values: Int, units: Int) -> Diagnostic {
    Diagnostic(
      .usage, "statistics.values.unfit", ["values": String(values), "units": String(units)],
      id: "Ada \(values) nilai untuk \(units) unit dalam daftar tetangga. "
        + "Berikan satu nilai untuk setiap unit, kosong bila unit itu tidak punya data.",
      en: "There are \(values) values for the \(units) units of the neighbour list. "
        + "Give one value for each unit, nil where it has no data.")
  }

  static func weightsUnequal(unit: Int) -> Diagnostic {
    Diagnostic(
      .usage, "statistics.weights.unequal", ["unit": String(unit)],
      id: "Bobot tetangga unit pada urutan \(unit) (dihitung dari 0) tidak sama satu dengan yang lain. "
        + "Statistik ini memerlukan bobot yang sama di setiap baris, seperti ketetanggaan, k terdekat atau jarak.",
      en: "The neighbours of the unit at position \(unit) (counted from 0) have unequal weights. "
        + "These statistics need equal weights in each row, as contiguity, k nearest and distance bands have.")
  }

  static func valueNotFinite(unit: Int, value: Double) -> Diagnostic {
    Diagnostic(
      .usage, "statistics.value.not-finite", ["unit": String(unit)],
      id: "Nilai unit pada urutan \(unit) (dihitung dari 0) adalah \(value), bukan bilangan berhingga. "
        + "Kosongkan nilainya bila unit itu tidak punya data.",
      en: "The value of the unit at position \(unit) (counted from 0) is \(value), not a finite number. "
        + "Make it nil where the unit has no data.")
  }

  static func permutationsOutOfRange(_ permutations: Int) -> Diagnostic {
    Diagnostic(
      .usage, "statistics.permutations.range", ["permutations": String(permutations)],
      id: "Jumlah permutasi \(permutations) tidak dapat dipakai. Pilih angka dari 1 sampai 1000000000, misalnya 9999.",
      en: "The number of permutations \(permutations) cannot be used. "
        + "Choose one from 1 to 1000000000, for example 9999.")
  }

  static func countsDoNotFitPopulations(counts: Int, populations: Int) -> Diagnostic {
    Diagnostic(
      .usage, "statistics.counts.unfit", ["counts": String(counts), "populations": String(populations)],
      id: "Ada \(counts) jumlah kasus untuk \(populations) populasi. Berikan keduanya untuk setiap unit.",
      en: "There are \(counts) counts for \(populations) populations. Give both for each unit.")
  }

  static func countOutOfRange(unit: Int, count: Int, population: Int) -> Diagnostic {
    Diagnostic(
      .usage, "statistics.count.range",
      ["unit": String(unit), "count": String(count), "population": String(population)],
      id: "Unit pada urutan \(unit) (dihitung dari 0) mencatat \(count) dari populasi \(population). "
        + "Jumlahnya harus antara 0 dan populasi; hanya model Poisson yang menerima jumlah di atas populasi.",
      en: "The unit at position \(unit) (counted from 0) has a count of \(count) in a population of \(population). "
        + "Counts lie between 0 and the population; only the Poisson model takes counts above it.")
  }
}
