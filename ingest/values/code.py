"""Codes: words of a fixed list, as the dataset states it; complaint classes; yes and no."""

from ingest.dataset import Field
from ingest.values.style import Style, words_code

MACROS: tuple[str, ...] = ()

COMPLAINT_CLASSES: dict[str, str | None] = {
    "permintaan informasi": "permintaan_informasi",
    "aspirasi": "aspirasi",
    "pengaduan tidak berkadar pengawasan": "pengaduan_tidak_berkadar",
    "pengaduan tidak berkadar": "pengaduan_tidak_berkadar",
    "pengaduan berkadar pengawasan": "pengaduan_berkadar",
    "pengaduan berkadar": "pengaduan_berkadar",
}
BOOLEANS: dict[str, str | None] = {
    **dict.fromkeys(("ya", "y", "true", "t", "1", "yes", "benar"), "true"),
    **dict.fromkeys(("tidak", "n", "false", "f", "0", "no", "salah"), "false"),
}


def sql(text: str, prepared: str, style: Style, field: Field) -> str:
    """One of the field's codes, from the code itself or the dataset's words."""
    known: dict[str, str | None] = {code.lower().replace("_", " "): code for code in field.codes}
    return words_code(text, known | {word.lower(): code for word, code in field.values.items()})


def complaint_class_sql(text: str, prepared: str, style: Style, field: Field) -> str:
    """One of the four classes of SP4N-LAPOR!."""
    return words_code(text, COMPLAINT_CLASSES)


def boolean_sql(text: str, prepared: str, style: Style, field: Field) -> str:
    """true or false."""
    return f"cast({words_code(text, BOOLEANS)} as boolean)"
