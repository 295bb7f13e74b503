"""Concern: whose data a file is that nobody loaded yet, and what it would withdraw, by the release in force.

The release is read whole: an agency's clerk must hear that the persons of a file work elsewhere, without seeing any.
"""

from dataclasses import dataclass, field

from ingest.preview import Preview, Statement
from warehouse.access import Viewer
from warehouse.errors import NoRelease, NotGranted
from warehouse.provenance import ReleaseReader
from warehouse.queries.deliveries import spelling
from warehouse.release import current
from warehouse.settings import Settings

LEAST_PERSONS = 3
"""With fewer known persons one who has moved would decide whose file it is."""
SCOPES = {
    "appraisals": ("period_start", "period_end"),
    "achievements": ("period_start", "period_end"),
    "employees": ("snapshot_date", "snapshot_date"),
}
"""Datasets of persons that a full export states whole, with first and last day of what it states."""


@dataclass(frozen=True)
class Concern:
    """What a file says of the province as the release knows it; all empty where there is no release yet."""

    agencies: dict[str, str] = field(default_factory=dict)
    """Names in the file that are known as an agency: name → code."""
    employers: dict[str, int] = field(default_factory=dict)
    """Where the persons of the file work now: agency code → persons."""
    titles: dict[str, str] = field(default_factory=dict)
    """Agency code → name."""
    rows_before: int = 0
    """Persons that count now in what the file's full exports state."""
    rows_withdrawn: int = 0
    """Those of them the file does not have."""
    is_unusual: bool = False
    """More than the rules withdrawal_share and withdrawal_minimum allow."""


def of(settings: Settings, preview: Preview) -> Concern:
    """What a previewed file concerns; reads the release in force."""
    try:
        release = current(settings)
        if release is None:
            return Concern()
        with ReleaseReader(release) as reader:
            return _read(reader, preview)
    except (NoRelease, NotGranted):
        return (
            Concern()
        )  # a release of an older Siger does not have what is asked; the pipeline judges anyway


def refusal(viewer: Viewer, found: Concern, stated: str | None = None) -> str | None:
    """Why this viewer may not send the file; None where he may. Only an agency's HR is confined, to its own agency.

    `stated` is the agency code that the sender says himself.
    """
    own = viewer.agency_code
    if own is None:
        return None
    title = found.titles.get(own, own)
    others = [name for name, code in found.agencies.items() if code != own]
    if not others and stated not in (None, own):
        others = [found.titles.get(stated or "", str(stated))]
    if others:
        return (
            f"Tidak dapat dikirim: berkas ini memuat data {', '.join(others[:3])}, sedangkan akun Anda hanya untuk {title}; "
            "kirim berkas perangkat daerah sendiri."
        )
    persons = sum(found.employers.values())
    if persons >= LEAST_PERSONS and 2 * found.employers.get(own, 0) < persons:
        most = max(found.employers, key=lambda code: (found.employers[code], code))
        return (
            f"Tidak dapat dikirim: menurut daftar pegawai, {found.employers[most]} dari {persons} pegawai dalam berkas ini bekerja di "
            f"{found.titles.get(most, most)}, sedangkan akun Anda hanya untuk {title}; periksa berkasnya, atau minta BKD mengirimnya."
        )
    return None


def _read(reader: ReleaseReader, preview: Preview) -> Concern:
    titles = {
        row["agency_code"]: row["agency_name"]
        for row in reader.rows("select agency_code, agency_name from dim_agency")
    }
    spelled = {name: spelling(name) for name in preview.agencies}
    aliases = {
        row["alias"]: row["agency_code"]
        for row in reader.rows(
            "select alias, agency_code from dim_agency_alias where list_contains($names, alias)",
            names=list(spelled.values()),
        )
    }
    nips = sorted({nip for one in preview.statements for *_, nip in one.persons})
    employers = {
        row["agency_code"]: row["persons"]
        for row in reader.rows(
            "select agency_code, count(*) as persons from dim_employee where list_contains($nips, nip) group by agency_code",
            nips=nips,
        )
        if row["agency_code"]
    }
    before = withdrawn = 0
    for one in preview.statements:
        if one.is_full and one.dataset in SCOPES:
            row = _withdrawn(reader, one)
            before, withdrawn = before + row["rows_before"], withdrawn + row["rows_withdrawn"]
    rules = {
        row["rule"]: float(row["value"])
        for row in reader.rows(
            "select rule, value from dim_rule where rule like 'withdrawal_%' and valid_to is null"
        )
    }
    unusual = (
        bool(rules)
        and withdrawn >= rules["withdrawal_minimum"]
        and withdrawn > rules["withdrawal_share"] * before
    )
    known = {name: aliases[alias] for name, alias in spelled.items() if alias in aliases}
    return Concern(known, employers, titles, before, withdrawn, unusual)


def _withdrawn(reader: ReleaseReader, one: Statement) -> dict[str, int]:
    """Persons of the same source and scope that count now: how many, and how many of them the file lacks."""
    start, end = SCOPES[one.dataset]
    keys = sorted(
        {"|".join((spelling(agency or ""), begin, last, nip)) for agency, begin, last, nip in one.persons}
    )
    key = f"concat_ws('|', coalesce(rows.agency_alias, batches.agency_alias, ''), cast(rows.{start} as varchar), cast(rows.{end} as varchar))"
    [row] = reader.rows(
        # A dataset and columns of ours.
        f"""
        with known as (
            select distinct {key} as scope, rows.nip
            from staging.stg_{one.dataset} as rows
            inner join staging.stg_batches as batches on rows.batch_id = batches.batch_id
            where
                batches.source = $source and batches.file_sha256 <> $sha256 and rows.nip is not null
                and rows.batch_id not in (select batch_id from intermediate.int_withdrawn)
                and list_contains($scopes, {key})
        )

        select
            count(*)::integer as rows_before,
            (count(*) filter (not list_contains($keys, scope || '|' || nip)))::integer as rows_withdrawn
        from known
        """,  # noqa: S608
        source=one.source,
        sha256=one.sha256,
        scopes=sorted({key.rsplit("|", 1)[0] for key in keys}),
        keys=keys,
    )
    return row
