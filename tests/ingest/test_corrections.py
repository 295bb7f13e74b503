"""Corrections seen from the marts: what a later, a full, a deleted or a misnamed export changes in a real release."""

import re
import shutil
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import duckdb
import pytest

from ingest.archive import Note
from ingest.demo.delivery import Ask, Delivery
from ingest.intake import Intake, retry
from tests.conftest import Province
from tests.ingest.test_order import BKD, DEEP, from_nothing
from warehouse import versions
from warehouse.refresh import refresh
from warehouse.release import Release, list_releases
from warehouse.settings import Settings
from warehouse.state import aliases, deletions
from warehouse.state.database import engine

OCTOBER = 2026 * 12 + 9
STRANGER = "199001012020011999"


@dataclass(frozen=True)
class Corrected:
    """A home whose files came in a bad order, the release of it, and the NIPs of whom the last export drops or changes."""

    home: Settings
    release: Release
    dropped: str
    changed: str

    def rows(self, sql: str, **values: object) -> list[tuple]:
        with duckdb.connect(str(self.release.internal), read_only=True) as con:
            return con.execute(sql, values or None).fetchall()


def exports(folder: Path) -> dict[str, str]:
    """The staff list and two agencies' recaps of two months; texts of the latter by name."""
    delivery = Delivery(Ask("small", 1964, OCTOBER, 2))
    texts = {}
    for month in (OCTOBER - 1, OCTOBER):
        for export in delivery.month(month):
            if (export.source == "siasn-daftar-asn" and month == OCTOBER) or export.dataset == "complaints":
                export.write(folder)
            elif export.name.startswith(("rekap_kinerja_dinsos", "rekap_kinerja_dinkes")):
                export.write(folder)
                path = folder / export.folder / export.name
                texts[export.name] = path.read_text(encoding="utf-8-sig")
    return texts


def corrected_text(text: str) -> tuple[str, str, str]:
    """A later export of the same month: one person less, one rated otherwise, one whom no staff list has."""
    lines = re.sub(r"Dicetak: \d+ November", "Dicetak: 9 November", text).splitlines()
    start = next(number for number, line in enumerate(lines) if line.startswith("3;"))
    dropped, changed = (line.split(";") for line in lines[start : start + 2])
    stranger = changed.copy()
    stranger[1], stranger[2] = STRANGER, "Contoh Asing"
    changed[7], changed[15], changed[17] = "Di bawah ekspektasi", "Di bawah ekspektasi", "Sangat Kurang"
    lines[start : start + 2] = [";".join(changed), ";".join(stranger)]
    return "\n".join(lines) + "\n", dropped[1], changed[1]


@pytest.fixture(scope="module")
def corrected(tmp_path_factory: pytest.TempPathFactory, province: Province) -> Corrected:
    folder = tmp_path_factory.mktemp("corrections")
    home = Settings(home=folder / "home").prepare()
    # the project as the province's build compiled it: its unit tests have passed there
    shutil.copytree(province.settings.root / "dbt", home.root / "dbt")
    texts = exports(folder)
    later, dropped, changed = corrected_text(texts["rekap_kinerja_dinsos_2026-10.csv"])
    texts["rekap_kinerja_dinsos_2026-10 (perbaikan).csv"] = later
    misnamed = texts["rekap_kinerja_dinkes_2026-10.csv"].replace("DINAS KESEHATAN", "DINAS KESEHATTAN")
    texts["rekap_kinerja_dinkes_2026-10.csv"] = misnamed
    order = ["(perbaikan)", "dinkes_2026-10", "dinsos_2026-09", "dinsos_2026-10.csv", "dinkes_2026-09"]
    with Intake(home) as intake:
        for part in order:
            name = next(name for name in texts if part in name)
            path = folder / name
            path.write_text(texts[name], encoding="utf-8")
            day = 9 if "perbaikan" in name else 4
            [verdict] = intake.take(path, Note(name=name, received_at=datetime(2026, 11, day, tzinfo=UTC)))
            assert verdict.status == "loaded", verdict
            if part == "dinsos_2026-09":
                deletions.remove(engine(home), verdict.sha256, BKD, "salah bulan")
        staff = next(folder.glob("*/Data ASN*.xlsx"))
        intake.take(staff, Note(name=staff.name, received_at=datetime(2026, 11, 4, tzinfo=UTC)))
        for number, path in enumerate(
            sorted(folder.glob("*/laporan-sp4n-*.xlsx"))[::-1]
        ):  # the later one first
            received = datetime(2026, 11, 10 + number, tzinfo=UTC)
            assert intake.take(path, Note(name=path.name, received_at=received))[0].status == "loaded"
    aliases.connect(engine(home), "dinas kesehattan", "dinkes", BKD)
    retry(home)
    release = refresh(home)
    assert release
    return Corrected(home, release, dropped, changed)


VERSIONS = """
select v.predikat, v.counts, v.version_reason, b.file_name like '%perbaikan%'
from fct_appraisal_version v
inner join intermediate.int_nip n on n.person_key = v.person_key
inner join dim_batch b on b.batch_id = v.batch_id
where n.delivered_nip = $nip and v.period_end = date '2026-10-31'
order by v.counts desc
"""


def test_a_later_export_replaces_a_row_and_both_are_told(corrected: Corrected) -> None:
    assert corrected.rows(VERSIONS, nip=corrected.changed) == [
        ("sangat_kurang", True, "counts", True),
        ("sangat_baik", False, "later_export", False),
    ]


def test_which_version_counts_in_which_release_can_be_asked(corrected: Corrected) -> None:
    found = versions.of(list_releases(corrected.home), corrected.changed, "2026-10")
    label = corrected.release.label
    assert [(row["predikat"], row["releases"]) for row in found] == [
        ("sangat_kurang", {label: "counts"}),
        ("sangat_baik", {label: "later_export"}),
    ]
    assert "perbaikan" in found[0]["file_name"]


def test_which_version_of_a_complaint_counts_can_be_asked(corrected: Corrected) -> None:
    [(number, newest), *_] = corrected.rows(
        "select tracking_id, max(snapshot_on) from intermediate.int_complaint_version group by tracking_id having count(*) = 2 order by 1"
    )
    first, second = versions.of_complaint(list_releases(corrected.home), number)
    label = corrected.release.label
    assert (first["releases"], second["releases"]) == ({label: "counts"}, {label: "later_export"})
    assert first["data_on"] == newest > second["data_on"], (
        "the date of the data decides, not the order of arrival"
    )
    assert first["file_name"] != second["file_name"]
    assert versions.of_complaint(list_releases(corrected.home), "0") == []


def test_what_a_full_export_withdrew_is_counted_and_one_row_is_not_unusual(corrected: Corrected) -> None:
    assert corrected.rows(
        "select b.file_name, w.rows_withdrawn, w.rows_before > 10, w.is_unusual from fct_withdrawal w join dim_batch b using (batch_id)"
    ) == [("rekap_kinerja_dinsos_2026-10 (perbaikan).csv", 1, True, False)]


def test_a_row_that_a_later_full_export_dropped_no_longer_counts(corrected: Corrected) -> None:
    assert corrected.rows(VERSIONS, nip=corrected.dropped) == [("sangat_baik", False, "withdrawn", False)]
    october = "select rated_employees, coverage < 1 from fct_agency_month where agency_code = 'dinsos' and month = date '2026-10-01'"
    counted = "select count(distinct person_key) from fct_appraisal where is_official and agency_code = 'dinsos' and in_roster and month = date '2026-10-01'"
    [(rated, short)] = corrected.rows(october)
    assert short and [(rated,)] == corrected.rows(counted)


def test_a_deleted_file_is_in_the_ledger_and_nowhere_else(corrected: Corrected) -> None:
    [(name, status, reason)] = corrected.rows(
        "select file_name, status, reason from dim_batch where status = 'deleted'"
    )
    assert (name, status) == ("rekap_kinerja_dinsos_2026-09.csv", "deleted") and "salah bulan" in reason
    september = "select agency_code, reported from fct_agency_month where month = date '2026-09-01' and agency_code in ('dinsos', 'dinkes') order by 1"
    assert corrected.rows(september) == [("dinkes", True), ("dinsos", False)]


def test_an_alias_of_the_portal_places_a_misnamed_agency(corrected: Corrected) -> None:
    assert corrected.rows("select count(*) from fct_unknown_agency") == [(0,)]
    placed = (
        "select reported from fct_agency_month where agency_code = 'dinkes' and month = date '2026-10-01'"
    )
    assert corrected.rows(placed) == [(True,)]


def test_whom_no_staff_list_has_and_who_is_missing_are_told_apart(corrected: Corrected) -> None:
    gaps = """
        select g.gap, n.delivered_nip from fct_roster_gap g inner join intermediate.int_nip n on n.person_key = g.person_key
        where g.agency_code = 'dinsos' and g.month = date '2026-10-01' and n.delivered_nip in ($stranger, $dropped)
        order by 1
    """
    assert corrected.rows(gaps, stranger=STRANGER, dropped=corrected.dropped) == [
        ("not_rated", corrected.dropped),
        ("unknown_nip", STRANGER),
    ]
    month = "select n_unknown_nip, n_not_rated > 0 from fct_roster_month where agency_code = 'dinsos' and month = date '2026-10-01'"
    assert corrected.rows(month) == [(1, True)]


@pytest.mark.skipif(not DEEP, reason="a second build from nothing: make order")
def test_the_archive_alone_gives_the_same_marts(corrected: Corrected, tmp_path: Path) -> None:
    from_nothing(corrected.home, tmp_path / "other")
    again = refresh(Settings(home=tmp_path / "other"))
    assert again and again.facts["fingerprints"] == corrected.release.facts["fingerprints"]
