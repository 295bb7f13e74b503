{% macro complaint_class(text) -%}
    {#- The four classes of PermenPANRB 62/2018 by their normalised text; anything else is unknown, never a fifth class. -#}
    case
        when {{ normalise_text(text) }} like '%informasi%' then 'permintaan_informasi'
        when {{ normalise_text(text) }} like 'aspirasi%' then 'aspirasi'
        when {{ normalise_text(text) }} like '%tidak berkadar%' then 'pengaduan_tidak_berkadar'
        when {{ normalise_text(text) }} like '%berkadar%' then 'pengaduan_berkadar'
    end
{%- endmacro %}

{% macro complaint_status_group(text) -%}
    {#- By the first word, so that a status nobody has seen yet still falls in a group: Ditutup …, Diarsipkan …, rest open. -#}
    case
        when {{ normalise_text(text) }} like 'ditutup%' then 'closed'
        when {{ normalise_text(text) }} like 'diarsipkan%' then 'archived'
        else 'open'
    end
{%- endmacro %}

{% macro complaint_closed_by(text) -%}
    {#- Ditutup oleh Sistem is a time-out after ten working days of silence, not a satisfied reporter. -#}
    case
        when {{ normalise_text(text) }} like 'ditutup%sistem%' then 'timeout'
        when {{ normalise_text(text) }} like 'ditutup%admin%' then 'admin'
        when {{ normalise_text(text) }} like 'ditutup%pelapor%' then 'reporter'
    end
{%- endmacro %}
