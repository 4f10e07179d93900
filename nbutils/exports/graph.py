"""The graph of what the articles describe: as an object of networkx, as GraphML, as JSON-LD in the words of schema.org."""

import json
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from nbutils.store import Audit

if TYPE_CHECKING:
    import networkx as nx

_BETWEEN = " | "  # GraphML holds no lists


def network(audit: Audit) -> "nx.MultiDiGraph[str]":
    """The graph: nodes with layer, mentions and articles; an edge per relation, keyed by its id, with quotes."""
    import networkx as nx

    found: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    for row in audit.nodes.to_dict("records"):
        found.add_node(row["node"], layer=row["layer"], mentions=row["mentions"], articles=_BETWEEN.join(row["articles"]))
    for row in audit.edges.to_dict("records"):
        articles = sorted({piece["article"] for piece in row["evidence"]})
        quotes = [piece["quote"] for piece in row["evidence"]]
        found.add_edge(
            row["source"], row["target"], key=row["edge"], relation=row["relation"], articles=_BETWEEN.join(articles),
            quotes=_BETWEEN.join(" ".join(quote.split()) for quote in quotes),
        )  # fmt: skip
    return found


def graphml(audit: Audit) -> str:
    """The graph as GraphML, which Gephi, yEd and networkx open; characters that XML forbids are left out."""
    import networkx as nx

    graph = network(audit)
    for attributes in (*(data for _, data in graph.nodes(data=True)), *(data for _, _, data in graph.edges(data=True))):
        attributes.update({key: _legal(value) for key, value in attributes.items() if isinstance(value, str)})
    return "\n".join(nx.generate_graphml(nx.relabel_nodes(graph, _legal), prettyprint=False)) + "\n"


def json_ld(audit: Audit) -> str:
    """The graph as JSON-LD: a schema.org Thing per node, a Claim per edge with the quotations it appears in."""
    ids = {node: f"#n-{number}" for number, node in enumerate(audit.nodes["node"], 1)}
    nodes = [
        {"@id": ids[row["node"]], "@type": "Thing", "name": row["node"], "additionalType": row["layer"]}
        for row in audit.nodes.to_dict("records")
    ]
    claims = [_claim(row, ids) for row in audit.edges.to_dict("records")]
    return linked("https://schema.org", nodes + claims)


def linked(context: Any, graph: Sequence[Mapping[str, Any]]) -> str:
    """A JSON-LD document, a node a line."""
    lines = ",\n".join(json.dumps(node, ensure_ascii=False, separators=(",", ":")) for node in graph)
    return f'{{"@context":{json.dumps(context)},"@graph":[\n{lines}\n]}}\n'


def _claim(row: Mapping[Any, Any], ids: dict[str, str]) -> dict[str, Any]:
    return {
        "@id": f"#{row['edge']}",
        "@type": "Claim",
        "name": f"{row['source']} {row['relation']} {row['target']}",
        "about": [{"@id": ids[row["source"]]}, {"@id": ids[row["target"]]}],
        "appearance": [
            {"@type": "Quotation", "text": piece["quote"], "isPartOf": piece["article"], "position": piece["line"]}
            for piece in row["evidence"]
        ],
    }


def _legal(text: str) -> str:
    return "".join(sign for sign in text if sign in "\t\n\r" or (ord(sign) >= 0x20 and sign not in "\ufffe\uffff"))
