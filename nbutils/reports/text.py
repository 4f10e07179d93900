"""Text as pages show it: neutralised, escaped, and marked up as an answer, a quote or a link."""

import re
from dataclasses import dataclass
from html import escape
from typing import Protocol

# C0 and C1 controls but tab and newline; bidi marks, embeddings, overrides and isolates; line and paragraph separators;
# lone surrogates; the byte order mark; interlinear annotation; the invisible tag characters that can carry hidden text.
_UNSAFE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u206f"
    "\ud800-\udfff\ufeff\ufff9-\ufffb\U000e0000-\U000e007f]"
)
FIGURE_NAME = re.compile(r"[a-z0-9-]+")  # safe as an id, in an address and as a file name
_OUTSIDE = "{!r} leads out of the report; a link names a page beside this one or a #place on it"
_COLOURS = re.compile(r"\x1b\[[0-9;]*m")
_INSIDE = re.compile(r"#[^\s:]+|[\w.-][\w./%-]*(?:#[^\s:]+)?")


class Html(Protocol):
    """Anything that shows itself as HTML; tables insert such a cell as it is."""

    def _repr_html_(self) -> str: ...


def shown(text: str) -> str:
    """The text with each character that hides, reorders or breaks text shown as �, one for one: offsets still hold."""
    return _UNSAFE.sub("\ufffd", text)


def uncoloured(text: str) -> str:
    """The text without a terminal's colour codes."""
    return _COLOURS.sub("", text)


def escaped(text: object) -> str:
    """The text as it may stand in HTML, in an element or in a quoted attribute."""
    return escape(shown(str(text)))


@dataclass(frozen=True)
class Answer:
    """A notebook's answer in short: the box on its page and the text of its card on the index."""

    text: str

    def _repr_html_(self) -> str:
        return f'<p class="answer">{escaped(self.text)}</p>'

    def __repr__(self) -> str:
        return shown(self.text)


@dataclass(frozen=True)
class Quote:
    """An article's own words, with the place they stand; `href` leads there."""

    words: str
    article: str
    line: int
    href: str = ""

    def _repr_html_(self) -> str:
        cite = cited(self.article, self.line, self.href)
        return f'<blockquote class="evidence">“{escaped(self.words)}” <cite>{cite}</cite></blockquote>'

    def __repr__(self) -> str:
        return shown(f"“{self.words}” ({self.article}, line {self.line})")


@dataclass(frozen=True)
class Link:
    """Words that lead to another place of the report."""

    words: str
    href: str

    def _repr_html_(self) -> str:
        return f'<a href="{escaped(self.href)}">{escaped(self.words)}</a>'

    def __repr__(self) -> str:
        return shown(f"{self.words} ({self.href})")


def answer(text: str) -> Answer:
    """The answer in short of a notebook, one paragraph.

    Raises ValueError when there is nothing to say.
    """
    if not text.strip():
        raise ValueError("an answer needs words; this one is blank")
    return Answer(" ".join(text.split()))


def quote(text: str, article: str, line: int, href: str = "") -> Quote:
    """The words of an article as evidence; `line` is 1-based, `href` the address of the place on the article's page.

    `nbutils.questions.quoted.quoter` gives quotes their address; a quote on a page of the report without one fails its tests.
    Raises ValueError for an address that leads out of the report.
    """
    if href and not is_inside(href):
        raise ValueError(_OUTSIDE.format(href))
    return Quote(text, article, line, href)


def cited(article: str, line: int, href: str) -> str:
    """Where words stand, as HTML, with a link where there is an address."""
    words = f"{escaped(article)}, line {line}"
    return f'<a href="{escaped(href)}">{words}</a>' if href else words


def link(text: str, href: str) -> Link:
    """A link inside the report: `#figure-name`, `01-corpus.html` or `01-corpus.html#figure-name`.

    Raises ValueError for any other address: pages open offline and lead nowhere else.
    """
    if not is_inside(href):
        raise ValueError(_OUTSIDE.format(href))
    return Link(text, href)


def is_inside(href: str) -> bool:
    """Whether an address is relative and stays in the report's folder."""
    return _INSIDE.fullmatch(href) is not None and ".." not in href
