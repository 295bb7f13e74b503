"""Spare: the next build goes on from a copy that was laid ready, and from nothing else."""

import shutil

import pytest

from tests.warehouse.tiny_home import load
from warehouse import spare
from warehouse.errors import BuildFailed


def spares(home):
    return sorted(path.name for path in home.releases.glob(".spare*"))


def test_a_build_goes_on_from_the_spare_as_from_its_own_copy(home, publish):
    load(home, "oktober")
    first = publish()
    assert spare.lay(home) and spares(home) == [f".spare-{first.release_id}"]
    inode = (home.releases / spares(home)[0] / "internal.duckdb").stat().st_ino
    load(home, "susulan", people=2)
    second = publish()
    assert second.internal.stat().st_ino == inode, "the file that was laid is the one published"
    assert spares(home) == []
    load(home, "lagi", people=1)
    third = publish()
    whole = publish(afresh=True)
    assert third.facts["fingerprints"] == whole.facts["fingerprints"]
    assert first.facts["fingerprints"] != second.facts["fingerprints"]


def test_a_spare_that_is_not_whole_is_not_used(home, publish):
    load(home, "oktober")
    first = publish()
    spare.lay(home)
    damaged = home.releases / f".spare-{first.release_id}" / "internal.duckdb"
    damaged.write_bytes(damaged.read_bytes()[:-4096])
    load(home, "susulan", people=2)
    assert publish().facts["counts"]["fct_appraisal"] == 5
    assert spares(home) == []


def test_a_release_made_from_nothing_leaves_no_old_spare(home, publish):
    load(home, "oktober")
    publish()
    spare.lay(home)
    assert publish(afresh=True)
    load(home, "susulan", people=2)
    publish()
    assert spares(home) == []


def test_halves_are_swept(home, publish):
    load(home, "oktober")
    publish()
    (home.releases / ".spare-new-x").mkdir()
    (home.releases / ".spare-20200101T000000Z-00000000").mkdir()
    spare.sweep(home)
    assert spares(home) == []


def test_no_spare_before_the_first_release_and_none_on_a_disk_that_is_short(home, publish):
    assert not spare.lay(home)
    load(home, "oktober")
    publish()
    assert not spare.lay(home, room_for=shutil.disk_usage(home.releases).free)
    assert spares(home) == []
    assert spare.lay(home) and spare.lay(home), "a second time it is there"


def test_a_failed_build_takes_its_spare_with_it(home, publish):
    load(home, "oktober")
    publish()
    spare.lay(home)
    load(home, "salah", predikat="entah")
    with pytest.raises(BuildFailed):
        publish()
    assert spares(home) == []
    load(home, "salah", predikat="sangat_baik")
    assert publish().facts["fingerprints"] == publish(afresh=True).facts["fingerprints"]
