"""Judgement: what a person's page says beyond ratings, as far as the role may see it: proposals, talent, index, credit, awards, discipline."""

from dashboard import components, formats
from dashboard.languages import _
from dashboard.staff_pages import person_columns, sentences, talent
from dashboard.staff_pages.origin import origin
from dashboard.staff_pages.rows import spelled, words
from dashboard.visit import Visit
from warehouse.queries import judgements


def draw(here: Visit, key: str) -> None:
    """Every block whose mart the viewer's role is granted."""
    for mart, block in {
        "fct_candidate_clause": _clauses,
        "fct_talent": talent.person,
        "fct_ip_asn": _professionality,
        "fct_credit": _credit,
        "fct_award": _awards,
        "fct_discipline": _punishments,
    }.items():
        if here.marts.has(mart):
            block(here, key)


def _clauses(here: Visit, key: str) -> None:
    marts = here.marts
    values = words(marts, "clause_value")
    rows = spelled(
        judgements.clauses(marts, key),
        kind_label=("kind", words(marts, "candidate_kind")),
        clause_label=("clause", words(marts, "candidate_clause")),
        weight_label=("weight", words(marts, "clause_weight")),
        value_label=("value", values),
        requirement_label=("requirement", values),
    )
    for row in rows:
        row["met_label"] = _("ya") if row["is_met"] else _("tidak")
        if row["weight"] == "shown" and row["requirement"] is None:
            row["met_label"] = formats.NOTHING
    if rows:
        components.evidence(
            _("Mengapa pegawai ini menjadi calon tindak lanjut?"),
            _(
                "Satu pembuka cukup, semua syarat harus terpenuhi; keterangan tidak menentukan. Usul untuk penilai dan BKD, bukan keputusan."
            ),
            rows=rows,
            columns=person_columns.clauses(),
            download_name="calon-tindak-lanjut",
            origin=origin(here, "fct_candidate_clause", person_key=key, is_current="true"),
            shown=True,
        )


def _professionality(here: Visit, key: str) -> None:
    marts = here.marts
    index = judgements.professionality(marts, key)
    names = words(marts, "ip_part")
    rows = sentences.index_parts(
        index,
        names,
        words(marts, "education_level") | words(marts, "punishment_level") | words(marts, "predikat"),
    )
    components.evidence(
        _("Berapa Indeks Profesionalitas ASN?")
        if index is None
        else _("Berapa Indeks Profesionalitas ASN {year}?").format(year=index["year"]),
        None
        if index is None
        else sentences.index(index, words(marts, "ip_category"), words(marts, "ip_missing")),
        rows=rows,
        columns=person_columns.index_parts(),
        download_name="ip-asn",
        origin=None if index is None else origin(here, "fct_ip_asn", person_key=key, year=index["year"]),
        empty=_("Belum dapat dihitung: pegawai ini tidak ada dalam daftar bulan data."),
        shown=True,
    )


def _credit(here: Visit, key: str) -> None:
    marts = here.marts
    rows = spelled(
        judgements.credits(marts, key),
        level_label=("position_level", words(marts, "position_level")),
        predikat_label=("predikat", words(marts, "predikat")),
        reason_label=("reason", words(marts, "credit_reason")),
    )
    if not rows:
        return
    for row in rows:
        row["period"] = formats.period(row["period_start"], row["period_end"])
        row["note"] = row["reason_label"] or (
            "" if row["is_counted"] else _("termasuk dalam evaluasi yang lebih panjang")
        )
    year = judgements.credit_year(marts, key)
    components.evidence(
        _("Berapa angka kredit yang diperoleh?"),
        _("Bulan / 12 × persentase predikat × koefisien jenjang (PermenPANRB 1/2023).")
        + (
            " "
            + _("Tahun {year}: {credit} dari {n} bulan.").format(
                year=year["year"], credit=formats.number(year["credit"], 2), n=year["months"]
            )
            if year
            else ""
        ),
        rows=rows,
        columns=person_columns.credits(),
        download_name="angka-kredit",
        origin=origin(here, "fct_credit", person_key=key),
        shown=True,
    )


def _awards(here: Visit, key: str) -> None:
    components.evidence(
        _("Penghargaan apa yang diterima?"),
        rows=judgements.awards(here.marts, key),
        columns=person_columns.awards(),
        download_name="penghargaan",
        origin=origin(here, "fct_award", person_key=key),
        empty=_("Belum ada penghargaan yang dilaporkan."),
        shown=True,
    )


def _punishments(here: Visit, key: str) -> None:
    components.evidence(
        _("Apakah ada hukuman disiplin?"),
        rows=spelled(
            judgements.punishments(here.marts, key),
            level_label=("level", words(here.marts, "punishment_level")),
        ),
        columns=person_columns.punishments(),
        download_name="hukuman-disiplin",
        origin=origin(here, "fct_discipline", person_key=key),
        empty=_("Tidak ada hukuman disiplin yang dilaporkan."),
        shown=True,
    )
