-- The public file holds pub_ tables only, and in them no column that could hold a person, a file, a row or free text.
{% for node in graph.nodes.values() if node.resource_type == 'model' and node.name.startswith('pub_') -%}
-- depends_on: {{ ref(node.name) }}
{% endfor %}
select table_name, column_name
from information_schema.columns
where
    table_catalog = '{{ ref("pub_build").database }}'
    and (
        table_schema <> 'main'
        or table_name not like 'pub\_%' escape '\'
        or column_name in (
            'nip', 'person_key', 'person_name', 'rater_key', 'rater_name', 'superior_name', 'sex', 'rank', 'position_name',
            'remark', 'note', 'status_reason', 'respondent_id', 'tracking_id', 'decided_by', 'batch_id', 'source_row'
        )
    )
