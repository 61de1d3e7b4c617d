"""What a definition asks is told in the language of the reader, wherever the standard has it in that language."""

from __future__ import annotations

from typing import Any

from asking_rows import LOW, standard_that_asks
from sdg_standard.catalogue import Standard
from sdg_standard.measuring.advice import advice
from sdg_standard.words import Said, told

YOUNG = "u4ssc.ec.p.em.2c"


def test_advice_is_told_in_the_languages_of_the_standard(bundled: Standard) -> None:
    checks = bundled.indicators[YOUNG].evidence.checks
    place = next(place for place, check in enumerate(checks) if check.rule == "at_least")
    said = advice(checks[place], YOUNG, bundled)
    assert said == checks[place].text and isinstance(said, Said)
    for language in ("nb", "nn"):
        text = bundled.text(YOUNG, f"evidence.checks.{place}.text", language)
        assert told(said, language) == text != checks[place].text


def test_advice_without_translations_is_the_text(tmp_path: Any) -> None:
    standard = standard_that_asks(tmp_path)
    texts = [
        advice(check, LOW, standard) for check in standard.indicators[standard.series[LOW].indicator].evidence.checks
    ]
    assert texts == ["Low below high.", "", "Ask the office."]
    assert not any(isinstance(text, Said) for text in texts)


def test_a_question_is_told_with_the_numbers_and_the_advice_of_a_language(measured: Any, bundled: Standard) -> None:
    rows = [{"series": "u4ssc.ec.p.em.1c", "value": 2.75, "unit": "%"}, {"series": YOUNG, "value": 2.4, "unit": "%"}]
    problem = next(each for each in measured(*rows, standard=bundled).problems if each.code == "SDG720")
    assert "2.4 % is below 2.75 % of u4ssc.ec.p.em.1c" in problem.told("en")
    assert "2,4 % er under 2,75 % for u4ssc.ec.p.em.1c" in problem.told("nb")
    assert told(problem.cure, "nn") not in ("", problem.cure)
