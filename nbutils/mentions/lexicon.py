"""The lexicon and tagger of English words that TextBlob ships."""

import sys
from functools import cache
from importlib.util import find_spec
from types import ModuleType
from typing import Any

_PACKAGE = "textblob"


@cache
def tagger() -> Any:
    """The tagger, with `lexicon`: word -> part of speech.

    The package's own start loads all of NLTK and SciPy's statistics, a second and a half for nothing that tagging uses: so an
    empty package stands in for it while its part for English is loaded.
    """
    loaded = sys.modules.get(_PACKAGE)
    if loaded is None:
        sys.modules[_PACKAGE] = _bare_package()
    try:
        from textblob.en import parser
    finally:
        if loaded is None:  # whoever imports the package later gets the whole of it
            del sys.modules[_PACKAGE]
    return parser


def _bare_package() -> ModuleType:
    """The package without what its start does: a place where its parts are found."""
    spec = find_spec(_PACKAGE)
    bare = ModuleType(_PACKAGE)
    bare.__path__ = list(spec.submodule_search_locations or ()) if spec else []
    return bare
