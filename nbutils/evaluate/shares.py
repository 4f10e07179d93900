"""Shares with their uncertainty: Wilson's interval, which also holds for few cases and for none or all of them."""

from math import nan, sqrt

import pandas as pd

_Z = 1.959964  # the standard normal distribution leaves 2.5 % above it


def wilson(count: int, of: int) -> tuple[float, float]:
    """The 95 % interval of a share, (nan, nan) of nothing.

    E. B. Wilson (1927), Probable inference, the law of succession, and statistical inference, JASA 22, 209–212.
    """
    if not of:
        return nan, nan
    share, weight = count / of, _Z * _Z / of
    middle, spread = share + weight / 2, _Z * sqrt(share * (1 - share) / of + weight / (4 * of))
    return max(0.0, (middle - spread) / (1 + weight)), min(1.0, (middle + spread) / (1 + weight))


def with_share(frame: pd.DataFrame, count: str, of: str, name: str = "share") -> pd.DataFrame:
    """The frame with the share of two of its columns, and the columns `low` and `high` of its interval."""
    counts = [(int(part), int(whole)) for part, whole in zip(frame[count], frame[of], strict=True)]
    bounds = [wilson(part, whole) for part, whole in counts]
    return frame.assign(
        **{name: pd.Series([part / whole if whole else nan for part, whole in counts], index=frame.index, dtype=float)},
        low=pd.Series([low for low, _ in bounds], index=frame.index, dtype=float),
        high=pd.Series([high for _, high in bounds], index=frame.index, dtype=float),
    )
