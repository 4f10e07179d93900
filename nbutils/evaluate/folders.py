"""A folder of articles written again from an audit, with more articles beside them, and audited anew."""

import json
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property, partial
from pathlib import Path
from tempfile import TemporaryDirectory

from nbutils import engine
from nbutils.asked import AUTO, Against
from nbutils.corpus.metadata import NOT_STATED, UNDATED
from nbutils.evaluate.evidence import rows
from nbutils.packs.load import GENERAL, shipped_packs
from nbutils.store import Audit, open_audit

Run = Callable[[Path, Path], object]  # audits a folder into another
Sentence = tuple[str, int]  # the article and where the sentence begins

_STATED = {"title": NOT_STATED, "date": UNDATED, "author": NOT_STATED, "source": NOT_STATED}


@dataclass(frozen=True, slots=True)
class Addition:
    """An article to stand beside the others, and the one whose date and other fields it takes."""

    name: str
    text: str
    like: str
    fields: tuple[str, ...] = ("date",)


class Sentences:
    """Which sentence of an audit a place stands in."""

    def __init__(self, audit: Audit) -> None:
        self._audit = audit

    @cached_property
    def _starts(self) -> dict[str, list[int]]:
        found: dict[str, list[int]] = {article: [] for article in self._audit.articles["article"]}
        for row in rows(self._audit, "sentences"):
            found[row["article"]].append(row["start"])
        return found

    def at(self, article: str, place: int) -> Sentence:
        """The sentence around a place; before the first sentence, that one."""
        starts = self._starts[article] or [0]
        return article, starts[max(bisect_right(starts, place) - 1, 0)]


def names(audit: Audit) -> dict[str, str]:
    """What each article of an audit is called in the folder that is written from it, in the same order."""
    return {article: f"article-{number:06d}.txt" for number, article in enumerate(audit.articles["article"], start=1)}


def write(audit: Audit, folder: Path, additions: Iterable[Addition] = ()) -> None:
    """Write the articles of an audit and those to be added, each with the fields that are stated of it.

    The audit holds each text as it was decoded, so that reading it again gives the same blocks, sentences and claims.
    """
    called, about = names(audit), {row["article"]: row for row in rows(audit, "articles")}
    own = (Addition(name, audit.text(article), article, tuple(_STATED)) for article, name in called.items())
    for article in (*own, *additions):
        path = folder / article.name
        # The mark makes the decoding certain, whatever the text looks like.
        path.write_text(article.text, encoding="utf-8-sig", newline="\n")
        stated = {field: about[article.like][field] for field in article.fields}
        fields = {field: value for field, value in stated.items() if value != _STATED[field]}
        path.with_name(f"{path.name}.meta.json").write_text(json.dumps(fields), encoding="utf-8")


@contextmanager
def audited(audit: Audit, additions: Iterable[Addition], run: Run | None = None) -> Iterator[Audit]:
    """The audit of the folder with the additions; it is gone when the block ends.

    `run` does the auditing; without one the engine does, with the packs that the audit was made with.
    """
    with TemporaryDirectory(prefix="nbutils-") as scratch:
        folder, out = Path(scratch, "articles"), Path(scratch, "audit")
        folder.mkdir()
        write(audit, folder, additions)
        (run or partial(engine.audit, pack=pack_of(audit), against=Against(parting_only=True)))(folder, out)
        yield open_audit(out)


def pack_of(audit: Audit) -> str:
    """The choice of packs that an audit was made with; what did not come with us, or is more than one, is chosen anew."""
    named = [name for name in audit.report.get("parameters", {}).get("packs", ()) if name != GENERAL]
    if not named:
        return "none"
    return str(named[0]) if len(named) == 1 and named[0] in shipped_packs() else AUTO
