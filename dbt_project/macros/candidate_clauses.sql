{% macro candidate_clauses() -%}
    {#-
        The clauses of a proposal in the order in which they are read: code, kinds it belongs to, weight, the value found,
        the value asked for and whether it is met, over the columns of `facts` in fct_candidate_clause.
    -#}
    {%- set rater = "case when not is_judged then 'not_judged' when {} then 'yes' else 'no' end" -%}
    {%- set hours = round_half_up('case when is_contract then ceiling_hours else floor_hours end') -%}
    {%- do return([
        {'code': 'best_run', 'kinds': ['recognition'], 'weight': 'any', 'value': 'best_run',
         'limit': "concat('≥ ', best_periods)", 'met': 'best_run >= best_periods'},
        {'code': 'low_periods', 'kinds': ['coaching'], 'weight': 'any', 'value': 'low_periods',
         'limit': "concat('≥ ', low_months_limit)", 'met': 'low_periods >= low_months_limit'},
        {'code': 'fall_steps', 'kinds': ['coaching'], 'weight': 'any', 'value': 'greatest(fall_steps, 0)',
         'limit': "concat('≥ ', fall_steps_limit)", 'met': 'fall_steps >= fall_steps_limit'},
        {'code': 'annual_low', 'kinds': ['coaching'], 'weight': 'any',
         'value': "case when annual_rank is null then 'no_data' when annual_rank <= 3 then 'yes' else 'no' end",
         'limit': "'yes'", 'met': 'coalesce(annual_rank <= 3, false)'},
        {'code': 'rater_lenient', 'kinds': ['recognition'], 'weight': 'all', 'value': rater.format('is_lenient'),
         'limit': "'no'", 'met': 'not coalesce(is_lenient, false)'},
        {'code': 'rater_copying', 'kinds': ['recognition'], 'weight': 'all', 'value': rater.format('is_copying'),
         'limit': "'no'", 'met': 'not coalesce(is_copying, false)'},
        {'code': 'unit_ikm', 'kinds': ['recognition'], 'weight': 'all', 'value': "coalesce(ikm_class, 'no_data')",
         'limit': "'≠ D'", 'met': "coalesce(ikm_class, '-') <> 'D'"},
        {'code': 'no_discipline', 'kinds': ['recognition'], 'weight': 'all', 'value': 'decisions', 'limit': "'0'",
         'met': 'decisions = 0'},
        {'code': 'rater_severe', 'kinds': ['coaching'], 'weight': 'shown', 'value': rater.format('is_severe'),
         'limit': "'no'", 'met': 'not coalesce(is_severe, false)'},
        {'code': 'rater_copying', 'kinds': ['coaching'], 'weight': 'shown', 'value': rater.format('is_copying'),
         'limit': "'no'", 'met': 'not coalesce(is_copying, false)'},
        {'code': 'no_objection', 'kinds': ['coaching', 'recognition'], 'weight': 'all',
         'value': "case when is_in_objection then 'yes' else 'no' end", 'limit': "'no'", 'met': 'not is_in_objection'},
        {'code': 'training_hours', 'kinds': ['coaching', 'recognition'], 'weight': 'shown',
         'value': round_half_up('hours'),
         'limit': "concat(case when is_contract then '≤ ' else '≥ ' end, " ~ hours ~ ")",
         'met': 'case when is_contract then hours <= ceiling_hours else hours >= floor_hours end'},
        {'code': 'rated_periods', 'kinds': ['coaching', 'recognition'], 'weight': 'shown', 'value': 'rated_periods',
         'limit': "null", 'met': 'true'},
    ]) -%}
{%- endmacro %}
