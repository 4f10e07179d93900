"""Run the stages: a folder of articles to an audit on disk."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack, closing
from dataclasses import dataclass, field
from datetime import date
from itertools import chain, islice
from pathlib import Path
from typing import Any

from nbutils import __version__
from nbutils.asked import ALL, ALONE, AUTO, Against, How, NothingToRead
from nbutils.cache import code_hash, folder_hash, hashed, package_hash
from nbutils.claims.claims import FUNNEL
from nbutils.claims.knowledge import Knowledge, knowledge, treats
from nbutils.cluster import clustered
from nbutils.comparing import Compared, Comparing, Knowing, compared, parted
from nbutils.corpus.folder import READ as READABLE
from nbutils.corpus.folder import File, list_files, read_file
from nbutils.corpus.formats import TABLES as TABLE_FILES
from nbutils.corpus.formats import Document, Skipped, suffix
from nbutils.corpus.readable import view
from nbutils.graph.nodes import Layers
from nbutils.packs.load import Pack, load_pack, shipped_packs
from nbutils.packs.schema import About
from nbutils.reading import TABLES, Item, Reader, Written, batches
from nbutils.record.facts import Record, load_record
from nbutils.store import MARKER, Tables, TableWriter, rewrite, write_report, write_text
from nbutils.swap import replacing
from nbutils.workers import mapped

READ = ("articles", "load_report", *TABLES)
COMPARED = ("findings", "sidebyside", "agreements", "copies", "facts", "nodes", "edges", "themes")
FACTS = "facts.csv"  # the record of a pack
LOOKED_AT = 200  # articles from the front in which packs are recognised; holding more would cost memory


@dataclass
class Outcome:
    """What a run did: rows of the load report that need a word, and counts for `report.json`."""

    packs: list[About] = field(default_factory=list)
    records: list[Record] = field(default_factory=list)
    as_of: date | None = None
    notes: list[dict[str, str]] = field(default_factory=list)
    counts: Counter[str] = field(default_factory=Counter)
    rules: Counter[str] = field(default_factory=Counter)


def audit(folder: Path, out: Path, *, pack: str = AUTO, against: Against = ALL, how: How = ALONE) -> Outcome:
    """Read the articles in a folder (or in one table file) and write the audit to `out`, swapped in whole.

    `pack` is a shipped pack's name, a pack's folder, "none", or "auto": those whose subject the articles treat. Raises
    NothingToRead where the folder is missing, is a plain file, or gives no article, BadPack or BadRecord where a pack or a
    record cannot be used, WorkerDied where processes end before they are done; `out` is then as it was.
    """
    folder, out = folder.resolve(), out.resolve()
    _check(folder)
    items = _documents(list_files(folder, leave_out=out), how.progress)
    front = list(islice(items, LOOKED_AT))
    packs = _packs(pack, front)
    records = [] if against.parting_only else _records(packs, against.record)
    known, outcome = knowledge(packs), Outcome([used.about for used in packs], records, against.as_of)
    with replacing(out, marker=MARKER) as fresh:
        skipped = _read(chain(front, items), _reader(known, packs, how), how, fresh, outcome)
        _need_articles(folder, outcome, skipped)
        how.progress("comparing", 0.0)
        comparing = Comparing(Tables(fresh), _knowing(outcome, known, packs))
        _finish(fresh, outcome, parted(comparing) if against.parting_only else compared(comparing, how.workers))
        write_report(fresh, _summary(outcome))
    return outcome


def _check(folder: Path) -> None:
    if not folder.exists():
        raise NothingToRead(f"{folder} does not exist: give a folder of articles")
    if folder.is_file() and suffix(folder.name) not in TABLE_FILES:
        raise NothingToRead(f"{folder} is a file: give the folder it lies in, or a table ({', '.join(TABLE_FILES)})")


def _need_articles(folder: Path, outcome: Outcome, skipped: Sequence[Skipped]) -> None:
    if not outcome.counts["articles"]:
        raise NothingToRead(f"no article in {folder}: give a folder with {READABLE} files", tuple(skipped))


def _documents(files: Sequence[File], progress: Callable[[str, float], None]) -> Iterator[Item]:
    for number, file in enumerate(files):
        progress("reading", number / len(files))
        yield from read_file(file)


def _reader(known: Knowledge, packs: Sequence[Pack], how: How) -> Reader:
    salt = hashed(code_hash(), *(folder_hash(pack.folder) for pack in packs)) if how.cache else ""
    return Reader(known, salt, package_hash(), how.cache)


def _read(items: Iterable[Item], reader: Reader, how: How, fresh: Path, outcome: Outcome) -> list[Skipped]:
    """Read the items and write them in their order; those that gave no article."""
    skipped = []
    work = batches(items)
    with ExitStack() as stack:
        tables = {name: stack.enter_context(TableWriter(fresh, name)) for name in READ}
        done = clustered(reader, work, how.scheduler) if how.scheduler else mapped(reader, work, how.workers)
        for item in chain.from_iterable(stack.enter_context(closing(done))):
            _take(fresh, tables, outcome, item)
            if isinstance(item, Skipped):
                skipped.append(item)
    if how.cache:
        how.cache.prune()
    return skipped


def _knowing(outcome: Outcome, known: Knowledge, packs: Sequence[Pack]) -> Knowing:
    layers, themes = [layer for pack in packs for layer in pack.layers], [theme for pack in packs for theme in pack.themes]
    return Knowing(outcome.records, known.registry, outcome.as_of, Layers(layers), themes)


def _packs(choice: str, front: list[Item]) -> list[Pack]:
    """The packs to read with: the one named, none, or those that recognise their subject in the first articles."""
    if choice != AUTO:
        return [] if choice == "none" else [load_pack(choice)]
    texts = [view(item.text).text for item in front if isinstance(item, Document)]
    return [pack for pack in map(load_pack, shipped_packs()) if treats(pack, texts)]


def _take(fresh: Path, tables: dict[str, TableWriter], outcome: Outcome, item: Written | Skipped) -> None:
    """Write what was read of an article."""
    if isinstance(item, Written):
        text_file = write_text(fresh, item.row["article"], item.text)
        tables["articles"].add([{**item.row, "text_file": text_file}])
        for name in TABLES:
            tables[name].add_lines(item.tables[name])
        lines = {name: item.tables[name].count("\n") for name in TABLES if name not in item.funnel}
        outcome.counts.update({"articles": 1, **lines, **item.funnel})
    _report(item, tables["load_report"], outcome)


def _records(packs: list[Pack], own: Path | None) -> list[Record]:
    """The records to compare with: those of the packs, and the user's."""
    if own is not None and not own.is_file():
        raise NothingToRead(f"{own} does not exist: give a table of facts (subject, property, value) to --record")
    paths = [pack.folder / FACTS for pack in packs if (pack.folder / FACTS).is_file()]
    return [load_record(path) for path in (*paths, *([own] if own else []))]


def _finish(fresh: Path, outcome: Outcome, found: Compared) -> None:
    """Write the tables that come of comparing, and what records say of claims."""
    for name in COMPARED:
        with TableWriter(fresh, name) as table:
            table.add(rows := found.rows.get(name, []))
        outcome.counts[name] = len(rows)
    outcome.counts["pairs"] = found.pairs
    outcome.rules.update(row["rule"] for row in found.rows["findings"])
    if found.in_record:
        rewrite(fresh, "claims", lambda row: {**row, "in_record": found.in_record.get(row["claim"], "")})


def _report(item: Written | Skipped, load_report: TableWriter, outcome: Outcome) -> None:
    if isinstance(item, Skipped):
        row = {"file": item.file, "action": "skipped", "reason": item.reason}
    else:
        action = "repaired" if item.repairs else "read"
        row = {"file": item.row["article"], "action": action, "reason": "; ".join(item.repairs) or item.row["encoding"]}
        outcome.counts["words"] += item.row["words"]
    outcome.counts[row["action"]] += 1
    load_report.add([row])
    if row["action"] != "read":
        outcome.notes.append(row)


def _summary(outcome: Outcome) -> dict[str, Any]:
    """`report.json`: only what the input and the version decide – no path, time, host or number of workers."""
    keys = (
        "articles",
        "words",
        "blocks",
        "sentences",
        "mentions",
        "claims",
        "findings",
        "sidebyside",
        "agreements",
        "copies",
        "nodes",
        "edges",
        "themes",
        "read",
        "repaired",
        "skipped",
    )
    versions = {"general": __version__} | {about.name: about.version for about in outcome.packs}
    return {
        "counts": {key: outcome.counts[key] for key in keys},
        "funnel": {step: outcome.counts[step] for step in ("sentences", *FUNNEL, "pairs", "findings")},
        "rules": dict(sorted(outcome.rules.items())),
        "versions": {"nbutils": __version__, "packs": versions},
        "parameters": {"packs": list(versions), "records": [_of_record(record, outcome.as_of) for record in outcome.records]},
    }


def _of_record(record: Record, as_of: date | None) -> dict[str, str]:
    return {"title": record.title, "checked": record.checked.isoformat(), "as of": (as_of or record.checked).isoformat()}
