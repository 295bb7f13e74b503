"""Trainings: courses staff took, quarter by quarter."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import NamedTuple

from ingest.demo import months
from ingest.demo.chance import stream
from ingest.demo.people import Person
from ingest.demo.roster import Roster

COURSES = (
    ("Pelayanan Prima", 16, "Pelayanan publik"),
    ("Manajemen Kinerja ASN", 24, "Orientasi pada hasil"),
    ("Penulisan Naskah Dinas", 8, "Komunikasi"),
    ("Pengelolaan Arsip Elektronik", 16, "Teknis"),
    ("Literasi Digital ASN", 8, "Teknis"),
    ("Pengadaan Barang/Jasa Tingkat Dasar", 40, "Teknis"),
    ("Budaya Kerja BerAKHLAK", 12, "Integritas"),
    ("Webinar Anti Korupsi", 4, "Integritas"),
)
TEACHER_COURSES = (
    ("Pengembangan Kurikulum Satuan Pendidikan", 32, "Teknis"),
    ("Pembelajaran Berdiferensiasi", 32, "Teknis"),
    ("Komunitas Belajar Guru", 10, "Pengembangan diri dan orang lain"),
    ("Diklat Fungsional Guru", 40, "Teknis"),
)
HEALTH_COURSES = (
    ("Keselamatan Pasien", 16, "Teknis"),
    ("Bantuan Hidup Dasar", 20, "Teknis"),
    ("Komunikasi Efektif Tenaga Kesehatan", 12, "Komunikasi"),
    ("Pelatihan Fungsional Tenaga Kesehatan", 40, "Teknis"),
)

LEADER_COURSES = (
    *COURSES,
    ("Pelatihan Kepemimpinan Administrator", 120, "Kepemimpinan"),
    ("Pelatihan Kepemimpinan Pengawas", 100, "Kepemimpinan"),
)
SPECIALIST_COURSES = (*COURSES, ("Pelatihan Fungsional Berjenjang", 60, "Teknis"))


class Course(NamedTuple):
    """One course of one person."""

    person: Person
    agency: int
    title: str
    organiser: str
    started: date
    ended: date
    hours: int
    competence: str
    certificate: str


def of_quarter(roster: Roster, m: int) -> Iterator[Course]:
    """Courses that began in the quarter ending with month m (only its months inside the span)."""
    chance = stream(roster.seed, "training", m)
    draws = chance.random((len(roster.persons), 4)).tolist()
    earliest = months.first(max(m - 2, roster.start))
    days = (months.last(m) - earliest).days - 6
    for posting in roster.active(m):
        take, pick, when, place = draws[posting.person]
        if take > 0.36:
            continue
        family = posting.position.family
        menu = (
            TEACHER_COURSES
            if family in {"guru", "kepala"}
            else HEALTH_COURSES
            if family in {"perawat", "bidan", "dokter"}
            else LEADER_COURSES
            if family == "struktural"
            else COURSES
            if posting.position.kind == "pelaksana"
            else SPECIALIST_COURSES
        )
        title, hours, competence = menu[int(pick * len(menu))]
        started = earliest + timedelta(days=int(when * days))
        number = f"{posting.person:05d}/{m % 12 + 1:02d}/BPSDM/{started.year}"
        yield Course(
            roster.persons[posting.person], posting.agency, title,
            "BPSDM Provinsi Lampung" if place < 0.7 else "Lembaga Administrasi Negara", started,
            started + timedelta(days=hours // 8), hours, competence, number,
        )  # fmt: skip
