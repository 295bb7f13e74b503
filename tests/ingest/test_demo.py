"""The demo province: the same seed gives the same files, its truth is true, and the intake reads every application."""

import csv
import hashlib
import json
from collections import Counter, defaultdict
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path

import openpyxl
import pytest
from click.testing import CliRunner, Result

from ingest.demo import effects, months, pattern
from ingest.demo.cli import demo_exports
from ingest.demo.delivery import Ask, Delivery
from ingest.demo.province import agencies
from ingest.intake import ingest_all
from warehouse.settings import PROJECT, Settings
from warehouse.writer import writer

UNTIL = "2026-06"  # a month that ends a quarter and a half-year, so that every application delivers
SEED = "7"


def make(folder: Path, *words: str) -> Result:
    """Runs `siger demo-exports`."""
    result = CliRunner().invoke(demo_exports, [str(folder), "--seed", SEED, *words])
    assert result.exit_code == 0, result.output
    return result


def digest(folder: Path) -> dict[str, str]:
    """Hash of every file of a folder."""
    return {
        str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


@pytest.fixture(scope="module")
def exports(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small province of twelve months."""
    folder = tmp_path_factory.mktemp("demo") / "exports"
    make(folder, "--until", UNTIL, "--months", "12")
    return folder


@pytest.fixture(scope="module")
def truth(exports: Path) -> dict:
    return json.loads(exports.with_name("exports.truth.json").read_text())


@pytest.fixture(scope="module")
def province() -> Delivery:
    return Delivery(Ask("small", int(SEED), months.month(UNTIL), 12))


def sheet(path: Path, name: str | None = None) -> list[tuple]:
    """Rows of a workbook's sheet, as another reader than ours sees them."""
    book = openpyxl.load_workbook(path, read_only=True)
    return list(book[name or book.sheetnames[0]].iter_rows(values_only=True))


def records(path: Path, delimiter: str, skip: int) -> list[dict[str, str]]:
    """Records of a CSV under its header."""
    lines = list(csv.reader(path.read_text(encoding="utf-8-sig").splitlines(), delimiter=delimiter))
    return [dict(zip(lines[skip], line, strict=True)) for line in lines[skip + 1 :]]


def test_equal_seeds_give_equal_bytes_and_other_seeds_others(tmp_path: Path) -> None:
    for name, seed in (("one", "3"), ("two", "3"), ("other", "4")):
        make(tmp_path / name, "--months", "1", "--until", UNTIL, "--seed", seed)
    one, two, other = (digest(tmp_path / name) for name in ("one", "two", "other"))
    assert one == two
    # The standards of positions and an agency's periods are rules, not chance.
    assert {name for name in one if one[name] == other.get(name)} <= {
        "setda/Standar Kinerja Jabatan 2026.xlsx",
        "dinkes/Daftar Periode Penilaian Dinkes 2026.xlsx",
    }
    assert (tmp_path / "one.truth.json").read_bytes() == (tmp_path / "two.truth.json").read_bytes()


def test_agencies_are_those_of_the_seed() -> None:
    with (PROJECT / "dbt_project" / "seeds" / "agency.csv").open(encoding="utf-8") as lines:
        seed = [(row["agency_code"], row["agency_name"], row["short_name"]) for row in csv.DictReader(lines)]
    assert [(agency.code, agency.name, agency.short) for agency in agencies()] == seed


def test_staff_is_of_the_asked_size_and_every_agency_has_some(truth: dict) -> None:
    listed = {code: count["listed"] for code, count in truth["staff"].items()}
    assert len(listed) == 41
    assert sum(listed.values()) == 3000
    assert min(listed.values()) >= 12
    assert max(listed, key=lambda code: listed[code]) == "disdikbud"


def test_every_nip_is_valid_and_of_the_invented_sequences(province: Delivery) -> None:
    opening = months.first(province.roster.start)
    numbers = [person.nip for person in province.roster.persons]
    assert len(set(numbers)) == len(numbers)
    for person in province.roster.persons:
        nip = person.nip
        born = date(int(nip[:4]), int(nip[4:6]), int(nip[6:8]))
        assert born == person.born
        assert 17 <= opening.year - born.year <= 76
        assert born.year + 17 <= int(nip[8:12]) <= months.first(province.roster.until).year
        assert nip[12:14] in ({"21", "24"} if person.contract else {f"{m:02d}" for m in range(1, 13)})
        assert nip[14] == ("1" if person.sex == "M" else "2")
        assert len(nip) == 18
        assert nip[15] == "9"


def test_everybody_has_a_superior_of_the_own_agency_but_the_heads(province: Delivery) -> None:
    where = {posting.person: posting.agency for posting in province.roster.active(province.roster.until)}
    without = 0
    for posting in province.roster.active(province.roster.until):
        without += posting.superior < 0
        if posting.superior >= 0:
            assert where[posting.superior] == posting.agency
            assert posting.superior != posting.person
    assert without == 41


def test_predikat_is_nearly_constant_as_in_the_national_tables(truth: dict) -> None:
    assert 0.86 <= truth["predikat"]["baik"] <= 0.91
    assert 0.06 <= truth["predikat"]["sangat_baik"] <= 0.11
    assert (
        0.005
        <= sum(truth["predikat"][code] for code in ("butuh_perbaikan", "kurang", "sangat_kurang"))
        <= 0.05
    )


def test_truth_stays_outside_the_exports(exports: Path, truth: dict) -> None:
    written = set(digest(exports))
    assert written == {file["file"] for file in truth["files"]}
    for path in exports.rglob("*.csv"):
        assert "lenient" not in path.read_text(encoding="utf-8-sig")


def test_reporting_habits_show_in_the_files(exports: Path, truth: dict) -> None:
    appraisals = [file for file in truth["files"] if file["dataset"] == "appraisals"]
    days = defaultdict(list)
    for file in appraisals:
        days[file["agency_code"]].append(date.fromisoformat(file["printed"]).day)
    assert effects.NEVER not in days
    assert set(days) == {agency.code for agency in agencies()} - {effects.NEVER}
    assert all(day > 10 for day in days.pop(effects.LATE))
    assert all(day <= 10 for agency in days.values() for day in agency)
    late = next(exports.glob(f"{effects.LATE}/rekap_kinerja_*_2026-05.csv"))
    printed = next(file["printed"] for file in appraisals if file["file"] == f"{effects.LATE}/{late.name}")
    assert f"Dicetak: {months.long(date.fromisoformat(printed))}" in late.read_text(encoding="utf-8-sig")


def test_raters_are_planted_strongly_enough_to_be_found(truth: dict) -> None:
    def share(people: list[dict], *codes: str) -> float:
        ratings = sum((Counter(person["ratings"]) for person in people), Counter())
        return sum(ratings[code] for code in codes) / ratings.total()

    planted = truth["effects"]
    assert share(planted["lenient_raters"]["people"], "sangat_baik") > 0.5
    assert share(planted["severe_raters"]["people"], "butuh_perbaikan", "kurang", "sangat_kurang") > 0.15
    assert len(planted["lenient_raters"]["people"]) >= 7
    assert planted["transferred"], "somebody moves between agencies and has two raters in that month"


def test_a_copying_rater_repeats_the_year(province: Delivery) -> None:
    copying = set(province.effects.copying)

    def judged(m: int) -> dict[str, tuple]:
        return {
            row.person.nip: (row.result, row.behaviour, row.items)
            for _, monthly, _ in province.ratings.month(m)
            for row in monthly
            if row.posting.superior in copying and row.predikat
        }

    january, may = (judged(months.month(month)) for month in ("2026-01", "2026-05"))
    both = january.keys() & may.keys()
    assert len(both) > 10
    assert all(january[nip] == may[nip] for nip in both)


def test_public_feedback_contradicts_the_ratings_of_planted_units(truth: dict) -> None:
    found = truth["unit_ikm_last_12_months"]
    inflated = [Decimal(found[unit["unit"]]["ikm"]) for unit in truth["effects"]["inflated_units"]]
    modest = [Decimal(found[unit["unit"]]["ikm"]) for unit in truth["effects"]["modest_units"]]
    assert max(inflated) < Decimal("76.61")
    assert min(modest) >= Decimal("88.31")


def test_one_agency_improves_and_one_worsens(province: Delivery) -> None:
    codes = [agency.code for agency in agencies()]
    first, last = province.roster.start, province.roster.until
    better, worse = codes.index(effects.IMPROVING), codes.index(effects.WORSENING)
    assert province.ratings.shift(better, last) - province.ratings.shift(better, first) == pytest.approx(2)
    assert province.ratings.shift(worse, last) - province.ratings.shift(worse, first) == pytest.approx(-2)


def test_ikm_of_the_truth_is_that_of_the_answers_in_the_files(exports: Path, truth: dict) -> None:
    answers = defaultdict(list)
    for path in exports.glob("setda/eskm_responden_*.csv"):
        for record in records(path, ";", 0):
            if record["perangkat_daerah"] != "Dinas Kesehatan" or "33" in record.values():
                continue
            for number in range(1, 10):
                if record[f"u{number}"]:
                    answers[number].append(int(record[f"u{number}"]))
    mean = sum((Decimal(sum(given)) / len(given) for given in answers.values()), Decimal(0))
    ikm = (mean * 25 / 9).quantize(Decimal("0.01"), rounding=ROUND_HALF_UP)
    assert truth["ikm_last_12_months"]["dinkes"]["ikm"] == str(ikm)


def test_a_report_carries_the_rounded_weights_of_its_form(exports: Path) -> None:
    rows = sheet(next(exports.glob("rsudam/Pengolahan SKM *.xlsx")), "SKM 1")
    labels = {row[0]: row for row in rows if row and isinstance(row[0], str)}
    delivered = labels["IKM Unit Pelayanan"][10]
    exact = sum(labels["NRR/Unsur"][1:10]) * 25 / 9
    assert delivered < exact
    assert delivered == pytest.approx(exact * 0.99, abs=0.02)


def test_a_month_made_alone_is_the_month_of_the_whole(tmp_path: Path, exports: Path) -> None:
    make(tmp_path / "alone", "--until", UNTIL, "--months", "12", "--month", "2026-03", "--agency", "dinkes")
    alone = tmp_path / "alone" / "dinkes" / "rekap_kinerja_dinkes_2026-03.csv"
    assert alone.read_bytes() == (exports / "dinkes" / alone.name).read_bytes()


def test_the_month_after_is_two_files_of_the_same_people(tmp_path: Path, exports: Path) -> None:
    make(tmp_path / "next", "--until", UNTIL, "--months", "12", "--month", "2026-07", "--agency", "dinkes")
    assert set(digest(tmp_path / "next")) == {
        "dinkes/rekap_kinerja_dinkes_2026-07.csv",
        "dinkes/capaian_kinerja_dinkes_2026-07.csv",
    }
    assert not (tmp_path / "next.truth.json").exists()
    new = {
        row["NIP"].strip("'")
        for row in records(tmp_path / "next/dinkes/rekap_kinerja_dinkes_2026-07.csv", ";", 5)[:-3]
    }
    old = {
        row["NIP"].strip("'")
        for row in records(exports / "dinkes/rekap_kinerja_dinkes_2026-06.csv", ";", 5)[:-3]
    }
    assert len(new & old) > 0.8 * len(old)


def test_a_month_that_is_not_over_is_printed_within_it(tmp_path: Path) -> None:
    for agency in ("dinkes", effects.LATE):
        make(tmp_path, "--until", UNTIL, "--months", "12", "--month", "2026-07", "--agency", agency)
        text = (tmp_path / agency / f"rekap_kinerja_{agency}_2026-07.csv").read_text(encoding="utf-8-sig")
        assert "Dicetak: 31 Juli 2026" in text
    make(tmp_path, "--until", UNTIL, "--months", "12", "--month", "2026-07", "--agency", "dishut")
    assert [path.name for path in (tmp_path / "dishut").glob("eskp_*")] == [
        "eskp_penilaian_dishut_202607_unduh 2026-07-31.csv"
    ]


def test_some_agencies_keep_to_the_pattern_their_predikat_asks_for(province: Delivery, truth: dict) -> None:
    planted = truth["effects"]["pattern_agencies"]
    assert 4 <= len(planted["agency_codes"]) <= 6
    until = province.roster.until
    for m in (until - planted["months"] + 1, until, until + 1):
        for index, monthly, _ in province.ratings.month(m):
            if agencies()[index].code not in planted["agency_codes"]:
                continue
            ranks = Counter(row.predikat for row in monthly if row.predikat)
            count = ranks.total()
            assert count >= pattern.LEAST
            if pattern.predikat(province.ratings, index, m) == "Baik":
                assert ranks[4] == max(ranks.values())
                assert ranks[4] <= int(0.7 * count)
                assert ranks[3] + ranks[2] >= 1
            else:
                assert pattern.predikat(province.ratings, index, m) == "Butuh Perbaikan"
                assert ranks[3] >= 0.6 * count
                assert ranks[5] <= 0.1 * count


def test_years_before_2022_are_rated_by_the_scheme_of_their_time(tmp_path: Path) -> None:
    for month in ("2021-05", "2021-12"):
        for agency in ("disbun", "disdikbud"):
            make(
                tmp_path / "old", "--until", "2021-12", "--months", "12", "--month", month, "--agency", agency
            )
    files = sorted((tmp_path / "old").rglob("prestasi_kerja_*"))
    assert len(files) == 5, "the teachers' half-year is one more"
    verdicts = [verdict for found in ingest_all(Settings(home=tmp_path / "home"), files) for verdict in found]
    assert {verdict.source for verdict in verdicts} == {"prestasi-kerja-opd"}
    classes = PROJECT / "dbt_project" / "seeds" / "scheme_class.csv"
    with writer(Settings(home=tmp_path / "home")) as con:
        schemes = con.execute(
            "select period_end, scheme, count(distinct predikat_delivered) > 2 from raw.appraisals group by all order by 1"
        ).fetchall()
        contradicting = con.execute(
            """
            select count(*) from raw.appraisals a
            where score is not null and predikat_delivered <> (
                select arg_max(c.predikat, c.lower_bound) from read_csv($classes, header = true) c
                where c.scheme = a.scheme and a.score >= c.lower_bound
                    and (not c.needs_new_idea or coalesce(a.new_idea, false))
            )
            """,
            {"classes": str(classes)},
        ).fetchone()
    assert schemes == [
        (date(2021, 5, 31), "PP46_2011", True),
        (date(2021, 12, 31), "PP30_2019", True),
    ]
    assert contradicting == (0,)


def test_a_wrong_month_is_said_in_one_sentence(tmp_path: Path) -> None:
    result = CliRunner().invoke(demo_exports, [str(tmp_path / "x"), "--until", "Oktober"])
    assert result.exit_code == 2
    assert "«Oktober» bukan bulan" in result.output
    assert not (tmp_path / "x").exists()


def test_bursting_raters_rate_within_seconds(province: Delivery) -> None:
    bursting = set(province.effects.bursting)
    times: dict[int, list[datetime]] = defaultdict(list)
    for _, monthly, _ in province.ratings.month(province.roster.until):
        for row in monthly:
            if row.predikat:
                times[row.posting.superior].append(row.rated_at)
    for rater in bursting:
        stamps = sorted(times[rater])
        assert (stamps[-1] - stamps[0]).total_seconds() < 600


def test_the_intake_reads_every_application_as_the_truth_says(
    exports: Path, truth: dict, tmp_path: Path
) -> None:
    """The richest file of each source: damaged ones first, so that the quarantine is tried too."""
    chosen: dict[str, dict] = {}
    for file in sorted(
        truth["files"], key=lambda file: -sum(table["rows_quarantined"] for table in file["tables"])
    ):
        chosen.setdefault(file["source"], file)
    assert len(chosen) >= 15
    verdicts = {}
    for found in ingest_all(
        Settings(home=tmp_path / "home"), [exports / file["file"] for file in chosen.values()]
    ):
        verdicts.update({(verdict.file, verdict.sheet): verdict for verdict in found})
    for file in chosen.values():
        for table in file["tables"]:
            name = Path(file["file"]).name
            verdict = verdicts.get((name, table["sheet"])) or verdicts[name, None]
            assert (verdict.status, verdict.source) == ("loaded", file["source"]), verdict
            counted = (
                verdict.rows_read,
                verdict.rows_loaded,
                verdict.rows_quarantined,
                verdict.rows_not_data,
            )
            assert counted == tuple(
                table[f"rows_{word}"] for word in ("read", "loaded", "quarantined", "not_data")
            ), verdict
