/// The table of service points: branch offices at the position of their town.
enum ServicePoints {
  /// Offices that have a position, from the table of offices.
  static func positions(_ offices: FactTable) -> [Point] {
    let latitudes = offices.column("lat_unverified")
    return zip(offices.column("lon_unverified"), latitudes).compactMap { longitude, latitude in
      guard let longitude = Double(longitude), let latitude = Double(latitude) else { return nil }
      return EqualAreaPlane.point(longitude: longitude, latitude: latitude)
    }
  }

  /// The text of the table: semicolons between fields, one line for each office that has a position.
  static func table(_ offices: FactTable) -> String {
    let towns = offices.column("town")
    let kinds = offices.column("kind")
    let codes = offices.column("regency_code")
    let latitudes = offices.column("lat_unverified")
    let longitudes = offices.column("lon_unverified")
    let existence = offices.column("existence")
    var text = "nama;jenis;kode_induk;lon;lat;koordinat;keberadaan\n"
    for row in towns.indices where !latitudes[row].isEmpty {
      // The table's kinds say more than is sure, and in English: only this much is passed on.
      let kind = kinds[row].hasPrefix("Kantor Cabang") ? "Kantor Cabang" : "Kantor"
      let isVerified = !existence[row].hasPrefix("NOT")
      text +=
        [
          "BPJS Ketenagakerjaan " + towns[row], kind, codes[row], longitudes[row], latitudes[row],
          "pusat kota, bukan gedung kantor", isVerified ? "terverifikasi" : "belum diverifikasi",
        ].joined(separator: ";") + "\n"
    }
    return text
  }
}
