"""Three sources: the block that sets superiors, citizens and targets of units side by side."""

from datetime import date
from typing import Any

from dashboard import components, theme
from dashboard.charts import sources
from dashboard.languages import _
from dashboard.staff_pages import columns
from dashboard.staff_pages.origin import origin
from dashboard.staff_pages.rows import linked, spelled, words
from dashboard.visit import Visit
from warehouse.queries import agreement

Row = dict[str, Any]
APART = ("superior_higher", "citizens_higher")


def of_agency(here: Visit, agency_code: str, month: date) -> None:
    """The units of one agency that citizens were asked about; those judged are drawn, all stand in the table."""
    rows = agreement.units(here.marts, agency_code, month).to_pylist()
    _draw(here, rows, month, f"tiga-sumber-{agency_code}", agency_code=agency_code)


def of_unit(here: Visit, unit_key: str, month: date) -> None:
    """One unit; nothing is drawn where citizens were never asked about it."""
    row = agreement.one(here.marts, unit_key, month)
    if row is not None and row["agreement_reason"] != "no_survey":
        _draw(here, [row], month, "tiga-sumber-unit", unit_key=unit_key)


def sentence(rows: list[Row]) -> str:
    """How many of the units judged contradict, then what the marks are."""
    reading = _(
        "Jarak dari rata-rata semua unit dalam simpangan baku, 12 bulan; garis merah: bertentangan. Warga menilai layanan, bukan orang."
    )
    judged = [row for row in rows if row["agreement_class"] != "not_judged"]
    apart = [row for row in judged if row["agreement_class"] in APART]
    if not judged:
        return _("Belum ada unit yang dapat dinilai: sumbernya kurang atau terlalu kecil.")
    if len(rows) == 1:
        return f"{rows[0]['class_label']}: {rows[0]['reason_label'].lower()}. {reading}"
    said = (
        _("Pada {n} dari {all} unit yang dapat dinilai, penilaian atasan dan warga bertentangan.").format(
            n=len(apart), all=len(judged)
        )
        if apart
        else _("Penilaian atasan dan warga sejalan pada {all} unit yang dapat dinilai.").format(
            all=len(judged)
        )
    )
    return said + " " + reading


def _draw(here: Visit, rows: list[Row], month: date, name: str, **key: str) -> None:
    told = spelled(
        linked(rows, here.viewer, "unit", {"unit": "unit_key"}, bulan=f"{month:%Y-%m}"),
        class_label=("agreement_class", words(here.marts, "agreement_class")),
        reason_label=("agreement_reason", words(here.marts, "agreement_reason")),
    )
    judged = [row for row in told if row["agreement_class"] != "not_judged"]
    components.evidence(
        _("Apakah atasan, warga, dan capaian sejalan?"),
        sentence(told),
        (lambda: sources.spec(judged, mode=theme.mode())) if judged else None,
        told,
        columns.agreement(),
        f"{name}-{month:%Y-%m}",
        origin(here, "fct_unit_agreement", month=month, **key),
        empty=_("Belum ada unit yang disurvei."),
        shown=not judged,
    )
