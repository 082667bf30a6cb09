internal import Glibc

extension Message {
  /// Why the operating system refused something, by the number in `errno`. The system itself speaks English alone.
  package static func systemError(_ code: Int32) -> Message {
    Message(id: indonesian(ofSystemError: code), en: String(cString: strerror(code)))
  }

  private static func indonesian(ofSystemError code: Int32) -> String {
    switch code {
    case EPERM: "tindakan ini tidak diizinkan"
    case ENOENT: "berkas atau folder tidak ada"
    case EINTR: "terputus di tengah jalan"
    case EIO: "galat baca-tulis pada media penyimpanan"
    case ENXIO, ENODEV: "perangkat tidak ada"
    case ENOMEM: "memori tidak cukup"
    case EACCES: "akses ditolak"
    case EBUSY, ETXTBSY: "sedang dipakai program lain"
    case EEXIST: "sudah ada"
    case EXDEV: "berada di media penyimpanan lain"
    case ENOTDIR: "salah satu bagian alamatnya bukan folder"
    case EISDIR: "itu folder, bukan berkas"
    case EINVAL: "permintaan tidak sah"
    case ENFILE, EMFILE: "terlalu banyak berkas terbuka"
    case EFBIG: "berkas terlalu besar untuk media penyimpanan"
    case ENOSPC: "ruang penyimpanan penuh"
    case EROFS: "media penyimpanan hanya dapat dibaca"
    case EPIPE: "penerimanya sudah menutup saluran"
    case ENAMETOOLONG: "nama terlalu panjang"
    case ENOTEMPTY: "folder tidak kosong"
    case ELOOP: "terlalu banyak tautan simbolis"
    case ENODATA: "datanya berakhir sebelum waktunya"
    case EOVERFLOW: "berkas terlalu besar"
    case EILSEQ: "namanya memuat tanda yang tidak sah"
    case ENOTSUP: "tidak didukung oleh media penyimpanan"
    case ETIMEDOUT, EHOSTDOWN, EHOSTUNREACH, ENETUNREACH, ENOTCONN, ECONNRESET, ESTALE:
      "sambungan ke media penyimpanan jaringan terputus"
    case EDQUOT: "kuota penyimpanan habis"
    default: "galat sistem \(code)"
    }
  }
}
