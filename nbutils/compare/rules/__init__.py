"""The rules: each looks at two passages that stand near each other, and says whether and in what they part."""

from collections.abc import Callable

from nbutils.compare.partings import Near, Parting
from nbutils.compare.rules.category import category
from nbutils.compare.rules.counts import counts
from nbutils.compare.rules.lists import lists
from nbutils.compare.rules.restated import restated
from nbutils.compare.rules.units import units
from nbutils.compare.rules.wordings import RULES as WORDINGS

Rule = Callable[[Near], Parting | None]

RULES: tuple[Rule, ...] = (units, restated, counts, lists, category, *WORDINGS)
