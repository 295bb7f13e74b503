"""One perangkat daerah: its figures and services; the part of the agencies' page under `?opd=<code>`."""

import streamlit as st

from dashboard import formats, theme
from dashboard.charts import distribution, trend
from dashboard.components import (
    Column,
    answer,
    breadcrumb,
    empty_state,
    evidence,
    figure_card,
    figures,
    meta_line,
    table,
)
from dashboard.languages import KEY, _, current
from dashboard.public_pages import said
from dashboard.public_pages.edition import Edition, Row
from warehouse.queries import public

PARAMETER = "opd"
PATH = "perangkat-daerah"
IKM = (
    "ikm",
    "ikm_low",
    "ikm_high",
    "n",
    "ikm_class",
    "ikm_versus_province",
    "period_start",
    "period_end",
    "reason_hidden",
)


def page(edition: Edition, code: str, names: dict[str, str]) -> None:
    """One agency of `names` (code to name), for an edition."""
    breadcrumb([(_("Perangkat daerah"), said.place(PATH)), (names[code], None)])
    st.title(_("Bagaimana kinerja {name}?").format(name=names[code]), anchor=False)
    months = edition.rows(public.agency_months, agency_code=code)
    if not months:
        said.nothing_yet()
        return
    index = edition.rows(public.agency_ikm, agency_code=code)
    last = index[-1] if index else dict.fromkeys(IKM)
    now = months[-1] | {name: last[name] for name in IKM} | {"ikm_hidden": last["reason_hidden"]}
    now["reason_hidden"] = months[-1]["reason_hidden"]
    services = edition.rows(public.services, agency_code=code)
    answer(_sentence(edition, now))
    meta_line(
        formats.month(now["month"]),
        said.count(now["n"], _("responden dalam 12 bulan")),
        None if now["coverage"] is None else _("{share} pegawai dinilai").format(share=said.rated(now)),
    )
    chooser(names, code)
    figures(*_cards(edition, now, months, index, services))
    _pattern(edition, now, names[code])
    left, right = st.columns(2, gap="large")
    with left:
        _course(edition, index)
    with right:
        _complaints(edition, code)
    _services(edition, services)


def address(code: str) -> str:
    """The link to one agency."""
    return f"/{PATH}?{PARAMETER}={code}" + ("" if current() == "id" else f"&{KEY}=EN")


def chooser(names: dict[str, str], code: str | None) -> None:
    """The choice of an agency; it lives in the address, so each view has its own link."""
    key = f"{PARAMETER}-{code or ''}"  # one key per address: a link then moves the choice as well

    def follow() -> None:
        if chosen := st.session_state[key]:
            st.query_params[PARAMETER] = chosen
        else:
            st.query_params.pop(PARAMETER, None)

    st.selectbox(
        _("Perangkat daerah"),
        list(names),
        index=list(names).index(code) if code else None,
        format_func=lambda option: names[option],
        placeholder=_("Pilih atau ketik nama"),
        key=key,
        on_change=follow,
        width=440,
    )


def _sentence(edition: Edition, now: Row) -> str:
    if now["ikm"] is None:
        first = _("Nilai dari warga belum dapat ditampilkan.")
    else:
        first = _("Warga memberi nilai {ikm}, mutu {quality}").format(
            ikm=formats.number(now["ikm"], 1), quality=said.quality(edition, now["ikm_class"])
        )
        place = {
            "above": _("nyata di atas rata-rata provinsi"),
            "below": _("nyata di bawah rata-rata provinsi"),
            "same": _("tidak dapat dibedakan dari rata-rata provinsi"),
        }.get(now["ikm_versus_province"])
        first += f", {place}." if place else "."
    if not now["reported"]:
        return f"{first} " + _("Berkas penilaian pegawai bulan ini belum masuk.")
    if now["coverage"] is None:
        return first
    return f"{first} " + _("Pegawai yang sudah dinilai: {share}.").format(share=said.rated(now))


def _cards(edition: Edition, now: Row, months: list[Row], index: list[Row], services: list[Row]) -> list[str]:
    year = months[-12:]
    counted = [row for row in services if row["ikm"] is not None and row["year"] == services[0]["year"]]
    return [
        figure_card(
            _("Nilai dari warga"),
            formats.number(now["ikm"], 1),
            spark=[row["ikm"] for row in index[-8:]],
            note=said.sample(now) or said.no_index(edition, now),
        ),
        figure_card(
            _("Pegawai dinilai"),
            said.rated(now),
            spark=[row["coverage"] for row in year],
            # a hidden distribution says nothing about the coverage beside it
            note=said.why(edition, now["reason_hidden"]) or None
            if said.rated(now) == formats.NOTHING
            else None,
        ),
        figure_card(
            _("Layanan dinilai"),
            formats.number(len(counted)) if services else formats.NOTHING,
            note=_("tahun {year}").format(year=services[0]["year"]) if services else _("belum ada survei"),
        ),
    ]


def _pattern(edition: Edition, now: Row, name: str) -> None:
    groups = said.distribution(edition, now)
    bar = {"agency_name": name}
    for group in groups:
        bar |= {f"share_{group['code']}": group["share"], f"text_{group['code']}": group["text"]}
    evidence(
        _("Apakah predikat pegawai beragam?"),
        _(
            "Bagian pegawai per predikat, dibulatkan ke 5 %. Bagian kecil digabung agar tidak ada yang dapat dikenali."
        )
        + _verdict(edition, now),
        spec=(
            lambda: distribution.spec(
                [bar], mode=theme.mode(), names={group["code"]: group["name"] for group in groups}
            )
        )
        if groups
        else None,
        rows=list(reversed(groups)),
        columns=[Column("name", _("Predikat")), Column("text", _("Bagian"), "number_text")],
        download_name="siger-sebaran-predikat",
        origin=said.origin(edition, "pub_agency_month"),
        empty=said.why(edition, now["reason_hidden"]) or _("Sebaran predikat belum dapat ditampilkan."),
    )


def _verdict(edition: Edition, now: Row) -> str:
    """Whether the distribution keeps the legal pattern, where that may be told."""
    if now["pattern_status"] not in ("complies", "violates") or now["organisation_predikat"] is None:
        return ""
    return " " + _(
        "Predikat organisasi: {predikat}; sebaran menurut SE Menteri PANRB 3/2023: {status}."
    ).format(
        predikat=edition.word("organisation_predikat", now["organisation_predikat"]),
        status=(edition.word("pattern_status", now["pattern_status"]) or "").lower(),
    )


def _course(edition: Edition, index: list[Row]) -> None:
    known = [row for row in index if row["ikm"] is not None]
    evidence(
        _("Bagaimana nilai warga berubah?"),
        _("IKM dari jawaban 12 bulan sampai akhir tiap triwulan, dengan selang 95 %."),
        spec=lambda: trend.spec(index, mode=theme.mode(), n="n"),
        rows=list(reversed(index)) if known else [],
        columns=[
            Column("period_end", _("12 bulan sampai"), "day"),
            Column("ikm", "IKM", "number", 2),
            Column("ikm_low", _("Selang dari"), "number", 2),
            Column("ikm_high", _("sampai"), "number", 2),
            Column("n", _("Responden"), "number"),
        ],
        download_name="siger-ikm-bulanan",
        origin=said.origin(edition, "pub_agency_ikm"),
        empty=_("Belum cukup jawaban survei untuk perangkat daerah ini."),
    )


def _complaints(edition: Edition, code: str) -> None:
    rows = [
        row
        | {
            "class": edition.word("complaint_class", row["complaint_class"]),
            "closed": said.share(row["closed_share"]),
        }
        for row in edition.rows(public.complaint_classes, agency_code=code)
    ]
    span = formats.period(rows[0]["period_start"], rows[0]["period_end"]) if rows else ""
    evidence(
        _("Pengaduan apa yang masuk?"),
        _("SP4N-LAPOR!, {span}, dibulatkan ke 5. Tanda – : terlalu sedikit untuk ditampilkan.").format(
            span=span
        )
        if rows
        else None,
        rows=rows,
        columns=[
            Column("class", _("Jenis")),
            Column("received", _("Diterima"), "number"),
            Column("closed", _("Selesai"), "number_text"),
            Column("still_open", _("Terbuka"), "number"),
        ],
        download_name="siger-pengaduan",
        origin=said.origin(edition, "pub_complaint_class"),
        empty=_("Belum ada pengaduan SP4N-LAPOR! untuk perangkat daerah ini."),
        shown=True,
    )


def _services(edition: Edition, services: list[Row]) -> None:
    rows = [
        row | {"note": said.why(edition, row["reason_hidden"]), "year_text": str(row["year"])}
        for row in services
    ]
    st.header(_("Bagaimana tiap unit layanan dinilai?"), anchor=False)
    if not rows:
        empty_state(_("Belum ada survei kepuasan dari unit layanan perangkat daerah ini."))
        return
    table(rows, said.service_columns(), caption=_("IKM per unit layanan dan tahun"))
