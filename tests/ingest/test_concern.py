"""Concern: an agency's clerk sends for the own agency alone, and hears what a full export would withdraw."""

import pytest

from ingest import desk
from tests.conftest import Province
from warehouse.access import Viewer
from warehouse.errors import DecisionRefused

OWN = Viewer("opd.bpbd", "BPBD", "hr_agency", "bpbd")
OTHER = Viewer("opd.dinkes", "Dinas Kesehatan", "hr_agency", "dinkes")
BKD = Viewer("bkd", "BKD", "hr_province")


@pytest.fixture(scope="module")
def recap(province: Province) -> list[str]:
    """The lines of an agency's monthly recap, with the agency's name in its title."""
    [path] = sorted((province.exports / "bpbd").glob("rekap_kinerja_bpbd_*.csv"))[-1:]
    return path.read_text("utf-8-sig").splitlines()


def seen(province: Province, lines: list[str]) -> desk.Concern:
    return desk.concern(
        province.settings, desk.preview(province.settings, "rekap.csv", "\n".join(lines).encode())
    )


def nameless(lines: list[str]) -> list[str]:
    return [line for line in lines if "BADAN PENANGGULANGAN" not in line]


def test_a_name_of_another_agency_is_refused(province, recap):
    found = seen(province, recap)
    assert desk.refusal(OWN, found) is None and desk.refusal(BKD, found) is None
    assert "hanya untuk Dinas Kesehatan" in (desk.refusal(OTHER, found) or "")


def test_where_the_file_names_nobody_its_persons_tell(province, recap):
    found = seen(province, nameless(recap))
    assert not found.agencies and set(found.employers) == {"bpbd"}
    assert desk.refusal(OWN, found) is None and desk.refusal(BKD, found) is None
    assert "daftar pegawai" in (desk.refusal(OTHER, found) or "")


def test_two_persons_are_too_few_to_tell(province, recap):
    head = next(n for n, line in enumerate(recap) if line.startswith("No;"))
    found = seen(province, nameless(recap[: head + 3]))
    assert sum(found.employers.values()) == 2 and desk.refusal(OTHER, found) is None


def test_who_says_another_agency_than_the_own_is_refused(province, recap):
    found = seen(province, nameless(recap))
    assert "Dinas Kesehatan" in (desk.refusal(OWN, found, desk.Said(agency="dinkes")) or "")


@pytest.mark.parametrize("named", [True, False])
def test_no_caller_can_skip_it(province, recap, named):
    content = "\n".join(recap if named else nameless(recap)).encode()
    before = {*province.settings.inbox.rglob("*")}
    with pytest.raises(DecisionRefused, match="akun Anda hanya untuk"):
        desk.submit(province.settings, OTHER, "rekap.csv", content)
    assert {*province.settings.inbox.rglob("*")} == before


def test_what_a_full_export_would_withdraw_is_counted(province, recap):
    head = next(n for n, line in enumerate(recap) if line.startswith("No;"))
    whole = seen(province, [*recap, ""])  # another content of equal rows
    assert whole.rows_withdrawn == 0 and whole.rows_before > 15 and not whole.is_unusual
    cut = seen(province, recap[: head + 4])
    assert cut.rows_before == whole.rows_before and cut.rows_withdrawn == cut.rows_before - 3
    assert cut.is_unusual
