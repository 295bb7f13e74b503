"""Suggest: right on look-alikes of every dataset, never silently wrong, and what it proposes works."""

import json

import pytest

from ingest.suggest import Suggestion, suggest
from tests.ingest.look_alikes import CASES, Case


def propose(case: Case, tmp_path) -> Suggestion:
    path = tmp_path / case.name
    case.write(path)
    [found] = suggest(path, case.name)
    return found


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_a_look_alike_is_read_right(case, tmp_path):
    found = propose(case, tmp_path)
    said = json.loads(found.source.model_dump_json(by_alias=True))
    assert found.source.dataset == case.dataset
    assert found.header_row == case.header_row
    guessed = {
        guess.key.removeprefix("columns."): guess.value.strip("«»")
        for guess in found.guesses
        if guess.key.startswith("columns.")
    }
    assert {name: guessed.get(name) for name in case.columns} == case.columns
    for path, value in case.says.items():
        at = said
        for step in path.split("."):
            at = at[step]
        assert at == value, path
    assert set(case.missing) <= set(found.missing)
    assert found.certain is case.certain, found.sentence
    if not case.certain:
        assert "Periksa dahulu" in found.sentence
