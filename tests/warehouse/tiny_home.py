"""A tiny but real home: raw rows by the real writer, a dbt project of six models, a living builder."""

from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path

import pytest

from warehouse import writer
from warehouse.build import Builder
from warehouse.refresh import refresh
from warehouse.release import Release
from warehouse.settings import Settings

PROJECT = {
    "dbt_project.yml": """
name: tiny
version: "0.1.0"
profile: siger
flags: {send_anonymous_usage_stats: false}
vars: {as_of: ""}
models:
  tiny:
    +materialized: table
    staging: {+schema: staging}
    public: {+database: public_file}
""",
    "profiles.yml": """
siger:
  target: release
  outputs:
    release:
      type: duckdb
      path: "{{ env_var('DUCKDB_INTERNAL') }}"
      schema: main
      threads: 1
      attach:
        - {path: "{{ env_var('DUCKDB_WAREHOUSE') }}", alias: warehouse, read_only: true}
        - {path: "{{ env_var('DUCKDB_PUBLIC') }}", alias: public_file}
""",
    "macros/names.sql": """
{% macro generate_schema_name(name, node) %}{{ name or target.schema }}{% endmacro %}
{% macro rule_value(rule) %}(select cast(value as integer) from {{ source('raw', 'state_rules') }} where rule = '{{ rule }}'){% endmacro %}
""",
    "models/sources.yml": """
version: 2
sources:
  - {name: raw, database: warehouse, schema: raw, tables: [{name: appraisals}, {name: batches}, {name: state_rules}]}
models:
  - name: stg_appraisals
    config: {meta: {slices: {by: batch_id, of: [appraisals]}}}
  - name: fct_appraisal
    description: One row per appraisal.
    config: {meta: {slices: {by: month, of: [stg_appraisals]}}}
    columns:
      - {name: nip, data_tests: [not_null]}
      - {name: predikat, data_tests: [{accepted_values: {arguments: {values: [baik, sangat_baik]}}}]}
""",
    "models/staging/stg_appraisals.sql": "select batch_id, source_row, nip, agency_name, predikat_delivered as predikat, "
    "period_end, cast(date_trunc('month', period_end) as date) as month from {{ source('raw', 'appraisals') }}",
    "models/marts/dim_build.sql": "select {% if var('as_of') %}date '{{ var(\"as_of\") }}'{% else %}(select cast(max(received_at) + interval 7 hour as date) "
    "from {{ source('raw', 'batches') }}){% endif %} as as_of, "
    "cast(date_trunc('month', max(period_end)) as date) as data_month from {{ ref('stg_appraisals') }}",
    "models/marts/dim_batch.sql": "select * from {{ source('raw', 'batches') }}",
    "models/marts/fct_appraisal.sql": "select *, agency_name as agency_code, agency_name as counted_agency_code, true as is_official from {{ ref('stg_appraisals') }}",
    "models/marts/fct_agency_month.sql": "select agency_code, month, count(*) as rated, "
    "avg(case when predikat = 'baik' then 1.0 else 0.0 end)::double as share, {{ rule_value('judged_minimum') }} as floor "
    "from {{ ref('fct_appraisal') }} group by all",
    "models/public/pub_build.sql": "select as_of, data_month from {{ ref('dim_build') }}",
    "models/public/pub_agency_month.sql": "select agency_code, month, rated from {{ ref('fct_agency_month') }}",
}


def write_project(folder: Path, **changes: str) -> Path:
    """The tiny project; `changes` replace files by their stem."""
    for name, text in PROJECT.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(changes.get(path.stem, text))
    return folder


def load(
    settings: Settings,
    batch: str,
    people: int = 3,
    predikat: str = "baik",
    told: int | None = None,
    month: int = 10,
) -> None:
    """One loaded file of `people` appraisals for October 2026 or another month; `told` lets the ledger claim another number."""
    count = people if told is None else told
    with writer.writer(settings, wait=20) as con:
        con.execute("delete from raw.batches where batch_id = ?", [batch])
        con.execute("delete from raw.appraisals where batch_id = ?", [batch])
        con.execute(
            "insert into raw.batches (batch_id, file_sha256, file_name, sheet, dataset, source, source_version, "
            "government, status, rows_read, rows_loaded, rows_stored, rows_quarantined, rows_not_data, received_at) "
            "values (?, 'ab', ?, 'Lembar1', 'appraisals', 'rekap', '1', 'pemprov-lampung', 'loaded', ?, ?, ?, 0, 1, ?)",
            [batch, f"{batch}.csv", count + 1, count, count, datetime(2026, 11, 3, 20, 0)],
        )
        con.execute(
            "insert into raw.appraisals (batch_id, source_row, nip, agency_name, predikat_delivered, period_end) "
            "select ?, i + 2, '1986092620150520' || lpad(cast(i + 1 as varchar), 2, '0'), 'dinkes', ?, last_day(make_date(2026, ?, 1)) "
            "from range(?) t(i)",
            [batch, predikat, month, people],
        )


@pytest.fixture(scope="session")
def tiny_project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_project(tmp_path_factory.mktemp("tiny"))


@pytest.fixture(scope="session")
def builder() -> Iterator[Builder]:
    with Builder() as living:
        yield living


@pytest.fixture
def home(tmp_path: Path) -> Settings:
    return Settings(home=tmp_path / "home").prepare()


@pytest.fixture
def publish(home: Settings, builder: Builder, tiny_project: Path) -> Callable[..., Release | None]:
    """`publish()` refreshes the tiny home; keyword arguments go to refresh."""

    def run(**given: object) -> Release | None:
        return refresh(home, **{"builder": builder, "project": tiny_project, **given})

    return run
