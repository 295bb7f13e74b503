"""Dataset and Field: the canonical contracts of datasets/*.yml, what a row must look like to be loaded."""

from functools import cache
from pathlib import Path
from typing import Literal, Self

from pydantic import BaseModel, ConfigDict, model_validator
from pydantic import Field as Setting

from ingest import yaml_file

FOLDER = Path(__file__).parent / "datasets"

Kind = Literal[
    "nip", "text", "identifier", "date", "timestamp", "number", "integer", "rating", "predikat", "org_predikat",
    "code", "answer", "boolean", "sex", "employment", "position_kind", "complaint_class",
]  # fmt: skip

# Type of a kind's column in raw.<dataset>; a test compares with warehouse/schema.sql.
COLUMN_TYPES: dict[str, str] = {
    "date": "date",
    "timestamp": "timestamp",
    "number": "decimal(18,4)",
    "integer": "integer",
    "answer": "smallint",
    "boolean": "boolean",
}


class Strict(BaseModel):
    """A frozen model that refuses keys it does not know: a misspelt key is a fault, not a wish ignored."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Field(Strict):
    """One canonical column: its kind of value, whether a row can live without it, and its headings in the wild."""

    kind: Kind
    title: str
    required: bool = False
    personal: bool = False
    """Masked in quarantine, messages and previews."""
    aliases: list[str] = []
    """Normalised headings that mean this field where a source names none."""
    codes: list[str] = []
    values: dict[str, str] = {}
    """Delivered word (any case) to code, for kind `code`."""
    span: Literal["first", "last"] | None = None
    """Which day of a range in one cell (`28 - 29 April 2024`) a date takes."""
    event: bool = False
    """The day on which something happened: it cannot lie behind the day the file came."""
    min: float | None = None
    max: float | None = None

    @property
    def column_type(self) -> str:
        """SQL type of the raw column."""
        return COLUMN_TYPES.get(self.kind, "varchar")


class Dataset(Strict):
    """One canonical table: its grain, key and fields."""

    dataset: str
    title: str
    grain: str
    key: list[str]
    recognised_by: list[list[str]]
    """A table looks like this dataset when it has one field of each inner list."""
    one_of: list[list[str]] = []
    """Of the fields of each inner list a row needs one; the first gives the fault its name."""
    fields: dict[str, Field] = Setting(min_length=1)
    dropped: list[str] = []
    """Normalised headings that are never stored, whatever a source maps: no purpose here needs them."""

    @model_validator(mode="after")
    def _names_exist(self) -> Self:
        named = {*self.key, *(name for choice in (*self.recognised_by, *self.one_of) for name in choice)}
        unknown = named - self.fields.keys()
        if unknown:
            raise ValueError(
                f"{self.dataset}: key, recognised_by or one_of name unknown fields {sorted(unknown)}"
            )
        return self

    @property
    def required(self) -> list[str]:
        """Names of the fields without which a row is quarantined."""
        return [name for name, field in self.fields.items() if field.required]


@cache
def datasets() -> dict[str, Dataset]:
    """All datasets by name, read once."""
    loaded = (Dataset.model_validate(yaml_file.content(path)) for path in sorted(FOLDER.glob("*.yml")))
    return {dataset.dataset: dataset for dataset in loaded}


def dataset(name: str) -> Dataset:
    """The dataset of that name; KeyError where there is none."""
    return datasets()[name]
