"""A reading of one's own is one class: once it is registered, everything that reads a methodology knows it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

pytestmark = pytest.mark.integration
ROOT = Path(__file__).parents[2]
PROGRAM = '''
import json, sys
from pathlib import Path
from typing import ClassVar, Literal

import pandas as pd

import sdg_standard as sdg
from sdg_standard.methodology import Methodology
from sdg_standard.methodology.readings import PathReading, Reading, Taken
from sdg_standard.publish.schemas import schemas


@sdg.register
class Earliest(Reading):
    """The first observation that there is, whenever it was made."""

    method: Literal["earliest"]
    skip: int = 0
    """So many observations are left out."""

    def take(self, seen, scored):
        from sdg_standard.methods.observed import nearest

        order = sorted(range(len(seen.periods)), key=lambda place: seen.periods[place].end)[self.skip :]
        numbers, reasons, places = nearest(seen.layers(order), seen.shape, gone=255)
        return Taken(numbers, reasons, {"read": places})


@sdg.register
class Times(PathReading):
    """How many times the first value the last one is."""

    method: Literal["times_the_first"]

    def number(self, window, aim):
        return window.ends.end / window.ends.base

    def put_in(self, window, aim):
        return {"first": window.ends.base}

    def sentence(self, data, tell):
        return f"{tell.number(data['end'])} over {tell.number(data['first'])}"


def file(read, more=""):
    path = Path(sys.argv[1]) / "own.yaml"
    needs = "requires: [earliest, times_the_first]\\n" if "requires" in Methodology.model_fields else ""
    path.write_text(
        f"""id: own
version: "1.0.0"
title: Own
{needs}select: {{ids: [town.water]}}
tree: {{id: index, children: [town.water]}}
branches: [{{for: all, aggregate: arithmetic_mean}}]
reference: {{areas: scored}}
points: [{{for: all, worst: 0, best: {{rule: best_observed}}}}]
leaves: [{{for: all, read: {read}, steps: [goalposts]}}]
{more}""",
        encoding="utf-8",
    )
    return path


TREND = "trends: {change: {leaves: [{for: all, read: times_the_first}]}}"
town = sdg.load(sys.argv[2])
rows = [("a", "2018", 40), ("a", "2020", 60), ("b", "2019", 80)]
frame = pd.DataFrame(rows, columns=["area", "period", "value"]).assign(series="town.water", unit="%")
evidence = sdg.Evidence.from_frame(frame)
scorer = sdg.Scorer(town, file("earliest", TREND))
card = scorer.score(evidence, periods=["2020"])
frozen = Path(sys.argv[1]) / "frozen.yaml"
frozen.write_text(scorer.fit(evidence, periods=["2020"]).to_yaml(), encoding="utf-8")
again = sdg.score(evidence, town, frozen, periods=["2020"])
problems = []
for wrong in ("{method: earliest, max_age: 3}", "{method: latest, skip: 1}", "earlist", "{method: earliest, skipp: 1}"):
    try:
        sdg.Scorer(town, file(wrong))
    except sdg.StandardError as error:
        problems.append([error.problems[0].code, error.problems[0].message, error.problems[0].cure])
sys.path.insert(0, sys.argv[3])
from methodology import reference_page

print(json.dumps({
    "scores": [float(found.wide().loc[("a", "2020"), "town.water"]) for found in (card, again)],
    "frozen": "earliest" in frozen.read_text(),
    "trend": float(card.scores.set_index(["area", "node"]).loc[("a", "town.water"), "trend_value"]),
    "explained": card.explain("a", "2020", "town.water").text,
    "problems": problems,
    "schema": sorted(name for name in schemas()["methodology"]["$defs"] if name in ("Earliest", "Times")),
    "page": [words in reference_page() for words in ("reading-earliest", "So many observations are left out.")],
}))
'''


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """What a program that registers two readings sees; in a process of its own, so that no other test knows them."""
    folder = tmp_path_factory.mktemp("own")
    town, hooks = ROOT / "tests" / "contract" / "standard", ROOT / "docs" / "_hooks"
    program = folder / "program.py"
    program.write_text(PROGRAM, encoding="utf-8")
    command = [sys.executable, str(program), str(folder), str(town), str(hooks)]
    environment = {**os.environ, "SDG_STANDARD_CACHE": "off"}
    done = subprocess.run(command, capture_output=True, text=True, env=environment, check=False)
    assert done.returncode == 0, done.stderr
    result: dict[str, Any] = json.loads(done.stdout)
    return result


def test_it_scores_live_and_frozen(found: dict[str, Any]) -> None:
    # The first value of a is 40, the best of a and b is 80: 40 / 80; the trend is 60 / 40.
    assert found["scores"] == [50.0, 50.0] and found["frozen"]
    assert found["trend"] == 1.5


def test_it_is_explained(found: dict[str, Any]) -> None:
    assert "2018" in found["explained"].partition("value:")[2].partition("\n")[0]
    assert "60 over 40 = 1.5" in found["explained"]


def test_it_is_validated_like_any_other(found: dict[str, Any]) -> None:
    foreign, own, unknown, misspelt = found["problems"]
    assert 'the reading "earliest" has no `max_age`' in foreign[1]
    assert 'the reading "latest" has no `skip`' in own[1] and "`skip` belongs to earliest." in own[2]
    assert 'did you mean "earliest"?' in unknown[2]
    assert 'unknown key "skipp"' in misspelt[1] and '"skip"' in misspelt[2]


def test_the_schema_and_the_page_have_it(found: dict[str, Any]) -> None:
    assert found["schema"] == ["Earliest", "Times"]
    assert found["page"] == [True, True]
