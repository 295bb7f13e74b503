"""The verb `versions`: every delivered version of a person's appraisals or of a complaint, and in which kept releases each counts."""

import json
from typing import Any

import click

from warehouse.cli import JSON, Verb
from warehouse.errors import NoRelease, NotGranted
from warehouse.provenance import ReleaseReader
from warehouse.release import Release, list_releases
from warehouse.settings import Settings

ASKED = """
select
    a.period_start, a.period_end, b.file_name, b.sheet, a.source_row, a.source, a.reported_on as data_on, b.received_at,
    a.predikat, a.is_official as counts, coalesce(v.version_reason, case when a.is_official then 'counts' else 'no_rating' end) as reason
from fct_appraisal as a
inner join dim_batch as b on a.batch_id = b.batch_id
left join fct_appraisal_version as v on a.appraisal_key = v.appraisal_key
where
    a.person_key in (select person_key from intermediate.int_nip where delivered_nip = $person union all select $person)
    and ($month is null or strftime(a.period_end, '%Y-%m') = $month)
order by a.period_end desc, a.period_start desc, a.is_official desc, a.reported_on desc, b.received_at desc
"""
COMPLAINT = """
select
    c.government, c.tracking_id, b.file_name, b.sheet, c.source_row, b.source, c.snapshot_on as data_on, b.received_at,
    c.status, c.is_latest as counts, case when c.is_latest then 'counts' else 'later_export' end as reason
from intermediate.int_complaint_version as c
inner join dim_batch as b on c.batch_id = b.batch_id
where c.tracking_id = $complaint
order by c.government, c.place
"""
COMPLAINT_PLACE = ("government", "file_name", "sheet", "source_row", "received_at")
PLACE = ("period_start", "period_end", "file_name", "sheet", "source_row", "received_at")


def of(releases: list[Release], person: str, month: str | None = None) -> list[dict[str, Any]]:
    """Versions by period, newest release's first: the columns of ASKED and `releases`, label → why it counts there or not.

    `person` is a NIP as delivered or a person key, `month` the month (YYYY-MM) in which the period ends. Releases that
    were built before versions were kept are left out.
    """
    return _in(releases, ASKED, PLACE, person=person, month=month)


def of_complaint(releases: list[Release], tracking_id: str) -> list[dict[str, Any]]:
    """The same for a complaint by its number: every delivered state of it, newest first; the latest by date of the data counts."""
    return _in(releases, COMPLAINT, COMPLAINT_PLACE, complaint=tracking_id)


def _in(
    releases: list[Release], sql: str, place: tuple[str, ...], **asked: str | None
) -> list[dict[str, Any]]:
    found: dict[tuple[Any, ...], dict[str, Any]] = {}
    for release in releases:
        try:
            with ReleaseReader(release) as reader:
                rows = reader.rows(sql, **asked)
        except NotGranted:
            continue
        for row in rows:
            known = found.setdefault(tuple(row[name] for name in place), row | {"releases": {}})
            known["releases"][release.label] = row["reason"]
    return list(found.values())


@click.command(cls=Verb)
@click.argument("person", metavar="NIP|PERSON_KEY|NUMBER")
@click.option("--complaint", is_flag=True, help="NUMBER is that of a complaint.")
@click.option("--month", metavar="YYYY-MM", help="Only appraisals whose period ends in this month.")
@JSON
def versions(person: str, complaint: bool, month: str | None, as_json: bool) -> None:
    """Which delivered version of a person's appraisal (or of a complaint) counts in which release, and why the others do not.

    Examples: siger versions 198502142010012901 --month 2026-10, siger versions --complaint 1234567
    """
    kept = list_releases(Settings.load())
    found = of_complaint(kept, person) if complaint else of(kept, person, month)
    if not found:
        raise NoRelease(
            "Tidak ada pengaduan bernomor itu dalam rilis yang disimpan; periksa nomornya."
            if complaint
            else "Tidak ada penilaian orang itu dalam rilis yang disimpan; periksa NIP dan bulannya."
        )
    if as_json:
        click.echo(json.dumps(found, ensure_ascii=False, default=str))
        return
    for row in found:
        where = f"{row['file_name']}" + (f" [{row['sheet']}]" if row["sheet"] else "")
        what = (
            f"{row['government']} {row['tracking_id']} «{row['status'] or '-'}»"
            if complaint
            else f"{row['period_start']:%d-%m-%Y}–{row['period_end']:%d-%m-%Y} {row['predikat'] or '-'}"
        )
        click.echo(
            f"{what}: {where} baris {row['source_row']}, data {row['data_on']:%d-%m-%Y}, diterima {row['received_at']:%d-%m-%Y %H:%M} UTC"
        )
        click.echo("    " + ", ".join(f"{label}: {reason}" for label, reason in row["releases"].items()))
