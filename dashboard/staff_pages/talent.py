"""Talent: the nine boxes with the persons in them on *Calon tindak lanjut*, and one person's box; nothing without an assessment."""

from typing import Any

import streamlit as st

from dashboard import choices, components, formats
from dashboard.languages import _
from dashboard.staff_pages import person_columns
from dashboard.staff_pages.origin import origin
from dashboard.staff_pages.rows import linked, spelled, words
from dashboard.visit import Visit
from warehouse.queries import talent

Row = dict[str, Any]
HELD, ALL = "tertahan", "semua"


def draw(here: Visit, agency_code: str | None) -> None:
    """Coverage, the nine boxes with their counts, and who is in the chosen one, of an agency or of all the viewer may see."""
    marts = here.marts
    covered, boxes = talent.coverage(marts, agency_code), talent.boxes(marts, agency_code).to_pylist()
    advice = words(marts, "talent_recommendation")
    st.header(_("Di kotak talenta mana mereka yang sudah diasesmen?"), anchor=False)
    components.reading(
        _(
            "Kinerja dua tahun terakhir × potensi menurut asesmen (PermenPANRB 3/2020); tanpa asesmen tidak ada kotak. Angka: pegawai aktif yang lolos saringan. Semua yang berpredikat Baik jatuh di baris atas, jadi baca kotak bersama peringkat: teratas 5 % berarti hanya 5 % pegawai perangkat daerahnya bernilai kinerja sama atau lebih tinggi."
        ),
    )
    components.answer(_coverage(covered))
    if not covered["assessed"] and not covered["held_back"]:
        return
    options = {str(row["box"]): str(row["box"]) for row in boxes} | {ALL: _("Semua"), HELD: _("Tertahan")}
    chosen = choices.pills(_("Kotak"), options, key="kotak")
    box = int(chosen) if chosen.isdigit() else None
    components.nine_box(
        boxes,
        caption=_("Sembilan kotak talenta: jumlah pegawai"),
        performance=words(marts, "rating"),
        potential=words(marts, "potential"),
        marked=box,
    )
    rows = _rows(here, agency_code, box, held=chosen == HELD)
    limits = {
        "agency_code": agency_code,
        "box": box,
        "is_active": "true",
        "is_counted": str(chosen != HELD).lower(),
    }
    components.evidence(
        _title(chosen),
        _("Saran: {text}.").format(text=advice[chosen]) if box else None,
        rows=choices.part(rows, key="talenta"),
        columns=person_columns.talent_held()
        if chosen == HELD
        else person_columns.talent(one_box=box is not None),
        download_name="kotak-talenta",
        origin=origin(here, "fct_talent", **{k: v for k, v in limits.items() if v}),
        empty=_("Tidak ada pegawai untuk pilihan ini."),
        shown=True,
        whole=rows,
    )


def person(here: Visit, key: str) -> None:
    """One person's box: both axes with what they stand on, the screening, what the box recommends."""
    row = talent.one(here.marts, key)
    with st.container(key="sg-talent"):
        components.evidence(
            _("Di kotak talenta mana pegawai ini?"),
            None
            if row is None
            else _("Potensi hanya dari asesmen; kotak adalah usul untuk BKD, bukan keputusan."),
            rows=[] if row is None else _parts(here, row),
            columns=person_columns.talent_parts(),
            download_name="kotak-talenta",
            origin=None if row is None else origin(here, "fct_talent", person_key=key),
            empty=_("Potensi belum diasesmen; tanpa asesmen hanya kinerja yang ditampilkan."),
            shown=True,
        )


def _coverage(covered: dict[str, int]) -> str:
    said = _("{n} dari {all} pegawai aktif ({share}) mempunyai asesmen potensi yang berlaku").format(
        n=formats.number(covered["assessed"]),
        all=formats.number(covered["active"]),
        share=formats.percent(covered["assessed"] / covered["active"], 1)
        if covered["active"]
        else formats.NOTHING,
    )
    if covered["held_back"]:
        said += _("; {n} orang tertahan").format(n=formats.number(covered["held_back"]))
    return said + "."


def _title(chosen: str) -> str:
    if chosen == HELD:
        return _("Siapa yang tertahan, dan mengapa?")
    return _("Siapa di semua kotak?") if chosen == ALL else _("Siapa di kotak {n}?").format(n=chosen)


def _rows(here: Visit, agency_code: str | None, box: int | None, *, held: bool) -> list[Row]:
    marts = here.marts
    return linked(
        spelled(
            talent.listing(marts, agency_code, box, held_back=held),
            reason_label=("reason", words(marts, "talent_reason")),
        ),
        here.viewer,
        "pegawai",
        {"id": "person_key"},
    )


def _parts(here: Visit, row: Row) -> list[Row]:
    marts = here.marts
    basis = words(marts, "potential_basis")[row["potential_basis"]]
    assessed = _("{basis}; asesmen {day} ({age} bulan lalu), berlaku sampai {until}").format(
        basis=basis,
        day=formats.day(row["assessed_on"]),
        age=row["age_months"],
        until=formats.day(row["valid_until"]),
    )
    if row["potential_score"] is not None:
        assessed = (
            _("nilai {score}").format(score=formats.number(row["potential_score"], 1)) + "; " + assessed
        )
    rated = _("belum ada predikat dua tahun terakhir")
    if row["performance"]:
        rated = _("rata-rata {score} dari 100 selama {n} bulan").format(
            score=formats.number(row["performance_score"], 1), n=row["performance_months"]
        )
    if row["rank_share"] is not None:
        rated += "; " + _(
            "{share} dari {n} pegawai di perangkat daerahnya bernilai sama atau lebih tinggi"
        ).format(share=formats.percent(row["rank_share"]), n=formats.number(row["ranked_employees"]))
    reason = words(marts, "talent_reason").get(row["reason"], "")
    advice = words(marts, "talent_recommendation").get(str(row["box"]), formats.NOTHING)
    return [
        {"part": _("Potensi"), "value": words(marts, "potential")[row["potential"]], "basis": assessed},
        {
            "part": _("Kinerja"),
            "value": words(marts, "rating").get(row["performance"], formats.NOTHING),
            "basis": rated,
        },
        {
            "part": _("Saringan"),
            "value": _("tertahan") if reason else _("lolos"),
            "basis": reason or _("tidak ada hukuman sedang atau berat dua tahun terakhir"),
        },
        {"part": _("Kotak"), "value": str(row["box"] or formats.NOTHING), "basis": advice},
    ]
