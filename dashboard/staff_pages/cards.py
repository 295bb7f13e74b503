"""Cards: the few figures a staff page opens with, from columns of the marts."""

from collections.abc import Mapping
from typing import Any

from dashboard import formats
from dashboard.components import figure_card
from dashboard.components.figures import Tone
from dashboard.languages import _
from warehouse.marts import Marts
from warehouse.queries import feedback

Row = dict[str, Any]
Meanings = Mapping[str, str]
"""What each measure of the row's mart is."""


def tone(change: float | None, good: int = 1) -> Tone:
    """Good where the change goes the wanted way (`good` 1 up, -1 down), neutral where there is none."""
    if not change:
        return "neutral"
    return "good" if change * good > 0 else "bad"


def ikm(now: Row, spark: list[Any], meanings: Meanings) -> str:
    """Citizens' satisfaction over 12 months with class, margin and sample; withheld under the minimum of answers."""
    if now["ikm"] is None:
        return figure_card(
            _("Kepuasan warga"), formats.NOTHING, note=_("belum ada survei"), meaning=meanings.get("ikm")
        )
    half = (now["ikm_high"] - now["ikm_low"]) / 2 if now["ikm_low"] is not None else None
    return figure_card(
        _("Kepuasan warga"),
        formats.number(now["ikm"], 1),
        change=_("{change} setahun").format(change=formats.signed(now["ikm_change_12m"], 1))
        if now["ikm_change_12m"] is not None
        else None,
        tone=tone(now["ikm_change_12m"]) if now["ikm_change_is_clear"] else "neutral",
        spark=spark,
        note=_("Mutu {quality} · ±{half} · n {n}").format(
            quality=now["ikm_class"], half=formats.number(half, 1), n=formats.number(now["ikm_n"])
        ),
        meaning=meanings.get("ikm"),
    )


def coverage(now: Row, spark: list[Any], meanings: Meanings) -> str:
    """Share of staff due who are rated, against the floor below which figures are withheld."""
    return figure_card(
        _("Pegawai dinilai"),
        formats.percent(now["coverage"]),
        change=_("{change} sebulan").format(change=formats.points(now["coverage_change"]))
        if now["coverage_change"] is not None
        else None,
        tone=tone(now["coverage_change"]),
        spark=spark,
        note=_("{n} dari {due} orang").format(
            n=formats.number(now["rated_employees"]), due=formats.number(now["due_employees"])
        ),
        note_tone="attention" if now["is_withheld"] else "neutral",
        meaning=meanings.get("coverage"),
    )


def against(row: Row, reference: float | None) -> str:
    """Whether an IKM's interval lies above or below a reference; else they cannot be told apart."""
    if reference is None or row["ikm_low"] is None:
        return "same"
    return "above" if row["ikm_low"] > reference else "below" if row["ikm_high"] < reference else "same"


def province(now: Row, history: list[Row], meanings: Meanings) -> list[str]:
    """The five figures of the province's month; `history` is latest first."""
    past = list(reversed(history))
    pattern = figure_card(
        _("Sesuai pola"),
        _("{n} dari {all}").format(n=now["pattern_complies"], all=now["pattern_judged"]),
        spark=[row["pattern_complies"] for row in past if row["pattern_judged"]],
        note=_("{n} perlu penjelasan").format(n=now["pattern_judged"] - now["pattern_complies"]),
        note_tone="attention" if now["pattern_judged"] > now["pattern_complies"] else "neutral",
        meaning=meanings.get("pattern_complies"),
    )
    change = now["complaints_over_limit_change"]
    complaints = figure_card(
        _("Aduan lewat batas"),
        formats.number(now["complaints_over_limit"]),
        change=_("{change} sebulan").format(change=formats.signed(change, 0)) if change is not None else None,
        tone=tone(change, -1),
        spark=[row["complaints_over_limit"] for row in past],
        note=_("dari {n} terbuka").format(n=formats.number(now["complaints_open"])),
        meaning=meanings.get("complaints_over_limit"),
    )
    reported = figure_card(
        _("Sudah melapor"),
        _("{n} dari {all}").format(n=now["agencies_reported"], all=now["agencies_total"]),
        spark=[row["agencies_reported"] for row in past],
        note=_("{n} terlambat").format(n=now["agencies_late"]),
        note_tone="attention" if now["agencies_late"] else "neutral",
        meaning=meanings.get("agencies_reported"),
    )
    return [
        ikm(now, [row["ikm"] for row in past], meanings),
        coverage(now, [row["coverage"] for row in past], meanings),
        pattern,
        complaints,
        reported,
    ]


def agency(now: Row, history: list[Row], meanings: Meanings) -> list[str]:
    """The four figures of one agency's month; `history` is earliest first."""
    status = now["pattern_status"]
    value = {
        "violates": _("{n} orang").format(n=formats.number(now["pattern_excess_persons"])),
        "complies": _("Sesuai"),
    }.get(status, formats.NOTHING)
    note = {
        "violates": _("Baik melebihi batas")
        if now["pattern_class"] == "baik"
        else _("kurang dari yang diminta pola"),
        "complies": _("dalam batas pola"),
        "not_judged": _("terlalu sedikit yang dinilai"),
        "no_organisation_predikat": _("predikat organisasi belum ada"),
    }.get(status, "")
    pattern = figure_card(
        _("Selisih dari pola") if status == "violates" else _("Pola predikat"),
        value,
        note=note,
        note_tone="attention" if status == "violates" else "neutral",
        meaning=meanings.get("pattern_excess_persons"),
    )
    complaints = figure_card(
        _("Aduan lewat batas"),
        formats.number(now["complaints_over_limit"]),
        spark=[row["complaints_over_limit"] for row in history],
        note=_("dari {n} terbuka").format(n=formats.number(now["complaints_open"])),
        meaning=meanings.get("complaints_over_limit"),
    )
    return [
        ikm(now, [row["ikm"] for row in history], meanings),
        coverage(now, [row["coverage"] for row in history], meanings),
        pattern,
        complaints,
    ]


def unit(now: Row, history: list[Row], meanings: Meanings) -> list[str]:
    """The three figures of one unit's month; `history` is earliest first."""
    achievement = figure_card(
        _("Capaian target"),
        formats.percent(now["achievement_mean"]),
        spark=[row["achievement_mean"] for row in history],
        note=_("rata-rata capaian, paling tinggi 120 %"),
        meaning=meanings.get("achievement_mean"),
    )
    return [
        ikm({**now, "ikm_change_12m": None}, [row["ikm"] for row in history], meanings),
        coverage({**now, "coverage_change": None}, [row["coverage"] for row in history], meanings),
        achievement,
    ]


def ikm_bands(marts: Marts) -> list[Row]:
    """The IKM classes B and A as faint bands, from the class table of the release."""
    bounds = {row["ikm_class"]: row["lower_bound"] for row in feedback.ikm_classes(marts)}
    return [
        {"start": bounds["B"], "end": bounds["A"], "label": _("mutu B"), "strong": False},
        {"start": bounds["A"], "end": 100.0, "label": _("mutu A"), "strong": True},
    ]
