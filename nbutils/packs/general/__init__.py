"""Data for any subject: lists and patterns, each with examples that are test rows."""

from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any

import yaml


@cache
def data(name: str) -> Mapping[str, Any]:
    """One data file of this pack, by its name."""
    loaded: Mapping[str, Any] = yaml.load(files(__name__).joinpath(name).read_text("utf-8"), _Loader)  # noqa: S506  # a safe loader
    return loaded


# The loader in C reads the same YAML ten times as fast, where it was built.
_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
