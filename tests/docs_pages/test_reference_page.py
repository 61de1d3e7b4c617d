"""The reference page of the methodology language: complete, never empty, and its examples run."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import pandas as pd
import pytest
import yaml

import sdg_standard as sdg
from sdg_standard.catalogue import Standard
from sdg_standard.editions import read_standard
from sdg_standard.editions.examples import methodology_examples
from sdg_standard.errors import Problems

ROOT = Path(__file__).parents[2]
EXAMPLES = ROOT / "docs" / "_hooks" / "examples"
CONTRACT = ROOT / "tests" / "contract"
NAMES = [
    (path.stem, name)
    for path in sorted(EXAMPLES.glob("*.yaml"))
    if path.stem != "base"
    for name in yaml.safe_load(path.read_text(encoding="utf-8"))
]
CASES = [pytest.param(*case, id="-".join(case)) for case in NAMES]
Hook = Callable[[str], ModuleType]

NAMED = {  # every method of the language, section by section; written out, so that a lost one is missed
    "point": "given table formula benchmark goalpost commitment worst_observed best_observed mean median percentile "
    "mean_of_best sd value_of",
    "reading": "at_period latest interpolated growth_rate growth_to_target pace_to_target expected_value slope "
    "series per accept before",
    "step": "log power sqrt reciprocal box_cox scale reflect winsorise cap replace fill round goalposts share_of "
    "z_score rank percentile_rank distance_in_sd bands piecewise categories",
    "aggregate": "arithmetic_mean geometric_mean harmonic_mean power_mean median minimum maximum sum product "
    "mean_of_worst first penalised_mean copeland benefit_of_doubt formula",
    "weights": "pca entropy critic equal_correlation",
    "missing": "ignore group_mean siblings constant",
    "rating": "bands worst_two mean_of_ratings worst",
    "tree": "levels links written",
}
SECTIONS = (
    "file select accept for points edges areas groups reference leaves readings steps tree branches needs ranks ratings"
)
KEYS = {  # keys of the language's tables, with the heading that they stand under
    "file": "id version title status description sources extends select lacking scale areas reference points leaves "
    "tree branches ranks ratings trends decimals accept examples",
    "for": "kind direction framework classification goal target level children_of below point",
    "areas": "where min_coverage max_zeros always never groups",
    "leaves": "for read steps applies scored rated weight group_weight",
    "readings": "series per times accept before of from to base else reached target_met_within lost clip",
    "step-goalposts": "worst best to clip",
    "step-winsorise": "lower upper points until else else_from",
    "branches": "for aggregate applies missing needs steps direction",
    "aggregates": "over weights",
    "aggregate-formula": "formula gives",
    "aggregate-power_mean": "p",
    "aggregate-penalised_mean": "sd penalty",
    "missing-siblings": "to",
    "missing-group_mean": "by among not_applicable",
    "needs": "share of where",
    "ranks": "id for where within ties",
    "ratings": "for of bands ties needs too_little",
    "rating-worst_two": "positions extremes",
    "rating-mean_of_ratings": "positions worst_if_more_than",
    "trends": "leaves branches ratings",
}


@pytest.fixture(scope="module")
def page(hook: Hook) -> str:
    text: str = hook("methodology").reference_page()
    return text


@pytest.fixture(scope="module")
def parts(page: str) -> dict[str, str]:
    """What stands under each heading, by anchor, up to the next heading."""
    heads = list(re.finditer(r"^#{2,4} .*\{: #(\S+) \}$", page, re.MULTILINE))
    ends = [head.start() for head in heads[1:]] + [len(page)]
    return {head[1]: page[head.end() : end] for head, end in zip(heads, ends, strict=True)}


def test_every_method_stands_on_the_page(parts: dict[str, str]) -> None:
    wanted = [f"{kind}-{name}" for kind, names in NAMED.items() for name in names.split()]
    assert not [anchor for anchor in [*wanted, *SECTIONS.split(), "trends"] if anchor not in parts]


def test_every_method_on_the_page_is_named_here(parts: dict[str, str]) -> None:
    """A new method is added to the list above, and so to what may not get lost."""
    known = {f"{kind}-{name}" for kind, names in NAMED.items() for name in names.split()}
    assert {anchor for anchor in parts if anchor.partition("-")[0] in NAMED and "-" in anchor} == known


def test_every_key_stands_under_its_heading(parts: dict[str, str]) -> None:
    lost = [(at, key) for at, keys in KEYS.items() for key in keys.split() if f"\n| `{key}` |" not in parts[at]]
    assert not lost


def test_no_text_is_empty(page: str, parts: dict[str, str]) -> None:
    rows = [row for row in page.splitlines() if row.startswith("| `") and row.count(" | ") == 3]
    assert len(rows) > 150
    assert not [row for row in rows if not all(cell.strip() for cell in row.strip("|").split("|"))]
    prose = {
        anchor: re.sub(r"```.*?```|^\|.*$", "", text, flags=re.DOTALL | re.MULTILINE) for anchor, text in parts.items()
    }
    methods = [anchor for anchor in prose if anchor.partition("-")[0] in NAMED and "-" in anchor]
    bare = [anchor for anchor in methods if len(prose[anchor].replace("*Fitted.*", "").strip()) < 20]
    assert bare == ["point-formula"]  # its table says it


def test_steps_tell_their_role(parts: dict[str, str]) -> None:
    assert parts["step-log"].strip().startswith("*Transformation.*")
    assert parts["step-round"].strip().startswith("*Treatment.*")
    assert parts["step-bands"].strip().startswith("*Scoring.*")


def test_formulas_come_from_the_functions(parts: dict[str, str]) -> None:
    assert "lo + (hi - lo)·(x - worst)/(best - worst)" in parts["step-goalposts"]
    assert "A zero gives zero" in parts["aggregate-geometric_mean"]


@pytest.mark.parametrize("word", ["NaN", "ValueError", "None", "``", ":func:", ">>>", "(n, k)"])
def test_words_for_programmers_stay_out(page: str, word: str) -> None:
    assert word not in page.replace("```", "")


def test_defaults_are_those_of_the_functions(page: str, hook: Hook) -> None:
    from sdg_standard.methods import growth

    said = hook("methodology_keys").DEFINITIONS
    assert said["GrowthRate"]["properties"]["exponent"]["default"] == growth.LIMIT_EXPONENT
    assert said["GrowthToTarget"]["properties"]["replace_zero"]["default"] == 0.001
    assert said["Slope"]["properties"]["model"]["default"] == "theil_sen"
    assert growth.growth_to_target.__kwdefaults__["replace_zero"] == 0.001
    assert growth.slope.__kwdefaults__["model"] == "theil_sen"


# the examples


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory, hook: Hook) -> tuple[Standard, Problems]:
    """The small standard of the contract with every example as a methodology of its own."""
    root = tmp_path_factory.mktemp("examples") / "standard"
    shutil.copytree(CONTRACT / "standard", root)
    folder = root / "methodologies"
    for path in [EXAMPLES / "base.yaml", *EXAMPLES.glob("*.csv")]:
        shutil.copy(path, folder)
    texts = hook("methodology_texts")
    for section, entries in texts.examples().items():
        for name, example in entries.items():
            ident = f"{section}-{name}"
            (folder / f"{ident}.yaml").write_text(texts.whole_file(ident, example), encoding="utf-8")
    standard, problems = read_standard(root)
    assert standard is not None
    return standard, problems


@pytest.mark.parametrize(("section", "name"), CASES)
def test_an_example_validates_and_runs(town: tuple[Standard, Problems], section: str, name: str) -> None:
    standard, problems = town
    ident = f"{section}-{name}"
    own = [problem for problem in problems if problem.file == f"methodologies/{ident}.yaml"]
    assert not [problem for problem in own if problem.severity != "note"]
    methodology = standard.methodology(ident)
    assert methodology.examples, "an example without a sentence shows nothing"
    place = standard.place_of(ident)
    assert place is not None
    assert not [problem.message for problem in methodology_examples(methodology, standard, place)]


@pytest.mark.parametrize(("section", "name"), CASES)
def test_an_example_scores_the_evidence_of_the_contract(
    town: tuple[Standard, Problems], section: str, name: str
) -> None:
    standard, _ = town
    areas = pd.read_csv(CONTRACT / "areas.csv").assign(kind="town", population=20_000, small=False)
    values = sdg.measure(sdg.read_evidence(CONTRACT / "evidence.csv"), standard)
    card = sdg.score(values, standard, f"{section}-{name}", areas=areas, periods=["2024"])
    assert card.scores["score"].notna().any()


def test_the_sweep_swept() -> None:
    assert len(CASES) > 80


def test_pages_by_subject_are_the_reference_and_links_find_them(hook: Hook) -> None:
    module = hook("methodology")
    pages = module.reference_pages()
    anchors = [anchor for text in pages.values() for anchor in re.findall(r"\{: #(\S+) \}", text)]
    assert sorted(anchors) == sorted(re.findall(r"\{: #(\S+) \}", module.reference_page())) and len(pages) == 8
    assert all(text.startswith("# ") and path in pages["methodology.md"] for path, text in pages.items() if "/" in path)
    asked = "[a](../methodology.md#step-goalposts) [b](../methodology.md#file) [c](../methodology.md) [d](#x)"
    wanted = "[a](../methodology/steps.md#step-goalposts) [b](../methodology.md#file) [c](../methodology.md) [d](#x)"
    assert module.with_places(asked, "standard/x.md") == wanted
    assert module.with_places("[a](#step-goalposts)", "methodology/branches.md") == "[a](steps.md#step-goalposts)"
