"""The language of a text, as an ISO 639-1 code."""

from collections.abc import Callable
from functools import cache

ENGLISH = "en"
UNKNOWN = "und"
_SAMPLE = 1500  # characters; more does not change the answer
_FEWEST = 20  # letters; fewer say nothing


def language(text: str) -> str:
    """The code of the language the text begins in; "und" (undetermined) for a few letters or none."""
    sample = text[:_SAMPLE]
    if sum(c.isalpha() for c in sample) < _FEWEST:
        return UNKNOWN
    code = _classifier()(sample)[0]
    return UNKNOWN if code == "zxx" else code


@cache
def _classifier() -> Callable[[str], tuple[str, float]]:
    import py3langid  # loads its model, which takes half a second

    classify: Callable[[str], tuple[str, float]] = py3langid.classify
    return classify
