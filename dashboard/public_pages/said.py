"""Said: sentences and small pieces that several public pages share, in the words of the release's own labels."""

from collections.abc import Mapping
from typing import Any

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


def change(value: float | None, since: str) -> str | None:
    """ "+0,8 setahun"; nothing where there is no comparison."""
    return None if value is None else f"{formats.signed(value)} {since}"


def tone(value: float | None) -> Tone:
    """More is better for every figure on these pages."""
    return "neutral" if not value else "good" if value > 0 else "bad"


def sample(row: Mapping[str, Any]) -> str | None:
    """ "±0,4 · n 14.820" of a row with an interval."""
    if row["ikm"] is None or row["ikm_low"] is None:
        return None
    half = formats.number((row["ikm_high"] - row["ikm_low"]) / 2, 1)
    return f"±{half} · n {formats.number(row['ikm_n'])}"


def quality(edition: Edition, ikm_class: str | None) -> str:
    """ "B (baik)": the class with its words, from the label "B · Baik"."""
    code, _dot, words = (edition.word("ikm_class", ikm_class) or formats.NOTHING).partition(" · ")
    return f"{code} ({words.lower()})" if words else code


def why(edition: Edition, reason: str | None) -> str:
    """Why a cell is hidden, with the thresholds in force; empty where it is not."""
    return hidden(reason, edition.minimum("public_minimum"), edition.minimum("ikm_minimum"))


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


def agency_columns() -> list[Column]:
    """Columns of a table of agencies."""
    return [
        Column("agency_name", _("Perangkat daerah"), link="address"),
        Column("ikm", "IKM", "number", 2),
        Column("ikm_low", _("Selang dari"), "number", 2),
        Column("ikm_high", _("sampai"), "number", 2),
        Column("ikm_n", _("Responden"), "number"),
        Column("coverage", _("Pegawai dinilai"), "percent"),
    ]


def origin(edition: Edition, table: str) -> dict[str, str]:
    """Where a figure of these pages comes from."""
    release = edition.release
    return {
        _("Data terbuka"): f"`{table}` · " + _("rilis {label}").format(label=release.label),
        _("Dibuat"): formats.when(release.built_at),
        _("Cara menghitung"): f"[{_('Metode')}](/metode) · [{_('Unduh seluruh tabel')}](/data-terbuka)",
    }
