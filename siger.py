"""The command `siger`: joins the verbs of the packages; no logic of its own."""

import sys
from importlib import import_module
from pathlib import Path

import click

sys.path.insert(0, str(Path(__file__).resolve().parent))

from warehouse import VERSION

VERBS = {
    "demo-exports": ("ingest.demo.cli", "demo_exports", "Make invented exports of an invented province."),
    "ingest": ("ingest.cli", "ingest", "Load exports: siger ingest FILE|DIR…"),
    "sources": ("ingest.sources_cli", "sources", "Sources of exports: list, suggest, import, export."),
    "delete": ("ingest.deletion", "delete", "Take a file out of the figures, with a reason."),
    "restore-file": ("ingest.deletion", "restore_file", "Let a deleted file count again."),
    "reject-file": ("ingest.handout_cli", "reject", "Give an agency its refused rows back, to be mended."),
    "template": ("ingest.handout_cli", "template", "Give the blank workbook of a dataset."),
    "build": ("warehouse.cli", "build", "Build, audit and publish a release."),
    "rebuild": ("ingest.rebuild", "verb", "Make warehouse and release anew from archive and portal state."),
    "backup": ("ingest.backup_cli", "backup", "Copy archive and portal state: siger backup DIR"),
    "restore": ("ingest.backup_cli", "restore", "Make a home of a backup: siger restore DIR"),
    "status": ("warehouse.cli", "status", "What pages show, what waits, what failed."),
    "release": ("warehouse.release_cli", "release", "List, show, verify, roll back releases."),
    "trace": ("warehouse.cli", "trace", "Lead a figure back to files and rows."),
    "versions": ("warehouse.versions", "versions", "Which version of an appraisal counts in which release."),
    "docs": ("warehouse.documentation", "docs", "Write the page of the models: columns, tests, lineage."),
    "accounts": ("warehouse.state.cli", "accounts", "Accounts of the portal."),
    "up": ("ingest.up", "up", "Run pipeline, portal and public pages: siger up --demo"),
    "pipeline": ("ingest.pipeline", "pipeline", "Run the pipeline alone: inbox → release."),
    "doctor": ("warehouse.doctor", "doctor", "Check this machine and this home directory."),
}


class Verbs(click.Group):
    """Imports a verb when it is used, so that `siger --help` answers at once."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(VERBS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in VERBS:
            return None
        module, name, _ = VERBS[cmd_name]
        command = getattr(import_module(module), name)
        assert isinstance(command, click.Command)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl([(name, words) for name, (_, _, words) in VERBS.items()])


@click.group(cls=Verbs, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(VERSION, prog_name="siger")
def main() -> None:
    """Siger: from agencies' exports to a portal people trust.

    Files live in SIGER_HOME (default ./data). First steps: siger up --demo
    """


if __name__ == "__main__":
    main()
