"""Refusals: every code by which a whole file or table stays outside, what it means, an example, what to do; one list."""

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True)
class Refusal:
    """What a code says of a file; the sentence a sender reads names the file and its own figures."""

    status: Literal["refused", "no-source", "waiting", "duplicate"]
    sentence: str
    example: str
    remedy: str


OF_THE_FILE: dict[str, Refusal] = {
    "empty": Refusal(
        "refused",
        "Berkas kosong: tidak ada satu baris atau sel pun.",
        "berkas 0 byte; buku kerja yang lembarnya kosong",
        "Ekspor ulang dari aplikasi asal.",
    ),
    "password": Refusal(
        "refused",
        "Berkas dilindungi kata sandi.",
        "buku kerja Excel dengan “Encrypt with Password”; anggota ZIP terenkripsi",
        "Simpan tanpa kata sandi (Info → Protect Workbook), lalu kirim lagi.",
    ),
    "damaged": Refusal(
        "refused",
        "Berkas rusak atau terpotong.",
        "unduhan yang terputus; tanda kutip CSV tidak berpasangan; byte nol di dalam teks; JSON tanpa penutup",
        "Unduh atau ekspor ulang dari aplikasi asal; bila diketahui, barisnya disebut.",
    ),
    "unsafe": Refusal(
        "refused",
        "Berkas ditolak demi keamanan.",
        "makro; tautan ke berkas lain; isi yang mengembang jauh melebihi ukurannya; entitas XML; kebutuhan memori yang melampaui batas",
        "Salin isinya sebagai nilai ke buku kerja .xlsx baru, atau kirim sebagai CSV.",
    ),
    "too_large": Refusal(
        "refused",
        "Berkas melebihi batas ukuran.",
        "buku kerja di atas 20 MB; lebih dari 200.000 baris atau 300 kolom; satu isian jauh di luar tabel",
        "Hapus isian di luar tabel, pecah per periode, atau kirim sebagai CSV.",
    ),
    "unsupported": Refusal(
        "refused",
        "Format sebenarnya tidak dibaca; namanya disebut.",
        "Excel 2003 XML dan Excel biner (.xlsb) bernama .xls; PDF; gambar; arsip ZIP",
        "Buka di Excel atau LibreOffice, simpan sebagai “Excel Workbook (.xlsx)”.",
    ),
    "not_a_table": Refusal(
        "refused",
        "Isi berkas bukan tabel.",
        "halaman web tanpa tabel; JSON tanpa daftar objek",
        "Ekspor datanya sebagai .xlsx atau CSV.",
    ),
    "timeout": Refusal(
        "refused",
        "Berkas tidak selesai dibaca dalam batas waktu.",
        "buku kerja dengan jutaan sel",
        "Kirim sebagai CSV atau pecah per periode.",
    ),
}
"""Faults of a file itself, found before anyone looks at its columns."""

OF_THE_TABLE: dict[str, Refusal] = {
    "not_a_dataset": Refusal(
        "refused",
        "Berkas ini bukan data pegawai, kinerja, survei, pengaduan, atau rujukannya.",
        "daftar hitung sepeda; anggaran; daftar wilayah",
        "Periksa apakah berkas yang dikirim memang yang dimaksud; bila memang datanya, pengelola data membuat sumbernya di «Tambah sumber».",
    ),
    "no_source": Refusal(
        "no-source",
        "Isi berkas mirip data yang dikenal, tetapi belum ada sumber yang memetakan kolomnya; berkas disimpan dan dicoba lagi.",
        "judul «Predikat Kinerja» berganti menjadi «Hasilnya»; aplikasi baru",
        "Betulkan judul kolom yang disebut, atau tambahkan sumbernya.",
    ),
    "ambiguous_source": Refusal(
        "no-source",
        "Berkas cocok dengan dua sumber sekaligus; berkas disimpan dan dicoba lagi.",
        "dua sumber dengan judul kolom dan judul tabel yang sama",
        "Perjelas «match» salah satu sumber.",
    ),
    "no_header": Refusal(
        "no-source",
        "Tabel memuat NIP tetapi tidak berjudul kolom; baris pertama tidak dianggap judul, isi kolom tidak diduga.",
        "daftar NIP, nama, dan predikat tanpa baris judul",
        "Tambahkan baris judul kolom di atas data, lalu kirim lagi; bila aplikasinya selalu begitu, pengelola data memetakan kolomnya menurut letak di «Tambah sumber».",
    ),
    "ambiguous_header": Refusal(
        "refused",
        "Judul kolom yang diperlukan muncul lebih dari sekali.",
        "dua kolom «NIP» (pegawai dan penilai) tanpa baris judul kelompoknya",
        "Beri judul yang berbeda, atau nyatakan posisi kolomnya pada sumber.",
    ),
    "columns_missing": Refusal(
        "refused",
        "Kolom wajib tidak ada.",
        "daftar diklat tanpa tanggal mulai",
        "Tambahkan kolomnya, atau nyatakan tetapannya pada sumber.",
    ),
    "period_missing": Refusal(
        "refused",
        "Periode data tidak tertulis di judul, kolom, maupun nama berkas.",
        "rekap kinerja tanpa baris «PERIODE : MEI 2025»",
        "Tulis baris periode di atas tabel, atau pilih periode saat mengunggah.",
    ),
    "wrong_direction": Refusal(
        "refused",
        "Arah kode rating terbalik: menurut sumber, sebagian besar baris berlawanan dengan predikatnya.",
        "sumber menyatakan 1 terbaik, berkas memakai 3 terbaik",
        "Periksa «direction» pada sumber.",
    ),
    "delivery_incomplete": Refusal(
        "waiting",
        "Menunggu berkas lain dari kiriman yang sama; berkas ini sudah disimpan.",
        "jawaban survei tanpa berkas respondennya",
        "Kirim berkas yang disebut.",
    ),
    "part_repeated": Refusal(
        "refused",
        "Lembar ini bagian dari kiriman yang juga ada di lembar lain berkas yang sama; lembar yang pertama dipakai.",
        "dua lembar jawaban survei dalam satu buku kerja",
        "Gabungkan kedua lembar menjadi satu, lalu kirim lagi.",
    ),
    "deleted": Refusal(
        "refused",
        "Berkas dihapus oleh yang berwenang, dengan alasannya; isi yang sama tidak dimuat lagi.",
        "rekap uji coba yang terkirim",
        "Minta BKD atau administrator memulihkannya bila memang diperlukan.",
    ),
    "no_sheet": Refusal(
        "refused",
        "Lembar yang ditunjuk tidak ada di berkas.",
        "nama lembar yang berganti sesudah sumbernya dibuka",
        "Pilih lembar lain, atau kosongkan «sheet» pada sumber.",
    ),
    "gone": Refusal(
        "refused",
        "Berkas tidak ada lagi di arsip.",
        "halaman sumber yang lama terbuka, berkasnya sudah diganti",
        "Muat ulang halaman, lalu pilih berkas lain.",
    ),
    "duplicate": Refusal(
        "duplicate",
        "Isi yang sama sudah dimuat; tidak ada yang berubah.",
        "berkas yang sama dikirim dua kali, juga dengan nama lain",
        "Tidak perlu apa-apa.",
    ),
}
"""Faults of a table, found when its columns and rows are looked at, and what else keeps a file from loading."""

REFUSALS = OF_THE_FILE | OF_THE_TABLE
