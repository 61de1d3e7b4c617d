"""Methods that are not the library's own: had before the file is read that requires them."""

from __future__ import annotations

from sdg_standard.catalogue.report import Report
from sdg_standard.errors import Problem, did_you_mean, near
from sdg_standard.methodology import registry
from sdg_standard.model.codes import REQUIRED_BROKEN, REQUIRED_UNKNOWN
from sdg_standard.source import Document
from sdg_standard.words import say


def has_required(document: Document, problems: list[Problem]) -> bool:
    """Whether every method that a file requires can be had; packages that bring some are loaded now.

    Without one of them nothing that the file says of it could be judged, so that reading stops here.
    """
    written = document.data.get("requires")
    words = written if isinstance(written, list) else [written]
    report = Report(document)
    for index, word in enumerate(words):
        if isinstance(word, str) and word not in registry.own_words():
            _fetch(word, ("requires", index) if isinstance(written, list) else ("requires",), report)
    problems += report.problems
    return not report.problems


def _fetch(word: str, path: tuple[str | int, ...], report: Report) -> None:
    try:
        if not registry.fetch(word):
            hint = did_you_mean(near(word, registry.announced()))
            text = say("required.unknown", word=word, hint=hint)
            report.add(REQUIRED_UNKNOWN, text, path, say("required.unknown.cure"))
    except Exception as error:  # the package is somebody else's, and may fail in any way
        why = f"{type(error).__name__}: {error}"
        report.add(REQUIRED_BROKEN, say("required.broken", word=word, why=why), path)
