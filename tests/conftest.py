"""Settings all tests share."""

import os
from collections.abc import Iterator

import pytest
from hypothesis import settings

# The first example loads models and word lists: time says nothing here.
settings.register_profile("nbutils", deadline=None)
# CI tries the same examples each time, so that a red run is the change's own; new ones are tried wherever people work.
settings.register_profile("ci", deadline=None, derandomize=True)
settings.load_profile("ci" if os.environ.get("CI") else "nbutils")


@pytest.fixture(autouse=True, scope="session")
def _own_cache(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """No test reads or leaves anything in the user's cache."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("NBUTILS_CACHE", str(tmp_path_factory.mktemp("cache")))
        yield
