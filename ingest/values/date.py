"""Dates: day first unless the column proves otherwise, months in Indonesian and English, Excel serials."""

from ingest.dataset import Field
from ingest.values.style import Style, quote

# Full names, short forms and old spellings; `may`/`mei`, `agt`/`ags`/`agst`, `nopember`, `pebruari`.
MONTHS: dict[int, tuple[str, ...]] = {
    1: ("januari", "january", "jan"),
    2: ("februari", "february", "pebruari", "feb", "peb"),
    3: ("maret", "march", "mar", "mrt"),
    4: ("april", "apr"),
    5: ("mei", "may"),
    6: ("juni", "june", "jun"),
    7: ("juli", "july", "jul"),
    8: ("agustus", "august", "agu", "agt", "ags", "agst", "agus", "aug"),
    9: ("september", "sept", "sep"),
    10: ("oktober", "october", "okt", "oct"),
    11: ("november", "nopember", "nov", "nop"),
    12: ("desember", "december", "des", "dec"),
}
_ARMS = " ".join(f"when w in ({', '.join(map(quote, names))}) then {number}" for number, names in MONTHS.items())

ISO = r"^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})([T ].*)?$"
NUMERIC = r"^(\d{1,2})[-/. ](\d{1,2})[-/. ](\d{4}|\d{2})([T ,].*)?$"
DAY_MONTH = r"^(?:[a-z]+, ?)?(\d{1,2})(?:st|nd|rd|th)?[-/. ]*([a-z]+)[-/., ]*(\d{4}|\d{2})(?:[T ,].*)?$"
MONTH_DAY = r"^([a-z]+)[. ]+(\d{1,2})(?:st|nd|rd|th)?,? +(\d{4})(?:[T ,].*)?$"

MACROS = (
    f"siger_month(w) as case {_ARMS} end",
    # Two digits: 00-49 are this century; nobody in these files was born before 1950 and writes a short year.
    "siger_year(y) as case when length(y) = 4 then y::integer when y::integer < 50 then 2000 + y::integer else 1900 + y::integer end",
    """siger_day(y, m, d) as case when y between 1900 and 2100 and m between 1 and 12
        then try_cast(concat(y, '-', lpad(m::varchar, 2, '0'), '-', lpad(d::varchar, 2, '0')) as date) end""",
    # `serial` counts from 1899-12-30, or from 1904-01-01 in workbooks of that epoch; only years 1954 to 2118 are dates.
    r"""siger_serial(x, is_1904) as case when regexp_matches(x, '^\d{5}([.,]\d+)?$') and left(x, 5)::integer >= 20000
        then (case when is_1904 then date '1904-01-01' else date '1899-12-30' end) + left(x, 5)::integer end""",
    f"""siger_date(x, day_order, is_1904) as case
        when x is null then null
        when regexp_matches(x, '{ISO}') then siger_day(regexp_extract(x, '{ISO}', 1)::integer,
            regexp_extract(x, '{ISO}', 2)::integer, regexp_extract(x, '{ISO}', 3)::integer)
        when regexp_matches(x, '{NUMERIC}') then siger_day(siger_year(regexp_extract(x, '{NUMERIC}', 3)),
            regexp_extract(x, '{NUMERIC}', case when day_order = 'mdy' then 1 else 2 end)::integer,
            regexp_extract(x, '{NUMERIC}', case when day_order = 'mdy' then 2 else 1 end)::integer)
        when regexp_matches(lower(x), '{DAY_MONTH}') then siger_day(siger_year(regexp_extract(lower(x), '{DAY_MONTH}', 3)),
            siger_month(regexp_extract(lower(x), '{DAY_MONTH}', 2)), regexp_extract(lower(x), '{DAY_MONTH}', 1)::integer)
        when regexp_matches(lower(x), '{MONTH_DAY}') then siger_day(regexp_extract(lower(x), '{MONTH_DAY}', 3)::integer,
            siger_month(regexp_extract(lower(x), '{MONTH_DAY}', 1)), regexp_extract(lower(x), '{MONTH_DAY}', 2)::integer)
        when regexp_matches(x, '^(19|20)\\d{{6}}$') then try_strptime(x, '%Y%m%d')::date
        else siger_serial(x, is_1904) end""",
    # Seconds after midnight; `3:37:05 PM`, `10.05.22`, `T08:29:00`, the fraction of a serial; no clock is midnight.
    r"""siger_clock(x) as case
        when regexp_matches(x, '^\d{5}[.,]\d+$') then round(('0.' || regexp_extract(x, '[.,](\d+)$', 1))::double * 86400)::integer
        when regexp_matches(x, '(?i)[t ,]\d{1,2}[:.]\d{2}([:.]\d{2}([.,]\d+)?)?( ?[ap]m)?( ?(z|gmt|utc|wib|wita|wit)?([+-]\d{1,2}(:?\d{2})?)?)?$')
        then (regexp_extract(x, '[Tt ,](\d{1,2})[:.]\d{2}', 1)::integer % (case when regexp_matches(x, '(?i)[ap]m') then 12 else 24 end)
              + case when regexp_matches(x, '(?i)pm') then 12 else 0 end) * 3600
             + regexp_extract(x, '[Tt ,]\d{1,2}[:.](\d{2})', 1)::integer * 60
             + coalesce(nullif(regexp_extract(x, '[Tt ,]\d{1,2}[:.]\d{2}[:.](\d{2})', 1), '')::integer, 0)
        else 0 end""",
    # Offset from UTC in minutes: as written, else that of the named zone, else WIB (+7).
    r"""siger_offset(x) as case
        when regexp_matches(x, '[:.]\d{2}.*[+-]\d{1,2}:?(\d{2})?$')
        then (case when regexp_extract(x, '([+-])\d{1,2}:?(?:\d{2})?$', 1) = '-' then -1 else 1 end)
             * (regexp_extract(x, '[+-](\d{1,2}):?(?:\d{2})?$', 1)::integer * 60
                + coalesce(nullif(regexp_extract(x, '[+-]\d{1,2}:?(\d{2})$', 1), '')::integer, 0))
        when regexp_matches(x, '(?i)\d ?(z|gmt|utc)$') then 0
        when regexp_matches(x, '(?i) ?wita$') then 480
        when regexp_matches(x, '(?i) ?wit$') then 540
        else 420 end""",
)


def _formats(text: str, style: Style) -> str:
    """SQL timestamp by the stated strptime formats, in both languages' month names; empty without formats."""
    if not style.formats:
        return ""
    return f"try_strptime({text}, [{', '.join(map(quote, style.formats))}])"


def sql(text: str, style: Style, field: Field) -> str:
    """Date of a text that may carry a time; null where nothing is a date."""
    plain = f"siger_date({text}, {quote(style.order)}, {str(style.epoch_1904).lower()})"
    stated = _formats(text, style)
    if not stated:
        return plain
    return f"{stated}::date" if style.only_formats else f"coalesce({stated}::date, {plain})"


def timestamp_sql(text: str, style: Style, field: Field) -> str:
    """Timestamp in UTC; a text without zone is WIB."""
    zone = f"to_minutes(siger_offset({text}))"
    plain = (
        f"siger_date({text}, {quote(style.order)}, {str(style.epoch_1904).lower()})::timestamp"
        f" + to_seconds(siger_clock({text})) - {zone}"
    )
    stated = _formats(text, style)
    if not stated:
        return plain
    return f"{stated} - {zone}" if style.only_formats else f"coalesce({stated} - {zone}, {plain})"
