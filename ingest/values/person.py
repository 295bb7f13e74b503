"""What files say of a person in a word: sex and kind of employment."""

from ingest.dataset import Field
from ingest.values.style import Style, words_code

SEX: dict[str, str | None] = {
    **dict.fromkeys(("l", "m", "lk", "laki laki", "laki", "pria", "male", "1"), "male"),
    **dict.fromkeys(("p", "f", "pr", "perempuan", "wanita", "female", "2"), "female"),
}
EMPLOYMENT: dict[str, str | None] = {
    **dict.fromkeys(("pns", "pegawai negeri sipil"), "PNS"),
    **dict.fromkeys(("cpns", "calon pns", "calon pegawai negeri sipil"), "CPNS"),
    **dict.fromkeys(
        ("pppk", "p3k", "pppk penuh waktu", "pegawai pemerintah dengan perjanjian kerja"), "PPPK"
    ),
    **dict.fromkeys(("pppk paruh waktu", "p3k paruh waktu", "pppk pw"), "PPPK_PARUH_WAKTU"),
}


def sex_sql(text: str, prepared: str, style: Style, field: Field) -> str:
    """male or female."""
    return words_code(text, SEX)


def employment_sql(text: str, prepared: str, style: Style, field: Field) -> str:
    """PNS, CPNS, PPPK or PPPK_PARUH_WAKTU."""
    return words_code(text, EMPLOYMENT)
