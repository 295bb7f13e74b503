"""People: invented names, birth dates and NIP; sequences from 901 mark numbers that no one carries."""

from collections import Counter
from dataclasses import dataclass
from datetime import date

import numpy as np


def _words(text: str) -> list[str]:
    return text.split()


MALE = _words("""
Adi Agus Ahmad Aldi Andika Anwar Ardian Arif Bagas Bambang Bayu Budi Cahyo Candra Damar Danang Darma Dedi
Dimas Dwi Edi Eko Erwin Fajar Fauzan Ferdi Galang Gilang Guntur Hadi Hafiz Handoko Hanif Hendra Heru Ilham
Imam Indra Irfan Iwan Jaka Joko Kurnia Lukman Made Mahendra Mulyadi Nanang Nugroho Nyoman Panji Prasetyo
Putra Rahmat Raka Rangga Ratno Rendi Reza Ridwan Rizal Rudi Saiful Samsul Sandi Satria Slamet Sugeng Surya
Syahrul Taufik Teguh Toni Tri Umar Wahyu Wawan Wisnu Yanto Yoga Yusuf Zainal Zulkifli
""")
FEMALE = _words("""
Ade Aisyah Amelia Anggun Anisa Arum Asih Aulia Ayu Bela Bunga Cici Citra Dahlia Desi Devi Dewi Diah Dian
Dina Eka Elok Elsa Endah Erna Evi Farida Fatimah Fitri Gita Hana Hesti Ida Ika Indah Intan Ira Isna Juwita
Kartika Komang Kurniati Laila Lestari Lilis Lina Lusi Maya Mega Melati Mila Murni Nadia Nana Nila Nina Nur
Nurul Putri Rahma Rani Ratih Ratna Reni Rina Rini Risma Rosa Sari Selvi Sinta Siti Sri Suci Susi Tari Tina
Titin Ulfa Umi Vina Wahyuni Wati Widya Winda Wulan Yanti Yuli Yuni Zahra
""")
# Lampung titles and clan words beside the names of those who came: invented pairings, no register behind them.
LAST = _words("""
Abung Adiputra Alamsyah Amrullah Anggara Ardiansyah Aryanto Astuti Bangsawan Batin Cahyadi Dalom Darmawan
Effendi Fadilah Firdaus Firmansyah Gumanti Gunawan Hakim Halim Handayani Harahap Hartati Hasanah Hasibuan
Herlambang Hidayat Irawan Iskandar Jaya Junjungan Kencana Kesuma Kusnadi Kusuma Laksana Liwa Mahardika
Maharani Manggala Mangku Marga Maulana Menggala Minak Mulyani Nasution Natamarga Ningrat Ningsih Nugraha
Nurhayati Nusantara Oktaviani Pagar Paksi Palupi Pangestu Permata Pernong Pertiwi Pradana Pramono Pratama
Puspita Putranto Rahayu Rahmawati Ramadhan Ratu Riyadi Rohman Rosyid Rusdi Safitri Saibatin Salim Santoso
Saputra Sasmita Sebuay Setiawan Simbolon Siregar Skala Suhendra Sukma Sulaiman Sumarna Sunarto Supriyadi
Suryani Susanto Sutan Syafei Tanjung Tulang Umpu Utami Wahyudi Wardana Wibowo Wicaksono Widodo Wijaya Winata
Wirawan Yudistira Yulianti Yusuf Zahra
""")


@dataclass(frozen=True)
class Person:
    """One invented employee; what changes in a career stands in a Posting (ingest.demo.roster)."""

    nip: str
    name: str
    before: str
    after: str
    sex: str
    born: date
    status: str
    contract: bool
    education: str

    @property
    def full(self) -> str:
        """Name with titles, as applications print it."""
        front = f"{self.before} " if self.before else ""
        return f"{front}{self.name}, {self.after}" if self.after else f"{front}{self.name}"

    @property
    def nip_spaced(self) -> str:
        """NIP in the printed form 19850214 201001 2 901."""
        n = self.nip
        return f"{n[:8]} {n[8:14]} {n[14]} {n[15:]}"


def name(chance: np.random.Generator, sex: str) -> str:
    """Two or three invented words."""
    first = MALE if sex == "M" else FEMALE
    words = [first[int(chance.integers(len(first)))], LAST[int(chance.integers(len(LAST)))]]
    if chance.random() < 0.3:
        words.insert(1, first[int(chance.integers(len(first)))])
    return " ".join(dict.fromkeys(words))


def degrees(family: str, education: str, chance: np.random.Generator) -> tuple[str, str]:
    """Titles before and after the name that fit the work and the schooling."""
    if education.startswith("SLTA"):
        return "", ""
    if education.startswith("Diploma"):
        return "", {"perawat": "A.Md.Kep.", "bidan": "A.Md.Keb."}.get(family, "A.Md.")
    if family == "dokter":
        return "dr.", "Sp.PD." if education == "S-2" else ""
    bachelor = {
        "guru": "S.Pd.", "kepala": "S.Pd.", "perawat": "S.Kep., Ns.", "apoteker": "S.Farm., Apt.", "hukum": "S.H.",
        "komputer": "S.Kom.", "epidemiolog": "S.K.M.", "jalan": "S.T.", "pengairan": "S.T.", "pertanian": "S.P.",
    }.get(family) or ("S.E.", "S.Sos.", "S.H.", "S.IP.", "S.Si.")[int(chance.integers(5))]  # fmt: skip
    master = {"guru": "M.Pd.", "kepala": "M.Pd."}.get(family, "M.Si.")
    return "", f"{bachelor}, {master}" if education == "S-2" else bachelor


class Numbers:
    """Gives out NIP: birth date, start, sex and the next invented sequence among equal first fifteen digits."""

    def __init__(self) -> None:
        self._given: Counter[str] = Counter()

    def next(self, born: date, start: date, sex: str, status: str) -> str:
        """A structurally valid NIP or NI PPPK; beyond 99 equal beginnings the start's month moves on."""
        digit = "1" if sex == "M" else "2"
        code = {"PPPK": "21", "PPPK_PARUH_WAKTU": "24"}.get(status, f"{start.month:02d}")
        stem = f"{born:%Y%m%d}{start.year}{code}{digit}"
        self._given[stem] += 1
        return f"{stem}{900 + self._given[stem]}"
