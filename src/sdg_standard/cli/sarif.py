"""Problems in SARIF 2.1.0, the format in which code hosts and editors take what checkers find."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any
from urllib.parse import quote

from sdg_standard._version import __version__
from sdg_standard.errors import CODES, Problem

SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"


def sarif(problems: Iterable[Problem]) -> str:
    """Return problems as a SARIF log: one run, a rule for each code that occurs, a result for each problem."""
    told = list(problems)
    numbers = list(dict.fromkeys(problem.code for problem in told))
    driver = {"name": "sdg-standard", "version": __version__, "rules": [_rule(number) for number in numbers]}
    results = [_result(problem, numbers.index(problem.code)) for problem in told]
    run = {"tool": {"driver": driver}, "columnKind": "unicodeCodePoints", "results": results}
    log = {"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}
    return json.dumps(log, ensure_ascii=False, indent=2)


def _rule(number: str) -> dict[str, Any]:
    code = CODES[number]
    return {
        "id": number,
        "name": code.name,
        "shortDescription": {"text": code.cause},
        "help": {"text": code.cure},
        "defaultConfiguration": {"level": code.severity},
    }


def _result(problem: Problem, rule: int) -> dict[str, Any]:
    result: dict[str, Any] = {
        "ruleId": problem.code,
        "ruleIndex": rule,
        "level": problem.severity,
        "message": {"text": f"{problem.text}. {problem.cure}".strip()},
    }
    if problem.file:
        where: dict[str, Any] = {"artifactLocation": {"uri": quote(problem.file.replace("\\", "/"))}}
        line = problem.line or problem.row
        if line:
            where["region"] = {"startLine": line} | ({"startColumn": problem.column} if problem.column else {})
        result["locations"] = [{"physicalLocation": where}]
    return result
