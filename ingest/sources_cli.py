"""The verb `siger sources`: list, show and suggest sources, take them in and out as YAML."""

import getpass
import json
import sys
from dataclasses import asdict
from pathlib import Path
from typing import Any

import click

from ingest import source_store
from ingest.archive import Note
from ingest.cli import BAD_INPUT, OUR_FAULT
from ingest.dataset import datasets
from ingest.errors import IngestError, ReaderFailed
from ingest.intake import Intake
from ingest.source import SourceInvalid
from ingest.source_text import dump
from ingest.suggest import NotADataset, Suggestion, suggest_together
from warehouse.errors import DecisionRefused, WarehouseError
from warehouse.settings import Settings
from warehouse.state import sources as versions
from warehouse.state.database import engine

WIDTHS = (26, 34, 6)


class Verb(click.Command):
    """A command that ends with one sentence: 2 for what its input is to blame for, 1 for us."""

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except (ReaderFailed, WarehouseError) as fault:
            _say(str(fault))
            sys.exit(BAD_INPUT if isinstance(fault, DecisionRefused) else OUR_FAULT)
        except (IngestError, SourceInvalid) as fault:
            _say(str(fault))
            sys.exit(BAD_INPUT)


@click.group(
    epilog="""\b
An unknown file, from suggestion to rows:
  siger sources suggest "Rekap Mei.xlsx"
  siger sources suggest "Rekap Mei.xlsx" --save --as rekap-dinkes
  siger ingest "Rekap Mei.xlsx"
"""
)
def sources() -> None:
    """Sources: how an application's export maps onto a dataset; data, not code."""


@sources.command("list", cls=Verb, epilog="\b\nExample:\n  siger sources list | grep penilaian")
@click.option("--json", "as_json", is_flag=True, help="One JSON object per source on standard output.")
def list_sources(as_json: bool) -> None:
    """Every source with its dataset, where it comes from and whether it is used."""
    for one in source_store.listed(Settings.load()):
        number = one.version.number if one.version and not one.version.shipped else None
        if as_json:
            said = {"source": one.source, "title": one.title, "dataset": one.dataset, "enabled": one.enabled}
            click.echo(json.dumps({**said, "version": number, "fault": one.fault}, ensure_ascii=False))
            continue
        state = one.fault or ("aktif" if one.enabled else "nonaktif")
        click.echo(
            f"{one.source}\t{one.dataset}\t{f'versi {number}' if number else 'bawaan'}\t{state}\t{one.title}"
        )


@sources.command("show", cls=Verb, epilog="\b\nExample:\n  siger sources show pp46-2011")
@click.argument("source", metavar="ID")
def show(source: str) -> None:
    """The YAML of a source as it is in force."""
    click.echo(source_store.export(Settings.load(), source).rstrip())


@sources.command("export", cls=Verb, epilog="\b\nExample:\n  siger sources export pp46-2011 > pp46-2011.yml")
@click.argument("source", metavar="ID")
def export(source: str) -> None:
    """The same YAML, for a file that another home imports."""
    click.echo(source_store.export(Settings.load(), source).rstrip())


@sources.command(
    "import", cls=Verb, epilog="\b\nExample:\n  siger sources import rekap-dinkes.yml --note 'kolom baru'"
)
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path), metavar="FILE.yml")
@click.option("--note", default="", help="Why, for the history.")
def import_source(file: Path, note: str) -> None:
    """Keep a YAML as the newest version of its source; files that wait for it are tried again."""
    try:
        text = file.read_text(encoding="utf-8")
    except UnicodeDecodeError as fault:
        raise SourceInvalid(f"{file.name} bukan teks UTF-8; simpan ulang sebagai YAML.") from fault
    _save(Settings.load(), text, note)


@sources.command("apply", cls=Verb, epilog="\b\nExample:\n  siger sources apply rekap-dinkes")
@click.argument("source", metavar="ID")
def apply(source: str) -> None:
    """Have the pipeline load again, by the newest version, the files that earlier versions loaded."""
    version = versions.apply(engine(Settings.load()), source, getpass.getuser())
    click.echo(f"Berkas sumber {source} akan dimuat ulang dengan versi {version.number} oleh pipeline.")


@sources.command(
    "suggest",
    cls=Verb,
    epilog="""\b
Examples:
  siger sources suggest "Rekap Mei.xlsx"
  siger sources suggest jawaban.csv responden.csv pertanyaan.csv
  siger sources suggest aduan.csv --save --as aduan-kota
Exit codes: 0 suggested, 2 the file is none of ours or cannot be read, 1 our fault.""",
)
@click.argument("files", nargs=-1, required=True, metavar="FILE…", type=click.Path(path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="One JSON object per table on standard output.")
@click.option("--sheet", help="Only this sheet of the workbook.")
@click.option("--save", "keep", is_flag=True, help="Keep the suggestion as a source; check it first.")
@click.option("--as", "name", metavar="ID", help="Id of the source instead of the suggested one.")
def suggest(files: tuple[Path, ...], as_json: bool, sheet: str | None, keep: bool, name: str | None) -> None:
    """Propose a source for an unknown file: dataset, header, columns, codes, period; each guess with its reason.

    Several files are taken as parts of one delivery (answers, respondents, questions).
    """
    if absent := next((path for path in files if not path.is_file()), None):
        _say(f"{absent} tidak ada; periksa nama berkasnya.")
        sys.exit(BAD_INPUT)
    try:
        found = suggest_together([(path, path.name) for path in files], sheet=sheet)
    except IngestError as fault:
        if as_json and not isinstance(fault, ReaderFailed):
            code = "not_a_dataset" if isinstance(fault, NotADataset) else getattr(fault, "code", "refused")
            click.echo(json.dumps({"file": files[0].name, "dataset": None, "reason_code": code, "reason": str(fault)}, ensure_ascii=False))  # fmt: skip
        raise
    if name:
        if len(found) > 1:
            listed = ", ".join(f"--sheet {one.sheet!r}" for one in found)
            raise SourceInvalid(f"Berkas ini memuat {len(found)} tabel; pilih satu untuk --as: {listed}.")
        found = [one.named(name) for one in found]
    for one in found:
        _print_json(files[0], one) if as_json else _print(one)
    if keep:
        _keep(Settings.load(), found, explicit=name is not None)
    else:
        _say_known(files)


def _print(one: Suggestion) -> None:
    """A table for people: what from where, how sure, why; then the YAML."""
    sheet = f"Lembar {one.sheet}: " if one.sheet else ""
    click.echo(f"{sheet}{one.source.dataset} – {datasets()[one.source.dataset].title}; judul kolom baris {one.header_row or '–'}; {'yakin' if one.certain else 'BELUM PASTI'}")  # fmt: skip
    click.echo(one.sentence)
    click.echo()
    click.echo(_row("Bagian", "Usulan", "Yakin", "Alasan"))
    for guess in one.guesses:
        click.echo(_row(guess.key, guess.value, f"{round(guess.confidence * 100)} %", guess.reason))
    for name in one.missing:
        click.echo(_row(name, "(belum ditemukan)", "0 %", "Wajib ada; tetapkan sendiri."))
    click.echo()
    click.echo(dump(one.source))


def _row(*cells: str) -> str:
    """Columns of fixed width; the last one runs on."""
    *first, last = cells
    return "  ".join([*(_fit(cell, width) for cell, width in zip(first, WIDTHS, strict=True)), last])


def _fit(cell: str, width: int) -> str:
    return (cell if len(cell) <= width else f"{cell[: width - 1]}…").ljust(width)


def _print_json(file: Path, one: Suggestion) -> None:
    said = {
        "file": file.name,
        "sheet": one.sheet,
        "dataset": one.source.dataset,
        "header_row": one.header_row,
        "header_levels": one.header_levels,
        "certain": one.certain,
        "missing": one.missing,
        "part": one.part,
        "parts_missing": one.parts_missing,
        "sentence": one.sentence,
        "guesses": [asdict(guess) for guess in one.guesses],
        "source": one.source.model_dump(mode="json", by_alias=True, exclude_unset=True),
        "yaml": dump(one.source),
    }
    click.echo(json.dumps(said, ensure_ascii=False))


def _keep(settings: Settings, found: list[Suggestion], *, explicit: bool) -> None:
    """Save all; an id that is taken is only replaced when it was named."""
    if alone := next((one for one in found if one.part and one.parts_missing), None):
        raise SourceInvalid(f"Sumber ini belum disimpan: {alone.sentence}")
    taken = source_store.current(settings)
    for one in found:
        if one.source.source in taken and not explicit:
            raise SourceInvalid(
                f"Sumber «{one.source.source}» sudah ada; simpan dengan nama lain (--as ID), atau tulis --as {one.source.source} untuk membuat versi barunya."
            )
    for one in found:
        _save(settings, dump(one.source), "Usulan dari berkas")
        if not one.certain:
            _say(f"Periksa sebelum dipakai: siger sources show {one.source.source}")


def _save(settings: Settings, text: str, note: str) -> None:
    saved = source_store.save(settings, text, getpass.getuser(), note)
    _say(f"Sumber {saved.source.source} disimpan sebagai versi {saved.version.number}.")


def _say_known(files: tuple[Path, ...]) -> None:
    """A file that some source reads already needs no new one; say which."""
    with Intake(Settings.load(), dry_run=True, look_up=False) as intake:
        for path in files:
            for verdict in intake.take(path, Note(name=path.name)):
                if verdict.source:
                    _say(f"Catatan: {path.name} sudah dikenali oleh sumber {verdict.source}; sumber baru tidak diperlukan.")  # fmt: skip


def _say(line: str) -> None:
    click.echo(line, err=True)
