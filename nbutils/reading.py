"""Reading an article: a pure function of its document and what is known, so it runs anywhere, in any order."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from threading import Lock
from typing import Any

from nbutils.cache import Cache, hashed, package_hash
from nbutils.claims.claims import assertions, funnel_steps
from nbutils.claims.knowledge import Knowledge
from nbutils.corpus.articles import read_article
from nbutils.corpus.formats import Document, Skipped
from nbutils.faults import Refusal
from nbutils.lines import checked, lines
from nbutils.rhetoric.manner import manner

Row = dict[str, Any]
Item = Document | Skipped
TABLES = ("blocks", "sentences", "mentions", "claims", "rhetoric")
BATCH = 120_000  # characters, some second of reading: what is sent to a worker at a time

_ONE = Lock()  # stemmer and tagger keep what they are at: a process reads one batch at a time, however many threads it has


class OtherCode(Refusal):
    """A worker runs other code than the one who asks it; the message says what to do."""


@dataclass(frozen=True, slots=True)
class ReadArticle:
    """What was read of an article: its row for `articles`, its text, what was mended, and the rows of the other tables."""

    row: Row
    text: str
    repairs: tuple[str, ...]
    tables: Mapping[str, list[Row]]


@dataclass(frozen=True, slots=True)
class Written:
    """A read article as it is sent, kept and written: the rows of its tables are lines of JSON, `funnel` counts its claims."""

    row: Row
    text: str
    repairs: tuple[str, ...]
    tables: Mapping[str, str]
    funnel: Mapping[str, int]


def read_one(document: Document, known: Knowledge) -> ReadArticle:
    """Everything that one article gives by itself."""
    article = read_article(document)
    said = assertions(article, known)
    rows = (article.blocks, article.sentences, said.mentions, said.claims, manner(article, said.mentions, said.claims))
    return ReadArticle(article.row, article.text, article.repairs, dict(zip(TABLES, rows, strict=True)))


@dataclass(frozen=True, slots=True)
class Reader:
    """Reads batches of documents; what is kept in the cache from an earlier run is not read again.

    `salt` is a hash of all that reading follows from beside the document, `package` of the code of the one who asks.
    Raises OtherCode where it runs on a machine with other code.
    """

    known: Knowledge
    salt: str
    package: str
    cache: Cache | None = None

    def __call__(self, batch: Sequence[Item]) -> list[Written | Skipped]:
        """The batch as read, in its order."""
        with _ONE:
            return self._read(batch)

    def _read(self, batch: Sequence[Item]) -> list[Written | Skipped]:
        if self.package != package_hash():
            raise OtherCode("the workers have another version of nbutils than this machine: install the same one there")
        done: dict[int, Written | Skipped] = {}
        fresh: dict[int, tuple[Document, ReadArticle]] = {}
        for at, item in enumerate(batch):
            if isinstance(item, Skipped):
                done[at] = item
            elif kept := self._kept(item):
                done[at] = kept
            else:
                fresh[at] = item, read_one(item, self.known)
        for name in TABLES:
            checked(name, [row for _, article in fresh.values() for row in article.tables[name]])
        return [done[at] if at in done else self._written(*fresh[at]) for at in range(len(batch))]

    def _written(self, document: Document, article: ReadArticle) -> Written:
        tables = {name: lines(name, rows) for name, rows in article.tables.items()}
        funnel = Counter(step for claim in article.tables["claims"] for step in funnel_steps(claim))
        if self.cache:
            self.cache.put(self._key(document), [article.row, article.repairs, tables, funnel])
        return Written(article.row, article.text, article.repairs, tables, funnel)

    def _kept(self, document: Document) -> Written | None:
        kept = self.cache.get(self._key(document)) if self.cache else None
        return None if kept is None else Written(kept[0], document.text, tuple(kept[1]), *kept[2:])

    def _key(self, item: Document) -> str:
        return hashed(self.salt, item.article, item.encoding, repr(item.repairs), repr(dict(item.stated)), item.text)


def batches(items: Iterable[Item]) -> Iterator[list[Item]]:
    """The items, in order, in batches of about as much to read; an article is never parted."""
    batch: list[Item] = []
    size = 0
    for item in items:
        batch.append(item)
        size += len(item.text) if isinstance(item, Document) else 0
        if size >= BATCH or len(batch) >= 1000:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch
