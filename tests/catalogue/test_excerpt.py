"""An excerpt of a standard: what a few definitions need, as data and as a standard again."""

from __future__ import annotations

import json

from sdg_standard.catalogue import Standard
from sdg_standard.catalogue.excerpt import Excerpt, excerpt_of, standard_of
from sdg_standard.editions import load


def through_json(standard: Standard, *names: str) -> Standard:
    text = json.dumps(excerpt_of(standard, names).model_dump())
    return standard_of(Excerpt.model_validate_json(text))


def test_what_is_named_is_there_and_nothing_else() -> None:
    whole = load()
    part = through_json(whole, "u4ssc.sc.sh.si.3c", "EC: ICT: ICT: 1C", "nobody knows this")
    assert set(part.indicators) == {"u4ssc.sc.sh.si.3c", "u4ssc.ec.ict.ict.1c"}
    name = "u4ssc.ec.ict.ict.1c"
    for key in ("unit", "kind", "direction", "benchmarks", "plausible", "sdg", "classification"):
        assert getattr(part.series[name], key) == getattr(whole.series[name], key)
    assert part.find_series("EC: ICT: ICT: 1C") == part.series[name]
    assert (part.digest, part.about, part.languages) == (whole.digest, whole.about, whole.languages)


def test_titles_are_there_in_all_languages() -> None:
    whole = load()
    part = through_json(whole, "u4ssc.sc.sh.si.3c")
    for language in whole.languages:
        for name in ("u4ssc.sc.sh.si.3c", "goal:11"):
            assert part.text(name, "title", language) == whole.text(name, "title", language)
    assert part.has_text("u4ssc.sc.sh.si.3c", "definition", "nb")  # the annex of a report prints it


def test_it_knows_which_goals_the_edition_measures() -> None:
    whole = load()
    assert through_json(whole).goals_measured == whole.goals_measured
    assert not through_json(whole).indicators
