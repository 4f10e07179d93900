"""What all pages share: the styles, the one script, and the policy that allows this script by its hash and nothing else."""

import base64
import re
from functools import cache
from hashlib import sha256
from pathlib import Path

from jinja2 import Environment, FileSystemLoader
from markupsafe import Markup

import nbutils
from nbutils.reports.text import shown

TEMPLATES = Path(__file__).parent / "template"


@cache
def styles(*names: str) -> str:
    """The style sheets of that name, one after the other."""
    return "".join(_own(f"{name}.css") for name in names)


@cache
def script() -> str:
    """The script every page carries: without it all is shown, with it tables filter and sort, and verdicts can be kept."""
    return _own("report.js")


@cache
def policy() -> str:
    """The Content-Security-Policy of every page."""
    digest = base64.b64encode(sha256(script().encode("utf-8")).digest()).decode("ascii")
    allowed = f"img-src data:; style-src 'unsafe-inline'; script-src 'sha256-{digest}'"
    return f"default-src 'none'; {allowed}; base-uri 'none'; form-action 'none'"


def rendered(template: str, *, css: tuple[str, ...], **values: object) -> str:
    """A page from one of our templates; whatever is put in is escaped, what is already HTML comes as Markup."""
    environment = Environment(loader=FileSystemLoader(TEMPLATES / "report"), autoescape=True)
    own = {"css": Markup(styles(*css)), "script": Markup(script()), "policy": policy()}  # noqa: S704  # our own files
    return shown(environment.get_template(template).render(version=nbutils.__version__, **own, **values))


def _own(name: str) -> str:
    """One of our files without comments and indents: it stands in every page of a report."""
    text = (TEMPLATES / "report" / name).read_text(encoding="utf-8")
    lines = (line.strip() for line in re.sub(r"/\*.*?\*/", "", text, flags=re.DOTALL).splitlines())
    kept = "".join(f"{line}\n" for line in lines if line and not line.startswith("//"))
    # A blank before a colon tells a descendant from a state; none of these tells anything.
    return re.sub(r"\s*([{};])\s*|([:,]) +", r"\1\2", kept) if name.endswith(".css") else kept
