"""What a page is about, for machines: valid JSON in the head, harmless, without a number."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest

import sdg_standard as sdg
from sdg_standard.publish import report_html
from sdg_standard.publish.structured import block, edition_data, variable_data

HOSTILE = ["</script><script>alert(1)</script>", "<!--", "\u202erl", "\u2028", "a&b", 'say "x"\\', "🌍 æ"]


def read(html: str) -> Any:
    (found,) = re.findall(r'<script type="application/ld\+json">(.*?)</script>', html, flags=re.DOTALL)
    return json.loads(found)


@pytest.mark.parametrize("text", HOSTILE)
def test_no_text_ends_the_element(text: str) -> None:
    made = str(block({"name": text, "empty": ""}))
    assert made.count("<") == 2 and made.isascii()
    assert read(made) == {"name": text.replace("\u202e", "\ufffd")}


def test_a_report_says_of_whom_and_when_it_is() -> None:
    card = sdg.score(sdg.demo_evidence(), sdg.load(), "u4ssc-performance", periods=["2021"])
    found = read(report_html(card, language="nn", areas=["NO-1149"]))
    assert found["@type"] == "Dataset" and found["inLanguage"] == "nn"
    assert found["spatialCoverage"] == [{"@type": "Place", "name": "Karmøy"}]
    assert found["temporalCoverage"] == "2021" and found["isBasedOn"]["version"] == "2026.1"


def test_an_indicator_is_a_variable_and_so_is_each_of_its_series() -> None:
    standard = sdg.load()
    found = variable_data(standard, "u4ssc.en.en.aq.1c", "nb")["@graph"]
    assert [one["@type"] for one in found] == ["StatisticalVariable"] * 6
    assert found[1]["identifier"] == "u4ssc.en.en.aq.1c.pm2_5" and found[1]["measurementQualifier"] == "µg/m³"
    assert "http://metadata.un.org/sdg/11" in found[0]["about"]
    for name in standard.indicators:
        for language in standard.languages:
            assert read(str(block(variable_data(standard, name, language))))


def test_an_edition_is_a_data_set_with_its_licence() -> None:
    found = read(str(block(edition_data(sdg.load()))))
    assert found["license"] == "https://creativecommons.org/licenses/by/4.0/" and len(found["about"]) == 17
