"""Numbers: decimal comma or point as the column writes it, thousands, per cent, `40 JP`."""

from ingest.dataset import Field
from ingest.values.style import Style, quote

MACROS = (
    # What stands beside a number and is no part of it: blanks, per cent, hours of training (JP, jam).
    r"siger_bare(x) as regexp_replace(regexp_replace(lower(x), '(%|jp|jam pelajaran|jam)\.?$', ''), '[\s\x{00A0}]', '', 'g')",
    r"""siger_number(x, sign) as try_cast(case
        when regexp_matches(x, '^[+-]?\d+$') then x
        when regexp_matches(x, '^[+-]?\d{1,3}(\.\d{3})+,\d+$') then replace(replace(x, '.', ''), ',', '.')
        when regexp_matches(x, '^[+-]?\d{1,3}(,\d{3})+\.\d+$') then replace(x, ',', '')
        when regexp_matches(x, '^[+-]?\d{1,3}(\.\d{3}){2,}$') then replace(x, '.', '')
        when regexp_matches(x, '^[+-]?\d{1,3}(,\d{3}){2,}$') then replace(x, ',', '')
        when regexp_matches(x, '^[+-]?\d{1,3}\.\d{3}$') then
            case sign when ',' then replace(x, '.', '') when '.' then x end
        when regexp_matches(x, '^[+-]?\d{1,3},\d{3}$') then
            case sign when '.' then replace(x, ',', '') when ',' then replace(x, ',', '.') end
        when regexp_matches(x, '^[+-]?\d*\.\d+$') then x
        when regexp_matches(x, '^[+-]?\d*,\d+$') then replace(x, ',', '.')
        when regexp_matches(x, '^[+-]?\d(\.\d+)?e[+-]?\d{1,2}$') then x
        end as decimal(18,4))""",
    # What the sign of a column's numbers can be proved by: 1 = comma is decimal, 2 = point is decimal.
    r"""siger_proves_comma(x) as regexp_matches(x, '^[+-]?\d*,(\d{1,2}|\d{4,})$')
        or regexp_matches(x, '^[+-]?\d{1,3}(\.\d{3})+,\d+$') or regexp_matches(x, '^[+-]?\d{1,3}(\.\d{3}){2,}$')""",
    r"""siger_proves_point(x) as regexp_matches(x, '^[+-]?\d*\.(\d{1,2}|\d{4,})$')
        or regexp_matches(x, '^[+-]?\d{1,3}(,\d{3})+\.\d+$') or regexp_matches(x, '^[+-]?\d{1,3}(,\d{3}){2,}$')""",
)


def _sign(style: Style, field: Field) -> str:
    """A lone `1.250` without proof is decimal where the field cannot hold a thousand, else unreadable."""
    if style.decimal == "?" and field.max is not None and field.max < 1000:
        return "."
    return style.decimal


def sql(text: str, bare: str, style: Style, field: Field) -> str:
    """decimal(18,4), rounded half up; null where the text is no number or an ambiguous one."""
    return f"siger_number({bare}, {quote(_sign(style, field))})"


def integer_sql(text: str, bare: str, style: Style, field: Field) -> str:
    """Whole numbers only; `4.0` is 4, `4.5` is none."""
    number = sql(text, bare, style, field)
    return f"case when {number} = floor({number}) then try_cast({number} as integer) end"
