"""Templates: pages as files of their own, filled with views. A folder of one's own comes before the library's.

Every text is escaped; what a template asks for and is not there is an error. A template of somebody's own is data, so
with a folder of one's own all run in a sandbox and reach nothing but what they are given.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sdg_standard.errors import SdgStandardError
from sdg_standard.publish.markup import visible
from sdg_standard.words import say

if TYPE_CHECKING:
    from jinja2 import Environment

TEMPLATES = Path(__file__).resolve().parent / "templates"
STYLE = "style.css"
POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'"
"""What a browser may load: nothing but the styles and pictures in the page. A second lock behind escaping."""


def rendered(name: str, facts: Mapping[str, Any], own: str | Path | None = None) -> str:
    """Fill a template with facts.

    ``own`` is a folder whose files are taken before the library's of the same name. Raises SdgStandardError where the
    folder is not there, or a template in it has a fault, with file and line.
    """
    from jinja2 import TemplateError

    environment = _environment(None if own is None else _folder(own))
    try:
        return environment.get_template(name).render(facts)
    except TemplateError as error:
        if own is None:
            raise
        raise SdgStandardError(say("templates.fault", place=_place(error, own), why=str(error))) from error


def _folder(own: str | Path) -> str:
    folder = Path(own)
    if not folder.is_dir():
        raise SdgStandardError(say("templates.no_folder", folder=str(own)))
    return str(folder)


@cache
def _environment(own: str | None) -> Environment:
    from jinja2 import Environment, FileSystemLoader, StrictUndefined
    from jinja2.sandbox import ImmutableSandboxedEnvironment

    kind = Environment if own is None else ImmutableSandboxedEnvironment
    return kind(
        loader=FileSystemLoader([*([] if own is None else [own]), str(TEMPLATES)]),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=_visible,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )


def _visible(value: Any) -> Any:
    """Markup as it is, nothing for None, any other value as text without control characters."""
    if value is None:
        return ""
    return value if hasattr(value, "__html__") else visible(value)


def _place(error: Exception, own: str | Path) -> str:
    """File and line of a fault in a template: that of the last file of the folder that was at work."""
    name, line = getattr(error, "filename", None) or getattr(error, "name", None), getattr(error, "lineno", None)
    trace = error.__traceback__
    while trace is not None:
        file = trace.tb_frame.f_code.co_filename
        if Path(file).parent == Path(own):
            name, line = file, trace.tb_lineno
        trace = trace.tb_next
    shown = Path(name).name if name else str(own)
    return f"{shown}:{line}" if line else shown


def stylesheet(own: str | Path | None = None) -> str:
    """The one style sheet of all pages: tokens for light and dark, screens wide and narrow, paper."""
    folders = [TEMPLATES] if own is None else [Path(own), TEMPLATES]
    file = next(path for folder in folders if (path := folder / STYLE).is_file())
    return file.read_text(encoding="utf-8").strip()
