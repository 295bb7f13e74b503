"""Columns: how the rows of each staff query are headed and written, on the page and in its download."""

from dashboard.components import Column
from dashboard.languages import _


def agencies() -> list[Column]:
    """Columns of warehouse.queries.agencies.listing."""
    return [
        Column("agency_name", _("Perangkat daerah"), link="href"),
        Column("active_employees", _("Pegawai"), "number"),
        Column("coverage", _("Dinilai"), "percent"),
        Column("ikm", _("IKM"), "number", 1),
        Column("ikm_n", _("n IKM"), "number"),
        Column("pattern_excess_persons", _("Selisih pola (orang)"), "number"),
        Column("achievement_mean", _("Capaian"), "percent"),
        Column("complaints_over_limit", _("Aduan lewat batas"), "number"),
    ]


def stand_out() -> list[Column]:
    """The agencies' IKM with interval and sample."""
    return [
        Column("agency_name", _("Perangkat daerah"), link="href"),
        Column("ikm", _("IKM 12 bulan"), "number", 2),
        Column("ikm_low", _("Batas bawah"), "number", 2),
        Column("ikm_high", _("Batas atas"), "number", 2),
        Column("ikm_n", _("Responden"), "number"),
        Column("ikm_change_12m", _("Perubahan setahun"), "number", 1),
    ]


def missing() -> list[Column]:
    """Agencies without a file this month."""
    return [
        Column("agency_name", _("Perangkat daerah"), link="href"),
        Column("deadline", _("Batas lapor"), "day"),
    ]


def reporting() -> list[Column]:
    """Agency × month: what was reported when."""
    return [
        Column("short_name", _("Perangkat daerah")),
        Column("month", _("Bulan"), "month"),
        Column("coverage", _("Dinilai"), "percent"),
        Column("days_late", _("Hari terlambat"), "number"),
    ]


def province_trend() -> list[Column]:
    """The province's months."""
    return [
        Column("month", _("Bulan"), "month"),
        Column("ikm", _("IKM 12 bulan"), "number", 2),
        Column("ikm_n", _("Responden"), "number"),
        Column("coverage", _("Dinilai"), "percent"),
        Column("agencies_reported", _("Melapor"), "number"),
        Column("pattern_complies", _("Sesuai pola"), "number"),
        Column("complaints_over_limit", _("Aduan lewat batas"), "number"),
    ]


def agency_ikm() -> list[Column]:
    """One agency's rolling IKM."""
    return [
        Column("month", _("12 bulan sampai"), "month"),
        Column("ikm", _("IKM"), "number", 2),
        Column("ikm_low", _("Batas bawah"), "number", 2),
        Column("ikm_high", _("Batas atas"), "number", 2),
        Column("ikm_n", _("Responden"), "number"),
    ]


def distribution() -> list[Column]:
    """Shares per predikat with the verdict on the pattern."""
    return [
        Column("agency_name", _("Perangkat daerah")),
        Column("rated_employees", _("Dinilai"), "number"),
        Column("share_sangat_kurang", _("Sangat Kurang"), "percent"),
        Column("share_kurang", _("Kurang"), "percent"),
        Column("share_butuh_perbaikan", _("Butuh Perbaikan"), "percent"),
        Column("share_baik", _("Baik"), "percent"),
        Column("share_sangat_baik", _("Sangat Baik"), "percent"),
        Column("pattern_excess_persons", _("Selisih dari pola (orang)"), "number"),
    ]


def moves() -> list[Column]:
    """Columns of warehouse.queries.moves.listing, its numbers written by the page: each measure has its own unit."""
    return [
        Column("measure_label", _("Ukuran")),
        Column("value_before_text", _("Bulan lalu"), "number_text"),
        Column("late_reporters_text", _("Terlambat dinilai"), "number_text"),
        Column("staff_mix_text", _("Susunan pegawai"), "number_text"),
        Column("rater_change_text", _("Penilai berganti"), "number_text"),
        Column("real_change_text", _("Perubahan nyata"), "number_text"),
        Column("value_now_text", _("Bulan ini"), "number_text"),
        Column("change_text", _("Perubahan"), "number_text"),
    ]


def units() -> list[Column]:
    """Units of an agency."""
    return [
        Column("unit_name", _("Unit"), link="href"),
        Column("active_employees", _("Pegawai"), "number"),
        Column("rated_employees", _("Dinilai"), "number"),
        Column("share_baik", _("Baik"), "percent"),
        Column("share_sangat_baik", _("Sangat Baik"), "percent"),
        Column("achievement_mean", _("Capaian"), "percent"),
        Column("ikm", _("IKM"), "number", 1),
        Column("ikm_n", _("n IKM"), "number"),
    ]


def positions() -> list[Column]:
    """Positions of a unit."""
    return [
        Column("position_name", _("Jabatan"), link="href"),
        Column("staff", _("Pegawai"), "number"),
        Column("achievement", _("Capaian"), "percent"),
        Column("met", _("Standar tercapai"), "percent"),
    ]


def unit_trend() -> list[Column]:
    """A unit's months."""
    return [
        Column("month", _("Bulan"), "month"),
        Column("achievement_mean", _("Capaian"), "percent"),
        Column("coverage", _("Dinilai"), "percent"),
        Column("rated_employees", _("Pegawai dinilai"), "number"),
    ]


def behaviour() -> list[Column]:
    """Behaviour items of a person beside the unit."""
    return [
        Column("item_label", _("Perilaku")),
        Column("person", _("Pegawai ini"), "number", 2),
        Column("unit", _("Unit"), "number", 2),
        Column("unit_persons", _("Orang di unit"), "number"),
    ]


def services() -> list[Column]:
    """Service units with their IKM."""
    return [
        Column("unit_name", _("Unit layanan")),
        Column("agency_name", _("Perangkat daerah")),
        Column("respondents", _("Responden"), "number"),
        Column("sample_needed", _("Perlu"), "number"),
        Column("ikm", _("IKM"), "number", 2),
        Column("ikm_low", _("Batas bawah"), "number", 2),
        Column("ikm_high", _("Batas atas"), "number", 2),
        Column("ikm_class", _("Mutu")),
    ]


def elements() -> list[Column]:
    """The nine survey elements."""
    return [Column("label", _("Unsur")), Column("nrr", _("Rata-rata"), "number", 2)]


def complaint_classes() -> list[Column]:
    """Complaints by class and status group."""
    return [
        Column("class_label", _("Klasifikasi")),
        Column("status_label", _("Status")),
        Column("complaints", _("Jumlah"), "number"),
        Column("over_limit", _("Lewat batas"), "number"),
        Column("limit_days", _("Batas (hari kerja)"), "number"),
    ]


def complaint_statuses() -> list[Column]:
    """Complaints by status as delivered."""
    return [
        Column("status", _("Status dilaporkan")),
        Column("status_label", _("Kelompok")),
        Column("complaints", _("Jumlah"), "number"),
    ]


def ages() -> list[Column]:
    """Open complaints by age."""
    return [
        Column("label", _("Umur")),
        Column("over_label", _("Lewat batas")),
        Column("count", _("Jumlah"), "number"),
    ]


def ikm_years() -> list[Column]:
    """IKM year by year."""
    return [
        Column("period", _("Periode")),
        Column("respondents", _("Responden"), "number"),
        Column("ikm", _("IKM"), "number", 2),
        Column("ikm_low", _("Batas bawah"), "number", 2),
        Column("ikm_high", _("Batas atas"), "number", 2),
        Column("ikm_class", _("Mutu")),
        Column("ikm_weight_011", _("Dengan bobot 0,11"), "number", 2),
    ]


def waiting() -> list[Column]:
    """Superiors with staff not rated yet."""
    return [
        Column("superior_shown", _("Atasan")),
        Column("waiting_persons", _("Belum dinilai"), "number"),
        Column("due_persons", _("Wajib dinilai"), "number"),
        Column("since_month", _("Sejak"), "month"),
        Column("days_overdue", _("Hari lewat batas"), "number"),
        Column("superior_position_name", _("Jabatan")),
    ]


def agreement() -> list[Column]:
    """Units with their three sources and the verdict."""
    return [
        Column("unit_name", _("Unit"), link="href"),
        Column("class_label", _("Kesimpulan")),
        Column("reason_label", _("Alasan")),
        Column("mean_class", _("Rata-rata kelas"), "number", 2),
        Column("persons", _("Pegawai dinilai"), "number"),
        Column("ikm", _("IKM"), "number", 1),
        Column("ikm_n", _("n IKM"), "number"),
        Column("achievement_mean", _("Capaian"), "percent"),
        Column("gap", _("Selisih (simpangan baku)"), "number", 1),
        Column("gap_margin", _("Batas wajar"), "number", 1),
    ]
