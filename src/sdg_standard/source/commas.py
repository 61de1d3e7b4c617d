"""A comma within a number. YAML has none: in braces it even ends the value, so that ``{min: 0,5}`` is 0 and a key 5."""

from __future__ import annotations

import re

from sdg_standard.words import say

_WITH_COMMA = re.compile(
    r"\s*(?P<whole>[-+]?[0-9]+)(?P<groups>(?:,[0-9]{3})*),(?P<last>[0-9]+)(?P<decimals>\.[0-9]+)?"
    r"(?P<unit>\s*[^\s0-9.,:].*)?\s*"
)


def with_point(text: str) -> str:
    """How to write a number with commas, alone or with its unit; empty for any other text.

    Three digits behind the only comma may be decimals or thousands, which nobody but the author knows.

    >>> with_point("20,5"), with_point("3,5 %"), with_point("km, 5")
    ('write 20.5, with a point', 'write 3.5 %, with a point', '')
    >>> with_point("1,234"), with_point("1,234,567")
    ('write 1.234, with a point, or 1234 if thousands are meant', 'write 1234567, without commas')
    """
    found = _WITH_COMMA.fullmatch(text)
    if found is None:
        return ""
    unit, grouped = found["unit"] or "", _may_group(found)
    with_comma = f"{found['whole']}.{found['last']}{unit}"
    plain = f"{found['whole']}{found['groups'].replace(',', '')}{found['last']}{found['decimals'] or ''}{unit}"
    if found["groups"] or found["decimals"]:
        return say("source.write_without_commas", number=plain) if grouped else ""
    if grouped:
        return say("source.write_with_point_or_thousands", number=with_comma, whole=plain)
    return say("source.write_with_point", number=with_comma)


def _may_group(found: re.Match[str]) -> bool:
    """Whether the commas may divide thousands: three digits behind each, and up to three that do not begin with 0."""
    return len(found["last"]) == 3 and re.fullmatch(r"[-+]?[1-9][0-9]{0,2}", found["whole"]) is not None


def meant_by(cure: str) -> str:
    """The number that a cure of :func:`with_point` proposes first.

    >>> meant_by("write 3.5 %, with a point")
    '3.5 %'
    """
    return cure.removeprefix("write ").partition(", with")[0]
