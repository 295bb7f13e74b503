"""Archive: what came in is kept byte for byte, once, with a note of every delivery."""

import hashlib
import stat
from datetime import UTC, datetime

import pytest

from ingest import archive
from ingest.archive import Note
from warehouse.settings import Settings


@pytest.fixture
def home(tmp_path):
    return Settings(home=tmp_path / "home").prepare()


def deliver(home, tmp_path, content=b"nip;nama\n", **note):
    path = tmp_path / "kiriman.csv"
    path.write_bytes(content)
    return archive.keep(home, path, Note(name="kiriman [1].csv", **note))


def test_kept_under_the_hash_of_the_content(home, tmp_path):
    receipt = deliver(home, tmp_path, sender="opd.dinkes")
    assert receipt.sha256 == hashlib.sha256(b"nip;nama\n").hexdigest()
    assert receipt.content.read_bytes() == b"nip;nama\n"
    assert receipt.is_new
    assert stat.S_IMODE(receipt.content.parent.stat().st_mode) == 0o700
    assert stat.S_IMODE(receipt.content.stat().st_mode) == 0o600


def test_the_same_content_again_is_one_folder_with_two_notes(home, tmp_path):
    first = deliver(home, tmp_path, received_at=datetime(2025, 6, 2, 3, tzinfo=UTC), sender="a")
    again = deliver(
        home,
        tmp_path,
        received_at=datetime(2025, 6, 1, 3, tzinfo=UTC),
        sender="b",
        period="2025-05",
        agency="dinkes",
        upload_id="u1",
    )
    assert not again.is_new
    assert list(archive.kept(home)) == [first.sha256]
    notes = [receipt.note for receipt in archive.receipts(home, first.sha256)]
    assert notes == [again.note, first.note]
    assert notes[0].received_at == datetime(2025, 6, 1, 3, tzinfo=UTC)


def test_a_name_is_a_text_never_a_path(home, tmp_path):
    path = tmp_path / "x"
    path.write_bytes(b"1")
    receipt = archive.keep(home, path, Note(name="../../etc/passwd"))
    assert archive.receipts(home, receipt.sha256)[0].note.name == "../../etc/passwd"
    assert sorted(entry.name for entry in home.archive.iterdir()) == [receipt.sha256]


def test_a_failed_copy_leaves_nothing(home, tmp_path):
    with pytest.raises(FileNotFoundError):
        archive.keep(home, tmp_path / "missing", Note(name="missing"))
    assert list(home.archive.iterdir()) == []


def test_a_half_made_folder_is_completed(home, tmp_path):
    """A crash of an earlier version between folder and content must not block the file for ever."""
    (home.archive / hashlib.sha256(b"nip;nama\n").hexdigest()).mkdir()
    receipt = deliver(home, tmp_path)
    assert receipt.is_new
    assert receipt.content.read_bytes() == b"nip;nama\n"


def test_an_unknown_hash_has_no_receipts(home):
    assert archive.receipts(home, "0" * 64) == []
