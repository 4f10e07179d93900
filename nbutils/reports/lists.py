"""Lists as pages show them: an entry per article with what belongs to it, readable on a phone where a table is not."""

from collections.abc import Sequence
from dataclasses import dataclass

from nbutils.reports.cells import Displayed
from nbutils.reports.text import Html, escaped, shown


@dataclass(frozen=True)
class Entry:
    """A name with the things that belong to it; text is escaped, a `Quote` or `Link` shows itself; `id` is its place."""

    name: str
    things: Sequence[str | Html]
    id: str = ""

    def _repr_html_(self) -> str:
        things = "".join(f"<li>{_html(thing)}</li>" for thing in self.things)
        place = f' id="{escaped(self.id)}"' if self.id else ""
        return f'<li{place}><span class="entry">{escaped(self.name)}</span><ul>{things}</ul></li>'

    def __repr__(self) -> str:
        return shown("\n".join([self.name, *(f"  {thing}" for thing in self.things)]))


@dataclass(frozen=True)
class Entries(Displayed):
    """Entries below one another, with a caption over them."""

    entries: Sequence[Entry]
    caption: str

    def _repr_html_(self) -> str:
        inner = "".join(entry._repr_html_() for entry in self.entries)
        return f'<p class="caption">{escaped(self.caption)}</p><ul class="entries">{inner}</ul>'

    def __repr__(self) -> str:
        return "\n".join([shown(self.caption), *map(repr, self.entries)])


@dataclass(frozen=True)
class Folds(Displayed):
    """Entries that a reader opens one by one, for lists too long to stand open; in print all are open."""

    entries: Sequence[Entry]
    caption: str

    def _repr_html_(self) -> str:
        return f'<p class="caption">{escaped(self.caption)}</p>' + "".join(map(self._fold, self.entries))

    def _fold(self, entry: Entry) -> str:
        things = "".join(f"<li>{_html(thing)}</li>" for thing in entry.things)
        return f'<details class="fold"><summary>{escaped(entry.name)}</summary><ul>{things}</ul></details>'

    def __repr__(self) -> str:
        return "\n".join([shown(self.caption), *map(repr, self.entries)])


def _html(thing: str | Html) -> str:
    return escaped(thing) if isinstance(thing, str) else thing._repr_html_()
