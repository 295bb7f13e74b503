"""NIP: 18 digits of a civil servant (birth date, appointment, sex, sequence); no check digit, so structure decides."""

from ingest.dataset import Field
from ingest.values.style import Style

SCIENTIFIC = r"(?i)^\d([.,]\d+)?e\+?\d+$"

MACROS = (
    # `'1985…`, `NIP. 1985…`, blanks, dots, dashes; `.0` only where 18 digits remain (pandas).
    r"""siger_nip_digits(x) as regexp_replace(regexp_replace(regexp_replace(x,
        '(?i)^[''’`]?\s*(ni\s*pppk|nip(\s*baru)?)\s*[.:]?\s*', ''),
        '^(\d{18})\.0$', '\1'),
        '[\s''’`.\-]', '', 'g')""",
    f"siger_nip_scientific(x) as regexp_matches(x, '{SCIENTIFIC}')",
    # Structure of domain rules 1-4: a real birth date, 17 to 75 years at `reference`, appointed at 17 or later and
    # not after it, month 01-12 (PNS) or code 21-29 (PPPK), sex 1 or 2. Sequence 000 is text that Excel has cut:
    # it stays, with a warning, and is repaired where the roster allows.
    # try_cast throughout: in a projection every arm of an `and` is computed, whatever the first one says.
    r"""siger_nip_fits(d, reference) as coalesce(
        regexp_matches(d, '^\d{18}$')
        and try_strptime(left(d, 8), '%Y%m%d') is not null
        and try_cast(substr(d, 9, 4) as integer) between try_cast(left(d, 4) as integer) + 17 and year(reference)
        and year(reference) - try_cast(left(d, 4) as integer) between 17 and 76
        and (substr(d, 13, 2) between '01' and '12' or substr(d, 13, 2) between '21' and '29')
        and substr(d, 15, 1) in ('1', '2'), false)""",
    "siger_nip_truncated(d) as right(d, 3) = '000'",
    "siger_nip_sex(d) as case substr(d, 15, 1) when '1' then 'male' when '2' then 'female' end",
    "siger_nip_born(d) as try_strptime(left(d, 8), '%Y%m%d')::date",
)


def sql(text: str, digits: str, style: Style, field: Field) -> str:
    """The 18 digits where the structure fits at the reference date of the style's context, else null."""
    reference = style.context["reference"]
    return f"case when siger_nip_fits({digits}, {reference}) then {digits} end"
