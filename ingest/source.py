"""Source: how one application's export maps onto a dataset; data (sources/*.yml), never code.

Every key but source, title, dataset and match may be left out:
  columns   a field the source does not name is found by the dataset's own aliases; `field: ~` switches that off;
            a list of headings takes the first one that is filled, row by row (SIASN: words before codes);
            `json: path` takes a value out of the JSON that the cell holds: penilaian.hasil, [0], [unsur=3].nilai;
            `part: regex` keeps the first group, `format:` is a strptime format for this column alone.
            A heading may be given as printed ("N I P", "Rating Hasil Kerja"): it is compared normalised.
  header_row  the (last) record of the header where nothing in the file tells; `none` where the first record is data
            already: then columns are named by letter (nip: A), `match.headers` lists all letters of the table, and a
            file is this source's when the columns that can be told by their cells (NIP, dates, codes) read as mapped
  values    per field, delivered text (any case) to code; null as code means "empty" ({"belum dinilai": ~})
  period    {from: title|file_name|column|year_column|columns|note, column:, year_column:}
            column       one column holds a label ("Triwulan II", "Mei 2025"); year_column adds the year
            unit         what a bare number in the column counts: month, quarter or semester (without it: months)
            year_column  the whole year of that column (`column:` names it)
            columns      period_start and period_end are mapped columns (the default when both are there)
  as_of     {from: title|file_name|column, label:|column:} fills snapshot_date where a dataset has it
  constants any canonical field, also scheme, agency_name, unit_name, service_name
  agency    {from: title|sheet|file_name, label:} label = "Unit Pelayanan" takes what stands after or beside it
  unit      the same for unit_name
  survey    scale_max, element_count; u8_u9 declared = U8 complaints, U9 facilities as in the rule,
            swapped = the file's U8 are facilities, undeclared = nobody knows (element comparisons stay off)
  full      true: an export states its scope whole (agency and period; for surveys and trainings the day), so what an
            earlier one had there and this one has not is withdrawn; else a row counts until a later one replaces it
  match     {titles_required: true}, {cells: {Instansi Induk: ["*Provinsi Lampung*"]}} beside files, titles, headers
"""

import hashlib
import json
from functools import cache
from pathlib import Path
from typing import Annotated, Any, Literal, Self

from pydantic import Field as Setting
from pydantic import ValidationError, field_validator, model_validator
from ruamel.yaml import YAML, YAMLError
from ruamel.yaml.comments import CommentedMap

from ingest import yaml_file
from ingest.dataset import Dataset, Strict, dataset, datasets
from ingest.layout import normalise
from ingest.source_parts import Column, Dates, Delivery, Fact, Match, Numbers, Period, Survey, Wide

FOLDER = Path(__file__).parent / "sources"

# Raised whenever mapping or values read the same bytes differently, so that contents are loaded again.
READING = "2"


TELLING = (
    "nip",
    "date",
    "timestamp",
    "rating",
    "predikat",
    "org_predikat",
    "complaint_class",
    "answer",
    "sex",
    "employment",
)
"""Kinds of value that are told by how their cells read; any text could be a name, any number a score."""


class SourceInvalid(Exception):
    """A source's YAML does not say what a source must say; names file, line and remedy."""


class Source(Strict):
    """One application's export of one dataset."""

    source: str = Setting(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")
    title: str
    dataset: str
    match: Match
    enabled: bool = True
    full: bool = False
    government: str = Setting("pemprov-lampung", pattern=r"^[a-z0-9-]+$")
    sheet: str | None = None
    header_row: Annotated[int, Setting(ge=1)] | Literal["none"] | None = None
    columns: dict[str, Column | None] = Setting(default_factory=dict)
    values: dict[str, dict[str, str | None]] = Setting(default_factory=dict)
    direction: Literal["lower_is_better", "higher_is_better", "words"] = "words"
    constants: dict[str, str | int | float | bool] = Setting(default_factory=dict)
    period: Period | None = None
    agency: Fact | None = None
    unit: Fact | None = None
    as_of: Fact | None = None
    dates: Dates = Dates()
    numbers: Numbers = Numbers()
    survey: Survey | None = None
    section: str | None = None
    shape: Literal["table", "wide", "delivery"] = "table"
    wide: Wide | None = None
    delivery: Delivery | None = None

    @field_validator("columns", mode="before")
    @classmethod
    def _short_columns(cls, given: dict[str, Any]) -> dict[str, Any]:
        """`nip: NIP`, `nip: [NIP, NIP Baru]` and `nip: {heading: NIP}` all become a Column."""
        return {name: _column(value) for name, value in (given or {}).items()}

    @model_validator(mode="after")
    def _fits_dataset(self) -> Self:
        if self.dataset not in datasets():
            raise ValueError(f"dataset {self.dataset} is unknown; known: {', '.join(datasets())}")
        fields = self.canonical.fields
        named = {*self.columns, *self.values, *self.constants, *([self.section] if self.section else [])}
        unknown = sorted(named - fields.keys())
        if unknown:
            raise ValueError(f"unknown fields of {self.dataset}: {', '.join(unknown)}")
        headings = {
            normalise(heading) for column in self.columns.values() if column for heading in column.headings
        }
        if never := sorted(headings & set(self.canonical.dropped)):
            raise ValueError(f"headings that are never stored: {', '.join(never)}")
        if self.shape != "table" and getattr(self, self.shape) is None:
            raise ValueError(f"shape {self.shape} needs the key {self.shape}")
        if self.is_headless and (self.shape != "table" or not self.told_by_cells):
            raise ValueError(
                "tabel tanpa baris judul dikenali dari isinya: petakan sedikitnya satu kolom NIP, tanggal, atau kode"
            )
        return self

    @property
    def is_headless(self) -> bool:
        """The first record of its tables is data already."""
        return self.header_row == "none"

    @property
    def told_by_cells(self) -> dict[str, Column]:
        """Mapped columns whose cells show by themselves whether they are what the source says."""
        fields = self.canonical.fields
        return {
            name: column
            for name, column in self.columns.items()
            if column
            and (fields[name].kind in TELLING or (fields[name].kind == "code" and fields[name].codes))
        }

    @property
    def canonical(self) -> Dataset:
        """The dataset it maps onto."""
        return dataset(self.dataset)

    @property
    def words(self) -> str:
        """Hash of what the source says; what it leaves out does not count, so that a new key changes no source."""
        return _hash(self.model_dump(mode="json", exclude_defaults=True))[:12]

    @property
    def version(self) -> str:
        """Everything that decides how bytes become rows: the source's words, and how this Siger reads them."""
        reading = {"reading": READING, "dataset": self.canonical.model_dump(mode="json")}
        return f"{self.words}-{_hash(reading)[:6]}"


def _hash(said: dict[str, Any]) -> str:
    return hashlib.sha256(json.dumps(said, sort_keys=True).encode()).hexdigest()


def _column(value: Any) -> Any:
    if isinstance(value, str):
        return {"headings": [value]}
    if isinstance(value, list):
        return {"headings": value}
    if isinstance(value, dict) and "heading" in value:
        heading = value["heading"]
        rest = {key: item for key, item in value.items() if key != "heading"}
        return {**rest, "headings": heading if isinstance(heading, list) else [heading]}
    return value


def parse(text: str, name: str) -> Source:
    """The source stated by a YAML text; SourceInvalid names `name`, line and fault in one sentence."""
    yaml = YAML(typ="rt")
    try:
        tree = yaml.load(text)
    except YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        raise SourceInvalid(
            f"{name} baris {mark.line + 1 if mark else 1}: YAML tidak terbaca; periksa indentasi dan titik dua."
        ) from error
    if not isinstance(tree, dict):
        raise SourceInvalid(f"{name} baris 1: sumber harus berupa daftar kunci, mulai dari «source:».")
    try:
        return Source.model_validate(tree)
    except ValidationError as error:
        fault = error.errors()[0]
        where = ".".join(str(step) for step in fault["loc"]) or "sumber"
        raise SourceInvalid(f"{name} baris {_line(tree, fault['loc'])}: {where}: {_say(fault)}") from error


def _line(tree: Any, path: tuple[Any, ...]) -> int:
    """Line (from 1) of the deepest key of `path` that the YAML really has."""
    line = 1
    for step in path:
        if not isinstance(tree, CommentedMap) or step not in tree:
            break
        line = int(tree.lc.key(step)[0]) + 1
        tree = tree[step]
    return line


def _say(fault: Any) -> str:
    """Pydantic's fault in Indonesian."""
    kind = fault["type"]
    if kind == "missing":
        return "kunci ini wajib ada."
    if kind == "extra_forbidden":
        return "kunci ini tidak dikenal; periksa ejaannya."
    if kind == "literal_error":
        return f"isi harus salah satu dari {fault['ctx']['expected']}."
    if kind.endswith("_type"):
        return "jenis isinya salah; teks yang menyerupai angka harus diberi tanda kutip."
    return f"{fault['msg'].removeprefix('Value error, ')}."


@cache
def shipped() -> tuple[Source, ...]:
    """All sources of the folder, in order of their ids; a file's name must be its source's id."""
    loaded = []
    for path in sorted(FOLDER.glob("*.yml")):
        try:
            source = Source.model_validate(yaml_file.content(path))
        except (ValidationError, yaml_file.Faulty):
            source = parse(path.read_text(encoding="utf-8"), path.name)  # says line and fault
        if source.source != path.stem:
            raise SourceInvalid(
                f"{path.name} baris 1: nama berkas harus sama dengan «source: {source.source}»."
            )
        loaded.append(source)
    return tuple(loaded)
