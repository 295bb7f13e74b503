"""Text: cells without invisible characters and double blanks; empty markers become null."""

from ingest.dataset import Field
from ingest.values.style import Style, is_one_of

# Zero-width, bidi and control characters pass through every reader; they hide differences and are cut out.
INVISIBLE = r"[\x{200B}-\x{200F}\x{202A}-\x{202E}\x{2060}-\x{2069}\x{FEFF}\x{00AD}\x00-\x08\x0B\x0C\x0E-\x1F\x7F\x{0080}-\x{0084}\x{0086}-\x{009F}]"
BLANKS = r"[\s\x{0085}\x{00A0}\x{1680}\x{2000}-\x{200A}\x{2028}\x{2029}\x{202F}\x{205F}\x{3000}]+"
EMPTY = (
    "", "-", "--", "---", "–", "—", "null", "none", "nan", "n/a",
    "#n/a", "#ref!", "#value!", "#div/0!", "#name?", "#num!", "#null!",
)  # fmt: skip

MACROS = (
    f"siger_filled(x) as case when length(x) < 8 and {is_one_of('lower(x)', EMPTY)} then null else x end",
    f"""siger_scrub(x) as
        trim(regexp_replace(regexp_replace(nfc_normalize(x), '{INVISIBLE}', '', 'g'), '{BLANKS}', ' ', 'g'))""",
    # Most cells are clean ASCII already; one look decides, so that millions of rows stay cheap. regexp_full_match, unlike
    # regexp_matches, is asked once per word of a column that repeats its words.
    """siger_text(x) as case
        when x is null then null
        when strlen(x) = 1 and x between '0' and '9' then x
        when regexp_full_match(x, '[!-~]+( [!-~]+)*') then case when strlen(x) < 8 then siger_filled(x) else x end
        else siger_filled(siger_scrub(x)) end""",
    # The form in which words are compared: no capitals, underscores, numbering, remarks in brackets, `2.0` = `2`.
    r"""siger_words(x) as trim(regexp_replace(regexp_replace(regexp_replace(regexp_replace(
        replace(replace(lower(x), '_', ' '), '-', ' '),
        '^(\d+)[.,]0+$', '\1'),
        '^\d+ ?[.)] ?([a-z])', '\1'),
        ' ?\([^)]*\)', '', 'g'),
        '\s+', ' ', 'g'))""",
)


def sql(text: str, prepared: str, style: Style, field: Field) -> str:
    """The cleaned text itself."""
    return text
