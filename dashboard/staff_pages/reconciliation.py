"""Reconciliation: whom the appraisals and the staff list tell differently, by agency and month."""

from datetime import date

from dashboard import choices, components, formats
from dashboard.languages import _
from dashboard.navigation import granted
from dashboard.staff_pages import desk_columns
from dashboard.staff_pages.rows import linked, words
from dashboard.visit import Visit
from warehouse.queries import roster


def draw(here: Visit, month: date) -> None:
    """Counts per agency, then the persons of one kind of gap with the file and row to put right."""
    counted = roster.months(here.marts, month)
    components.evidence(
        _("Di mana penilaian dan daftar pegawai berbeda?"),
        _(
            "Bulan {month}. Penilaian tetap dihitung seperti dalam berkas; selisih ini perlu dibetulkan di salah satunya."
        ).format(month=formats.month(month)),
        rows=counted,
        columns=desk_columns.roster_months(),
        download_name="pencocokan-pegawai",
        empty=_("Penilaian dan daftar pegawai cocok untuk bulan ini."),
        shown=True,
    )
    if not len(counted) or not here.marts.has("fct_roster_gap"):
        return
    gap = choices.select(_("Selisih"), words(here.marts, "roster_gap"), key="selisih")
    found = roster.gaps(here.marts, month, gap).to_pylist()
    if any(page.path == "pegawai" for page in granted(here.viewer)):
        known = [row for row in found if row["person_name"]]
        linked(known, here.viewer, "pegawai", {"id": "person_key"})
    components.evidence(
        _("Siapa yang berbeda?"),
        rows=found,
        columns=desk_columns.roster_gaps(),
        download_name="selisih-pegawai",
        empty=_("Tidak ada selisih jenis ini."),
        shown=True,
    )
