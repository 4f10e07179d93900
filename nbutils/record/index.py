"""The facts of a record by their subject and by what kind of value they have, looked up for every passage."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from functools import cached_property
from itertools import groupby

from nbutils.record.amounts import measure
from nbutils.record.facts import Fact
from nbutils.record.families import property_of

YES = ("yes", "true")


class Facts:
    """Facts by subject: all of them, the dated, the numbers, the names, the statuses, the plain truths."""

    def __init__(self, facts: Iterable[Fact]) -> None:
        self._of: dict[str, list[Fact]] = defaultdict(list)
        for fact in facts:
            self._of[fact.subject].append(fact)
        self._moments = self._where(lambda fact: fact.is_moment)
        self._truths = self._where(lambda fact: fact.value.lower() in YES)
        self._statuses = self._where(is_status)
        self._numbers = {s: _by_property(rows) for s, rows in self._where(lambda fact: measure(fact) is not None).items()}
        self._names = {s: _by_property(rows) for s, rows in self._where(is_name).items()}

    def _where(self, test: Callable[[Fact], bool]) -> dict[str, list[Fact]]:
        return {subject: kept for subject, rows in self._of.items() if (kept := [fact for fact in rows if test(fact)])}

    def of(self, subject: str) -> Sequence[Fact]:
        """All facts of a subject."""
        return self._of.get(subject, ())

    def moments(self, subject: str) -> Sequence[Fact]:
        """Those whose value is a date."""
        return self._moments.get(subject, ())

    def truths(self, subject: str) -> Sequence[Fact]:
        """Those whose value is yes."""
        return self._truths.get(subject, ())

    def statuses(self, subject: str) -> Sequence[Fact]:
        """Those that say in what state it is."""
        return self._statuses.get(subject, ())

    def numbers(self, subject: str) -> Sequence[list[Fact]]:
        """Those whose value is a number, the rows of each property together."""
        return self._numbers.get(subject, ())

    def names(self, subject: str) -> Sequence[list[Fact]]:
        """Those whose value is a name, the rows of each property together."""
        return self._names.get(subject, ())

    @cached_property
    def telling(self) -> list[tuple[str, str]]:
        """(value, subject) of rows that end, where the value is a name of two words or more that is of one subject alone."""
        rows = [fact for groups in self._names.values() for group in groups for fact in group]
        ended = [(fact.value, fact.subject) for fact in rows if fact.valid_to and " " in fact.value]
        owners = Counter(value for value, _ in set(ended))
        return [(value, subject) for value, subject in ended if owners[value] == 1 and value not in self._of]


def is_name(fact: Fact) -> bool:
    """Whether a fact's value is a name: no date, number or yes, and with a capital."""
    return not fact.is_moment and measure(fact) is None and fact.value.lower() not in YES and fact.value[:1].isupper()


def is_status(fact: Fact) -> bool:
    """Whether a fact says in what state its subject is."""
    return property_of(fact.property).head == "status" or fact.property.endswith(" status")


def _by_property(rows: Iterable[Fact]) -> list[list[Fact]]:
    ordered = sorted(rows, key=lambda fact: fact.property)
    return [list(same) for _, same in groupby(ordered, key=lambda fact: fact.property)]
