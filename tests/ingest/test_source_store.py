"""Source store: saved versions win, keep serving what they loaded, and can always be named by the ledger's hash."""

import pytest

from ingest import archive, intake, source_store
from ingest import source as sources
from ingest.source import SourceInvalid, parse
from tests.ingest.conftest import SPECIMENS
from warehouse import VERSION
from warehouse.errors import DecisionRefused
from warehouse.settings import PROJECT, Settings
from warehouse.state import audit, revision
from warehouse.state import sources as state
from warehouse.state.database import engine
from warehouse.writer import writer

RECAP = SPECIMENS / "a_rekap_kinerja_mei_2025.csv"
SHIPPED = (sources.FOLDER / "rekap-kinerja-opd.yml").read_text(encoding="utf-8")
CHANGED = SHIPPED + "values: {predikat_delivered: {baik: sangat_baik}}\n"
AGAIN = SHIPPED + "values: {predikat_delivered: {baik: kurang}}\n"
NEW = "source: simpeg-x\ntitle: X\ndataset: employees\nmatch: {headers: [nip_baru, golongan]}\n"


def predikats(home: Settings) -> list[str]:
    with writer(home) as con:
        return [
            row[0]
            for row in con.execute("select predikat_delivered from raw.appraisals order by 1").fetchall()
        ]


def ledger(home: Settings) -> list[tuple]:
    with writer(home) as con:
        return con.execute("select source, source_version, status from raw.batches order by all").fetchall()


def test_without_state_the_shipped_sources_serve_and_nothing_is_made(home):
    assert source_store.enabled(home) == [source for source in sources.shipped() if source.enabled]
    assert not home.root.exists()


def test_newest_saved_version_wins_over_the_shipped_one(home):
    source_store.save(home, CHANGED, "data", "predikat salah")
    second = source_store.save(home, AGAIN, "data")
    [found] = [source for source in source_store.enabled(home) if source.source == "rekap-kinerja-opd"]
    assert found == second.source and second.version.number == 2
    assert [version.number for version in source_store.history(home, "rekap-kinerja-opd")] == [2, 1]
    assert source_store.export(home, "rekap-kinerja-opd") == AGAIN
    assert source_store.export(home, "lapor-samarinda").startswith("source: lapor-samarinda")


def test_saving_is_a_decision_with_an_entry_in_the_audit_trail(home):
    before = revision.current(engine(home))
    saved = source_store.save(home, NEW, "data")
    assert revision.current(engine(home)) == before + 1
    [entry] = audit.recent(engine(home))
    assert (entry["account"], entry["action"], entry["subject"]) == ("data", "source.save", "simpeg-x")
    assert saved.version.words in entry["detail"]


@pytest.mark.parametrize(
    ("first", "yaml", "said"),
    [
        (None, SHIPPED, "sama dengan bawaan Siger"),
        (NEW, NEW + "# komentar\n", "sama dengan versi 1"),
        (None, "source: x\ntitle: X\ndataset: employees\nmatch: {}\n", "satu judul kolom"),
        (None, "source: x\ntitle: X\ndataset: sepeda\nmatch: {}\n", "baris 1"),
        (None, "source: [", "YAML tidak terbaca"),
    ],
)
def test_what_says_nothing_new_or_could_recognise_nothing_is_refused(home, first, yaml, said):
    if first:
        source_store.save(home, first, "data")
    with pytest.raises((SourceInvalid, DecisionRefused), match=said):
        source_store.save(home, yaml, "data")


def test_a_version_keeps_serving_the_files_it_loaded(home):
    intake.ingest(home, RECAP)
    before = predikats(home), ledger(home)
    source_store.save(home, CHANGED, "data")
    assert intake.retry(home) == []
    assert (predikats(home), ledger(home)) == before


def test_an_explicit_act_or_a_new_delivery_loads_by_the_newest_version(home):
    intake.ingest(home, RECAP)
    source_store.save(home, CHANGED, "data")
    [verdict] = intake.apply(home, "rekap-kinerja-opd")
    assert verdict.status == "loaded" and "sangat_baik" in predikats(home)
    assert intake.apply(home, "rekap-kinerja-opd") == []
    source_store.save(home, AGAIN, "data")
    [verdict] = intake.ingest(home, RECAP)
    assert verdict.status == "loaded" and "kurang" in predikats(home)
    [verdict] = intake.ingest(home, RECAP)
    assert verdict.status == "duplicate"


def test_a_rebuild_reads_each_content_by_the_version_that_loaded_it(home):
    intake.ingest(home, RECAP)
    before = predikats(home), ledger(home)
    source_store.save(home, CHANGED, "data")
    home.warehouse.unlink()
    intake.rebuild(home)
    assert (predikats(home), ledger(home)) == before
    intake.apply(home, "rekap-kinerja-opd")
    after = predikats(home), ledger(home)
    assert after != before
    home.warehouse.unlink()
    intake.rebuild(home)
    assert (predikats(home), ledger(home)) == after


def test_another_reading_loads_again_by_the_same_words(home, monkeypatch):
    source_store.save(home, CHANGED, "data")
    intake.ingest(home, RECAP)
    source_store.save(home, AGAIN, "data")
    [(_, version, _)] = ledger(home)
    monkeypatch.setattr(sources, "READING", "999")
    [verdict] = intake.retry(home)
    assert verdict.source_version and verdict.source_version != version
    assert verdict.source_version.partition("-")[0] == version.partition("-")[0]
    assert "sangat_baik" in predikats(home) and intake.retry(home) == []


def test_a_shipped_source_changed_by_an_upgrade_takes_the_place_of_the_one_before(home, monkeypatch):
    intake.ingest(home, RECAP)
    [(source, old, _)] = ledger(home)
    upgraded = tuple(parse(CHANGED, "x") if item.source == source else item for item in sources.shipped())
    monkeypatch.setattr(source_store, "shipped", lambda: upgraded)
    monkeypatch.setattr(source_store, "_shipped_yaml", lambda name: CHANGED)
    monkeypatch.setattr(source_store, "_shipped_drafts", source_store._shipped_drafts.__wrapped__)
    [verdict] = intake.retry(home)
    assert verdict.status == "loaded" and "sangat_baik" in predikats(home)
    assert source_store.named(home, source, old) == SHIPPED
    assert source_store.named(home, source, verdict.source_version) == CHANGED


def test_every_version_of_the_ledger_leads_to_its_yaml(home):
    intake.ingest(home, RECAP)
    source_store.save(home, CHANGED, "data")
    intake.apply(home, "rekap-kinerja-opd")
    [(source, version, _)] = ledger(home)
    assert source_store.named(home, source, version) == CHANGED
    [shipped] = [item for item in source_store.history(home, source) if item.shipped]
    assert shipped.yaml == SHIPPED and shipped.note == f"Bawaan Siger {VERSION}"
    assert source_store.named(home, source, "0" * 12) is None


def test_a_source_switched_off_keeps_what_it_loaded(home):
    intake.ingest(home, RECAP)
    before = predikats(home)
    source_store.save(home, SHIPPED + "enabled: false\n", "data")
    assert "rekap-kinerja-opd" not in {source.source for source in source_store.enabled(home)}
    assert intake.retry(home) == []
    [verdict] = intake.ingest(home, RECAP)
    assert verdict.status == "duplicate" and predikats(home) == before


def test_a_version_that_can_read_nothing_of_a_loaded_file_takes_nothing_away(home):
    intake.ingest(home, RECAP)
    before = predikats(home)
    source_store.save(home, SHIPPED.replace("rating_hasil_kerja,", "rating_lain,"), "data")
    [verdict] = intake.apply(home, "rekap-kinerja-opd")
    assert verdict.status == "duplicate" and predikats(home) == before


def test_what_no_source_knew_or_its_source_refused_is_tried_again(home, tmp_path):
    strange = tmp_path / "aneh.csv"
    strange.write_text("kolom satu,kolom dua,kolom tiga\n198609262015051901,Guru,Contoh\n", encoding="utf-8")
    [verdict] = intake.ingest(home, strange)
    assert (verdict.status, verdict.reason_code) == ("refused", "not_a_dataset")
    text = (
        "source: aneh\ntitle: X\ndataset: employees\nmatch: {headers: [kolom satu]}\n"
        "columns: {nip: kolom satu, position_name: kolom dua, person_name: kolom tiga}\n"
        "constants: {agency_name: Dinas Kesehatan}\n"
    )
    source_store.save(home, text + "period: {from: title}\n", "data")
    [verdict] = intake.retry(home)
    assert (verdict.status, verdict.reason_code) == ("refused", "period_missing")
    source_store.save(home, text, "data")
    [verdict] = intake.retry(home)
    assert (verdict.status, verdict.rows_loaded) == ("loaded", 1)


def test_a_saved_source_that_this_siger_cannot_read_is_left_out_and_the_others_serve(home, caplog):
    source_store.save(home, NEW, "data")
    broken = state.Draft(
        "simpeg-x", "0" * 12, "X", "employees", "source: simpeg-x\ntitle: X\ndataset: gone\nmatch: {}\n"
    )
    state.save(engine(home), broken, "data")
    assert "simpeg-x" not in {source.source for source in source_store.enabled(home)}
    assert "tidak dapat dipakai" in caplog.text and source_store.enabled(home)


def test_what_loaded_a_content_is_written_beside_it(home):
    [verdict] = intake.ingest(home, RECAP)
    assert archive.served(home, verdict.sha256) == {verdict.source: verdict.source_version}


def test_the_version_of_siger_is_the_projects():
    assert f'version = "{VERSION}"' in (PROJECT / "pyproject.toml").read_text(encoding="utf-8")
