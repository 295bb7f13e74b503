"""Seeds against independent sources: the holiday oracle, the agency list, codes that have labels."""

import csv
from pathlib import Path

import holidays

SEEDS = Path(__file__).parents[2] / "dbt_project" / "seeds"


def rows(name: str) -> list[dict[str, str]]:
    with (SEEDS / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_holidays_are_those_of_the_oracle() -> None:
    oracle = holidays.Indonesia(years=range(2024, 2028), categories=("public", "government"), language="id")
    assert {row["holiday_on"] for row in rows("holiday")} == {day.isoformat() for day in oracle}
    joint = {row["holiday_on"] for row in rows("holiday") if row["is_joint_leave"] == "true"}
    assert joint == {day.isoformat() for day, name in oracle.items() if "Cuti Bersama" in name}


def test_the_41_agencies() -> None:
    agencies = rows("agency")
    assert len(agencies) == 41
    assert [int(row["sort_order"]) for row in agencies] == list(range(1, 42))


def test_all_nine_cells_of_the_matrix() -> None:
    ratings = ("di_atas", "sesuai", "di_bawah")
    cells = {(row["result_rating"], row["behaviour_rating"]) for row in rows("predikat_matrix")}
    assert cells == {(result, behaviour) for result in ratings for behaviour in ratings}


def test_codes_that_pages_show_have_labels() -> None:
    labelled = {(row["kind"], row["code"]) for row in rows("label")}
    for row in rows("predikat"):
        assert ("predikat", row["code"]) in labelled
    for row in rows("scheme_class"):
        assert ("predikat", row["predikat"]) in labelled
        assert ("scheme", row["scheme"]) in labelled
    for row in rows("agency"):
        assert ("agency_kind", row["agency_kind"]) in labelled
        assert ("peer_group", row["peer_group"]) in labelled
    for row in rows("complaint_limit"):
        assert ("complaint_class", row["complaint_class"]) in labelled
    for row in rows("distribution_pattern"):
        assert ("organisation_predikat", row["organisation_predikat"]) in labelled


def test_region_codes_are_text() -> None:
    codes = [row["region_code"] for row in rows("region")]
    assert len(codes) == 15
    assert "18.10" in codes
    assert len({(row["tile_column"], row["tile_row"]) for row in rows("region")}) == 15
