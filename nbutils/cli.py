"""The command line: `nbutils audit` reads a folder into tables, `nbutils report` turns them into pages."""

import os
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from nbutils import __version__
from nbutils.engine import AUTO, Against, NothingToRead, Outcome, audit
from nbutils.faults import told
from nbutils.packs.load import write_skeleton
from nbutils.places import shipped
from nbutils.store import is_audit, open_audit
from nbutils.swap import scratch, write_whole
from nbutils.verdicts import SETTING, BadVerdicts, chosen, read_verdicts

SHOWN_NOTES = 20
INTERRUPTED = 130  # what typer makes of Ctrl-C

app = typer.Typer(no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False, help=__doc__)

Folder = Annotated[Path, typer.Argument(help="A folder of articles, or one table (.csv, .jsonl, .parquet) of them.")]
FactsFile = Annotated[
    Path | None,
    typer.Option("--record", help="A table of facts (subject, property, value …) to compare with, beside the pack’s."),
]
AsOf = Annotated[
    datetime | None,
    typer.Option(
        "--as-of", formats=["%Y-%m-%d"], help="The day to look from; by default the one on which the record was checked."
    ),
]

PackName = Annotated[
    str,
    typer.Option("--pack", help="A pack of knowledge by name, a pack's folder, “none”, or “auto”: whatever fits the articles."),
]
VerdictsFile = Annotated[
    Path | None,
    typer.Option("--verdicts", help=f"A reviewer’s verdicts, kept by id; by default the file that {SETTING} names, if any."),
]
FailOn = Annotated[
    int, typer.Option("--fail-on", min=1, max=3, help="Exit with 1 where a finding is at least so severe; 3 is worst.")
]
SarifFile = Annotated[Path | None, typer.Option("--sarif", help="Also write the findings to this file, as SARIF 2.1.0.")]
GitHub = Annotated[bool, typer.Option("--github", help="Print workflow commands of GitHub in place of plain lines.")]
Since = Annotated[Path | None, typer.Option("--since", metavar="AUDIT", help="Tell only what an earlier audit does not have.")]


@app.callback(invoke_without_command=True)
def _version(version: Annotated[bool, typer.Option("--version", help="Show the version and exit.")] = False) -> None:
    if version:
        typer.echo(f"nbutils {__version__}")
        raise typer.Exit


@app.command("audit")
def audit_command(
    folder: Folder,
    out: Annotated[Path, typer.Option("--out", help="Where the audit goes; an earlier audit there is replaced.")],
    record: FactsFile = None,
    pack: PackName = AUTO,
    as_of: AsOf = None,
) -> None:
    """Read the articles in FOLDER into tables."""
    _run_audit(folder, out, pack, _against(record, as_of))


@app.command("report")
def report_command(  # noqa: PLR0913, PLR0917  # each is an option of the command
    folder: Annotated[Path, typer.Argument(help="A folder of articles, or an audit of one.")],
    out: Annotated[Path, typer.Option("--out", help="Where the pages go; an earlier report there is replaced.")],
    figures: Annotated[Path | None, typer.Option("--figures", help="Also write the figures here, as SVG.")] = None,
    record: FactsFile = None,
    pack: PackName = AUTO,
    as_of: AsOf = None,
    verdicts: VerdictsFile = None,
    zip_file: Annotated[Path | None, typer.Option("--zip", help="Also pack the pages into this file, to be sent.")] = None,
) -> None:
    """Build the HTML report on FOLDER."""
    from nbutils.questions.front import front
    from nbutils.reports.build import build_report
    from nbutils.reports.zipped import zip_report

    _use_verdicts(verdicts)
    with _audited(folder, pack, _against(record, as_of), out) as source:
        build_report(source, out, notebooks=shipped("notebooks"), front=front, figures=figures, progress=_say)
    _say(f"report: {out / 'index.html'}")
    if zip_file:
        zip_report(out, zip_file)
        _say(f"packed: {zip_file}")


@app.command("check")
def check_command(  # noqa: PLR0913, PLR0917  # each is an option of the command
    folder: Annotated[Path, typer.Argument(help="A folder of articles, one table of them, or an audit.")],
    fail_on: FailOn = 3,
    sarif: SarifFile = None,
    github: GitHub = False,
    since: Since = None,
    verdicts: VerdictsFile = None,
    record: FactsFile = None,
    pack: PackName = AUTO,
    as_of: AsOf = None,
) -> None:
    """Print what to look at in FOLDER before it is published: file:line: status rule message.

    Exits with 0 where nothing is as severe as --fail-on, with 1 where something is, with 2 where the check could not be made.
    """
    from nbutils.checking import Checked, base_of, known

    _use_verdicts(verdicts)
    earlier = known(since) if since else None
    with _audited(folder, pack, _against(record, as_of)) as source:
        base = Path() if source is folder else base_of(folder)
        checked = Checked(open_audit(source), chosen(), base, earlier)
        _tell(checked.github() if github else checked.lines(), checked.summary)
        if sarif:
            write_whole(sarif, checked.sarif().encode())
        worst = checked.worst
    raise typer.Exit(1 if worst >= fail_on else 0)


@app.command("evaluate")
def evaluate_command(
    audit_folder: Annotated[Path, typer.Argument(metavar="AUDIT", help="An audit of FOLDER.")],
    labels: Annotated[Path, typer.Argument(help="The folder that holds gold.jsonl.")],
    folder: Folder,
    mutate: Annotated[bool, typer.Option("--mutate", help="Also plant changes in the articles’ own sentences.")] = False,
) -> None:
    """Score an audit against labels."""
    from nbutils.evaluate.summary import evaluate

    typer.echo("\n".join(evaluate(open_audit(audit_folder), labels, folder, mutate=mutate)))


packs = typer.Typer(no_args_is_help=True, help="Packs: data that teach the reader a subject.")
app.add_typer(packs, name="pack")


@packs.callback()
def _packs() -> None:
    """Packs: data that teach the reader a subject."""


@packs.command("new")
def pack_new_command(folder: Annotated[Path, typer.Argument(help="A new folder for the pack.")]) -> None:
    """Write a commented pack that runs, to be changed."""
    write_skeleton(folder)
    _say(f"pack: {folder / 'pack.yaml'}; use it with: nbutils audit FOLDER --out DIR --pack {folder}")


@contextmanager
def _audited(folder: Path, pack: str, against: Against, out: Path | None = None) -> Iterator[Path]:
    """The audit of a folder: itself where it is one, else one that is made, beside `out`, and then thrown away."""
    if is_audit(folder):
        yield folder
        return
    with scratch(out, "audit") if out else tempfile.TemporaryDirectory(prefix="nbutils-") as place:
        _run_audit(folder, Path(place) / "audit", pack, against)
        yield Path(place) / "audit"


def _use_verdicts(path: Path | None) -> None:
    """Make a file of verdicts the one that cards and exports read, in the kernels of notebooks as well; it is read once first."""
    if path is None:
        return
    if not path.is_file():
        raise BadVerdicts(f"{path} does not exist: give a file with a line of JSON for each verdict, or leave out --verdicts")
    read_verdicts(path)
    os.environ[SETTING] = str(path.resolve())


def _run_audit(folder: Path, out: Path, pack: str, against: Against) -> None:
    outcome = audit(folder, out, pack=pack, against=against)
    _show_notes([f"{note['file']}: {note['action']}: {note['reason']}" for note in outcome.notes])
    _say(_counts(outcome))


def _counts(outcome: Outcome) -> str:
    counts = outcome.counts
    done = (
        f"{counts['articles']} articles read ({counts['repaired']} of them repaired), {counts['skipped']} files or rows skipped"
    )
    packs = ", ".join(about.name for about in outcome.packs) or "none"
    read = f"{counts['words']} words, {counts['blocks']} blocks, {counts['sentences']} sentences, {counts['claims']} claims"
    read += f", {counts['findings']} findings"
    return f"{done}: {read}; packs: {packs}"


def _tell(lines: list[str], summary: str) -> None:
    """Lines to the output, which is for programs as well, signs it cannot hold spelt out; the summary is for people."""
    for line in lines:
        typer.echo(_printable(line).encode(sys.stdout.encoding or "utf-8", "backslashreplace"))
    _say(summary)


def _against(record: Path | None, as_of: datetime | None) -> Against:
    return Against(record, as_of.date() if as_of else None)


def _show_notes(lines: list[str]) -> None:
    for line in lines[:SHOWN_NOTES]:
        _say(line)
    if len(lines) > SHOWN_NOTES:
        _say(f"… and {len(lines) - SHOWN_NOTES} more: see load_report.jsonl")


def _say(line: str) -> None:
    """One line to the error stream, which is for people; control characters in file names are spelt out."""
    sys.stderr.write(_printable(line) + "\n")
    sys.stderr.flush()


def _printable(line: str) -> str:
    return "".join(c if c.isprintable() else repr(c)[1:-1] for c in line)


def main() -> None:
    """Run the command line; what cannot be done is one clear line and exit code 2."""
    try:
        app()
    except NothingToRead as error:
        _show_notes([f"{item.file}: skipped: {item.reason}" for item in error.skipped])
        _fail(str(error))
    except Exception as error:  # noqa: BLE001  # whatever it is, the user gets a line that says what to do
        _fail(told(error))
    except SystemExit as stop:
        if stop.code == INTERRUPTED:
            _say("nbutils: stopped; what was in --out is as it was")
        raise


def _fail(message: str) -> None:
    for line in f"nbutils: {message}".splitlines():
        _say(line)
    sys.exit(2)
