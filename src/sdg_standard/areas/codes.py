"""The codes of the areas layer: ids of areas, and the registers that they are checked against."""

from __future__ import annotations

from sdg_standard.errors import code

UNKNOWN_AREA = code("SDG801", "unknown-area")
OTHER_DATE = code("SDG802", "area-at-another-date", severity="warning")
LOOKS_REGISTERED = code("SDG803", "looks-like-a-registered-area", severity="warning")
BAD_REGISTER = code("SDG804", "area-register")
SEVERAL_AREAS = code("SDG805", "several-areas-of-that-name")
NO_SUCH_AREA = code("SDG806", "no-area-of-that-name")
AREAS_FOUND = code("SDG807", "areas-by-name", severity="note")
