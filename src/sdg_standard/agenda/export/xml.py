"""Small parts of XML documents: elements with text, ids, dates and numbers as XML Schema wants them."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from urllib.parse import quote
from xml.etree import ElementTree

_UNWRITABLE = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What XML 1.0 has no place for."""


def add(parent: ElementTree.Element, name: str, text: str | None = None, **attributes: str) -> ElementTree.Element:
    """Add an element, with text and attributes; ``_`` in the name of an attribute is ``-``."""
    given = {key.replace("_", "-"): clean(value) for key, value in attributes.items()}
    element = ElementTree.SubElement(parent, name, given)
    if text is not None:
        element.text = clean(text)
    return element


def clean(text: str) -> str:
    """A text without signs that XML cannot hold."""
    return _UNWRITABLE.sub("\ufffd", text)


Seen = dict[tuple[str, str], str]
"""Ids that were given in one document, by what they are of and their name."""


def xml_id(name: str, seen: Seen, of: str = "") -> str:
    """An id as ``xsd:ID`` allows it: a letter first, no blanks; two names that become one are told apart.

    ``of`` says what the id is of: rows of two sheets may have one name, and are two things.

    >>> seen = {}
    >>> xml_id("M2.3", seen), xml_id("45/24", seen), xml_id("45 24", seen), xml_id("45/24", seen)
    ('M2.3', '_45_24', '_45_24-2', '_45_24')
    >>> xml_id("M2.3", seen, "commitment")
    'M2.3-2'
    """
    if (of, name) in seen:
        return seen[of, name]
    made = re.sub(r"[^\w.-]", "_", name, flags=re.ASCII)
    made = made if re.match(r"[A-Za-z_]", made) else f"_{made}"
    count, found, given = 1, made, set(seen.values())
    while found in given:
        count += 1
        found = f"{made}-{count}"
    seen[of, name] = found
    return found


def uri(text: str) -> str:
    """An address as ``xsd:anyURI`` allows it, what it has no place for written as numbers.

    >>> uri("https://fjordvik.no/plan 2024.pdf")
    'https://fjordvik.no/plan%202024.pdf'
    """
    return quote(clean(text), safe="%/:=&?~#+!$,;'@()*[]")


def decimal(value: float) -> str:
    """A number as ``xsd:decimal``: without an exponent.

    >>> decimal(1e-7), decimal(1500000.0), decimal(2.5)
    ('0.0000001', '1500000', '2.5')
    """
    text = format(Decimal(repr(value)), "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def iso(day: date | None) -> str:
    """A day; empty for none."""
    return "" if day is None else day.isoformat()


def text_of(root: ElementTree.Element) -> str:
    """The document as text, indented, with its declaration."""
    ElementTree.indent(root)
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + ElementTree.tostring(root, encoding="unicode") + "\n"
