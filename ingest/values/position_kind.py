"""Kind of position: SIASN says only structural, functional, executing; level and name tell the rest."""

from ingest.dataset import Field
from ingest.values.style import Style, is_one_of, quote, words_code

WORDS: dict[str, str | None] = {
    **dict.fromkeys(("jpt", "jabatan pimpinan tinggi", "jpt madya", "jpt pratama", "pimpinan tinggi"), "jpt"),
    **dict.fromkeys(("administrator", "jabatan administrator"), "administrator"),
    **dict.fromkeys(("pengawas", "jabatan pengawas"), "pengawas"),
    **dict.fromkeys(
        ("pelaksana", "jabatan pelaksana", "fungsional umum", "jabatan fungsional umum"), "pelaksana"
    ),
    **dict.fromkeys(
        ("fungsional keahlian", "jabatan fungsional keahlian", "keahlian"), "fungsional_keahlian"
    ),
    **dict.fromkeys(
        ("fungsional keterampilan", "jabatan fungsional keterampilan", "keterampilan"),
        "fungsional_keterampilan",
    ),
}
STRUCTURAL = ("jabatan struktural", "struktural", "eselon")
FUNCTIONAL = (
    "jabatan fungsional",
    "fungsional",
    "fungsional tertentu",
    "jabatan fungsional tertentu",
    "jf",
    "jft",
)

# Heads of agencies and bureaus are JPT; heads of divisions III; heads of sections IV (PermenPANRB 17/2021 before).
LEVELS = {
    "jpt": r"(^|\b)(i{1,2})[ ./]?[ab]\b|\bjpt\b|pimpinan tinggi|^(plt\.? |pj\.? )?(sekretaris daerah|asisten |staf ahli|kepala dinas|kepala badan|kepala biro|inspektur( daerah| provinsi|$)|sekretaris dprd|kepala satuan)",
    "administrator": r"\biii[ ./]?[ab]\b|administrator|^(plt\.? |pj\.? )?(sekretaris |sekretaris$|kepala bagian|kepala bidang|kepala cabang|inspektur pembantu|kepala uptd)",
    "pengawas": r"\biv[ ./]?[ab]\b|pengawas|^(plt\.? |pj\.? )?(kepala sub|kasub|kepala seksi|kasi )",
}
SKILLED = r"\b(terampil|mahir|penyelia|pemula|pelaksana lanjutan)\b"
EXPERT = r"\b(ahli|utama|madya|muda|pertama|guru|dokter)\b"


def sql(text: str, words: str, style: Style, field: Field) -> str:
    """One of the six kinds; `tidak_diketahui` where the word is known but level and name do not tell the kind."""
    level = style.context.get("position_level", "''")
    name = style.context.get("position_name", "''")
    about = f"lower(concat_ws(' | ', {level}, {name}))"
    parts = f"list_transform([coalesce({level}, ''), coalesce({name}, '')], lambda part: lower(part))"

    def says(pattern: str) -> str:
        return f"list_bool_or(list_transform({parts}, lambda part: regexp_matches(part, {quote(pattern)})))"

    structural = " ".join(f"when {says(pattern)} then {quote(kind)}" for kind, pattern in LEVELS.items())
    return (
        f"case when {is_one_of(words, STRUCTURAL)} then case {structural} else 'tidak_diketahui' end"
        f" when {is_one_of(words, FUNCTIONAL)} then case"
        f" when regexp_matches({about}, {quote(SKILLED)}) then 'fungsional_keterampilan'"
        f" when regexp_matches({about}, {quote(EXPERT)}) then 'fungsional_keahlian' else 'tidak_diketahui' end"
        f" else {words_code(text, WORDS)} end"
    )
