{% macro normalise_text(text) -%}
    {#- Lower case, & as dan, everything but letters and digits as one blank: how names are compared. -#}
    trim({{ replace_pattern("replace(lower(" ~ text ~ "), '&', ' dan ')", '[^a-z0-9]+', ' ') }})
{%- endmacro %}

{% macro normalise_agency(text) -%}
    {#- normalise_text without the words that say which government: "DINAS KESEHATAN PROVINSI LAMPUNG" is dinas kesehatan. -#}
    trim({{ replace_pattern(normalise_text(text), '(pemerintah )?(provinsi|propinsi|prov) lampung( |$)|^(pemprov|pemerintah provinsi)( lampung)? ', '') }})
{%- endmacro %}

{% macro slug(text) -%}
    {#- normalise_text with dashes: readable part of a key. -#}
    replace({{ normalise_text(text) }}, ' ', '-')
{%- endmacro %}
