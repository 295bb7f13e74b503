"""Columns of tables about persons and positions: what stands in them, how it reads, which way it leads."""

from dashboard.components import Column
from dashboard.languages import _


def people() -> list[Column]:
    """People of a unit with the month's predikat."""
    return [
        Column("person_name", _("Nama"), link="href"),
        Column("position_name", _("Jabatan")),
        Column("employment_label", _("Kepegawaian")),
        Column("predikat_label", _("Predikat")),
        Column("rater_name", _("Penilai")),
    ]


def appraisals() -> list[Column]:
    """A person's appraisals, delivered beside recomputed."""
    return [
        Column("period", _("Periode")),
        Column("result_label", _("Hasil kerja")),
        Column("behaviour_label", _("Perilaku kerja")),
        Column("delivered_label", _("Predikat dilaporkan")),
        Column("computed_label", _("Predikat dihitung")),
        Column("agrees", _("Sesuai matriks")),
        Column("rater_name", _("Penilai")),
        Column("reported_on", _("Dilaporkan"), "day"),
    ]


def versions() -> list[Column]:
    """Delivered versions of a person's appraisals."""
    return [
        Column("period", _("Periode")),
        Column("predikat_label", _("Predikat")),
        Column("reason_label", _("Dipakai atau tidak")),
        Column("data_on", _("Tanggal data"), "day"),
        Column("received_at", _("Diterima"), "when"),
        Column("file_name", _("Berkas")),
        Column("sheet", _("Lembar")),
        Column("source_row", _("Baris"), "number"),
    ]


def standards() -> list[Column]:
    """The position's standard and what the person reached."""
    return [
        Column("indicator", _("Indikator")),
        Column("duty_label", _("Jenis tugas")),
        Column("target", _("Target setahun"), "number", 1),
        Column("target_so_far", _("Target sampai kini"), "number", 1),
        Column("realisation", _("Realisasi"), "number", 1),
        Column("unit_of_measure", _("Satuan")),
        Column("achievement", _("Capaian"), "percent"),
        Column("status_label", _("Status")),
    ]


def trainings() -> list[Column]:
    """A person's courses."""
    return [
        Column("started_on", _("Mulai"), "day"),
        Column("course", _("Nama diklat")),
        Column("organiser", _("Penyelenggara")),
        Column("hours", _("JP"), "number"),
        Column("competence", _("Kompetensi")),
    ]


def records() -> list[Column]:
    """Who rated a person in place of the listed superior."""
    return [
        Column("period", _("Periode")),
        Column("superior_name", _("Atasan menurut daftar pegawai")),
        Column("rater_name", _("Yang menilai")),
        Column("reason_label", _("Alasan")),
        Column("rated_months", _("Bulan dinilai"), "number"),
    ]


def history() -> list[Column]:
    """Where a person has worked."""
    return [
        Column("valid_from", _("Sejak"), "day"),
        Column("valid_to", _("Sampai"), "day"),
        Column("agency_name", _("Perangkat daerah")),
        Column("unit_name", _("Unit")),
        Column("position_name", _("Jabatan")),
        Column("rank", _("Golongan")),
        Column("superior_name", _("Atasan")),
    ]


def duties() -> list[Column]:
    """A position's standards per kind of duty."""
    return [
        Column("duty_label", _("Jenis tugas")),
        Column("standards", _("Standar"), "number"),
        Column("met_share", _("Pemangku yang mencapai"), "percent"),
        Column("met", _("Tercapai semua"), "number"),
        Column("partly", _("Tercapai sebagian"), "number"),
        Column("not_met", _("Belum tercapai"), "number"),
        Column("no_data", _("Belum ada data"), "number"),
    ]


def worksheet() -> list[Column]:
    """A position's standards."""
    return [
        Column("indicator", _("Indikator")),
        Column("duty_label", _("Jenis tugas")),
        Column("target", _("Target setahun"), "number", 1),
        Column("unit_of_measure", _("Satuan")),
        Column("persons_met", _("Mencapai"), "number"),
        Column("persons_not_met", _("Belum"), "number"),
        Column("persons_no_data", _("Tanpa data"), "number"),
        Column("achievement_mean", _("Capaian"), "percent"),
        Column("status_label", _("Status")),
    ]


def candidates() -> list[Column]:
    """Current candidates with the reason."""
    return [
        Column("person_name", _("Nama"), link="href"),
        Column("proposal_label", _("Usul")),
        Column("reason", _("Alasan")),
        Column("short_name", _("Perangkat daerah")),
        Column("position_name", _("Jabatan")),
    ]


def talent(*, one_box: bool) -> list[Column]:
    """Persons in a talent box, which stands in the heading where it is one."""
    return [
        Column("person_name", _("Nama"), link="href"),
        *([] if one_box else [Column("box", _("Kotak"), "number")]),
        Column("potential_score", _("Nilai potensi"), "number", 1),
        Column("performance_score", _("Nilai kinerja"), "number", 1),
        Column("rank_share", _("Teratas di OPD"), "percent"),
        Column("assessed_on", _("Asesmen"), "day"),
        Column("short_name", _("Perangkat daerah")),
        Column("position_name", _("Jabatan")),
    ]


def talent_held() -> list[Column]:
    """Assessed persons whom something holds back, with the reason."""
    return [
        Column("person_name", _("Nama"), link="href"),
        Column("box", _("Kotak"), "number"),
        Column("assessed_on", _("Asesmen"), "day"),
        Column("short_name", _("Perangkat daerah")),
        Column("position_name", _("Jabatan")),
        Column("reason_label", _("Alasan")),
    ]


def talent_parts() -> list[Column]:
    """What a person's talent box is made of."""
    return [
        Column("part", _("Hal")),
        Column("value", _("Hasil")),
        Column("basis", _("Dasar")),
    ]


def raters() -> list[Column]:
    """Raters with a flag."""
    return [
        Column("rater_name", _("Penilai")),
        Column("short_name", _("Perangkat daerah")),
        Column("signs", _("Tanda")),
        Column("persons", _("Dinilai"), "number"),
        Column("share_sangat_baik", _("Sangat Baik"), "percent"),
        Column("gap_points", _("Selisih poin"), "number", 2),
        Column("gap_z", _("× galat baku"), "number", 1),
        Column("same_share", _("Berulang"), "percent"),
    ]


def clauses() -> list[Column]:
    """Clauses of a person's proposals."""
    return [
        Column("clause_label", _("Hal")),
        Column("kind_label", _("Usul")),
        Column("weight_label", _("Peran")),
        Column("value_label", _("Nilai")),
        Column("requirement_label", _("Diminta")),
        Column("met_label", _("Terpenuhi")),
    ]


def index_parts() -> list[Column]:
    """The four parts of the index of professionality."""
    return [
        Column("part", _("Bagian")),
        Column("basis", _("Dasar")),
        Column("points", _("Nilai"), "number", 1),
        Column("most", _("Paling tinggi"), "number"),
    ]


def credits() -> list[Column]:
    """Credit points per period."""
    return [
        Column("period", _("Periode")),
        Column("level_label", _("Jenjang")),
        Column("predikat_label", _("Predikat")),
        Column("months", _("Bulan"), "number"),
        Column("percentage", _("Persentase"), "number"),
        Column("coefficient", _("Koefisien"), "number", 2),
        Column("credit", _("Angka kredit"), "number", 2),
        Column("note", _("Catatan")),
    ]


def awards() -> list[Column]:
    """A person's awards."""
    return [
        Column("awarded_on", _("Tanggal"), "day"),
        Column("award", _("Penghargaan")),
        Column("award_kind", _("Jenis")),
        Column("granted_by", _("Pemberi")),
    ]


def punishments() -> list[Column]:
    """A person's disciplinary decisions."""
    return [
        Column("decided_on", _("Keputusan"), "day"),
        Column("level_label", _("Tingkat")),
        Column("sanction", _("Hukuman")),
        Column("valid_from", _("Mulai"), "day"),
        Column("valid_to", _("Sampai"), "day"),
    ]
