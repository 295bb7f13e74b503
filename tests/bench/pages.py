"""Pages: how long the server takes for one run of a staff page, over every page of three roles at the size of the home."""

import time
from pathlib import Path

import duckdb
from streamlit.testing.v1 import AppTest

from dashboard import look_up, navigation
from tests.bench.home import published
from tests.bench.timing import percentile
from warehouse.release import current
from warehouse.settings import PROJECT, Settings
from warehouse.state import accounts, sessions
from warehouse.state.database import engine

ENTRY = PROJECT / "dashboard" / "portal.py"
AGENCY = "disdikbud"
"""The largest agency: nobody's pages are heavier."""
ROLES = {"leadership": None, "hr_province": None, "hr_agency": AGENCY}
WORD = "sebuah kalimat sandi yang cukup panjang untuk uji"
RUNS = 12


def measure(folder: Path, profile: str) -> dict[str, tuple[float, str]]:
    """page.p95_ms over all runs but each page's first, page.first_p95_ms over the first ones, and the slowest page's median.

    A run is timed whole, the test runner's own reading of what was sent included.
    """
    settings = published(folder, profile)
    places = _places(settings)
    look_up.settings = lambda: settings
    first, later, medians = [], [], {}
    for role, agency in ROLES.items():
        name = f"ukur.{role}"
        accounts.add(engine(settings), name, name, role, agency_code=agency, password=WORD)
        for page in (page for page in navigation.PAGES if role in page.roles):
            times = _times(settings, name, page, places.get(page.path, {}))
            first.append(times[0])
            later += times[1:]
            medians[f"{page.path} as {role}"] = percentile(times[1:], 0.5)
    for page, median in sorted(medians.items(), key=lambda pair: -pair[1])[:5]:
        print(f"# {page}: {median:.0f} ms", flush=True)
    return {
        "page.p95_ms": (percentile(later, 0.95), "ms"),
        "page.median_ms": (percentile(later, 0.5), "ms"),
        "page.first_p95_ms": (percentile(first, 0.95), "ms"),
        "page.slowest_median_ms": (max(medians.values()), "ms"),
    }


def _times(settings: Settings, account: str, page: navigation.Page, query: dict[str, str]) -> list[float]:
    """Milliseconds of RUNS runs of one page with one session."""
    state = engine(settings)
    secret = sessions.redeem(state, sessions.issue_ticket(state, account, "before"), "before", "bench")
    look_up._cookie = lambda _: secret
    app = AppTest.from_file(str(ENTRY), default_timeout=120).run()
    for name, value in query.items():
        app.query_params[name] = value
    app.switch_page(page.script)
    times = []
    for _ in range(RUNS):
        started = time.perf_counter()
        app.run()
        times.append((time.perf_counter() - started) * 1000)
        assert not app.exception, (page.path, app.exception)
    return times


def _places(settings: Settings) -> dict[str, dict[str, str]]:
    """The largest unit of the agency, and one of its persons."""
    release = current(settings)
    assert release is not None
    with duckdb.connect(str(release.internal), read_only=True) as con:
        found = con.execute(
            """
            select unit_key, min(person_key), min(position_key)
            from dim_employee where agency_code = ? and is_active and unit_key is not null
            group by unit_key order by count(*) desc limit 1
            """,
            [AGENCY],
        ).fetchone()
    assert found is not None
    unit, person, position = found
    return {
        "opd": {"opd": AGENCY},
        "unit": {"unit": unit},
        "pegawai": {"id": person},
        "jabatan": {"opd": AGENCY, "jabatan": position},
    }
