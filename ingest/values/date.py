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
_NAMES = [name for names in MONTHS.values() for name in names]
_NUMBERS = [number for number, names in MONTHS.items() for _ in names]

# After preparation a date is three parts joined by '-', a month's name written m01 … m12. Two digits of a year come
# before four, or 31-01-25 would be the year 31. Excel's text dates of either order differ in the first two only.
FORMATS = {
    "dmy": ("%d-%m-%y", "%d-%m-%Y", "%Y-%m-%d", "%d-m%m-%y", "%d-m%m-%Y", "m%m-%d-%Y", "%Y%m%d"),
    "mdy": ("%m-%d-%y", "%m-%d-%Y", "%Y-%m-%d", "%d-m%m-%y", "%d-m%m-%Y", "m%m-%d-%Y", "%Y%m%d"),
    "ymd": ("%Y-%m-%d", "%y-%m-%d", "%d-m%m-%y", "%d-m%m-%Y", "m%m-%d-%Y", "%Y%m%d"),
}

MACROS = (
    # A range in one cell: its two ends apart, the first completed by what only the last says (month, year).
    r"""siger_span_ends(x) as string_split(regexp_replace(regexp_replace(lower(x),
        '\s+(s ?\.? ?/? ?d\.?|sampai dengan|sampai|hingga)\s+|\s*[–—~]\s*|\s+-\s+', ' ~ '),
        '^(\d{1,2})-(\d{1,2}) ?([a-z])', '\1 ~ \2 \3'), ' ~ ')""",
    r"""siger_span_whole(ends) as case when len(ends) <> 2 then null
        when regexp_matches(ends[1], '^\d{1,2}$') then ends[1] || regexp_extract(ends[2], '^\d{1,2}(.*)$', 1)
        when not regexp_matches(ends[1], '\d{4}|\d[-/]\d+[-/]\d') then ends[1] || regexp_extract(ends[2], '([-/ ]\d{4})$', 1)
        else ends[1] end""",
    r"""siger_span_first(x) as case when regexp_matches(x, '^[\d/. :-]{0,19}$') and not regexp_matches(x, '\s-\s') then x
        else coalesce(siger_span_whole(siger_span_ends(x)), x) end""",
    r"""siger_span_last(x) as case when regexp_matches(x, '^[\d/. :-]{0,19}$') and not regexp_matches(x, '\s-\s') then x
        when len(siger_span_ends(x)) = 2 then siger_span_ends(x)[2] else x end""",
    # Without clock and weekday, separators one '-'.
    r"""siger_date_words(x) as trim(regexp_replace(regexp_replace(regexp_replace(lower(x),
        '[t ,]+\d{1,2}[:.]\d{2}([:.]\d{2})?([^\d].*)?$', ''),
        '^[a-z]+, ?(\d)', '\1'),
        '[-/. ,]+', '-', 'g'), '-')""",
    f"""siger_date_month(words, word) as replace(words, word,
        'm' || {_NUMBERS}[list_position({_NAMES}, word)])""",
    """siger_date_parts(x) as case
        when regexp_matches(x, '^\\d{4}-\\d{2}-\\d{2}$') then x
        when regexp_matches(siger_date_words(x), '[a-z]') then siger_date_month(siger_date_words(x), regexp_extract(siger_date_words(x), '[a-z]+'))
        else siger_date_words(x) end""",
    # Two digits from 50 on are the last century: strptime turns at 69, people were born before.
    """siger_century(d) as case when year(d) between 2050 and 2068 then (d - interval 100 year)::date else d::date end""",
    "siger_plausible(d) as case when year(d) between 1900 and 2100 then d end",
    # `serial` counts from 1899-12-30, or from 1904-01-01 in workbooks of that epoch; only years 1954 to 2118 are dates.
    r"""siger_serial(x, is_1904) as case when regexp_matches(x, '^[2-9]\d{4}([.,]\d+)?$')
        then (case when is_1904 then date '1904-01-01' else date '1899-12-30' end) + left(x, 5)::integer end""",
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


def _plain(text: str, parts: str, style: Style) -> str:
    formats = ", ".join(map(quote, FORMATS[style.order]))
    serial = f"siger_serial({text}, {str(style.epoch_1904).lower()})"
    return f"coalesce(siger_plausible(siger_century(try_strptime({parts}, [{formats}]))), {serial})"


def sql(text: str, parts: str, style: Style, field: Field) -> str:
    """Date of a text that may carry a time; null where nothing is a date."""
    stated = _formats(text, style)
    if not stated:
        return _plain(text, parts, style)
    return (
        f"{stated}::date" if style.only_formats else f"coalesce({stated}::date, {_plain(text, parts, style)})"
    )


def timestamp_sql(text: str, parts: str, style: Style, field: Field) -> str:
    """Timestamp in UTC; a text without zone is WIB."""
    zone = f"to_minutes(siger_offset({text}))"
    plain = f"({_plain(text, parts, style)})::timestamp + to_seconds(siger_clock({text})) - {zone}"
    stated = _formats(text, style)
    if not stated:
        return plain
    return f"{stated} - {zone}" if style.only_formats else f"coalesce({stated} - {zone}, {plain})"
