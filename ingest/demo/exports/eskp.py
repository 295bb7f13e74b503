"""e-SKP: the field agencies' regional application; comma CSV with database names, ISO dates and times of rating."""

from collections.abc import Sequence
from datetime import date

from ingest.demo import months
from ingest.demo.damage import Line
from ingest.demo.exports.export import Export, Table, headings, tally
from ingest.demo.province import Agency, Unit
from ingest.demo.ratings import PREDIKAT

WORDS = {3: "DI_ATAS", 2: "SESUAI", 1: "DI_BAWAH"}
HEADER = headings("""
uid,tahun,skp_tipe_id,periode_id,periode_awal,periode_akhir,pegawai_nip,pegawai_nama,pegawai_pangkat,
pegawai_jabatan,pegawai_unit_kerja,pegawai_opd,penilai_nip,penilai_nama,penilai_pangkat,penilai_jabatan,
penilai_unit_kerja,status_id,status_vrf_id,rating_hasil_kerja,rating_perilaku_kerja,predikat_kinerja,
dinilai_pada
""")


def appraisals(agency: Agency, units: Sequence[Unit], lines: list[Line], m: int, printed: date) -> Export:
    """CSV of one agency and month."""
    body = [_row(number, line, agency, units, m) for number, line in enumerate(lines, 1)]
    table = Table([HEADER], body, refused=tally([line.fate for line in lines]))
    name = f"eskp_penilaian_{agency.code}_{m // 12}{m % 12 + 1:02d}_unduh {printed.isoformat()}.csv"
    return Export(
        agency.code,
        name,
        "eskp-daerah-penilaian",
        "appraisals",
        "csv",
        [table],
        printed.isoformat(),
        months.iso(m),
        delimiter=",",
    )


def _row(number: int, line: Line, agency: Agency, units: Sequence[Unit], m: int) -> list[str]:
    a = line.appraisal
    post = a.rater_post
    return [
        f"{agency.code}-{m // 12}{m % 12 + 1:02d}-{number:05d}", str(m // 12), "2", str(m % 12 + 1), months.first(a.start).isoformat(),
        months.last(a.end).isoformat(), str(line.nip), a.person.full, a.posting.rank, a.posting.position.name, units[a.posting.unit].name,
        agency.formal, a.rater.nip if a.rater else "", a.rater.full if a.rater else "Gubernur Lampung", post.rank if post else "",
        post.position.name if post else "Gubernur", units[post.unit].name if post else "", "5", "2",
        line.result_text or WORDS[a.result], WORDS[a.behaviour], PREDIKAT[a.predikat], a.rated_at.isoformat(" "),
    ]  # fmt: skip
