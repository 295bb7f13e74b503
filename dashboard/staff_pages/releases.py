"""Releases: which ones are kept and why, and what the shown one is made of; the part *Rilis* of the page Data."""

from dashboard import as_of, components, formats
from dashboard.languages import _
from dashboard.navigation import address
from dashboard.staff_pages import desk_columns, verdicts
from dashboard.visit import Visit
from warehouse.release import current, list_releases
from warehouse.retention import retained


def draw(here: Visit) -> None:
    """Kept releases, each a link that opens it; then the manifest of the one on the page."""
    now, why = current(here.settings), retained(here.settings)
    words = {
        "newest": _("terbaru"),
        "day": _("terakhir hari itu"),
        "month": _("terakhir bulan itu"),
        "held": _("ditahan"),
    }
    rows = [
        {
            "label": release.label,
            "built_at": release.built_at,
            "data_month": release.data_month,
            "state": _("dipakai") if release == now else _("disimpan"),
            "kept_as": words.get(why.get(release.release_id, ""), ""),
            "release_id": release.release_id,
            "href": address(
                here.viewer,
                "data",
                bagian="rilis",
                **{as_of.KEY: None if release == now else release.label},
            ),
        }
        for release in list_releases(here.settings)
    ]
    components.evidence(
        _("Rilis mana yang disimpan?"),
        _("Satu rilis utuh: dibangun, diuji, diperiksa, lalu dipakai semua halaman sekaligus. Pilih satu untuk melihat angkanya waktu itu."),
        rows=rows,
        columns=desk_columns.releases(),
        download_name="rilis",
        shown=True,
    )  # fmt: skip
    _made_of(here)


def _made_of(here: Visit) -> None:
    facts = here.release.facts
    tests: dict[str, str] = facts.get("tests", {})
    kinds = verdicts.kinds()
    components.evidence(
        _("Rilis {label} terbuat dari apa?").format(label=here.release.label),
        rows=[
            {"dataset": kinds.get(name, name), **came} for name, came in facts.get("deliveries", {}).items()
        ],
        columns=desk_columns.deliveries_of_release(),
        download_name="isi-rilis",
        empty=_("Rilis ini belum mencatatnya."),
        shown=True,
    )
    components.meta_line(
        _("{passed} dari {all} uji lulus").format(
            passed=formats.number(sum(found == "pass" for found in tests.values())),
            all=formats.number(len(tests)),
        )
        if tests
        else None,
        _("masukan {hash}").format(hash=facts["inputs"]["hash"][:12]),
        *(f"{name} {found}" for name, found in facts.get("versions", {}).items()),
        _("dibangun dalam {seconds} detik").format(seconds=formats.number(facts["seconds"]["total"], 1)),
    )
    noticed = [{"test": name, "found": found} for name, found in sorted(tests.items()) if found != "pass"]
    if noticed:
        components.evidence(
            _("Uji mana yang memberi peringatan?"),
            _("Angka di belakang kata adalah jumlah baris yang menyalahi."),
            rows=noticed,
            columns=desk_columns.noticed_tests(),
            download_name="peringatan-uji",
            shown=True,
        )
