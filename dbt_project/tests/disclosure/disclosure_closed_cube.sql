-- The public file holds pub_ tables only, and in them no column that could hold a person, a file, a row or free text.
-- depends_on: {{ ref('pub_build') }}
-- depends_on: {{ ref('pub_agency') }}
-- depends_on: {{ ref('pub_agency_month') }}
-- depends_on: {{ ref('pub_agency_ikm') }}
-- depends_on: {{ ref('pub_service_ikm') }}
-- depends_on: {{ ref('pub_region_ikm') }}
-- depends_on: {{ ref('pub_province_month') }}
-- depends_on: {{ ref('pub_complaint_quarter') }}
-- depends_on: {{ ref('pub_complaint_class') }}
-- depends_on: {{ ref('pub_complaint_class') }}
-- depends_on: {{ ref('pub_rule') }}
-- depends_on: {{ ref('pub_measure') }}
-- depends_on: {{ ref('pub_label') }}
select table_name, column_name
from information_schema.columns
where
    table_catalog = '{{ ref("pub_build").database }}'
    and (
        table_schema <> 'main'
        or table_name not like 'pub\_%' escape '\'
        or column_name in (
            'nip', 'person_key', 'person_name', 'rater_key', 'rater_name', 'superior_name', 'sex', 'rank',
            'position_name', 'remark', 'note', 'status_reason', 'respondent_id', 'tracking_id', 'decided_by',
            'batch_id', 'source_row'
        )
    )
