"""Deletion: a file leaves the figures by an authorised decision, is told so when sent again, and returns unharmed."""

import pytest
from click.testing import CliRunner

from ingest import archive, deletion
from ingest.intake import ingest, rebuild, retry
from tests.ingest.conftest import SPECIMENS
from tests.ingest.test_intake import DELIVERY, everything, file, query
from warehouse.access import Viewer
from warehouse.errors import DecisionRefused
from warehouse.settings import Settings
from warehouse.state import accounts, audit, deletions, revision
from warehouse.state.database import engine

RECAP = SPECIMENS / "a_rekap_kinerja_mei_2025.csv"
BKD = Viewer("bkd", "BKD", "hr_province")


def remove(home: Settings, sha256: str) -> None:
    deletions.remove(engine(home), sha256, BKD, "Salah kirim.")


def test_rows_leave_and_the_ledger_says_who_why_and_when(home):
    [loaded] = ingest(home, RECAP)
    before = everything(home)
    number = revision.current(engine(home))
    remove(home, loaded.sha256)
    assert revision.current(engine(home)) == number + 1
    [verdict] = retry(home)
    assert (verdict.status, verdict.reason_code) == ("refused", "deleted")
    assert query(home, "select count(*) from raw.appraisals") == [(0,)]
    assert query(home, "select count(*) from raw.quarantine") == [(0,)]
    [(name, status, reason)] = query(home, "select file_name, status, reason from raw.batches")
    assert (name, status) == (RECAP.name, "deleted")
    assert "bkd" in reason and "Salah kirim" in reason and "BKD atau administrator" in reason
    assert archive.receipts(home, loaded.sha256)[0].content.read_bytes() == RECAP.read_bytes()
    assert [entry["action"] for entry in audit.recent(engine(home))] == ["file.delete"]
    assert retry(home) == [], "what is settled is not taken in again"

    deletions.restore(engine(home), loaded.sha256, BKD)
    assert [again.status for again in retry(home)] == ["loaded"]
    assert everything(home) == before


def test_the_same_content_sent_again_is_refused_until_it_is_restored(home, tmp_path):
    [loaded] = ingest(home, RECAP)
    remove(home, loaded.sha256)
    [again] = ingest(home, RECAP)  # the pipeline's next turn has not been yet
    assert (again.status, again.reason_code) == ("refused", "deleted") and again.is_bad_input
    copy = tmp_path / "nama lain.csv"
    copy.write_bytes(RECAP.read_bytes())
    [renamed] = ingest(home, copy)
    assert renamed.status == "refused" and "nama lain.csv" in (renamed.reason or "")
    assert query(home, "select count(*) from raw.appraisals") == [(0,)]


def test_a_rebuild_leaves_out_what_was_deleted(home):
    [loaded] = ingest(home, RECAP)
    ingest(home, SPECIMENS / "b_siasn_kinerja_periodik.json")
    remove(home, loaded.sha256)
    retry(home)
    before = everything(home)
    home.warehouse.unlink()
    rebuild(home)
    assert everything(home) == before


def test_without_its_respondents_a_delivery_waits_again(home, tmp_path):
    paths = {name: file(tmp_path, name, *lines) for name, lines in DELIVERY.items()}
    verdicts = {verdict.file: verdict for path in paths.values() for verdict in ingest(home, path)}
    whole = everything(home)
    remove(home, verdicts["responden.csv"].sha256)
    retry(home)
    assert query(home, "select count(*) from raw.surveys") == [(0,)]
    assert query(home, "select file_name, status from raw.batches order by 1") == [
        ("jawaban.csv", "waiting"),
        ("pertanyaan.csv", "waiting"),
        ("responden.csv", "deleted"),
    ]
    deletions.restore(engine(home), verdicts["responden.csv"].sha256, BKD)
    retry(home)
    assert everything(home) == whole


@pytest.mark.parametrize(
    ("role", "reason", "said"),
    [("engineer", "sebab", "BKD"), ("leadership", "sebab", "BKD"), ("admin", "  ", "alasan")],
)
def test_who_may_not_or_gives_no_reason_changes_nothing(home, role, reason, said):
    with pytest.raises(DecisionRefused, match=said):
        deletions.remove(engine(home), "a" * 64, Viewer("x", "X", role), reason)
    assert deletions.standing(engine(home)) == {} and audit.recent(engine(home)) == []


def test_the_commands_find_a_file_by_name_and_want_an_account(home, monkeypatch):
    monkeypatch.setenv("SIGER_HOME", str(home.root))
    accounts.add(engine(home), "bkd", "BKD", "hr_province", password="sebuah kalimat sandi yang panjang")
    ingest(home, RECAP)

    def run(verb, *words):
        return CliRunner().invoke(verb, list(words))

    missing = run(deletion.delete, "tak ada.csv", "--reason", "x", "--by", "bkd")
    assert missing.exit_code == 1 and "tidak ada dalam arsip" in missing.output
    stranger = run(deletion.delete, RECAP.name, "--reason", "x", "--by", "siapa")
    assert stranger.exit_code == 1 and "siapa" in stranger.output
    assert query(home, "select count(*) > 0 from raw.appraisals") == [(True,)]
    done = run(deletion.delete, RECAP.name, "--reason", "salah kirim", "--by", "bkd")
    assert done.exit_code == 0, done.output
    assert query(home, "select status from raw.batches") == [("deleted",)]
    back = run(deletion.restore_file, str(RECAP), "--by", "bkd")
    assert back.exit_code == 0, back.output
    assert query(home, "select status from raw.batches") == [("loaded",)]
