"""The graph of what articles describe: nodes in layers, edges in the words of the sentence, and nothing that is not said."""

import json
import re
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from nbutils import engine, nb
from nbutils.exports.graph import graphml, json_ld, network
from nbutils.graph.edges import Edge, edges
from nbutils.graph.graph import graph
from nbutils.graph.nodes import Layers, Span, named
from nbutils.packs.load import load_pack
from nbutils.packs.schema import Layer
from nbutils.store import Audit, open_audit


def spans(text: str, *names: str) -> list[Span]:
    """The places of names in a text, each its own node."""
    return sorted((Span(at, at + len(name), name) for name in names if (at := text.find(name)) >= 0), key=lambda s: s.start)


STATED = [
    ("The Harbour Board owns the Old Dock.", [("Harbour Board", "owns the", "Old Dock")]),
    ("The Harbour Board’s main task was the Old Dock.", [("Harbour Board", "’s main task was the", "Old Dock")]),
    (
        "The Harbour Board (HB) runs the Old Dock and the North Pier.",
        [("Harbour Board", "runs the", "Old Dock"), ("Harbour Board", "runs the", "North Pier")],
    ),
    ("The tug lay at the Old Dock under the Harbour Board.", [("Old Dock", "under", "Harbour Board")]),
    ("The Harbour Board and the City Council run the Old Dock.",
     [("Harbour Board", "run the", "Old Dock"), ("City Council", "run the", "Old Dock")]),
    ("The Harbour Board, which owns the Old Dock, closed.", [("Harbour Board", "owns the", "Old Dock")]),
]  # fmt: skip
NOT_STATED = [
    "The Harbour Board does not own the Old Dock.",  # denied
    "Does the Harbour Board own the Old Dock?",  # asked
    "The Harbour Board meets on Mondays, and it rained on the Old Dock.",  # another clause, another subject
    "When the Harbour Board asked for a figure in 1973, the City Council answered.",  # the target opens a clause
    "Paying the Harbour Board ruined the Old Dock.",  # the subject is the paying
    "Harbour Board members visited the Old Dock.",  # the subject is the members
    "The Harbour Board visited Old Dock families.",  # the target is the families
    "Nobody can say whether the Harbour Board owns the Old Dock.",  # whether
    "Plans under the Harbour Board involve the Old Dock.",  # the subject is the plans
    "The tides, the ferries and the Harbour Board members shows how the Old Dock fares.",  # a plural before a singular
    "Disputes among members of the Harbour Board, which hurt the Old Dock, went on.",  # what hurts is the disputes
    "In 1911 the Old Dock closed; in 1912 the Harbour Board moved.",
]
NAMES = ("Harbour Board", "Old Dock", "North Pier", "City Council")


@pytest.mark.parametrize(("text", "found"), STATED, ids=lambda value: value if isinstance(value, str) else "")
def test_an_edge_is_what_a_sentence_states_of_one_thing_and_another(text: str, found: list[tuple[str, str, str]]) -> None:
    """The relation is the words between."""
    assert edges(text, spans(text, *NAMES)) == [Edge(*edge) for edge in found]


@pytest.mark.parametrize("text", NOT_STATED)
def test_what_a_sentence_does_not_state_is_no_edge(text: str) -> None:
    """Denied, asked, said of something else, or in another clause."""
    assert edges(text, spans(text, *NAMES)) == []


def test_a_date_between_two_names_ties_nothing_to_them() -> None:
    """A month before a name is no preposition's noun."""
    text = "Speaking in Houston in September 1962, Kennedy told a crowd of the plan."
    at = text.index("September 1962")
    assert edges(text, spans(text, "Houston", "Kennedy"), [(at, at + len("September 1962"))]) == []


LAYERS = Layers([
    Layer(layer="Acting", types=("body",)),
    Layer(layer="Feared", nodes=("Flood",), words={"Storms": ("storm", "storms")}),
])  # fmt: skip


def row(text: str, *names: tuple[str, str]) -> tuple[list[dict[str, object]], list[dict[str, object]]]:
    """A sentence's row, and rows for the names it mentions, each with its type."""
    said = [{"article": "a", "start": 10, "end": 10 + len(text), "text": text}]
    found = [
        {"article": "a", "kind": "name", "value": name, "type": kind, "start": 10 + text.find(name),
         "end": 10 + text.find(name) + len(name)}
        for name, kind in names
    ]  # fmt: skip
    return said, found


def test_layers_come_from_type_name_and_common_nouns() -> None:
    """An entity by its type, one by its name before its type, and things that have no entity by words."""
    said, mentions = row("The Board feared a Flood and Storms.", ("Board", "body"), ("Flood", "body"))
    assert [span.node for span in named(said, [mentions], LAYERS)[0]] == ["Board", "Flood", "Storms"]
    assert [LAYERS.layer(*pair) for pair in (("Board", "body"), ("Flood", "body"), ("Paris", "place"))] == [
        "Acting",
        "Feared",
        "",
    ]


def test_without_layers_a_name_that_stands_once_is_no_node() -> None:
    """One mention may be a capital at the start of a sentence."""
    said, mentions = row("The Board met Ada.", ("Board", ""), ("Ada", ""))
    again, more = row("The Board left.", ("Board", ""))
    found = named([*said, *again], [mentions, more], Layers([]))
    assert [[span.node for span in spans] for spans in found] == [["Board"], ["Board"]]


@pytest.fixture(scope="module")
def seeds(tmp_path_factory: pytest.TempPathFactory) -> Audit:
    """The audit of the project's own seeds."""
    out = tmp_path_factory.mktemp("graph") / "audit"
    engine.audit(Path(__file__).parents[1] / "seeds", out)
    return open_audit(out)


def test_what_the_seeds_name_stands_in_the_graph(seeds: Audit) -> None:
    """Operations, bodies and instruments, as a person listed them on reading."""
    named = set(seeds.nodes["node"])
    assert {
        "Implementation Force", "Stabilisation Force", "EUFOR Althea", "Kosovo Force", "International Security Assistance Force",
        "Resolute Support Mission", "Enhanced Forward Presence", "NATO operations in the Balkans", "NATO Response Force",
        "NATO Command Structure", "Allied Command Operations", "Allied Command Transformation", "Partnership for Peace",
        "North Atlantic Treaty", "Article 5 of the North Atlantic Treaty", "Strategic Concept",
        "United Nations Security Council resolutions", "General Framework Agreement for Peace in Bosnia and Herzegovina",
        "NATO counter-piracy operations off Somalia",
    } <= named  # fmt: skip


def test_every_edge_quotes_a_sentence_with_its_relation(seeds: Audit) -> None:
    """The words of the relation stand in the quote, but for what is bracketed; both ends are nodes."""
    nodes = set(seeds.nodes["node"])
    for edge in seeds.edges.itertuples():
        assert {edge.source, edge.target} <= nodes
        for piece in edge.evidence:
            assert seeds.text(piece["article"])[piece["start"] : piece["end"]] == piece["quote"]
            assert edge.relation in " ".join(re.sub(r"\([^()]*\)", " ", piece["quote"]).split())


def test_every_layer_of_the_pack_names_its_entities_as_they_are() -> None:
    """A misspelt node would be empty for ever."""
    pack = load_pack("nato")
    known = {entity.name for entity in pack.entities}
    assert {node for layer in pack.layers for node in layer.nodes} <= known


def test_graphml_and_json_ld_hold_the_whole_graph(seeds: Audit) -> None:
    """Each edge with its quote, in both."""
    tree = ET.fromstring(graphml(seeds).encode())  # noqa: S314  # our own
    space = "{http://graphml.graphdrawing.org/xmlns}"
    assert len(tree.findall(f"{space}graph/{space}edge")) == len(seeds.edges) == network(seeds).number_of_edges()
    things = json.loads(json_ld(seeds))["@graph"]
    claims = [thing for thing in things if thing["@type"] == "Claim"]
    assert [claim["appearance"][0]["text"] for claim in claims] == [edge[0]["quote"] for edge in seeds.edges["evidence"]]
    ids = {thing["@id"] for thing in things}
    assert len(ids) == len(things)
    assert all(about["@id"] in ids for claim in claims for about in claim["about"])


def test_relations_of_a_thing_nobody_names_is_a_clear_error(seeds: Audit) -> None:
    """The message says where the names are."""
    with pytest.raises(ValueError, match=r"no article names 'Atlantis'; the things named are in audit\.nodes"):
        nb.relations(seeds, "Atlantis")


def test_a_name_that_a_pack_types_in_one_place_only_keeps_its_layer() -> None:
    """The last “Board” has no type of its own: it is the Harbour Board that was named before."""
    text = "The Harbour Board met. The Board left."
    names = [(4, 17, "organisation"), (27, 32, "")]
    tables = {
        "blocks": [{"article": "a", "block": 1, "kind": "paragraph"}],
        "sentences": [{"article": "a", "block": 1, "start": 0, "end": len(text), "line": 1, "text": text}],
        "mentions": [
            {"article": "a", "start": start, "end": end, "kind": "name", "value": "Harbour Board", "type": kind}
            for start, end, kind in names
        ],
    }
    nodes, _ = graph(tables, Layers([Layer(layer="Bodies", types=("organisation",))]))
    assert [(row["node"], row["layer"], row["mentions"]) for row in nodes] == [("Harbour Board", "Bodies", 1)]
