"""Calibration: raters who rate unlike the others of their agency; a reason to talk, never a reproach."""

from dashboard import components
from dashboard.languages import _
from dashboard.staff_pages import person_columns
from dashboard.staff_pages.origin import origin
from dashboard.visit import Visit
from warehouse.queries import candidates


def draw(here: Visit, agency_code: str | None) -> None:
    """The flagged raters of the running year, of one agency or of all the viewer may see."""
    rows = candidates.raters(here.marts, agency_code).to_pylist()
    signs = {"is_lenient": _("longgar"), "is_severe": _("ketat"), "is_copying": _("salin ulang")}
    for row in rows:
        row["signs"] = ", ".join(word for flag, word in signs.items() if row[flag])
    components.evidence(
        _("Penilai mana yang perlu diajak kalibrasi?"),
        _(
            "Selisih: rata-rata poin (−2 sampai 2) dibanding penilai lain di perangkat daerahnya. Penilai dan timnya tidak dapat dipisahkan dari angka ini; berulang: sama dengan periode sebelumnya. Tanda adalah alasan berbicara, bukan tuduhan."
        ),
        rows=rows,
        columns=person_columns.raters(),
        download_name="kalibrasi-penilai",
        origin=origin(here, "fct_rater_year", agency_code=agency_code, year=rows[0]["year"])
        if agency_code and rows
        else None,
        empty=_("Tidak ada penilai bertanda tahun ini."),
        shown=True,
    )
