"""What an evaluation prints: plain tables of at most 100 columns, and which labels and findings to look at."""

from collections.abc import Callable, Iterable
from pathlib import Path
from textwrap import wrap
from typing import Any

import pandas as pd

from nbutils.evaluate.labels import check_texts, read_labels
from nbutils.evaluate.scores import WANTED, Scores, scores
from nbutils.evaluate.trials import by_kind, noise_floor, planted
from nbutils.store import Audit

WIDTH = 100
NOT_STATED = "–"
_LONGEST, _LONGEST_OF_TWO = 48, 34  # characters of a cell of text, where a table has one such column and where it has more
_HEADS = {"near_miss": "near miss", "look_alikes": "look-alikes", "right": "match", "interval": "95 %"}


def evaluate(audit: Audit, labels: Path, docs: Path, *, mutate: bool = False) -> list[str]:
    """The lines that `nbutils evaluate AUDIT LABELS FOLDER` prints; with `mutate` the trials without labels as well.

    Raises BadLabels where the labels cannot be used, or where the audit’s texts are not those of the folder.
    """
    placed = read_labels(labels, audit)
    check_texts(labels, audit, docs)
    lines = score_lines(scores(audit, placed))
    return [*lines, "", *trial_lines(planted(audit), noise_floor(audit))] if mutate else lines


def score_lines(found: Scores) -> list[str]:
    """Scores against labels as text."""
    missed = found.items.loc[~found.items["found"].astype(bool)].groupby("label")["id"].agg(list)
    alarms = found.items.loc[found.items["alarm"].astype(bool), "id"]
    unmatched = found.reports.loc[~found.reports["right"].astype(bool), "finding"]
    return [
        *text_table(found.overall, "Labels and reports"), "",
        *text_table(found.by_rule, "Reports by rule, and how many match a label"), "",
        *text_table(found.by_kind, "Labels by kind, and how many were found"), "",
        *(line for label in WANTED for line in _listed(f"Not found, {label}", missed.get(label, []))),
        *_listed("Reported, and must not be", alarms),
        *_listed("Reports that match no label", unmatched),
    ]  # fmt: skip


def trial_lines(outcomes: pd.DataFrame, floor: pd.DataFrame) -> list[str]:
    """The outcomes of planted changes, by kind, and the noise floor as text."""
    changes = by_kind(outcomes)
    return [
        *text_table(changes, "Changes planted in the articles’ own sentences, and how many were found"), "",
        *text_table(floor, "Where nothing may be found"),
    ]  # fmt: skip


def text_table(frame: pd.DataFrame, caption: str) -> list[str]:
    """A frame as lines of at most 100 columns: text on the left, numbers on the right, a share with its interval."""
    if frame.empty:
        return [caption, "  none"]
    shown = _with_interval(frame)
    texts = [name for name in shown.columns if _is_text(shown[name])]
    longest = _LONGEST if len(texts) < 2 else _LONGEST_OF_TWO
    columns = [[_HEADS.get(name, name), *(_cell(value, longest) for value in shown[name])] for name in shown.columns]
    sides = [str.ljust if name in texts else str.rjust for name in shown.columns]
    padded = [_padded(column, side) for column, side in zip(columns, sides, strict=True)]
    return [caption, *(f"  {'  '.join(cells)}".rstrip()[:WIDTH] for cells in zip(*padded, strict=True))]


def _with_interval(frame: pd.DataFrame) -> pd.DataFrame:
    """Low and high as one column of text in their place."""
    if "low" not in frame:
        return frame
    bounds = zip(frame["low"], frame["high"], strict=True)
    interval = [NOT_STATED if pd.isna(low) else f"{low:.2f}–{high:.2f}" for low, high in bounds]
    return frame.assign(low=interval).drop(columns="high").rename(columns={"low": "interval"})


def _is_text(column: "pd.Series[Any]") -> bool:
    return column.name != "interval" and any(isinstance(value, str) for value in column)


def _cell(value: object, longest: int) -> str:
    if isinstance(value, str):
        text = "".join(sign if sign.isprintable() else "\ufffd" for sign in value) or NOT_STATED
        return text if len(text) <= longest else f"{text[: longest - 1]}…"
    if str(value) in ("True", "False"):
        return "yes" if value else "no"
    if isinstance(value, float):
        return NOT_STATED if pd.isna(value) else f"{value:.2f}"
    return str(value)


def _padded(column: list[str], side: Callable[[str, int], str]) -> list[str]:
    width = max(map(len, column))
    return [side(cell, width) for cell in column]


def _listed(caption: str, ids: Iterable[str]) -> list[str]:
    """Ids in a paragraph under what they are; nothing where there are none."""
    words = [_cell(name, _LONGEST) for name in ids]
    return wrap(f"{caption} ({len(words)}): {', '.join(words)}", WIDTH, subsequent_indent="  ") if words else []
