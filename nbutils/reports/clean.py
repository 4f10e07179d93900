"""The second wall: only the elements and attributes a page needs get through, whatever a notebook shows."""

import re

import bleach  # type: ignore[import-untyped]  # ships no types; nbconvert brings it

from nbutils.reports.text import is_inside, shown

_BLOCKS = {
    "blockquote",
    "details",
    "div",
    "dd",
    "dl",
    "dt",
    "figcaption",
    "figure",
    "hr",
    "li",
    "ol",
    "p",
    "pre",
    "summary",
    "ul",
}
_WORDS = {
    "a",
    "abbr",
    "b",
    "br",
    "cite",
    "code",
    "del",
    "em",
    "i",
    "img",
    "mark",
    "q",
    "s",
    "small",
    "span",
    "strong",
    "sub",
    "sup",
}
_TABLES = {"caption", "table", "tbody", "td", "tfoot", "th", "thead", "tr"}
_TAGS = {"h1", "h2", "h3", "h4", "h5", "h6"} | _BLOCKS | _WORDS | _TABLES
_ATTRIBUTES = {
    "a": {"href"},
    "abbr": {"title"},
    "img": {"alt", "src"},
    "td": {"colspan", "rowspan"},
    "th": {"colspan", "rowspan", "scope"},
}
_EVERYWHERE = {"aria-label", "class", "dir", "id", "lang", "role", "tabindex"}
_IMAGE = re.compile(r'<img(?: [\w-]+="[^"]*")*>')  # as bleach writes them
_PICTURE = re.compile(r"data:image/(?:svg\+xml|png|jpeg);base64,[A-Za-z0-9+/=]+")


def clean_html(html: str) -> str:
    """The HTML without script, style, handlers, forms, frames and addresses that lead out of the report.

    An element that may not stand is shown as the text it is; an attribute that may not stand is dropped.
    """
    # http is named because bleach takes a relative address for one of http; _allowed refuses real ones.
    cleaned = bleach.clean(shown(html), tags=_TAGS, attributes=_allowed, protocols={"http", "data"})
    return _IMAGE.sub(_picture_or_words, cleaned)


def _picture_or_words(match: re.Match[str]) -> str:
    """An image as it is, or what it shows in words where its address did not get through."""
    words = re.search(r' alt="([^"]*)"', match.group())
    return match.group() if ' src="' in match.group() else words.group(1) if words else ""


def _allowed(tag: str, name: str, value: str) -> bool:
    """Whether an attribute may stand."""
    if name == "href":
        return tag == "a" and is_inside(value)
    if name == "src":
        return tag == "img" and _PICTURE.fullmatch(value) is not None
    if name == "tabindex":
        return value == "0"
    return name in _EVERYWHERE or name in _ATTRIBUTES.get(tag, ())
