"""The province's offices: standards per position, predikat of agencies and users of services (Biro Organisasi), trainings (BPSDM)."""

from collections.abc import Iterable
from datetime import date

from ingest.demo import months
from ingest.demo.exports.capaian import DUTY
from ingest.demo.exports.export import Export, Row, Table
from ingest.demo.organisation import OrganisationRating
from ingest.demo.positions import Position
from ingest.demo.province import Unit, agencies
from ingest.demo.training import Course

ASPECT = {"quantity": "Kuantitas", "quality": "Kualitas", "time": "Waktu", "cost": "Biaya"}


def standards(positions: Iterable[Position], year: int, printed: date) -> Export:
    """Workbook of a year: every indicator of every position."""
    body: list[Row] = []
    for position in positions:
        for i in position.indicators:
            body.append(
                [
                    len(body) + 1, position.name, DUTY[i.duty], i.text, ASPECT[i.aspect], i.target, i.measure,
                    "Turun" if i.better == "lower" else "Naik", i.weight, year,
                ]
            )  # fmt: skip
    header = (
        "No",
        "Jabatan",
        "Jenis Tugas",
        "Indikator Kinerja",
        "Aspek",
        "Target",
        "Satuan",
        "Arah",
        "Bobot (%)",
        "Tahun",
    )
    above: list[Row] = [
        ["STANDAR KINERJA JABATAN"],
        [f"TAHUN {year}"],
        [f"Dicetak: {months.long(printed)}"],
        header,
    ]
    name = f"Standar Kinerja Jabatan {year}.xlsx"
    table = Table(above, body, sheet="Standar")
    return Export(
        "setda",
        name,
        "standar-kinerja-jabatan",
        "standards",
        "xlsx",
        [table],
        printed.isoformat(),
        f"{year}-01",
    )


def organisation(ratings: Iterable[OrganisationRating], m: int, printed: date) -> Export:
    """Workbook of a quarter: every agency's achievement and predikat."""
    body: list[Row] = [
        [n, agencies()[rating.agency].formal, f"{rating.achievement:.2f}".replace(".", ","), rating.predikat]
        for n, rating in enumerate(ratings, 1)
    ]
    above: list[Row] = [
        ["PREDIKAT KINERJA ORGANISASI PERANGKAT DAERAH"],
        ["PEMERINTAH PROVINSI LAMPUNG"],
        [f"PERIODE : {months.quarter(m).upper()} {m // 12}"],
        [f"Dicetak: {months.long(printed)}"],
        ("No", "Perangkat Daerah", "Capaian (%)", "Predikat Kinerja Organisasi"),
    ]
    table = Table(above, body, sheet="Predikat")
    name = f"Predikat Organisasi TW {months.ROMAN[m % 12 // 3]} {m // 12}.xlsx"
    return Export(
        "setda",
        name,
        "predikat-organisasi",
        "organisation_ratings",
        "xlsx",
        [table],
        printed.isoformat(),
        months.iso(m),
    )


def trainings(courses: Iterable[Course], m: int, printed: date) -> Export:
    """Workbook of a quarter: one row per person and course, hours as `16 JP`."""
    body: list[Row] = [
        [
            str(n), c.person.nip, c.person.full, agencies()[c.agency].formal, c.title, c.organiser, f"{c.started:%d/%m/%Y}", f"{c.ended:%d/%m/%Y}",
            f"{c.hours} JP", c.competence, c.certificate,
        ]
        for n, c in enumerate(courses, 1)
    ]  # fmt: skip
    header = (
        "No", "NIP", "Nama", "Perangkat Daerah", "Nama Diklat", "Penyelenggara", "Tgl Mulai", "Tgl Selesai", "Jumlah JP", "Rumpun Kompetensi",
        "No Sertifikat",
    )  # fmt: skip
    above: list[Row] = [
        ["REKAPITULASI PENGEMBANGAN KOMPETENSI ASN"],
        [f"{months.quarter(m).upper()} {m // 12}"],
        [f"Dicetak: {months.long(printed)}"],
        header,
    ]
    name = f"Rekap Diklat BPSDM TW {months.ROMAN[m % 12 // 3]} {m // 12}.xlsx"
    table = Table(above, body, sheet="Diklat")
    return Export(
        "bpsdm", name, "bpsdm-rekap-diklat", "trainings", "xlsx", [table], printed.isoformat(), months.iso(m)
    )


def populations(served: Iterable[tuple[Unit, str, int]], year: int, printed: date) -> Export:
    """Workbook of a year: how many users each service of a unit has, against which SKM samples are judged."""
    body: list[Row] = [
        [str(n), agencies()[unit.agency].formal, unit.name, service, year, users]
        for n, (unit, service, users) in enumerate(served, 1)
    ]
    above: list[Row] = [
        ["POPULASI UNIT LAYANAN SKM"],
        [f"TAHUN {year}"],
        [f"Dicetak: {months.long(printed)}"],
        ("No", "Perangkat Daerah", "Unit Pelayanan", "Jenis Layanan", "Tahun", "Jumlah Populasi"),
    ]
    table = Table(above, body, sheet="Populasi")
    return Export(
        "setda", f"Populasi Layanan SKM {year}.xlsx", "skm-populasi-layanan", "service_units", "xlsx", [table],
        printed.isoformat(), f"{year}-01",
    )  # fmt: skip
