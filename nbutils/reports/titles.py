"""What an article is called: its title, without one its first words, and where it has none its file's name."""

from nbutils.corpus.blocks import ASSERTING, HEADINGS
from nbutils.corpus.metadata import NOT_STATED
from nbutils.store import Audit

_WORDS = 8
_LONGEST = 80  # characters


def titles(audit: Audit) -> dict[str, str]:
    """The title of each article; first words stand in quotes, so that nobody takes them for one."""
    opening = first_words(audit)
    names = zip(audit.articles["article"], audit.articles["title"], strict=True)
    return {a: opening.get(a, a) if title == NOT_STATED else " ".join(str(title).split()) for a, title in names}


def first_words(audit: Audit) -> dict[str, str]:
    """The first words of each article's own text, in quotes."""
    kinds = audit.blocks.set_index(["article", "block"])["kind"]
    sentences = audit.sentences.join(kinds, on=["article", "block"])
    own = sentences[sentences["kind"].isin([*ASSERTING, *HEADINGS])].groupby("article", sort=False)["text"].first()
    return {str(article): f"“{_cut(text)}”" for article, text in own.items() if text.strip()}


def _cut(text: str) -> str:
    words = text.strip("#*_ \n").split()
    first = " ".join(words[:_WORDS])[:_LONGEST].rstrip(".,;: ")
    return first if first == " ".join(words).rstrip(".,;: ") else f"{first} …"
