{% macro achieved(realisation, target, better) -%}
    {#- Share of a target, at most 1.2; where less is better, target over realisation. Null without target or realisation. -#}
    case
        when {{ target }} is null or {{ target }} = 0 or {{ realisation }} is null then null
        when {{ better }} = 'lower' and {{ realisation }} = 0 then 1.2
        when {{ better }} = 'lower' then least({{ target }} / {{ realisation }}, 1.2)
        else least({{ realisation }} / {{ target }}, 1.2)
    end
{%- endmacro %}
