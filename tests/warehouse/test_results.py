"""Kept results: the same question of the same rows is answered once; no other question gets that answer."""

import pytest

from tests.warehouse.conftest import CANARY, VIEWERS
from warehouse import results
from warehouse.access import Viewer
from warehouse.errors import NotGranted
from warehouse.marts import open_marts
from warehouse.results import Results, key_of
from warehouse.settings import PROJECT

QUERIES = PROJECT / "warehouse" / "queries"
UNSTEADY = ("now()", "current_date", "current_timestamp", "current_time", "today()", "random()", "uuid()")
EVERYBODY = "select person_name, nip from dim_employee order by all"


def answer(number, cells=1):
    return lambda: (number, cells)


def test_one_question_is_answered_once():
    kept = Results()
    key = key_of(("view",), "select 1", {"a": 1}, "rows")
    assert [kept.get(key, answer(1)), kept.get(key, answer(2))] == [1, 1]


def test_another_view_text_value_or_shape_is_another_question():
    asked = [
        key_of(("v",), "s", {"a": 1}, "rows"),
        key_of(("w",), "s", {"a": 1}, "rows"),
        key_of(("v",), "t", {"a": 1}, "rows"),
        key_of(("v",), "s", {"b": 1}, "rows"),
        key_of(("v",), "s", {"a": 1.0}, "rows"),
        key_of(("v",), "s", {"a": True}, "rows"),
        key_of(("v",), "s", {"a": 1}, "table"),
    ]
    assert len(set(asked)) == len(asked)
    assert key_of(("v",), "s", {"a": [1]}, "rows") is None


def test_what_has_no_key_or_is_large_is_not_kept():
    kept = Results()
    for key, cells in ((None, 1), ("k", None), ("k", results.MOST_OF_ONE + 1)):
        assert [kept.get(key, answer(1, cells)), kept.get(key, answer(2, cells))] == [1, 2]


def test_the_result_longest_unused_goes_first(monkeypatch):
    monkeypatch.setattr(results, "MOST_CELLS", 30)
    kept = Results()
    for key in "abc":
        kept.get(key, answer(key, 8))
    kept.get("a", answer("again"))
    kept.get("d", answer("d", 8))  # 36 cells: one must go, and a was used since
    assert [kept.get(key, answer("anew", 8)) for key in "acd"] == ["a", "c", "d"]
    assert kept.get("b", answer("anew", 8)) == "anew"


def test_roles_and_agencies_asking_the_same_get_their_own_rows(settings, release):
    """In any order, and again: what one has seen is no answer for another."""
    expected = {}
    viewers = [*VIEWERS.values(), Viewer("lain", "Lain", "hr_agency", agency_code="bkd")]
    for number, viewer in enumerate([*viewers, *reversed(viewers)]):
        marts = open_marts(settings, viewer, release)
        try:
            seen = [tuple(row.values()) for row in marts.rows(EVERYBODY)]
        except NotGranted:
            seen = None
        if number < len(viewers):
            expected[viewer] = seen
        assert seen == expected[viewer]
    agency = expected[VIEWERS["hr_agency"]]
    assert agency and CANARY not in str(agency)
    assert expected[viewers[-1]] != agency
    assert len({str(seen) for seen in expected.values()}) > 3


def test_a_page_may_change_the_rows_it_was_given(settings, release):
    marts = open_marts(settings, VIEWERS["hr_province"], release)
    marts.rows(EVERYBODY)[0]["person_name"] = "diubah"
    marts.rows("select list(person_name) as names from dim_employee")[0]["names"].clear()
    assert "diubah" not in str(marts.rows(EVERYBODY))
    assert marts.rows("select list(person_name) as names from dim_employee")[0]["names"]


def test_a_question_that_was_refused_is_refused_again(settings, release):
    marts = open_marts(settings, VIEWERS["leadership"], release)
    for _ in range(2):
        with pytest.raises(NotGranted):
            marts.rows("select * from dim_session")


def test_no_question_depends_on_the_hour_or_on_chance():
    """Else its kept answer would grow stale within a release."""
    texts = {path: path.read_text(encoding="utf-8").lower() for path in QUERIES.rglob("*.py")}
    assert len(texts) > 10
    found = [(path.name, word) for path, text in texts.items() for word in UNSTEADY if word in text]
    assert found == []
