"""Packs: bad entries are told by file and line, a new pack runs, a pack is used where its subject is treated, code knows none."""

import re
from pathlib import Path

import pytest

from nbutils.claims.claims import assertions
from nbutils.claims.knowledge import knowledge, treats
from nbutils.cli import app
from nbutils.corpus.articles import read_article
from nbutils.corpus.formats import Document
from nbutils.mentions.edtf import bounds
from nbutils.packs.load import general_predicates, load_pack, predicates, shipped_packs, write_skeleton
from nbutils.packs.schema import BadPack, Predicate, rows

ROOT = Path(__file__).parents[1]
GOOD = """\
- id: piloted-by
  says: was piloted by
  kind: role
  verbs: [pilot]
  value: [object]
  constraint: {object: many}
  source: a test
  examples:
    - {text: 'Ada piloted it.'}
"""


@pytest.mark.parametrize(
    ("old", "new", "line", "says"),
    [
        ("kind: role", "kind: roll", 3, "kind"),
        ("value: [object]", "value: [colour]", 5, "value"),
        ("constraint: {object: many}", "constraint: {time: single}", 1, "constraint names time"),
        ("verbs: [pilot]", "verbs: []", 1, "needs words"),
        ("source: a test", "sauce: a test", 7, "sauce"),
        ("says: was piloted by", "says: [", 3, "YAML"),
        ("says: was piloted by", "says: \x07", 1, "control characters"),
        ("says: was piloted by", 'says: !!int ""', 1, "not readable as YAML"),
        ("kind: role", f"kind: {'[' * 5000}", 3, "YAML"),
    ],
)
def test_a_bad_entry_is_told_by_file_and_line(tmp_path: Path, old: str, new: str, line: int, says: str) -> None:
    """One clear line; the line is where to look."""
    path = tmp_path / "predicates.yaml"
    path.write_text(GOOD.replace(old, new), "utf-8")
    with pytest.raises(BadPack) as error:
        rows(path, Predicate)
    assert re.match(rf"{re.escape(str(path))}:\d+: ", str(error.value))
    assert says in str(error.value)
    assert abs(int(str(error.value).removeprefix(f"{path}:").split(":")[0]) - line) <= 1


def test_a_good_entry_is_read(tmp_path: Path) -> None:
    """The row the others spoil."""
    path = tmp_path / "predicates.yaml"
    path.write_text(GOOD, "utf-8")
    assert rows(path, Predicate)[0].id == "piloted-by"


@pytest.mark.parametrize("name", shipped_packs())
def test_a_shipped_pack_is_whole(name: str) -> None:
    """Names are unique, parts have wholes, periods have bounds."""
    pack = load_pack(name)
    forms = [form for entity in pack.entities for form in (entity.name, *entity.aliases)]
    assert len(forms) == len(set(forms))
    names = {entity.name for entity in pack.entities}
    assert {whole for entity in pack.entities for whole in entity.part_of} <= names
    assert not pack.about.topic or pack.about.topic in names
    assert all(bounds(period.value) for period in pack.periods)


def test_predicates_are_declared_once() -> None:
    """An id is one predicate; the same words say one predicate only, apart from how many there are."""
    general = general_predicates()
    assert len({p.id for p in general}) == len(general) >= 150
    for numbers in (True, False):
        triggers = [words for p in general for words in p.verbs if (p.kind == "quantity") is numbers]
        assert [words for words in set(triggers) if triggers.count(words) > 1] == []


def test_a_pack_overrides_a_general_predicate(tmp_path: Path) -> None:
    """Of two with one id the pack's own counts."""
    write_skeleton(tmp_path / "p")
    path = tmp_path / "p" / "predicates.yaml"
    path.write_text(path.read_text("utf-8").replace("id: piloted-by", "id: founded"), "utf-8")
    founded = [p for p in predicates([load_pack(str(tmp_path / "p"))]) if p.id == "founded"]
    assert [p.says for p in founded] == ["was piloted by"]


def test_a_new_pack_runs_and_teaches_its_words(tmp_path: Path) -> None:
    """A new subject needs data only: the skeleton's own words are read at once."""
    write_skeleton(tmp_path / "p")
    text = "Harbour pilots of old\n\nThe barque was piloted by Ada Cole in 1863, in the sailing age. The board met.\n"
    article = read_article(Document("a.txt", text, "utf-8"))
    said = assertions(article, knowledge([load_pack(str(tmp_path / "p"))]))
    assert any(row["predicate"] == "piloted-by" and row["object"] == "Ada Cole" for row in said.claims)
    assert any(row["value"] == "Harbour Board" for row in said.mentions)
    assert any(row["value"] == "1571/1862" for row in said.mentions)


def test_a_new_pack_never_overwrites(tmp_path: Path) -> None:
    """A folder that holds something is left alone."""
    (tmp_path / "mine.txt").write_text("mine", "utf-8")
    with pytest.raises(BadPack, match="name a new folder"):
        write_skeleton(tmp_path)


def test_what_is_no_pack_is_told() -> None:
    """With the names of those there are."""
    with pytest.raises(BadPack, match="nato"):
        load_pack("no-such-pack")


def test_a_pack_is_used_where_its_subject_is_treated() -> None:
    """The seeds are; other subjects that name a few of the same bodies are not."""
    nato = load_pack("nato")
    assert treats(nato, [path.read_text("utf-8") for path in sorted((ROOT / "seeds").glob("*.txt"))])
    for corpus in ("apollo", "asean"):
        docs = sorted((ROOT / "tests" / "corpora" / corpus / "docs").iterdir())
        assert not treats(nato, [path.read_bytes().decode("utf-8", "replace") for path in docs])


def test_code_knows_no_subject() -> None:
    """No name of a pack's entity stands in the code; data lie in packs."""
    names = {form for name in shipped_packs() for e in load_pack(name).entities for form in (e.name, *e.aliases)}
    told = sorted(name for name in names if name[:1].isupper() and (" " in name or name.isupper()) and len(name) > 2)
    pattern = re.compile(r"\b(?:" + "|".join(map(re.escape, told)) + r")\b")
    own = list((ROOT / "nbutils").rglob("*.py"))
    found = {str(path.relative_to(ROOT)): sorted(set(pattern.findall(path.read_text("utf-8")))) for path in own}
    assert {path: words for path, words in found.items() if words} == {}


def test_the_command_line_has_the_pack_command() -> None:
    """`nbutils pack new DIR`."""
    assert "pack" in {group.name for group in app.registered_groups}
