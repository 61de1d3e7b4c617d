"""The codes of an analysis of uncertainty."""

from sdg_standard.errors import code

INTERVAL_NOT_DRAWN = code("SDG790", "interval-not-drawn", severity="warning")
TOO_LARGE = code("SDG791", "draws-too-large")
NOTHING_UNCERTAIN = code("SDG793", "nothing-uncertain", severity="warning")
DRAWS_ASKED = code("SDG794", "draws-asked")
WITHHELD_DRAWN = code("SDG795", "withheld-drawn", severity="note")
WITHHELD_NOT_DRAWN = code("SDG792", "withheld-not-drawn", severity="warning")
