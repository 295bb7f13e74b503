{% macro public_distribution(counts, limits) -%}
    {#- Columns of the public distribution over n_… counts: the three lower classes are one group, and a group of fewer than
        merge_minimum persons joins Baik. top_persons and low_persons are null where they were joined. -#}
    {%- set low = counts ~ '.n_butuh_perbaikan + ' ~ counts ~ '.n_kurang + ' ~ counts ~ '.n_sangat_kurang' -%}
    {%- set top_joins = counts ~ '.n_sangat_baik between 1 and ' ~ limits ~ '.merge_minimum - 1' -%}
    {%- set low_joins = low ~ ' between 1 and ' ~ limits ~ '.merge_minimum - 1' -%}
    case when not ({{ top_joins }}) then {{ counts }}.n_sangat_baik end as top_persons,
    {{ counts }}.n_baik
    + case when {{ top_joins }} then {{ counts }}.n_sangat_baik else 0 end
    + case when {{ low_joins }} then {{ low }} else 0 end as middle_persons,
    case when not ({{ low_joins }}) then {{ low }} end as low_persons,
    case
        when {{ top_joins }} and {{ low_joins }} then 'all'
        when {{ top_joins }} then 'baik_or_better'
        when {{ low_joins }} then 'baik_or_worse'
        else 'baik'
    end as middle_group
{%- endmacro %}

{% macro is_one_class(rated, limits) -%}
    {#- One group holds nearly everyone: its size would tell each person's class. -#}
    greatest(coalesce(top_persons, 0), middle_persons, coalesce(low_persons, 0)) >= {{ limits }}.one_class_share * {{ rated }}
{%- endmacro %}
