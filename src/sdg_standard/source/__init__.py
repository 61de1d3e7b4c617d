"""YAML text and a model class in, a model or problems with positions out.

The layer knows pydantic and YAML, and nothing of what the models are about. In the order of the work:

* ``guard``: bounds on the text before a parser sees it; ``scalars``: what text without quotes means; ``commas``: a
  comma within a number;
* ``reader``: text to nodes (``node``: a value, its parts, its place); ``syntax``: what the parser refuses, in words;
* ``strict``, ``fields``, ``choice``: what models are made of;
* ``build``: nodes to a model; ``places``: from pydantic's locations to places and types; ``unions``: one problem for a
  choice of types, not one for each; ``translate``, ``words``: pydantic's errors as problems.

>>> class Town(Strict, use_attribute_docstrings=False):  # an example has no file to read docstrings from
...     name: Text
...     founded: Whole
>>> town, document, problems = read_model(Town, "name: Asker\\nfounded: 1837\\n", "asker.yaml")
>>> town.name, document.place(["founded"])
('Asker', {'file': 'asker.yaml', 'line': 2, 'column': 10})
>>> _, _, problems = read_model(Town, "name: Asker\\nfoundet: 1837\\n", "asker.yaml")
>>> print(problems[-1].place, problems[-1].message)
asker.yaml:2:1 unknown key "foundet"
"""

from .build import build, read_model
from .choice import OneOf
from .commas import with_point
from .fields import EMPTY, Code, Day, Number, ReadOnly, Seq, Table, Text, Whole
from .node import Document, Node, PlainDate
from .reader import read_yaml
from .strict import Strict, refuse

__all__ = [
    "EMPTY",
    "Code",
    "Day",
    "Document",
    "Node",
    "Number",
    "OneOf",
    "PlainDate",
    "ReadOnly",
    "Seq",
    "Strict",
    "Table",
    "Text",
    "Whole",
    "build",
    "read_model",
    "read_yaml",
    "refuse",
    "with_point",
]
