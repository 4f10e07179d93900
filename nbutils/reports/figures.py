"""Figures as pages show them: SVG with alternative text and caption, legible on a phone, in the dark and in grey."""

import base64
import io
import re
import sys
import warnings
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from typing import Any

import matplotlib as mpl
from cycler import cycler
from matplotlib.axes import Axes
from matplotlib.figure import Figure as Canvas
from matplotlib.legend import Legend
from matplotlib.text import Text

from nbutils.reports.text import FIGURE_NAME, escaped, shown

INK, SOFT, MUTED, GRID, PAPER = "#1f2328", "#59636e", "#c9d3dd", "#d8dee4", "#ffffff"
# Dark to light, so they part in grey as well; each stands 3:1 off the paper. Hatches go with them: never colour alone.
COLOURS = ("#123f6d", "#b3410e", "#178074", "#a87900")
HATCHES = ("", "////", "....", "xxxx")
LINES = ("-", "--", "-.", ":")

# The same tones for a dark page. matplotlib leaves the fill of black text out, hence the rule for it below.
_DARK = {
    INK: "#e6edf3",
    "#000000": "#e6edf3",
    SOFT: "#9da7b1",
    MUTED: "#46525f",
    GRID: "#3d444d",
    PAPER: "#171b21",
    COLOURS[0]: "#8cb9ee",
    COLOURS[1]: "#f0936b",
    COLOURS[2]: "#56c2b2",
    COLOURS[3]: "#e0b84c",
}
_STYLE: dict[Any, Any] = {  # matplotlib's stubs know its keys by a list of literals
    "svg.hashsalt": "nbutils",  # ids follow from the content, not from chance
    "svg.fonttype": "none",
    "text.parse_math": False,  # a dollar sign in an article is a dollar sign
    "font.family": "sans-serif",
    "font.sans-serif": ["DejaVu Sans", "sans-serif"],  # ships with matplotlib: the same layout on every machine
    "font.size": 11,
    "text.color": INK,
    "axes.labelcolor": INK,
    "axes.edgecolor": SOFT,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.axisbelow": True,
    "axes.titlesize": 11,
    "axes.titlelocation": "left",
    "axes.prop_cycle": cycler(color=COLOURS) + cycler(linestyle=LINES),
    "xtick.color": SOFT,
    "ytick.color": SOFT,
    "xtick.labelcolor": INK,
    "ytick.labelcolor": INK,
    "grid.color": GRID,
    "hatch.linewidth": 0.8,
    "legend.frameon": False,
    "figure.facecolor": PAPER,
    "axes.facecolor": PAPER,
    "savefig.facecolor": PAPER,
}
_PLACES = re.compile(r'( (?:d|x|y|width|height)=)("[^"]*")')
_FONT = "system-ui, 'Segoe UI', Roboto, Arial, sans-serif"


@dataclass(frozen=True)
class Figure:
    """A drawn figure: its SVG, and the words that go with it."""

    name: str
    alt: str
    caption: str
    svg: str = field(repr=False)

    def _repr_html_(self) -> str:
        data = base64.b64encode(self.svg.encode()).decode("ascii")
        return (
            f'<figure id="{self.name}"><img alt="{escaped(self.alt)}" src="data:image/svg+xml;base64,{data}">'
            f"<figcaption>{escaped(self.caption)}</figcaption></figure>"
        )

    def __repr__(self) -> str:
        return shown(f"{self.caption} [figure {self.name}: {self.alt}]")


def style() -> AbstractContextManager[None]:
    """The report's drawing style, for a figure that is not begun with `new_figure`."""
    return mpl.rc_context(_STYLE)


def new_figure(height: float) -> tuple[Canvas, Axes]:
    """An empty figure in the report's style, `height` inches high, with its axes.

    It is 5 inches wide: on a phone 343 pixels wide its text of 11 points is still 10.5 pixels high.
    """
    with style():
        canvas = Canvas(figsize=(5, height), layout="constrained")
        axes = canvas.subplots()
    return canvas, axes


def figure(fig: Canvas, *, name: str, alt: str, caption: str) -> Figure:
    """The figure as pages show it, the same bytes each time; the matplotlib figure is closed.

    `name` is the figure's id on the page and part of its file name; `alt` says what is to be seen to somebody who
    cannot see it; `caption` says what it shows. Raises ValueError when one of them is missing.
    """
    if not FIGURE_NAME.fullmatch(name):
        raise ValueError(f"a figure's name is made of a-z, 0-9 and hyphens; {name!r} is not")
    for what, words in (("alternative text", alt), ("a caption", caption)):
        if not words.strip():
            raise ValueError(f"figure {name!r} needs {what} that says what it shows")
    drawn = _svg(fig)
    _close(fig)
    return Figure(name, " ".join(alt.split()), caption, drawn)


def _svg(fig: Canvas) -> str:
    """The figure as SVG text without a date, tidied, with tones for a dark page."""
    for item in fig.findobj(Text):
        item.set_parse_math(False)
    for legend in fig.findobj(Legend):
        legend.get_frame().set(linewidth=0, facecolor=PAPER)  # a legend made outside the style has a box
    buffer = io.StringIO()
    with style(), warnings.catch_warnings():
        # The browser has glyphs that the font used for measuring lacks: Chinese titles are no fault.
        warnings.filterwarnings("ignore", message="Glyph .* missing from font")
        fig.savefig(buffer, format="svg", metadata=dict.fromkeys(("Date", "Creator", "Format", "Type")))
    return _tidied(buffer.getvalue())


def _tidied(svg: str) -> str:
    """Drop the prolog, blanks, needless digits and groups, name the reader's own fonts once, add the dark tones."""
    svg = svg[svg.index("<svg ") :]
    svg = re.sub(r" font-family: 'DejaVu Sans'[^;\"]*;", "", svg)
    svg = re.sub(r' transform="rotate\(-0 [^"]*"', "", svg)
    svg = re.sub(r">\s+<", "><", svg)
    svg = re.sub(r"\s*\n", " ", svg)
    # Two decimals are finer than any screen, and the same on machines whose floats part in the last digit.
    svg = _PLACES.sub(lambda found: found[1] + _short(found[2]), svg)
    svg = _without_groups(svg)
    return shown(svg.replace("</style>", f"text{{font-family:{_FONT}}}{_dark_rules(svg)}</style>", 1))


def _short(places: str) -> str:
    """Coordinates with two decimals at most and no blank that the letters of a path make needless."""
    return re.sub(r" ?([A-Za-z\"]) ?", r"\1", re.sub(r"(\.\d\d)\d+", r"\1", places))


def _without_groups(svg: str) -> str:
    """The SVG without the names of groups that nothing refers to, without empty groups and those of one text alone."""
    used = set(re.findall(r"#([\w.-]+)", svg))
    svg = re.sub(r'<g id="([^"]*)"', lambda found: found.group() if found[1] in used else "<g", svg)
    return re.sub(r"<g>(<text[^>]*>[^<]*</text>)</g>", r"\1", svg.replace("<g/>", ""))


def _dark_rules(svg: str) -> str:
    """CSS that swaps each tone of a figure for its dark one; a viewer that knows no media queries keeps the light ones."""
    rules = [f"text:not([style*='fill']){{fill:{_DARK[INK]}}}"]
    for light, dark in ((light, dark) for light, dark in _DARK.items() if light in svg):
        rules.append(f"[style*='fill: {light}'],[fill='{light}']{{fill:{dark}!important}}")
        rules.append(f"[style*='stroke: {light}']{{stroke:{dark}!important}}")
    return f"@media screen and (prefers-color-scheme:dark){{{''.join(rules)}}}"


def _close(fig: Canvas) -> None:
    """Let pyplot forget the figure, where pyplot is in use at all: importing it takes a third of a second."""
    pyplot = sys.modules.get("matplotlib.pyplot")
    if pyplot is not None:
        pyplot.close(fig)
