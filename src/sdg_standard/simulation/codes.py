"""The codes of an analysis of uncertainty."""

from sdg_standard.errors import code

INTERVAL_NOT_DRAWN = code("SDG790", "interval-not-drawn", severity="warning")
TOO_LARGE = code("SDG791", "draws-too-large")
PARTS_NOT_DRAWN = code("SDG792", "parts-not-drawn", severity="warning")
NOTHING_UNCERTAIN = code("SDG793", "nothing-uncertain", severity="warning")
DRAWS_ASKED = code("SDG794", "draws-asked")
