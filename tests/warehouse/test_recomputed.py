"""Recomputed: cells at random, each led back to its raw rows and made again from them in plain Python, by the regulations'
formulas and without a line of the project's SQL."""

import random
from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction
from math import floor
from typing import Any

import duckdb
import pytest

from tests.conftest import Province
from warehouse.leads import LEADS
from warehouse.provenance import ReleaseReader, trace
from warehouse.release import current
from warehouse.trace import Trace

CELLS = 40
EVERY = 1_000_000
Raw = dict[str, Any]

MATRIX = {
    ("di_atas", "di_atas"): "sangat_baik",
    ("di_atas", "sesuai"): "baik",
    ("sesuai", "di_atas"): "baik",
    ("sesuai", "sesuai"): "baik",
    ("di_bawah", "di_atas"): "butuh_perbaikan",
    ("di_bawah", "sesuai"): "butuh_perbaikan",
    ("di_atas", "di_bawah"): "kurang",
    ("sesuai", "di_bawah"): "kurang",
    ("di_bawah", "di_bawah"): "sangat_kurang",
}
CLASSES = ("sangat_baik", "baik", "butuh_perbaikan", "kurang", "sangat_kurang")
IKM_CLASSES = (("88.31", "A"), ("76.61", "B"), ("65.00", "C"), ("25.00", "D"))
RECOMPUTED = {
    "fct_agency_month": {
        "rated_employees", *(f"n_{code}" for code in CLASSES), *(f"share_{code}" for code in CLASSES),
        "inconsistent_appraisals", "achievement_mean", "ikm", "ikm_n", "ikm_class", "complaints_received",
        "training_hours_per_employee",
    },
    "fct_unit_month": {
        "rated_employees", *(f"n_{code}" for code in CLASSES), *(f"share_{code}" for code in CLASSES),
        "achievement_mean", "ikm", "ikm_n", "ikm_class",
    },
    "fct_province_month": {
        "rated_employees", *(f"n_{code}" for code in CLASSES), *(f"share_{code}" for code in CLASSES),
        "ikm", "ikm_n", "ikm_class", "complaints_received",
    },
    "fct_service_ikm": {
        "respondents", "complete_respondents", *(f"nrr_{u}" for u in range(1, 10)), "ni", "ikm", "ikm_class",
        "ikm_weight_011", "ikm_se", "ikm_low", "ikm_high", "sample_needed", "is_shown",
    },
    "fct_training_year": {"courses", "hours", "status"},
    "fct_appraisal": {"predikat", "predikat_computed", "is_matrix_consistent"},
    "fct_achievement": {"achievement", "is_met"},
    "fct_complaint": {"is_over_limit"},
}  # fmt: skip
NOT_RECOMPUTED = {
    "fct_agency_month": {
        "active_employees": "the staff list in force of a past month is not among the traced rows; dim_employee has the last one",
        "due_employees": "as active_employees", "coverage": "its whole is due_employees", "coverage_change": "as coverage",
        "is_withheld": "as coverage", "coverage_floor": "a rule's value: it is in the trace's rules",
        "share_baik_change": "two cells, each recomputed by itself",
        "organisation_predikat": "no mart has the rows of organisation ratings", "organisation_period_end": "as organisation_predikat",
        "pattern_class": "as organisation_predikat", "pattern_limit": "as organisation_predikat",
        "pattern_status": "as organisation_predikat", "pattern_excess_persons": "as organisation_predikat",
        "pattern_reason": "as organisation_predikat",
        "reported": "the ledger's receipts, not rows", "reported_on": "as reported", "deadline": "a rule's value",
        "is_late": "as reported", "days_late": "as reported", "is_missing": "as reported",
        "standards_met_share": "needs the standard beside each achievement; fct_achievement.is_met is recomputed",
        "ikm_low": "recomputed on fct_service_ikm", "ikm_high": "as ikm_low", "ikm_versus_province": "two cells",
        "ikm_change_12m": "two cells", "ikm_change_is_clear": "two cells",
        "complaints_open": "the state as the export of that month told it; fct_complaint has the last one",
        "complaints_over_limit": "as complaints_open", "complaints_closed_share": "as complaints_open",
    },
    "fct_unit_month": {
        "active_employees": "as of agencies", "due_employees": "as of agencies", "coverage": "as of agencies",
        "is_withheld": "as of agencies", "is_judged": "a rule's value against rated_employees",
        "ikm_low": "recomputed on fct_service_ikm", "ikm_high": "as ikm_low", "ikm_versus_province": "two cells",
        "ikm_change_12m": "two cells", "ikm_change_is_clear": "two cells",
        "complaints_received": "always empty: complaints name no unit", "complaints_open": "always empty",
        "complaints_over_limit": "always empty", "complaints_closed_share": "always empty",
    },
    "fct_province_month": {
        "is_current": "the data month of the release", "is_running": "as is_current",
        "agencies_total": "a list of agencies, not rows", "agencies_reported": "as of agencies", "agencies_late": "as of agencies",
        "agencies_missing": "as of agencies", "pattern_judged": "as of agencies", "pattern_complies": "as of agencies",
        "active_employees": "as of agencies", "due_employees": "as of agencies", "coverage": "as of agencies",
        "is_withheld": "as of agencies", "coverage_change": "two cells",
        "ikm_low": "recomputed on fct_service_ikm", "ikm_high": "as ikm_low", "ikm_change_12m": "two cells",
        "ikm_change_is_clear": "two cells", "complaints_open": "as of agencies", "complaints_over_limit": "as of agencies",
        "complaints_over_limit_change": "two cells", "complaints_closed_share": "as of agencies",
    },
    "fct_service_ikm": {
        "population": "of the list of units, or of users where one is sent", "ikm_delivered": "printed in a file's footer, which the ledger keeps",
        "u8_u9_declared": "a property of the source, not of rows",
    },
}  # fmt: skip
"""Columns whose traced rows do not give them, with the reason; the rest of these marts' columns are recomputed or name the cell.
Of persons' marts fct_person_standard is not recomputed: a trace of it leads to the row of the standard."""
NAMES = {
    "agency_code", "unit_key", "month", "service_key", "government", "is_province", "level", "region_code", "region_name", "unit_name",
    "service_name", "period_kind", "period_start", "period_end",
}  # fmt: skip


def half_up(number: Fraction | Decimal | float, digits: int) -> float:
    """Half up, exactly: no measure here is below nothing."""
    scale = 10**digits
    return float(Fraction(floor(Fraction(number) * scale + Fraction(1, 2)), scale))


class Origin:
    """The release, and the raw rows behind its cells."""

    def __init__(self, province: Province) -> None:
        release = current(province.settings)
        assert release is not None
        self.reader = ReleaseReader(release)
        self.raw = duckdb.connect(str(province.settings.warehouse), read_only=True)
        self.random = random.Random(1964)
        self.lower = {
            name
            for (name,) in self.raw.execute(
                "select lower(indicator) from raw.standards group by 1 having min(better) = 'lower'"
            ).fetchall()
        }

    def cells(self, mart: str, where: str = "true", count: int = CELLS) -> list[dict[str, Any]]:
        """Rows of a mart at random, always the same ones."""
        rows = self.reader.rows(f"select * from {mart} where {where} order by all")
        assert rows, f"{mart} has no row where {where}"
        return self.random.sample(rows, min(count, len(rows)))

    def trace(self, mart: str, cell: dict[str, Any], *key: str) -> Trace:
        """The trace of a cell, all rows named."""
        return trace(self.reader, mart, {name: cell[name] for name in key}, most=EVERY)

    def rows(self, traced: Trace, mart: str) -> list[Raw]:
        """The raw rows that a trace leads to by way of one mart; each of them stands in the warehouse."""
        table = {
            "fct_appraisal": "appraisals",
            "fct_achievement": "achievements",
            "fct_complaint": "complaints",
        }.get(mart, {"fct_survey_response": "surveys", "fct_training": "trainings"}.get(mart, ""))
        parts = [part for part in traced.contributions if part.mart == mart]
        wanted = [(row.batch_id, row.source_row) for part in parts for row in part.rows]
        assert len(wanted) == sum(part.count for part in parts)
        self.raw.execute("create or replace temp table wanted (batch_id varchar, source_row integer)")
        if wanted:
            batches, numbers = zip(*wanted, strict=True)
            self.raw.execute("insert into wanted select unnest(?), unnest(?)", [list(batches), list(numbers)])
        found = self.raw.execute(f"select r.* from raw.{table} as r join wanted using (batch_id, source_row)")
        names = [column[0] for column in found.description]
        rows = [dict(zip(names, row, strict=True)) for row in found.fetchall()]
        assert len(rows) == len(wanted), "a traced row is not in the warehouse"
        return rows


@pytest.fixture(scope="module")
def origin(province: Province) -> Iterator[Origin]:
    found = Origin(province)
    with found.reader:
        yield found
    found.raw.close()


def computed(row: Raw) -> str | None:
    """The predikat by the matrix of PermenPANRB 6/2022, in force since 2022."""
    if row["scheme"] not in (None, "PERMENPANRB6_2022") or row["period_end"] < date(2022, 1, 1):
        return None
    return MATRIX.get((row["result_rating"], row["behaviour_rating"]))


def predikat(row: Raw) -> str | None:
    """What counts: the delivered word, else the computed one."""
    said = row["predikat_delivered"] or computed(row)
    return "butuh_perbaikan" if said == "cukup" else said


def achievement(origin: Origin, row: Raw) -> Decimal | None:
    """Realisation over target, or target over realisation where less is better; at most 1.2."""
    if not row["target"] or row["realisation"] is None:
        return None
    if row["indicator"].lower() in origin.lower:
        ratio = row["target"] / row["realisation"] if row["realisation"] else Decimal("1.2")
    else:
        ratio = row["realisation"] / row["target"]
    return min(ratio, Decimal("1.2"))


def elements(rows: Sequence[Raw]) -> list[Fraction | None]:
    """NRR of the nine elements: the mean of the answers given."""
    given = [[row[f"u{u}"] for row in rows if row[f"u{u}"] is not None] for u in range(1, 10)]
    return [Fraction(sum(answers), len(answers)) if answers else None for answers in given]


def ikm(rows: Sequence[Raw]) -> float | None:
    """25 times the plain mean of the nine elements, half-up to two decimals."""
    means = elements(rows)
    return None if None in means else half_up(25 * sum(means) / 9, 2)  # type: ignore[arg-type]


def quality(value: float | None) -> str | None:
    """Class A to D of PermenPANRB 14/2017."""
    return None if value is None else next(name for bound, name in IKM_CLASSES if value >= float(bound))


def scores(rows: Sequence[Raw]) -> list[Fraction]:
    """Each respondent's own index over the elements he answered."""
    answers = [[row[f"u{u}"] for u in range(1, 10) if row[f"u{u}"] is not None] for row in rows]
    return [Fraction(25 * sum(given), len(given)) for given in answers]


def check_ratings(origin: Origin, cell: dict[str, Any], traced: Trace) -> None:
    rows = origin.rows(traced, "fct_appraisal")
    found = [predikat(row) for row in rows]
    assert cell["rated_employees"] == len(found)
    for code in CLASSES:
        assert cell[f"n_{code}"] == found.count(code), (code, cell)
        share = (
            half_up(Fraction(found.count(code), len(found)), 6) if found and not cell["is_withheld"] else None
        )
        assert cell[f"share_{code}"] == share, (code, cell)


def check_achievement(origin: Origin, cell: dict[str, Any], traced: Trace) -> None:
    found = [achievement(origin, row) for row in origin.rows(traced, "fct_achievement")]
    known = [value for value in found if value is not None]
    mean = float(sum(known) / len(known)) if known else None
    assert cell["achievement_mean"] == (None if mean is None else pytest.approx(mean, abs=6e-5)), cell


def check_ikm(origin: Origin, cell: dict[str, Any], traced: Trace) -> None:
    rows = origin.rows(traced, "fct_survey_response")
    assert (cell["ikm_n"] or 0) == len(rows), cell
    shown = ikm(rows) if len(rows) >= 30 else None
    assert (cell["ikm"], cell["ikm_class"]) == (shown, quality(shown)), cell


def test_agencies(origin: Origin) -> None:
    received = 0
    for cell in origin.cells("fct_agency_month"):
        traced = origin.trace("fct_agency_month", cell, "agency_code", "month")
        check_ratings(origin, cell, traced)
        check_achievement(origin, cell, traced)
        check_ikm(origin, cell, traced)
        rows = origin.rows(traced, "fct_appraisal")
        differ = [
            row
            for row in rows
            if row["predikat_delivered"] and computed(row) not in (None, row["predikat_delivered"])
        ]
        assert cell["inconsistent_appraisals"] == len(differ)
        complaints = origin.rows(traced, "fct_complaint")
        of_month = [row for row in complaints if row["received_on"].replace(day=1) == cell["month"]]
        if cell["complaints_received"] is not None:
            assert cell["complaints_received"] == len(of_month), cell
            received += len(of_month)
        hours = sum(row["hours"] for row in origin.rows(traced, "fct_training"))
        if cell["training_hours_per_employee"] is not None:
            assert cell["training_hours_per_employee"] == half_up(
                Fraction(hours) / cell["active_employees"], 4
            ), cell
    assert received, "no cell had a complaint to count"


def test_units(origin: Origin) -> None:
    for cell in origin.cells("fct_unit_month"):
        traced = origin.trace("fct_unit_month", cell, "unit_key", "month")
        check_ratings(origin, cell, traced)
        check_achievement(origin, cell, traced)
        check_ikm(origin, cell, traced)


def test_province(origin: Origin) -> None:
    for cell in origin.cells("fct_province_month", count=6):
        traced = origin.trace("fct_province_month", cell, "month")
        check_ratings(origin, cell, traced)
        check_ikm(origin, cell, traced)
        complaints = origin.rows(traced, "fct_complaint")
        of_month = [row for row in complaints if row["received_on"].replace(day=1) == cell["month"]]
        assert cell["complaints_received"] in (None, len(of_month))


def test_services(origin: Origin) -> None:
    known = "is_province and (level <> 'unit' or unit_key is not null) and period_kind <> 'all'"
    for cell in origin.cells("fct_service_ikm", known, count=2 * CELLS):
        rows = origin.rows(origin.trace("fct_service_ikm", cell, "service_key"), "fct_survey_response")
        n, means = len(rows), elements(rows)
        assert cell["respondents"] == n, cell
        assert cell["complete_respondents"] == sum(
            all(row[f"u{u}"] is not None for u in range(1, 10)) for row in rows
        )
        assert [cell[f"nrr_{u}"] for u in range(1, 10)] == [
            None if m is None else half_up(m, 4) for m in means
        ]
        whole = ikm(rows)
        assert (cell["ikm"], cell["ikm_class"]) == (whole, quality(whole)), cell
        assert cell["is_shown"] == (n >= 30 and whole is not None)
        if whole is not None:
            ni = sum(means) / 9  # type: ignore[arg-type]
            assert cell["ni"] == half_up(ni, 4)
            assert cell["ikm_weight_011"] == half_up(Fraction(11, 100) * 25 * sum(means), 2)  # type: ignore[arg-type]
        population = cell["population"]
        if n > 1:
            own = scores(rows)
            mean = sum(own) / n
            variance = float(sum((score - mean) ** 2 for score in own)) / (n - 1)
            finite = (
                (population - n) / (population - 1)
                if population and population > 1 and population >= n
                else 1
            )
            error = (variance / n * finite) ** 0.5
            assert cell["ikm_se"] == pytest.approx(error, abs=2e-4), cell
            if whole is not None:
                assert cell["ikm_low"] == pytest.approx(max(25, whole - 1.96 * error), abs=0.011)
                assert cell["ikm_high"] == pytest.approx(min(100, whole + 1.96 * error), abs=0.011)
        if population:
            needed = 3.841 * population * 0.25 / (0.0025 * (population - 1) + 3.841 * 0.25)
            assert cell["sample_needed"] == half_up(needed, 0)


def test_persons(origin: Origin) -> None:
    for cell in origin.cells("fct_appraisal", "scheme = 'PERMENPANRB6_2022' and predikat is not null"):
        (row,) = origin.rows(origin.trace("fct_appraisal", cell, "appraisal_key"), "fct_appraisal")
        delivered = row["predikat_delivered"]
        assert cell["predikat_computed"] == computed(row), cell
        assert cell["predikat"] == (delivered or computed(row))
        agrees = None if delivered is None or computed(row) is None else delivered == computed(row)
        assert cell["is_matrix_consistent"] == agrees
    for cell in origin.cells("fct_achievement", "target is not null"):
        traced = origin.trace("fct_achievement", cell, "batch_id", "source_row")
        (row,) = origin.rows(traced, "fct_achievement")
        value = achievement(origin, row)
        assert cell["achievement"] == (None if value is None else half_up(value, 4)), cell
        met = (
            row["realisation"] <= row["target"]
            if row["indicator"].lower() in origin.lower
            else row["realisation"] >= row["target"]
        )
        assert cell["is_met"] == met
    for cell in origin.cells("fct_training_year"):
        rows = origin.rows(origin.trace("fct_training_year", cell, "person_key", "year"), "fct_training")
        hours = float(sum(row["hours"] for row in rows))
        assert (cell["courses"], cell["hours"]) == (len(rows), hours), cell
        floor = (cell["employment_status"] or "") in ("PNS", "CPNS")
        said = (
            ("met" if hours >= 20 else "below_floor")
            if floor
            else ("within" if hours <= 24 else "above_ceiling")
        )
        assert cell["status"] == (said if cell["employment_status"] else None)
    for cell in origin.cells("fct_complaint", "is_province"):
        (row,) = origin.rows(origin.trace("fct_complaint", cell, "complaint_key"), "fct_complaint")
        assert (row["tracking_id"], row["received_on"]) == (cell["tracking_id"], cell["received_on"])
        if cell["age_working_days"] is not None:
            limit = {"pengaduan_tidak_berkadar": 14, "pengaduan_berkadar": 60}.get(cell["complaint_class"], 5)
            over = cell["age_working_days"] > limit if cell["complaint_class"] else None
            assert cell["is_over_limit"] == over


def test_a_trace_names_source_rule_model_and_tests(origin: Origin) -> None:
    cell = origin.cells("fct_agency_month", "rated_employees > 0 and ikm is not null", count=1)[0]
    traced = origin.trace("fct_agency_month", cell, "agency_code", "month")
    files = [file for part in traced.contributions for file in part.files]
    assert files and all(file.source and file.source_version and file.received_at for file in files)
    rules = {rule["rule"]: rule for rule in traced.rules}
    assert {"coverage_floor", "judged_minimum", "ikm_minimum", "report_deadline_day"} <= set(rules)
    assert all(
        rule["value"] is not None and rule["valid_from"] <= cell["month"] and rule["legal_source"]
        for rule in rules.values()
    )
    assert traced.path == "models/marts/fct_agency_month.sql" and "int_agency_month_rating" in traced.upstream
    assert "a_withheld_month_shows_no_shares" in traced.tests
    assert set(traced.tests.values()) == {"pass"}


def test_what_is_not_recomputed_is_said(origin: Origin) -> None:
    for mart, reasons in NOT_RECOMPUTED.items():
        columns = set(origin.cells(mart, count=1)[0])
        assert columns == RECOMPUTED[mart] | set(reasons) | NAMES & columns, mart
        assert not RECOMPUTED[mart] & set(reasons)
        assert mart in LEADS
