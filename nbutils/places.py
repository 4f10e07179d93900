"""Where the folders are that come with the package: inside it once installed, beside it in a working copy."""

from pathlib import Path


def shipped(name: str) -> Path:
    """The folder of that name (`notebooks`, `seeds`)."""
    package = Path(__file__).resolve().parent
    inside = package / name
    return inside if inside.is_dir() else package.parent / name
