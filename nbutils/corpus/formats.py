"""File formats: the bytes of one file to the documents in it."""

import csv
import io
import json
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from nbutils.corpus.decode import Decoded, NotText, decode
from nbutils.corpus.readable import LONE_SURROGATE

TEXT_COLUMN = "text"
PLAIN = (".txt", ".text", ".md", ".markdown")  # the file's text is the article's
LONGEST = 10_000_000  # characters of an article: the Bible twice; its claims fill a gigabyte of memory
TOO_LONG = "longer than 10 million characters: split it into its articles, or make it a table with a row for each"
MOST_ROWS = 200_000  # of a table: what is said in more is not compared in the memory of an ordinary machine
UNPACKED_LIMIT = 1 << 29  # bytes; a .docx that unpacks to more than 512 MB is refused
_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?([\w-]{2,40})", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Document:
    """One article as it came: name, decoded text, what was mended, and the fields its file states about it."""

    article: str
    text: str
    encoding: str
    repairs: tuple[str, ...] = ()
    stated: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Skipped:
    """A file or table row that gave no article, and why."""

    file: str
    reason: str


Reader = Callable[[str, bytes], Iterator[Document | Skipped]]


def documents(name: str, data: bytes) -> Iterator[Document | Skipped]:
    """The documents in a file; a Skipped where there is none. Never raises for what the bytes are."""
    try:
        yield from READERS[suffix(name)](name, data)
    except NotText as error:
        yield Skipped(name, str(error))
    except ModuleNotFoundError as error:
        extra = suffix(name)[1:].replace("htm", "html").replace("htmll", "html")
        yield Skipped(name, f"needs the package {error.name}: pip install 'nbutils[{extra}]'")


def suffix(name: str) -> str:
    """The ending of a file name, in lower case, with its dot."""
    base = name.rsplit("/", 1)[-1]
    return "." + base.rsplit(".", 1)[-1].lower() if "." in base[1:] else ""


def _plain(name: str, data: bytes) -> Iterator[Document | Skipped]:
    yield _document(name, decode(data))


def _document(name: str, decoded: Decoded, stated: Mapping[str, Any] | None = None, note: str = "") -> Document | Skipped:
    if not decoded.text.strip():
        return Skipped(name, "empty")
    if len(decoded.text) > LONGEST:
        return Skipped(name, TOO_LONG)
    repairs = (*decoded.repairs, note) if note else decoded.repairs
    return Document(name, decoded.text, decoded.encoding, repairs, stated or {})


def _from_string(text: str, encoding: str) -> Decoded:
    """A text that came as a string (a table's cell): newlines as LF, lone surrogates, which no file can hold, made U+FFFD."""
    clean, lone = LONE_SURROGATE.subn("\ufffd", text)
    repairs = (f"{lone} lone surrogates replaced",) if lone else ()
    return Decoded(clean.replace("\r\n", "\n").replace("\r", "\n"), encoding, repairs)


def _html(name: str, data: bytes) -> Iterator[Document | Skipped]:
    import trafilatura

    declared = _CHARSET.search(data[:4096])
    decoded = decode(data, declared[1].decode("ascii") if declared else None)
    text = trafilatura.extract(decoded.text, output_format="markdown", favor_recall=True, include_tables=True)
    if not text:
        text = trafilatura.html2txt(decoded.text)
    if not text and len(decoded.text) > LONGEST:  # the parser gives up on a passage of ten million characters
        raise NotText(TOO_LONG)
    found = trafilatura.extract_metadata(decoded.text, date_config={"extensive_search": False, "original_date": True})
    stated = {k: v for k in ("title", "date", "author", "url", "sitename") if (v := getattr(found, k, None))}
    note = "article text taken out of the HTML page"
    yield _document(name, Decoded(text or "", decoded.encoding, decoded.repairs), stated, note)


def _docx(name: str, data: bytes) -> Iterator[Document | Skipped]:
    import zipfile

    import docx

    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            if sum(info.file_size for info in packed.infolist()) > UNPACKED_LIMIT:
                raise NotText("unpacks to more than 512 MB")
        word = docx.Document(io.BytesIO(data))
    except (zipfile.BadZipFile, KeyError, ValueError) as error:
        raise NotText("not a Word file, or damaged: open it in Word and save it again as .docx") from error
    lines = [line for item in word.iter_inner_content() for line in _word_lines(item)]
    about = word.core_properties
    stated = {"title": about.title, "author": about.author, "date": about.created}
    yield _document(name, Decoded("\n\n".join(lines), "docx", ()), stated, "text taken out of the Word file")


def _word_lines(item: Any) -> Iterator[str]:
    """A paragraph or table of a Word file as Markdown lines, so headings and lists stay what they are."""
    if hasattr(item, "rows"):
        yield "\n".join(" | ".join(" ".join(cell.text.split()) for cell in row.cells) for row in item.rows)
        return
    style = item.style.name if item.style is not None else ""
    text = item.text.strip()
    if text and style == "Title":
        yield f"# {text}"
    elif text and style.startswith("Heading"):
        yield f"{'#' * (int(style[-1]) + 1 if style[-1].isdigit() else 2)} {text}"
    elif text:
        yield f"- {text}" if style.startswith("List") else text


def _csv(name: str, data: bytes) -> Iterator[Document | Skipped]:
    decoded = decode(data)
    csv.field_size_limit(1 << 30)
    delimiter = "\t" if suffix(name) == ".tsv" else ","
    rows = csv.DictReader(_lines(decoded.text), delimiter=delimiter)
    try:
        if decoded.text.count("\n") > MOST_ROWS:  # a row may have many lines, and has at least one
            _need_few(sum(1 for _ in csv.reader(_lines(decoded.text), delimiter=delimiter)) - 1)
        yield from _table(name, rows, rows.fieldnames or (), decoded)
    except csv.Error as error:
        yield Skipped(name, f"not a good CSV table after row {rows.line_num}: {error}")


def _jsonl(name: str, data: bytes) -> Iterator[Document | Skipped]:
    decoded = decode(data)
    _need_few(sum(1 for line in _lines(decoded.text) if line.strip()))
    rows = (_json_row(line) for line in _lines(decoded.text) if line.strip())
    yield from _table(name, rows, (TEXT_COLUMN,), decoded)


def _lines(text: str) -> Iterator[str]:
    """The lines with their ends, one at a time: a list of them would take as much memory as the text again."""
    start = 0
    while start < len(text):
        end = text.find("\n", start) + 1 or len(text)
        yield text[start:end]
        start = end


def _need_few(rows: int) -> None:
    if rows > MOST_ROWS:
        raise NotText(
            f"a table of {rows:,} rows: at most {MOST_ROWS:,} are read together; split it and read the parts one by one"
        )


def _json_row(line: str) -> Mapping[str, Any]:
    try:
        row = json.loads(line)
    except (ValueError, RecursionError):
        return {"": "is not JSON"}
    return row if isinstance(row, dict) else {"": "is not a JSON object"}


def _parquet(name: str, data: bytes) -> Iterator[Document | Skipped]:
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        table = pq.ParquetFile(io.BytesIO(data))
        _need_few(table.metadata.num_rows)
        rows = (row for batch in table.iter_batches(1024) for row in batch.to_pylist())
        yield from _table(name, rows, table.schema_arrow.names, Decoded("", "parquet", ()))
    except NotText:
        raise
    except (pa.ArrowException, OSError, ValueError) as error:
        raise NotText(f"not a good Parquet table: {str(error).splitlines()[0]}") from error


def _table(name: str, rows: Any, columns: Any, decoded: Decoded) -> Iterator[Document | Skipped]:
    """A document per row, named by the column `id`, else by the row number."""
    if TEXT_COLUMN not in columns:
        yield Skipped(name, f"a table without a column '{TEXT_COLUMN}': it has {', '.join(map(str, columns)) or 'none'}")
        return
    seen: dict[str, int] = {}
    for number, row in enumerate(rows, start=1):
        key = LONE_SURROGATE.sub("\ufffd", str(row.get("id") or number).strip())
        seen[key] = seen.get(key, 0) + 1
        article = f"{name}#{key}" if seen[key] == 1 else f"{name}#{key}~{seen[key]}"
        text = row.get(TEXT_COLUMN)
        if not isinstance(text, str):
            yield Skipped(article, f"row {number} {row.get('') or f'has no {TEXT_COLUMN}'}")
            continue
        found = _from_string(text, decoded.encoding)
        stated = {k: v for k, v in row.items() if isinstance(k, str) and k != TEXT_COLUMN}
        yield _document(article, found, stated, f"id {key} stands more than once" if seen[key] > 1 else "")
    if not seen:
        yield Skipped(name, "a table without a row")


READERS: dict[str, Reader] = {
    **dict.fromkeys(PLAIN, _plain), ".html": _html, ".htm": _html, ".docx": _docx,
    ".csv": _csv, ".tsv": _csv, ".jsonl": _jsonl, ".ndjson": _jsonl, ".parquet": _parquet,
}  # fmt: skip
TABLES = (".csv", ".tsv", ".jsonl", ".ndjson", ".parquet")
