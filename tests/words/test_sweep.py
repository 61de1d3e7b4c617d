"""No sentence stands in the code: texts of two words or more that may reach a person are in the files of words."""

from __future__ import annotations

import ast
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

import sdg_standard

PACKAGE = Path(sdg_standard.__file__).parent
TWO_WORDS = re.compile(r"[A-Za-zæøåÆØÅ]{2,}[,;:.]? [A-Za-zæøåÆØÅ]{2,}")

LEFT = {
    # what a program reads, and a person only in its source
    "_notebook.py": (7, "HTML"),
    "_signs.py": (3, "names of Unicode"),
    "model/agenda/work.py": (1, "a unit of money"),
    "exchange/excel_out.py": (1, "what cannot happen"),
    "assess/saved.py": (1, "the mark of a saved scorecard"),
    "exchange/form_shape.py": (1, "the mark of a form"),
    "exchange/mapping/file.py": (1, "a type"),
    "exchange/marks.py": (1, "a type"),
    "source/scalars.py": (1, "a pattern"),
    "editions/fixing.py": (1, "a pattern"),
    "source/syntax.py": (4, "words of the YAML library that are looked for"),
    "editions/index_drafts.py": (13, "YAML of the folder that `new index` writes"),
    "network/template.py": (5, "keys and values of YAML"),
    "formats/coinr/folder.py": (11, "YAML of the folder of an index that COINr's tables become"),
    "formats/coinr/leaving.py": (4, "R"),
    "formats/sql.py": (9, "SQL"),
    "editions/remembered.py": (1, "what a file of the cache holds"),
    "forms/styles.py": (2, "names of styles in a workbook"),
    "forms/workbook.py": (5, "names of styles in a workbook"),
    "publish/report/closing.py": (1, "a pattern"),
    "publish/structured.py": (1, "HTML"),
    "publish/templating.py": (1, "a policy for browsers"),
    "verification/page.py": (4, "HTML and CSS"),
    "editions/released.py": (1, "the mark of a released edition"),
    "agenda/export/xml.py": (1, "the first line of XML"),
    "formats/open_sdg/units.py": (12, "words of repositories of others that are looked for"),
    "formats/sdmx/units.py": (2, "units"),
    "agenda/imports.py": (18, "words of Norwegian minutes that are looked for"),
    "plot/drawing.py": (4, "words of matplotlib"),
    # names, and cells of tables whose columns and words are contract
    "areas/klass.py": (3, "cells of a table of the register"),
    "exchange/statbank/drafts.py": (4, "keys and values of YAML, and the name of a publisher"),
    "exchange/wholes.py": (3, "columns of the UN's tables and of Open SDG"),
    "exchange/statbank/table.py": (6, "the name of a publisher"),
    "explaining/frame.py": (3, "cells of Explanation.to_frame"),
    "explaining/observations.py": (1, "a word of Explanation.to_dict"),
    "study/deliveries.py": (1, "a cell of the table of moves"),
    "study/methodologies.py": (4, "cells of the table of causes"),
    # English, as programs and their makers read it
    "model/commitment.py": (2, "examples in a schema"),
    "model/observation.py": (2, "examples in a schema"),
    "publish/schema_hints.py": (21, "examples in a schema"),
    "publish/schemas.py": (2, "said to who builds the schemas"),
    "exchange/json_out.py": (1, "raised by the encoder of JSON"),
    "methodology/registry.py": (1, "raised at a wrong class of a researcher"),
    # not yet translated
    "editions/drafts.py": (20, "keys and values of YAML"),
    "editions/translating.py": (1, "a comment in the file to fill in"),
    "exchange/kolada.py": (7, "keys and values of YAML"),
    "exchange/mapping/draft.py": (2, "keys and values of YAML"),
    "publish/pages_examined.py": (14, "pages of the documentation, which is English"),
    "publish/pages_texts.py": (1, "HTML"),
    "catalogue/standard.py": (2, "a part of a key of what is said"),
    "methods/frontier.py": (1, "the name of what an extra is for"),
    "publish/pages_content.py": (41, "pages of the documentation, which is English"),
}
"""What is left by module: how many, and why. The numbers only fall."""

PROGRAMMING = {"ValueError", "TypeError", "KeyError", "AttributeError", "IndexError", "RuntimeError"}
"""What tells a programmer of a mistake, in English as the rest of Python."""
NAMES_A_THING = {"UnknownId", "Collection", "_one", "counted", "one_of"}
"""Calls whose texts are parts of keys of what is said."""
KEYS = {"kind", "KIND", "order"}
"""Names of such texts."""
LOGS = {"warning", "info", "debug"}


def constants(tree: ast.Module) -> Iterator[ast.Constant]:
    """The texts of a module that may reach a person."""
    unseen = {id(part) for node in ast.walk(tree) if is_for_no_reader(node) for part in ast.walk(node)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in unseen:
            yield node


def is_for_no_reader(node: ast.AST) -> bool:
    """Whether the texts in a node are documentation, keys, logs, compared with something, or for programmers."""
    if isinstance(node, ast.Expr):
        return isinstance(node.value, ast.Constant)
    if isinstance(node, ast.Raise):
        return isinstance(node.exc, ast.Call) and named(node.exc.func) in PROGRAMMING
    if isinstance(node, ast.Call):
        return named(node.func) in NAMES_A_THING | LOGS
    if isinstance(node, ast.Subscript):
        return named(node.value) == "Literal"
    if isinstance(node, ast.AnnAssign | ast.Assign):
        return named(node.target if isinstance(node, ast.AnnAssign) else node.targets[0]) in KEYS
    return isinstance(node, ast.Compare)


def named(node: ast.AST) -> str:
    """The name of what is called or assigned."""
    return str(getattr(node, "id", None) or getattr(node, "attr", ""))


def left(module: Path) -> list[str]:
    """The texts of two words or more of a module, with their lines."""
    tree = ast.parse(module.read_text(encoding="utf-8"))
    return [f"{node.lineno}: {str(node.value)[:90]}" for node in constants(tree) if TWO_WORDS.search(str(node.value))]


def test_what_reaches_a_person_stands_in_the_files_of_words() -> None:
    found = {str(module.relative_to(PACKAGE)): left(module) for module in sorted(PACKAGE.rglob("*.py"))}
    wrong = [
        f"{name} has {len(texts)}, allowed are {LEFT.get(name, (0, ''))[0]}:\n  " + "\n  ".join(texts)
        for name, texts in found.items()
        if len(texts) != LEFT.get(name, (0, ""))[0]
    ]
    assert not wrong, "\n".join(wrong)


def test_what_is_left_has_a_reason_and_is_there() -> None:
    assert all(why for _, why in LEFT.values())
    assert not [name for name in LEFT if not (PACKAGE / name).exists()]


@pytest.mark.parametrize(
    ("code", "texts"),
    [
        ('"""Two words."""', []),
        ('def f():\n    """Two words."""\n    return "two words"', ["two words"]),
        ('print(f"no {x} two words")', [" two words"]),
        ('raise ValueError("two words")', []),
        ('raise SdgStandardError("two words")', ["two words"]),
        ('if x == "two words": pass', []),
        ('say("key.of_words", n=1)', []),
        ('log.warning("two words")', []),
    ],
)
def test_what_counts(code: str, texts: list[str]) -> None:
    found = [str(node.value) for node in constants(ast.parse(code)) if TWO_WORDS.search(str(node.value))]
    assert Counter(found) == Counter(texts)
