"""The headings of a page: their ids, and the contents list made from them."""

import re
from dataclasses import dataclass

from bs4 import BeautifulSoup, Tag


@dataclass(frozen=True)
class Heading:
    """A section of a page, as its contents list names it."""

    id: str
    text: str


@dataclass(frozen=True)
class Outline:
    """A page's HTML in two parts, with the sections it has.

    `opening` is the question and the first section, the answer in short; the contents list goes between it and `rest`.
    """

    opening: str
    rest: str
    headings: list[Heading]


def outline(html: str) -> Outline:
    """Give every section heading an id and cut the page before its second section."""
    soup = BeautifulSoup(html, "html.parser")
    taken = {str(tag["id"]) for tag in soup.find_all(id=True)}
    for tag in soup.find_all(["h2", "h3"]):
        tag["id"] = _free(_slug(tag.get_text()), taken)
    headings = [_heading(tag) for tag in soup.find_all("h2")]
    text = str(soup)
    cut = text.index(f'<h2 id="{headings[1].id}"') if len(headings) > 1 else len(text)
    return Outline(text[:cut], text[cut:], headings)


def _heading(tag: Tag) -> Heading:
    return Heading(str(tag["id"]), " ".join(tag.get_text().split()))


def _slug(text: str) -> str:
    """The words of a heading, joined by hyphens."""
    return "-".join(re.findall(r"[a-z0-9]+", text.lower())) or "section"


def _free(slug: str, taken: set[str]) -> str:
    """The slug, or the first of slug-2, slug-3 … that no element has; `taken` learns it."""
    # `main` is the id of the page's own landmark
    number, free = 1, slug
    while free in taken or free == "main":
        number += 1
        free = f"{slug}-{number}"
    taken.add(free)
    return free
