"""Said: sentences and small pieces that several public pages share, in the words of the release's own labels."""

from collections.abc import Mapping
from typing import Any

import streamlit as st

from dashboard import formats
from dashboard.components import Column, empty_state, hidden
from dashboard.components.figures import Tone
from dashboard.languages import _
from dashboard.public_pages.edition import Edition


def nothing_yet() -> None:
    """Before the first release."""
    empty_state(
        _("Belum ada rilis. Angka tampil di sini begitu rilis pertama terbit; halaman ini terisi sendiri.")
    )


def count(value: float | None, what: str) -> str | None:
    """ "14.820 responden"; nothing where the count is missing."""
    return None if value is None else f"{formats.number(value)} {what}"


def fill(edition: Edition, template: str) -> str:
    """A sentence with the thresholds in force in place of {people} and {answers}."""
    people, answers = edition.minimum("public_minimum"), edition.minimum("ikm_minimum")
    return template.format(people=formats.number(people), answers=formats.number(answers))


def change(value: float | None, since: str, decimals: int = 1) -> str | None:
    """ "+0,8 setahun"; nothing where there is no comparison."""
    return None if value is None else f"{formats.signed(value, decimals)} {since}"


def tone(value: float | None, *, less_is_better: bool = False) -> Tone:
    """Whether a change is for the better."""
    if not value:
        return "neutral"
    return "good" if (value > 0) != less_is_better else "bad"


def sample(row: Mapping[str, Any]) -> str | None:
    """ "±0,4 · n 14.820" of a row with an interval."""
    if row["ikm"] is None or row["ikm_low"] is None:
        return None
    half = formats.number((row["ikm_high"] - row["ikm_low"]) / 2, 1)
    return f"±{half} · n {formats.number(row['n'])}"


def quality(edition: Edition, ikm_class: str | None) -> str:
    """ "B (baik)": the class with its words, from the label "B · Baik"."""
    code, _dot, words = (edition.word("ikm_class", ikm_class) or formats.NOTHING).partition(" · ")
    return f"{code} ({words.lower()})" if words else code


def why(edition: Edition, reason: str | None) -> str:
    """Why a cell is hidden, with the thresholds in force; empty where it is not."""
    return hidden(reason, edition.minimum("public_minimum"), edition.minimum("ikm_minimum"))


def no_index(edition: Edition, row: Mapping[str, Any]) -> str:
    """Why there is no IKM: hidden, or nobody was asked."""
    if row["ikm_hidden"] in (None, "not_reported"):
        return _("belum ada survei")
    return why(edition, row["ikm_hidden"])


def note(edition: Edition, row: Mapping[str, Any]) -> str:
    """What a row of agencies leaves open: its IKM, then its staff figures."""
    notes = [] if row["ikm"] is not None else [_("IKM: {why}").format(why=no_index(edition, row))]
    if row["month_hidden"]:
        notes.append(_("Pegawai: {why}").format(why=why(edition, row["month_hidden"])))
    return " ".join(text if text.endswith(".") else f"{text}." for text in notes)


def rated(row: Mapping[str, Any]) -> str:
    """Share of staff rated; nothing where the agency has not reported."""
    return share(row["coverage"]) if row["reported"] else formats.NOTHING


def bands(edition: Edition) -> list[dict[str, Any]]:
    """Classes B and A as surfaces of a dot plot, where the release tells their bounds."""
    a, b = edition.limits.get("ikm_class_a"), edition.limits.get("ikm_class_b")
    if a is None or b is None:
        return []
    return [
        {"start": b, "end": a, "label": _("mutu B")},
        {"start": a, "end": 100.0, "label": _("mutu A"), "strong": True},
    ]


def how_to_read_dots() -> str:
    """The reading line of a dot plot against the province."""
    return _(
        "IKM dengan selang 95 %. :blue[Biru] di atas, :red[merah] di bawah rata-rata provinsi (garis putus); kelabu tidak dapat dibedakan."
    )


MERGED = {
    "baik": "Baik",
    "baik_or_better": "Baik atau lebih",
    "baik_or_worse": "Baik atau di bawahnya",
    "all": "Semua predikat",
}
"""What the middle group of a public distribution holds, by the mart's `middle_group`."""


def share(value: float | None) -> str:
    """A public share: steps of 5 %, open at both ends ("≤ 5 %", "≥ 95 %")."""
    if value is None:
        return formats.NOTHING
    sign = "≤ " if value <= 0.05 else "≥ " if value >= 0.95 else ""
    return f"{sign.replace(' ', formats.NBSP)}{formats.percent(value)}"


def distribution(edition: Edition, row: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The classes of a public distribution from the worst: colour code, words, share; only those told apart."""
    groups = (
        ("butuh_perbaikan", _("Di bawah Baik"), row["share_below_baik"]),
        ("baik", _(MERGED.get(row["middle_group"] or "baik", "Baik")), row["share_baik"]),
        ("sangat_baik", edition.word("predikat", "sangat_baik") or "", row["share_sangat_baik"]),
    )
    return [
        {"code": code, "name": name, "share": value, "text": share(value)}
        for code, name, value in groups
        if value is not None
    ]


def agency_columns() -> list[Column]:
    """Columns of a table of agencies."""
    return [
        Column("agency_name", _("Perangkat daerah"), link="address"),
        Column("ikm", "IKM", "number", 2),
        Column("ikm_low", _("Selang dari"), "number", 2),
        Column("ikm_high", _("sampai"), "number", 2),
        Column("n", _("Responden"), "number"),
        Column("coverage", _("Pegawai dinilai"), "percent"),
    ]


def service_columns(with_agency: bool = False) -> list[Column]:
    """Columns of a table of service units."""
    agency = [Column("agency_name", _("Perangkat daerah"))] if with_agency else []
    return [
        Column("unit_name", _("Unit layanan")),
        *agency,
        Column("year_text", _("Tahun")),
        Column("ikm", "IKM", "number", 2),
        Column("ikm_low", _("Selang dari"), "number", 2),
        Column("ikm_high", _("sampai"), "number", 2),
        Column("n", _("Responden"), "number"),
        Column("note", _("Catatan")),
    ]


def place(path: str) -> Any:
    """A page of this app to link to; Streamlit knows it by its address."""
    return st.Page(lambda: None, title=path, url_path=path)


def origin(edition: Edition, table: str) -> dict[str, str]:
    """Where a figure of these pages comes from."""
    release = edition.release
    return {
        _("Data terbuka"): f"`{table}` · " + _("rilis {label}").format(label=release.label),
        _("Dibuat"): formats.when(release.built_at),
        _("Cara menghitung"): f"[{_('Metode')}](/metode) · [{_('Unduh seluruh tabel')}](/data-terbuka)",
    }
