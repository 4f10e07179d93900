"""Settings all tests share."""

from hypothesis import settings

# The first example loads models and word lists: time says nothing here.
settings.register_profile("nbutils", deadline=None)
settings.load_profile("nbutils")
