"""Pairs of passages that stand near each other, and what a rule says when it finds that they part."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

import numpy as np

from nbutils.compare.passages import Passage
from nbutils.compare.vectors import Space, likeness

# Worst first; the statuses of findings with a record stand among those without.
STATUSES = (
    "contradiction", "record-contradicted", "conflict-if", "tension", "drift", "outdated", "contested", "record-supported",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Near:
    """Two passages that may speak of the same thing, how alike their contexts are, and every word's rarity."""

    one: Passage
    other: Passage
    context: float
    rarity: Mapping[str, float]

    @property
    def shared(self) -> dict[str, float]:
        """The words that both have, with their rarity."""
        return {stem: self.rarity[stem] for stem in sorted(self.one.bag & self.other.bag)}

    @property
    def shared_rarity(self) -> float:
        """How much the words in common say: the sum of their rarities, in natural logarithms of passages per passage."""
        return sum(sorted(self.shared.values()))

    @property
    def same_article(self) -> bool:
        """Whether both stand in one article."""
        return self.one.article == self.other.article

    @property
    def adjoining(self) -> bool:
        """Whether both stand in one paragraph, where a writer contrasts on purpose."""
        return self.same_article and self.one.block == self.other.block


@dataclass(frozen=True, slots=True)
class Parting:
    """What a rule found: two passages, status, severity (3 is worst), what parts in words, the readings under which it holds.

    `slots` are rows of (slot, value of one, value of the other, whether they agree).
    """

    rule: str
    status: str
    severity: int
    one: Passage
    other: Passage
    summary: str
    readings: tuple[str, ...] = ()
    slots: tuple[tuple[str, str, str, bool], ...] = field(default=())


def near_pairs(space: Space) -> Iterator[Near]:
    """The pairs of passages whose contexts are nearest, in order."""
    first, second = space.near
    alike = likeness(space.contexts, space.contexts, first, second)
    for i, j, value in zip(first.tolist(), second.tolist(), np.round(alike, 6).tolist(), strict=True):
        yield Near(space.passages[i], space.passages[j], value, space.rarity)
