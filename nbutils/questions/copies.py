"""What stands in more than one place in the same words? Copied passages as arcs over the articles' strips, and as quotes."""

from collections.abc import Sequence
from itertools import pairwise
from typing import Any

from matplotlib.patches import PathPatch
from matplotlib.path import Path

from nbutils.questions.quoted import quoter
from nbutils.questions.reading import Reading, capital, count, first_of, number, rows_of, shortened
from nbutils.questions.strips import strips
from nbutils.reports.figures import COLOURS, INK, LINES, figure
from nbutils.reports.lists import Entries, Entry
from nbutils.store import Audit

SHOWN_ARCS, SHOWN_COPIES, SHOWN_PLACES = 80, 20, 6
_LOOK = {"exact": (INK, LINES[0]), "near": (COLOURS[1], LINES[1])}
_EDGE = 0.3  # of a strip's height: where an arc begins

End = tuple[int, float]  # the row of a strip, and the character in the middle of the passage


def copied_passages(audit: Audit) -> Reading:
    """Passages in one wording as arcs: whole lines where the words are the same, broken ones where nearly."""
    frame = audit.copies
    between = sum(len({piece["article"] for piece in row.evidence}) > 1 for row in rows_of(frame))
    sentence = (
        f"{capital(count(len(frame), 'passage stands', 'passages stand'))} in more than one place in the same words or nearly; "
        f"{number(between)} of them in more than one article."
    )
    if frame.empty:
        return Reading("No passage stands in two places in the same words or nearly.", frame, None)
    canvas, axes, shown = strips(audit, height=0.75)
    places = {article: row for row, article in enumerate(shown)}
    for row in rows_of(frame.head(SHOWN_ARCS)):
        for one, other in pairwise(_ends(row.evidence, places)):
            colour, line = _LOOK[row.kind]
            axes.add_patch(PathPatch(_arc(one, other), fill=False, edgecolor=colour, linestyle=line, linewidth=1.2))
    links = [
        f"{' and '.join(dict.fromkeys(shown.get(p['article'], '') for p in row.evidence))}" for row in rows_of(frame.head(12))
    ]
    caption = (
        f"Copied passages: unbroken where exact, broken where nearly the same.{first_of(len(frame), 'passages', SHOWN_ARCS)}"
    )
    alt = f"Arcs over the articles’ blocks join the same words. {count(len(frame), 'passage')}; first {'; '.join(links)}."
    return Reading(sentence, frame, figure(canvas, name="copies", alt=alt, caption=caption))


def copy_list(audit: Audit) -> Reading:
    """The copied passages in their own words, longest first."""
    quoted, entries = quoter(audit), []
    for row in rows_of(audit.copies.head(SHOWN_COPIES)):
        passages = _passages(row.evidence)
        quotes = [
            quoted(shortened(" ".join(p["quote"] for p in pieces)), *(pieces[0][key] for key in ("article", "start", "line")))
            for pieces in passages[:SHOWN_PLACES]
        ]
        more = [f"and in {count(len(passages) - SHOWN_PLACES, 'more place')}"] if len(passages) > SHOWN_PLACES else []
        words = "The same words" if row.kind == "exact" else "Nearly the same words"
        entries.append(
            Entry(f"{words}, {row.words} of them, in {number(len(passages))} places", [*quotes, *more], f"copy-{row.copy}")
        )
    exact = int((audit.copies["kind"] == "exact").sum())
    sentence = f"{capital(number(exact))} exact, {number(len(audit.copies) - exact)} nearly the same."
    caption = f"Copied passages, longest first.{first_of(len(audit.copies), 'passages', SHOWN_COPIES)}"
    return Reading(sentence, audit.copies, Entries(entries, caption) if entries else None)


def _passages(evidence: Sequence[Any]) -> list[list[Any]]:
    """The pieces of each place: sentences that follow one another in the list belong to one passage of `count` sentences."""
    first = sum(piece["side"] == "a" for piece in evidence)
    return [list(evidence[at : at + first]) for at in range(0, len(evidence), first)]


def _ends(evidence: Sequence[Any], places: dict[str, int]) -> list[End]:
    passages = (pieces for pieces in _passages(evidence) if pieces[0]["article"] in places)
    return [(places[pieces[0]["article"]], (pieces[0]["start"] + pieces[-1]["end"]) / 2) for pieces in passages]


def _arc(one: End, other: End) -> Path:
    """A curve from a strip to another below it; within one strip it goes over its edge."""
    (row, x), (below, end) = one, other
    if row == below:
        points = [(x, row - _EDGE), (x, row - 2 * _EDGE), (end, row - 2 * _EDGE), (end, row - _EDGE)]
    else:
        middle = (row + below) / 2
        points = [(x, row + _EDGE), (x, middle), (end, middle), (end, below - _EDGE)]
    return Path(points, [Path.MOVETO, Path.CURVE4, Path.CURVE4, Path.CURVE4])
