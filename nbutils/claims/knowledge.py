"""What packs teach, ready for use, and whether articles treat a pack's subject."""

from collections.abc import Sequence
from dataclasses import dataclass

from nbutils.claims.registry import Registry, registry
from nbutils.mentions.names import Gazetteer, gazetteer
from nbutils.packs.load import Pack, predicates

_TELLING = frozenset(("body", "operation", "treaty", "document"))


@dataclass(frozen=True, slots=True)
class Knowledge:
    """What the packs teach, ready for use: predicates by their words, names by their first word, periods, the topic."""

    registry: Registry
    names: Gazetteer
    periods: Gazetteer
    topic: str = ""


def knowledge(packs: Sequence[Pack]) -> Knowledge:
    """The knowledge of these packs and of the general one."""
    periods = Gazetteer()
    for pack in packs:
        for period in pack.periods:
            for form in (period.name, *period.aliases):
                periods.add(form, period.value, period.name)
    entities = [entity for pack in packs for entity in pack.entities]
    topic = next((pack.about.topic for pack in packs if pack.about.topic), "")
    return Knowledge(registry(predicates(packs)), gazetteer(entities), periods, topic)


def treats(pack: Pack, texts: Sequence[str]) -> bool:
    """Whether articles treat a pack's subject: half of them name its topic, and together enough of its bodies and treaties."""
    names = gazetteer(pack.entities)
    found = [list(names.find(text)) for text in texts]
    told = {name.canonical for row in found for name in row if name.type in _TELLING}
    on_topic = sum(any(name.canonical == pack.about.topic for name in row) for row in found)
    return len(told) >= pack.about.least_entities and (not pack.about.topic or 2 * on_topic >= max(len(texts), 1))
