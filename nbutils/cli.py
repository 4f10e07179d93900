"""The command line: `nbutils audit` reads a folder into tables, `nbutils report` turns them into pages."""

import gc
import os
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from nbutils import __version__, options, remote
from nbutils.asked import AUTO, Against, How, NothingToRead
from nbutils.cache import Cache, cache_folder
from nbutils.corpus.folder import is_audit
from nbutils.faults import told
from nbutils.places import shipped
from nbutils.progress import CLEARED, Progress
from nbutils.runs import Run, audit_inputs, report_inputs
from nbutils.swap import scratch, write_whole
from nbutils.verdicts import SETTING, BadVerdicts, chosen, read_verdicts
from nbutils.workers import processors

SHOWN_NOTES = 20
INTERRUPTED = 130  # what typer makes of Ctrl-C

app = typer.Typer(no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False, help=__doc__)


@app.callback(invoke_without_command=True)
def _version(version: Annotated[bool, typer.Option("--version", help="Show the version and exit.")] = False) -> None:
    if version:
        typer.echo(f"nbutils {__version__}")
        raise typer.Exit


@app.command("audit")
def audit_command(  # noqa: PLR0913, PLR0917  # each is an option of the command
    folder: options.Folder,
    out: Annotated[Path, typer.Option("--out", help="Where the audit goes; an earlier audit there is replaced.")],
    record: options.FactsFile = None,
    pack: options.PackName = AUTO,
    as_of: options.AsOf = None,
    workers: options.Workers = None,
    scheduler: options.Scheduler = "",
) -> None:
    """Read the articles in FOLDER into tables."""
    against = _against(record, as_of)
    run = Run(audit_inputs(folder, out, pack, against), (out,))
    if not _told_again(run):
        run.keep(_run_audit(folder, out, pack, against, _how(workers, scheduler)))


@app.command("report")
def report_command(  # noqa: PLR0913, PLR0917  # each is an option of the command
    folder: Annotated[Path, typer.Argument(help="A folder of articles, or an audit of one.")],
    out: Annotated[Path, typer.Option("--out", help="Where the pages go; an earlier report there is replaced.")],
    figures: options.Figures = None,
    record: options.FactsFile = None,
    pack: options.PackName = AUTO,
    as_of: options.AsOf = None,
    verdicts: options.VerdictsFile = None,
    zip_file: options.ZipFile = None,
    workers: options.Workers = None,
    scheduler: options.Scheduler = "",
) -> None:
    """Build the HTML report on FOLDER."""
    _use_verdicts(verdicts)
    against, notebooks = _against(record, as_of), shipped("notebooks")
    inputs = report_inputs(folder, out, pack, against, notebooks, os.environ.get(SETTING))
    run = Run(inputs, tuple(path for path in (out, figures, zip_file) if path))
    if _told_again(run):
        return
    from nbutils.questions.front import front
    from nbutils.reports.build import build_report
    from nbutils.reports.zipped import zip_report

    with _audited(folder, pack, against, _how(workers, scheduler), out) as (source, said):
        build_report(source, out, notebooks=notebooks, front=front, figures=figures, progress=_say)
    _say(done := f"report: {out / 'index.html'}")
    if zip_file:
        zip_report(out, zip_file)
        _say(f"packed: {zip_file}")
    run.keep([*said, done, *([f"packed: {zip_file}"] if zip_file else [])])


@app.command("check")
def check_command(  # noqa: PLR0913, PLR0917  # each is an option of the command
    folder: Annotated[Path, typer.Argument(help="A folder of articles, one table of them, or an audit.")],
    fail_on: options.FailOn = 3,
    sarif: options.SarifFile = None,
    github: options.GitHub = False,
    since: options.Since = None,
    verdicts: options.VerdictsFile = None,
    record: options.FactsFile = None,
    pack: options.PackName = AUTO,
    as_of: options.AsOf = None,
    workers: options.Workers = None,
    scheduler: options.Scheduler = "",
) -> None:
    """Print what to look at in FOLDER before it is published: file:line: status rule message.

    Exits with 0 where nothing is as severe as --fail-on, with 1 where something is, with 2 where the check could not be made.
    """
    from nbutils.checking import Checked, base_of, known
    from nbutils.store import open_audit

    _use_verdicts(verdicts)
    earlier = known(since) if since else None
    with _audited(folder, pack, _against(record, as_of), _how(workers, scheduler)) as (source, _):
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
    folder: options.Folder,
    mutate: Annotated[bool, typer.Option("--mutate", help="Also plant changes in the articles’ own sentences.")] = False,
) -> None:
    """Score an audit against labels."""
    from nbutils.evaluate.summary import evaluate
    from nbutils.store import open_audit

    typer.echo("\n".join(evaluate(open_audit(audit_folder), labels, folder, mutate=mutate)))


packs = typer.Typer(no_args_is_help=True, help="Packs: data that teach the reader a subject.")
app.add_typer(packs, name="pack")


@packs.callback()
def _packs() -> None:
    """Packs: data that teach the reader a subject."""


@packs.command("new")
def pack_new_command(folder: Annotated[Path, typer.Argument(help="A new folder for the pack.")]) -> None:
    """Write a commented pack that runs, to be changed."""
    from nbutils.packs.load import write_skeleton

    write_skeleton(folder)
    _say(f"pack: {folder / 'pack.yaml'}; use it with: nbutils audit FOLDER --out DIR --pack {folder}")


@contextmanager
def _audited(
    folder: Path, pack: str, against: Against, how: How, out: Path | None = None
) -> Iterator[tuple[Path, Sequence[str]]]:
    """The audit of a folder and what was told of it: itself where it is one, else one made beside `out` and thrown away."""
    if is_audit(folder):
        yield folder, ()
        return
    with scratch(out, "audit") if out else tempfile.TemporaryDirectory(prefix="nbutils-") as place:
        source = Path(place) / "audit"
        yield source, _run_audit(folder, source, pack, against, how)


def _how(workers: int | None, scheduler: str) -> How:
    return How(workers or processors(), scheduler, Cache(cache_folder()), Progress())


def _told_again(run: Run) -> bool:
    """Whether nothing has to be done; then what was told when it was done is told again."""
    said = run.told()
    for line in said or ():
        _say(line)
    if said is not None:
        _say("nothing has changed since then: done already")
    return said is not None


def _use_verdicts(path: Path | None) -> None:
    """Make a file of verdicts the one that cards and exports read, in the kernels of notebooks as well; it is read once first."""
    if path is None:
        return
    if not path.is_file():
        raise BadVerdicts(f"{path} does not exist: give a file with a line of JSON for each verdict, or leave out --verdicts")
    read_verdicts(path)
    os.environ[SETTING] = str(path.resolve())


def _run_audit(folder: Path, out: Path, pack: str, against: Against, how: How) -> Sequence[str]:
    """Make an audit and say what was read; the lines that were said."""
    from nbutils.engine import audit

    outcome = audit(folder, out, pack=pack, against=against, how=how)
    notes = [f"{note['file']}: {note['action']}: {note['reason']}" for note in outcome.notes]
    said = [*_shortened(notes), _counts(outcome.counts, [about.name for about in outcome.packs])]
    for line in said:
        _say(line)
    return said


def _counts(counts: Mapping[str, int], packs: Sequence[str]) -> str:
    done = (
        f"{counts['articles']} articles read ({counts['repaired']} of them repaired), {counts['skipped']} files or rows skipped"
    )
    read = f"{counts['words']} words, {counts['blocks']} blocks, {counts['sentences']} sentences, {counts['claims']} claims"
    read += f", {counts['findings']} findings"
    return f"{done}: {read}; packs: {', '.join(packs) or 'none'}"


def _tell(lines: list[str], summary: str) -> None:
    """Lines to the output, which is for programs as well, signs it cannot hold spelt out; the summary is for people."""
    for line in lines:
        typer.echo(_printable(line).encode(sys.stdout.encoding or "utf-8", "backslashreplace"))
    _say(summary)


def _against(record: Path | None, as_of: datetime | None) -> Against:
    return Against(record, as_of.date() if as_of else None)


def _shortened(lines: Sequence[str]) -> list[str]:
    more = len(lines) - SHOWN_NOTES
    return [*lines[:SHOWN_NOTES], *([f"… and {more} more: see load_report.jsonl"] if more > 0 else [])]


def _say(line: str) -> None:
    """One line to the error stream, which is for people; control characters in file names are spelt out."""
    sys.stderr.write((CLEARED if sys.stderr.isatty() else "") + _printable(line) + "\n")
    sys.stderr.flush()


def _printable(line: str) -> str:
    return "".join(c if c.isprintable() else repr(c)[1:-1] for c in remote.shown(line))


def main() -> None:
    """Run the command line; what cannot be done is one clear line and exit code 2."""
    gc.set_threshold(20_000, 50, 50)  # rows are many and hold each other in no rings: looking for some costs an eighth
    try:
        with remote.local(sys.argv[1:]) as arguments:
            app(arguments)
    except NothingToRead as error:
        for line in _shortened([f"{item.file}: skipped: {item.reason}" for item in error.skipped]):
            _say(line)
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
