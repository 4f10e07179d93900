"""What a pack's files hold, and the check of them: an error names the file, the line and what to do."""

from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Any, Literal, TypeVar

import yaml
from pydantic import BaseModel, ConfigDict, Field, StringConstraints, TypeAdapter, ValidationError, model_validator

from nbutils.faults import Refusal

Words = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
Slot = Literal["time", "place", "quantity", "object"]
# What may be compared in a slot: one value ever; one at a time; several; an interval that holds all of it, or some of it;
# classes that exclude one another; a closed list; a definition; a direction (more or less of something).
Constraint = Literal[
    "single",
    "single-per-time",
    "many",
    "interval-exclusive",
    "interval-existential",
    "disjoint",
    "closed-list",
    "definition",
    "direction",
]
Kind = Literal[
    "event", "date", "quantity", "status", "membership", "role", "legal", "definition", "category", "uniqueness", "causal",
    "attribution", "evaluation", "prediction", "advice",
]  # fmt: skip


class BadPack(Refusal):
    """A pack's file breaks its schema; the message is one line with file, line and what to do."""


class Strict(BaseModel):
    """A row of a pack: unknown keys are mistakes."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Example(Strict):
    """A sentence with the slots that the predicate must fill from it, or `never`, where it must not be found."""

    text: Words
    subject: str = ""
    object: str = ""
    quantity: str = ""
    time: str = ""
    place: str = ""
    never: bool = False


class Predicate(Strict):
    """What a statement says of its subject, the words that say it, and what may be compared.

    `verbs` are lemmas, with a particle or preposition where it belongs to them ("set up", "consist of"); a verb with a
    preposition has its object behind it. "be" and words is a copula ("be member of"); "be ADJECTIVE"
    is any quality. `about` says which side of the verb
    the statement is about: the subject of the active verb, or its object ("found": the thing founded). `intransitive` verbs
    are about their subject in any case. `nouns` name it ("the founding of S", "S's height"), `adjectives` stand with a
    quantity ("120 m tall"), `labels` head a line of a facts list or a column.
    """

    id: Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9-]*$")]
    says: Words
    kind: Kind
    about: Literal["subject", "object"] = "subject"
    verbs: tuple[Words, ...] = ()
    intransitive: tuple[Words, ...] = ()
    nouns: tuple[Words, ...] = ()
    adjectives: tuple[Words, ...] = ()
    labels: tuple[Words, ...] = ()
    value: Annotated[tuple[Slot, ...], Field(min_length=1)]
    unit: Literal[
        "",
        "count",
        "money",
        "length",
        "area",
        "volume",
        "mass",
        "time",
        "speed",
        "power",
        "energy",
        "temperature",
        "percent",
        "any",
    ] = ""
    constraint: dict[Slot, Constraint]
    inverse: str = ""
    source: Words
    examples: Annotated[tuple[Example, ...], Field(min_length=1)]

    @property
    def lasts(self) -> bool:
        """Whether its time is a length of time, not a date: what lasts, how old, how often."""
        return "time" in self.value and self.kind == "quantity"

    @model_validator(mode="after")
    def _has_words(self) -> "Predicate":
        if not (self.verbs or self.intransitive or self.nouns or self.adjectives or self.labels):
            raise ValueError("a predicate needs words that say it: verbs, nouns, adjectives or labels")
        if extra := set(self.constraint) - set(self.value):
            raise ValueError(f"constraint names {', '.join(sorted(extra))}, which is not among value")
        if self.unit and "quantity" not in self.value:
            raise ValueError("a unit goes with quantity among value")
        return self


Type = Literal["organisation", "body", "operation", "person", "place", "state", "treaty", "document", "event", "concept", "thing"]


class Entity(Strict):
    """Something with a name: the fullest name, other names, what it is, and what it is part of."""

    name: Words
    aliases: tuple[Words, ...] = ()
    type: Type
    part_of: tuple[Words, ...] = ()
    source: str = ""


class Period(Strict):
    """A named stretch of time: EDTF bounds, with every reading that is in use."""

    name: Words
    aliases: tuple[Words, ...] = ()
    value: Words
    source: Words


class Layer(Strict):
    """A layer of the graph that articles on the subject describe: what stands in it.

    `types` of entities, single entities as `nodes` (that counts before their type), and things that texts speak of in common
    nouns: `words` gives each a name and the words that mean it.
    """

    layer: Words
    types: tuple[Type, ...] = ()
    nodes: tuple[Words, ...] = ()
    words: dict[Words, Annotated[tuple[Words, ...], Field(min_length=1)]] = {}


class RuleWords(Strict):
    """What a rule looks for, and what would make its report no conflict."""

    rule: Words
    says: Words
    unless: str = ""


class Theme(Strict):
    """A subject that runs through texts: a sentence treats it that has one of its terms, or names one of its entities.

    `terms` are whole words and phrases in any case, of which "*" at the end stands for any ending; `types` stands for all
    entities of a type.
    """

    id: Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9-]*$")]
    label: Words
    terms: Annotated[tuple[Words, ...], Field(min_length=1)]
    entities: tuple[Words, ...] = ()
    types: tuple[Type, ...] = ()
    source: Words
    examples: Annotated[tuple[Words, ...], Field(min_length=1)]
    never: Annotated[tuple[Words, ...], Field(min_length=1)]


class About(Strict):
    """What a pack is: its name, its version, and in how many of its entities a corpus must trade to be read with it."""

    name: Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9-]*$")]
    title: Words
    version: Words
    least_entities: Annotated[int, Field(ge=1)] = 3
    topic: str = ""
    licence: str = ""


# What the loaders raise for text that is no YAML, and for values that are not what their tag says ("!!int x").
UNREADABLE = (yaml.YAMLError, ValueError, LookupError, AttributeError, TypeError, OverflowError, RecursionError)
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # the loader in C, where it was built, is ten times as fast
Row = TypeVar("Row", bound=Strict)


def rows(path: Path, kind: type[Row]) -> tuple[Row, ...]:
    """The rows of a YAML file, which is a list; raises BadPack for the first that breaks the schema."""
    loaded = _loaded(path) or []
    if not isinstance(loaded, list):
        raise BadPack(f"{path}:1: the file must be a list of entries that begin with “- ”")
    found = []
    for number, row in enumerate(loaded):
        try:
            found.append(TypeAdapter(kind).validate_python(row))
        except ValidationError as error:
            # An unknown key is told first: the missing one is often the same word misspelt.
            first = min(error.errors(), key=lambda found: found["type"] != "extra_forbidden")
            line = _line_of(_composed(path), (number, *first["loc"]))
            raise BadPack(f"{path}:{line}: {_where(row, first['loc'])}: {first['msg'].removeprefix('Value error, ')}") from None
    return tuple(found)


def row(path: Path, kind: type[Row]) -> Row:
    """The one mapping of a YAML file; raises BadPack where it breaks the schema."""
    try:
        return TypeAdapter(kind).validate_python(_loaded(path))
    except ValidationError as error:
        first = error.errors()[0]
        raise BadPack(f"{path}:{_line_of(_composed(path), first['loc'])}: {_where({}, first['loc'])}: {first['msg']}") from None


def _loaded(path: Path) -> Any:
    try:
        return yaml.load(path.read_text("utf-8"), _LOADER)  # noqa: S506  # a safe loader
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise BadPack(f"{path}:{line}: not readable as YAML: {error.problem}") from None
    except UNREADABLE:
        raise BadPack(f"{path}:1: not readable as YAML: save it as text in UTF-8, without control characters") from None
    except OSError as error:
        raise BadPack(f"{path}:1: cannot be read: {error.strerror}") from None


def _composed(path: Path) -> yaml.Node | None:
    """The file as nodes that know their lines."""
    node: yaml.Node | None = yaml.compose(path.read_text("utf-8"), Loader=_LOADER)
    return node


def _where(row: Any, place: tuple[Any, ...]) -> str:
    name = row.get("id") or row.get("name") if isinstance(row, dict) else ""
    return " ".join(filter(None, (str(name or ""), ".".join(map(str, place)))))


def _line_of(node: yaml.Node | None, place: tuple[Any, ...]) -> int:
    """The line on which the value at a place (keys and numbers from the root) stands; the nearest that exists."""
    line = 1
    for step in place:
        node = next(_below(node, step), None)
        if node is None:
            return line
        line = node.start_mark.line + 1
    return line


def _below(node: yaml.Node | None, step: Any) -> Iterator[yaml.Node]:
    if isinstance(node, yaml.MappingNode):
        yield from (value for key, value in node.value if key.value == step)
    elif isinstance(node, yaml.SequenceNode) and isinstance(step, int):
        yield from node.value[step : step + 1]
