"""Navigation: which pages the portal has, and which role gets which."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlencode

import streamlit as st

from dashboard import as_of
from dashboard.languages import KEY, _, current
from warehouse.access import DEEDS, Viewer

HERE = Path(__file__).parent

EVERYONE = frozenset({"leadership", "hr_province", "hr_agency", "engineer", "admin"})
PROVINCE = frozenset({"leadership", "hr_province", "engineer", "admin"})
HR = frozenset({"leadership", "hr_province", "hr_agency"})
FIGURES = frozenset({"leadership", "hr_province", "hr_agency", "engineer"})
EDITORS = frozenset(DEEDS["edit_sources"])
DATA = frozenset({"hr_province", "hr_agency", "engineer", "admin"})


@dataclass(frozen=True)
class Page:
    """One page: its address, script, title, icon and the roles that get it."""

    path: str
    script: str
    title: str
    icon: str
    roles: frozenset[str]
    hidden: bool = False
    exposure: str = field(default="")
    """Name of the dbt exposure that lists the marts it reads."""


PAGES = (
    Page("ringkasan", "staff_pages/summary.py", "Ringkasan", "home", PROVINCE, exposure="ringkasan"),
    Page(
        "perangkat-daerah",
        "staff_pages/agencies.py",
        "Perangkat daerah",
        "account_balance",
        PROVINCE,
        exposure="perangkat_daerah",
    ),
    Page(
        "opd",
        "staff_pages/agency.py",
        "Satu perangkat daerah",
        "apartment",
        EVERYONE,
        hidden=True,
        exposure="satu_perangkat_daerah",
    ),
    Page(
        "unit", "staff_pages/unit.py", "Satu unit", "meeting_room", FIGURES, hidden=True, exposure="satu_unit"
    ),
    Page(
        "jabatan",
        "staff_pages/position.py",
        "Satu jabatan",
        "badge",
        FIGURES,
        hidden=True,
        exposure="satu_jabatan",
    ),
    Page(
        "pegawai", "staff_pages/person.py", "Satu pegawai", "person", HR, hidden=True, exposure="satu_pegawai"
    ),
    Page(
        "calon",
        "staff_pages/candidates.py",
        "Calon tindak lanjut",
        "how_to_reg",
        HR,
        exposure="calon_tindak_lanjut",
    ),
    Page(
        "umpan-balik",
        "staff_pages/feedback.py",
        "Umpan balik publik",
        "forum",
        EVERYONE,
        exposure="umpan_balik",
    ),
    Page(
        "unggah",
        "staff_pages/upload.py",
        "Unggah berkas",
        "upload_file",
        frozenset({"hr_province", "hr_agency", "engineer"}),
        exposure="unggah",
    ),
    Page("data", "staff_pages/data.py", "Data", "database", DATA, exposure="data"),
    Page(
        "sumber",
        "staff_pages/sources.py",
        "Sumber",
        "conversion_path",
        frozenset({"hr_province", "engineer", "admin"}),
        exposure="sumber",
    ),
    Page(
        "tambah-sumber",
        "staff_pages/add_source.py",
        "Tambah sumber",
        "add_circle",
        EDITORS,
        hidden=True,
        exposure="sumber",
    ),
    Page(
        "aturan",
        "staff_pages/rules.py",
        "Aturan",
        "gavel",
        frozenset({"hr_province", "admin"}),
        exposure="aturan",
    ),
    Page("akun", "staff_pages/account.py", "Akun saya", "manage_accounts", EVERYONE, exposure="akun"),
)

HOME: Mapping[str, str] = {"hr_agency": "opd"}
"""The first page of a role, where it is not Ringkasan: agency HR opens its own agency."""


def granted(viewer: Viewer) -> tuple[Page, ...]:
    """The pages of a viewer's role, in menu order; the first visible one is his home."""
    home = HOME.get(viewer.role, "ringkasan")
    pages = [page for page in PAGES if viewer.role in page.roles]
    return tuple(sorted(pages, key=lambda page: page.path != home))


def streamlit_pages(viewer: Viewer) -> list[st.Page]:
    """The same as Streamlit pages; those not granted are not registered for this run."""
    home = HOME.get(viewer.role, "ringkasan")
    return [
        st.Page(
            HERE / page.script,
            title=_("Perangkat daerah") if page.path == home == "opd" else _(page.title),
            icon=f":material/{page.icon}:",
            url_path=None if page.path == home else page.path,
            default=page.path == home,
            visibility="hidden" if page.hidden and page.path != home else "visible",
        )
        for page in granted(viewer)
    ]


def address(viewer: Viewer, path: str, **query: object) -> str:
    """The address of a page for links in text; the home page answers at / alone."""
    base = "/" if path == HOME.get(viewer.role, "ringkasan") else f"/{path}"
    chosen = {key: value for key, value in query.items() if value not in (None, "")}
    if as_of.KEY not in query and (older := as_of.label()):
        chosen |= {as_of.KEY: older}
    if current() == "en":  # a link opens a page anew: the language goes along
        chosen |= {KEY: "EN"}
    return f"{base}?{urlencode(chosen)}" if chosen else base


def script(path: str) -> str:
    """The script of a page, for st.switch_page and st.page_link."""
    return str(HERE / next(page.script for page in PAGES if page.path == path))
