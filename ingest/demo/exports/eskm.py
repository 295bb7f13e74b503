"""e-SKM: the province's survey application; one CSV a month for all agencies that use it, with columns nobody needs."""

from collections.abc import Sequence
from datetime import date

from ingest.demo import months
from ingest.demo.exports.export import Export, Table, headings, tally
from ingest.demo.province import agencies
from ingest.demo.surveys import Response

HEADER = headings("""
id_skm_biodata,tanggal,perangkat_daerah,unit_layanan,jenis_layanan,nik,nama_responden,jenis_kelamin,
pendidikan,u1,u2,u3,u4,u5,u6,u7,u8,u9,saran
""")
ANSWERS = ("", "1", "2", "3", "4")


def responses(rows: Sequence[tuple[Response, str]], m: int, printed: date) -> Export:
    """CSV of one month; a fate names the row where a key slipped."""
    names = [agency.name for agency in agencies()]
    body = [
        [
            str(r.number * 50 + r.unit.agency), f"{r.at:%Y-%m-%d}", names[r.unit.agency], r.unit.name, r.service, f"99{r.number:014d}",
            "Responden", r.sex, r.education, *[ANSWERS[answer] for answer in r.answers], r.remark,
        ]
        for r, _ in rows
    ]  # fmt: skip
    for line, (_, fate) in zip(body, rows, strict=True):
        if fate:
            line[11] = "33"
    table = Table([HEADER], body, refused=tally([fate for _, fate in rows]))
    name = f"eskm_responden_{m // 12}{m % 12 + 1:02d}_unduh {printed.isoformat()}.csv"
    return Export(
        "setda", name, "eskm-provinsi", "surveys", "csv", [table], printed.isoformat(), months.iso(m)
    )
