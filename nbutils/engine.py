"""Run the stages: a folder of articles to an audit on disk."""

from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import date
from itertools import chain, islice
from pathlib import Path
from typing import Any

from nbutils import __version__
from nbutils.claims.claims import FUNNEL, Asserted, assertions, funnel_steps
from nbutils.claims.knowledge import knowledge, treats
from nbutils.comparing import Compared, compared, parted
from nbutils.corpus.articles import Article, read_article
from nbutils.corpus.folder import READ as READABLE
from nbutils.corpus.folder import list_files, read_file
from nbutils.corpus.formats import TABLES as TABLE_FILES
from nbutils.corpus.formats import Skipped, suffix
from nbutils.faults import Refusal
from nbutils.graph.graph import graph
from nbutils.graph.nodes import Layers
from nbutils.packs.load import Pack, load_pack, shipped_packs
from nbutils.packs.schema import About
from nbutils.record.facts import Record, load_record
from nbutils.rhetoric.manner import manner
from nbutils.store import MARKER, TableWriter, write_report, write_text
from nbutils.swap import replacing
from nbutils.themes.themes import themes

READ = ("articles", "load_report", "blocks", "sentences", "mentions", "rhetoric")
COMPARED = ("claims", "findings", "sidebyside", "agreements", "copies", "facts")
DESCRIBED = ("nodes", "edges")
THEMES = "themes"
COMPARING = ("articles", "blocks", "sentences", "mentions", "claims")  # what comparing needs of all articles
AUTO = "auto"
FACTS = "facts.csv"  # the record of a pack
LOOKED_AT = 200  # articles from the front in which packs are recognised; holding more would cost memory


class NothingToRead(Refusal):
    """Nothing could be done; the message says why and what to do, `skipped` names each file that gave no article."""

    def __init__(self, message: str, skipped: tuple[Skipped, ...] = ()) -> None:
        super().__init__(message)
        self.skipped = skipped


@dataclass
class Outcome:
    """What a run did: rows of the load report that need a word, and counts for `report.json`."""

    packs: list[About] = field(default_factory=list)
    records: list[Record] = field(default_factory=list)
    as_of: date | None = None
    notes: list[dict[str, str]] = field(default_factory=list)
    counts: Counter[str] = field(default_factory=Counter)
    rules: Counter[str] = field(default_factory=Counter)
    rows: dict[str, list[dict[str, Any]]] = field(default_factory=lambda: {name: [] for name in COMPARING})


@dataclass(frozen=True, slots=True)
class Against:
    """What articles are compared with: the user's record beside those of the packs, and the day it is looked at from.

    `as_of` None is the day on which each record was last checked. With `parting_only` articles are compared with each other
    alone, and by rules alone: all that trials need.
    """

    record: Path | None = None
    as_of: date | None = None
    parting_only: bool = False


def audit(folder: Path, out: Path, *, pack: str = AUTO, against: Against = Against()) -> Outcome:
    """Read the articles in a folder (or in one table file) and write the audit to `out`, swapped in whole.

    `pack` is a shipped pack's name, a pack's folder, "none", or "auto": those whose subject the articles treat. Raises
    NothingToRead where the folder is missing, is a plain file, or gives no article, BadPack or BadRecord where a pack or a
    record cannot be used; `out` is then as it was.
    """
    folder, out = folder.resolve(), out.resolve()
    _check(folder)
    items = _read(folder, out)
    front = list(islice(items, LOOKED_AT))
    packs = _packs(pack, front)
    records = [] if against.parting_only else _records(packs, against.record)
    known, outcome = knowledge(packs), Outcome([used.about for used in packs], records, against.as_of)
    with replacing(out, marker=MARKER) as fresh, ExitStack() as stack:
        tables = {name: stack.enter_context(TableWriter(fresh, name)) for name in (*READ, *COMPARED, *DESCRIBED, THEMES)}
        skipped = []
        for item in chain(front, items):
            if isinstance(item, Skipped):
                skipped.append(item)
            else:
                _write(fresh, tables, item, assertions(item, known), outcome)
            _report(item, tables["load_report"], outcome)
        _need_articles(folder, outcome, skipped)
        rows = outcome.rows
        _finish(tables, outcome, parted(rows) if against.parting_only else compared(rows, records, known.registry, against.as_of))
        if not against.parting_only:
            _describe(tables, outcome, packs)
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


def _read(folder: Path, out: Path) -> Iterator[Article | Skipped]:
    for file in list_files(folder, leave_out=out):
        for item in read_file(file):
            yield item if isinstance(item, Skipped) else read_article(item)


def _packs(choice: str, front: list[Article | Skipped]) -> list[Pack]:
    """The packs to read with: the one named, none, or those that recognise their subject in the first articles."""
    if choice != AUTO:
        return [] if choice == "none" else [load_pack(choice)]
    texts = [item.seen.text for item in front if isinstance(item, Article)]
    return [pack for pack in map(load_pack, shipped_packs()) if treats(pack, texts)]


def _write(fresh: Path, tables: dict[str, TableWriter], article: Article, said: Asserted, outcome: Outcome) -> None:
    text_file = write_text(fresh, article.row["article"], article.text)
    tables["articles"].add([{**article.row, "text_file": text_file}])
    tables["blocks"].add(article.blocks)
    tables["sentences"].add(article.sentences)
    tables["mentions"].add(said.mentions)
    tables["rhetoric"].add(manner(article, said.mentions, said.claims))
    own = {"articles": [article.row], "blocks": article.blocks, "sentences": article.sentences}
    for name, rows in (own | {"mentions": said.mentions, "claims": said.claims}).items():
        outcome.rows[name].extend(rows)
    outcome.counts.update(mentions=len(said.mentions))
    outcome.counts.update(step for claim in said.claims for step in funnel_steps(claim))


def _records(packs: list[Pack], own: Path | None) -> list[Record]:
    """The records to compare with: those of the packs, and the user's."""
    if own is not None and not own.is_file():
        raise NothingToRead(f"{own} does not exist: give a table of facts (subject, property, value) to --record")
    paths = [pack.folder / FACTS for pack in packs if (pack.folder / FACTS).is_file()]
    return [load_record(path) for path in (*paths, *([own] if own else []))]


def _finish(tables: dict[str, TableWriter], outcome: Outcome, found: Compared) -> None:
    """Write the tables that come of comparing."""
    claims = [{**row, "in_record": found.in_record.get(row["claim"], "")} for row in outcome.rows["claims"]]
    compared_rows = (claims, found.findings, found.sidebyside, found.agreements, found.copies, found.facts)
    for name, rows in zip(COMPARED, compared_rows, strict=True):
        tables[name].add(rows)
        outcome.counts[name] = len(rows)
    outcome.counts["pairs"] = found.pairs
    outcome.rules.update(row["rule"] for row in found.findings)


def _describe(tables: dict[str, TableWriter], outcome: Outcome, packs: list[Pack]) -> None:
    """Write the graph of what the articles describe, and what runs through them."""
    layers = Layers([layer for pack in packs for layer in pack.layers])
    for name, rows in zip(DESCRIBED, graph(outcome.rows, layers), strict=True):
        tables[name].add(rows)
        outcome.counts[name] = len(rows)
    _add_themes(tables, outcome, packs)


def _add_themes(tables: dict[str, TableWriter], outcome: Outcome, packs: list[Pack]) -> None:
    rows = themes(outcome.rows, [theme for pack in packs for theme in pack.themes])
    tables[THEMES].add(rows)
    outcome.counts[THEMES] = len(rows)


def _report(item: Article | Skipped, load_report: TableWriter, outcome: Outcome) -> None:
    if isinstance(item, Skipped):
        row = {"file": item.file, "action": "skipped", "reason": item.reason}
    else:
        action = "repaired" if item.repairs else "read"
        row = {"file": item.row["article"], "action": action, "reason": "; ".join(item.repairs) or item.row["encoding"]}
        outcome.counts.update(articles=1, words=item.row["words"], blocks=len(item.blocks), sentences=len(item.sentences))
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
