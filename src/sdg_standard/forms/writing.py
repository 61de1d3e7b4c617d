"""Writing a form."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path

from sdg_standard._files import write_together
from sdg_standard._signs import visible
from sdg_standard.areas import check as check_area
from sdg_standard.catalogue import Standard
from sdg_standard.errors import EvidenceError, UnknownId
from sdg_standard.exchange import read_evidence
from sdg_standard.exchange.form_shape import Mark
from sdg_standard.forms.content import FormContent, FormRow, content_of
from sdg_standard.forms.known import Known
from sdg_standard.forms.last import Last
from sdg_standard.forms.table import table_text
from sdg_standard.forms.texts import Texts
from sdg_standard.model.evidence import Evidence
from sdg_standard.model.period import Period, PeriodError
from sdg_standard.words import LANGUAGES, say

ENDINGS = (".xlsx", ".csv")


def write_template(
    path: str | os.PathLike[str],
    standard: Standard,
    language: str = "nb",
    framework: str | None = None,
    area: str | None = None,
    previous: str | os.PathLike[str] | Evidence | None = None,
    *,
    period: str | int | None = None,
) -> None:
    """Write a form for those who collect the numbers: an Excel workbook, or CSV where the path ends in ``.csv``.

    A row asks for each series, and for each input of its formula; common inputs are asked for once. ``framework`` is
    the id of the framework to ask for (all of them), ``area`` the id of the area, ``previous`` evidence whose newest
    numbers are shown beside, ``period`` what the numbers are of: without it the year after the newest of
    ``previous``, else the year before that of the edition. The form says both, and they can be changed there. A
    population that a register knows is filled in.

    The form is read back by :func:`sdg_standard.read_evidence`. Raises UnknownId for a language, framework or area that
    is not known, ValueError for a period that is none or another ending, MissingExtra without openpyxl for a workbook,
    and OutputError where the file cannot be written.

    >>> import tempfile, pathlib, sdg_standard as sdg
    >>> form = pathlib.Path(tempfile.mkdtemp(), "form.csv")
    >>> sdg.write_template(form, sdg.load(), language="en", framework="undp-hdi", area="NO-3203")
    >>> sdg.read_evidence(form).frame[["input", "value"]].values.tolist()  # what is filled in beforehand
    [['population', 100492.0]]
    """
    ending = Path(path).suffix.casefold()
    if ending not in ENDINGS:
        raise ValueError(say("forms.ending", endings=ENDINGS, file=visible(Path(path).name)))
    if language not in LANGUAGES:
        raise UnknownId("language", language, LANGUAGES)
    texts = Texts(standard, language)
    content = content_of(texts, framework)
    last = _last(previous, texts, area or "") if previous is not None else None
    when = _period(period, last, standard)
    where = area or (last.area if last is not None else "")
    _check_area(standard, where, when)
    mark = Mark("rows", f"{standard.id}@{standard.edition}", language, where, when)
    known = Known(texts, where, when)
    content = content.completed(lambda row: known.filled_in(_beside(row, last)))
    write_together({Path(path): _written(content, mark, texts, ending)})


def _written(content: FormContent, mark: Mark, texts: Texts, ending: str) -> str | bytes:
    if ending == ".csv":
        return table_text(content, mark)
    from sdg_standard.forms.workbook import workbook_bytes

    return workbook_bytes(content, mark, texts)


def _last(previous: str | os.PathLike[str] | Evidence, texts: Texts, area: str) -> Last:
    evidence = previous if isinstance(previous, Evidence) else read_evidence(previous)
    return Last(evidence, texts, area)


def _period(given: str | int | None, last: Last | None, standard: Standard) -> str:
    """The period that a form is of; empty where nothing says it."""
    if given is not None:
        try:
            return Period.parse(str(given)).text
        except PeriodError as error:
            raise ValueError(error.args[0]) from None
    if last is not None and last.period is not None:
        return str(last.period.year + 1)
    return str(standard.about.date.year - 1) if standard.about.date is not None else ""


def _check_area(standard: Standard, area: str, period: str) -> None:
    """Refuse an area that its register does not know at the time, with what may be meant."""
    if not area or not period:
        return
    verdict = check_area(standard.registers, area, Period.parse(period).end)
    problem = verdict.problem(area=area)
    if problem is not None and problem.severity == "error":
        raise EvidenceError([problem])


def _beside(row: FormRow, last: Last | None) -> FormRow:
    """A row with what was reported before."""
    return replace(row, previous=last.beside(row)) if last is not None else row
