"""A small release of invented marts: two agencies, one row of each with a word that must not reach the other."""

from datetime import UTC, datetime
from pathlib import Path

import duckdb
import pytest
from sqlalchemy import Engine

from tests.warehouse.tiny_home import builder, home, publish, tiny_project  # noqa: F401 - fixtures
from warehouse.access import GRANTS, Viewer
from warehouse.release import Release
from warehouse.settings import Settings
from warehouse.state.database import engine

CANARY = "burungkenari"
VIEWERS = {
    "leadership": Viewer("pimpinan", "Pimpinan", "leadership"),
    "hr_province": Viewer("bkd", "BKD", "hr_province"),
    "hr_agency": Viewer("opd.dinkes", "Dinkes", "hr_agency", "dinkes"),
    "engineer": Viewer("data", "Data", "engineer"),
    "admin": Viewer("admin", "Admin", "admin"),
}
COLUMNS = (
    "agency_code varchar, batch_id varchar, is_proposed boolean, person_key varchar, person_name varchar, nip varchar, superior_name varchar, "
    "rater_key varchar, rater_name varchar, position_key varchar, is_province boolean, value varchar, word varchar"
)


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """An empty home directory."""
    return Settings(home=tmp_path / "home").prepare()


@pytest.fixture
def state(settings: Settings) -> Engine:
    """The portal state of that home."""
    return engine(settings)


@pytest.fixture(scope="session")
def release(tmp_path_factory: pytest.TempPathFactory) -> Release:
    """Every mart of GRANTS with the same columns: one row of dinkes, one of disdikbud, one without an agency."""
    folder = tmp_path_factory.mktemp("release")
    with duckdb.connect(str(folder / "internal.duckdb")) as con:
        for mart in (*GRANTS, "fct_secret"):
            con.execute(f"create table {mart} ({COLUMNS})")
            con.execute(
                f"""insert into {mart} values
                ('dinkes', 'b1', true, 'p1', 'Sari', '198609262015052001', 'Wayan', 'r1', 'Wayan', 'k1', true, 'Sari', 'dinkes'),
                ('disdikbud', 'b2', false, 'p2', ?, '197001011990011002', ?, ?, ?, 'k2', true, ?, ?),
                (null, 'b3', false, 'p3', 'Tanpa', '198001012005011003', null, null, null, 'k3', false, null, 'tanpa')""",
                [CANARY] * 6,
            )
        con.execute("create schema staging; create table staging.stg_secret as select 1 as word")
    with duckdb.connect(str(folder / "public.duckdb")) as con:
        con.execute("create table pub_build as select 1 as word; create table hidden as select 1 as word")
    return Release(
        "20261101T000000Z-00000000",
        "2026-10.1",
        datetime(2026, 11, 1, tzinfo=UTC),
        None,
        folder / "internal.duckdb",
        folder / "public.duckdb",
        folder / "manifest.json",
        {},
    )
