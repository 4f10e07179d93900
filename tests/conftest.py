"""Settings all tests share."""

from collections.abc import Iterator

import pytest
from hypothesis import settings

# The first example loads models and word lists: time says nothing here.
settings.register_profile("nbutils", deadline=None)
settings.load_profile("nbutils")


@pytest.fixture(autouse=True, scope="session")
def _own_cache(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """No test reads or leaves anything in the user's cache."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("NBUTILS_CACHE", str(tmp_path_factory.mktemp("cache")))
        yield
