"""Evidence of 2026.1 under a draft of 2026.2: renamed, in another unit, refused, asked about, asked for."""

from __future__ import annotations

from pathlib import Path

import pytest

from edition import AIR_FILE, DOCTORS_FILE, FILES, before, side
from sdg_standard.cli import main
from sdg_standard.editions.migrating import migration
from sdg_standard.model.evidence import Evidence

ROWS = [
    {"area": "0001", "period": "2026", "series": "hill.air.dust", "value": 95, "unit": "µg/m³"},
    {"area": "0002", "period": "2026", "series": "hill.air.dust", "value": 900, "unit": "µg/m³"},
    {"area": "0001", "period": "2026", "series": "hill.air.smell", "value": "little", "unit": ""},
    {"area": "0001", "period": "2026", "series": "hill.doctors", "value": 250, "unit": "per 100000 inhabitants"},
]
AIR = (
    FILES[AIR_FILE]
    .replace("max: 1000", "max: 500")
    .replace("max: 100}", "max: 90}")
    .replace("      - {code: little, value: 1, title: A little}\n", "")
    .replace("  smell:\n", "  noise: {kind: index, no_benchmark: None.}\n  smell:\n")
)
MEDICS = (
    FILES[DOCTORS_FILE]
    .replace("id: hill.doctors", "id: hill.medics")
    .replace("100000", "1000")
    .replace("value: 300", "value: 3")
)
DRAFT = {
    **{name: text for name, text in FILES.items() if name != DOCTORS_FILE},
    "standard.yaml": FILES["standard.yaml"].replace("2026.1", "2026.2"),
    AIR_FILE: AIR,
    "frameworks/hill/medics.yaml": MEDICS,
    "retired.yaml": FILES["retired.yaml"]
    + 'hill.doctors: {since: "2026.2", why: Too narrow., replaced_by: [hill.medics]}\n',
}


def test_what_becomes_of_evidence() -> None:
    found = migration(Evidence.from_records(ROWS), before().standard, side(DRAFT).standard)
    steps = {(step.what, step.series): step for step in found.steps}
    assert steps["renamed", "hill.doctors"].new == "hill.medics"
    assert steps["refused", "hill.air.dust"].new == "SDG710"  # 900 was possible, and is not
    assert steps["refused", "hill.air.smell"].rows == 1  # an answer that is gone
    assert steps["asked", "hill.air.dust"].new == "SDG711"  # 95 was plausible
    assert steps["wanted", "hill.air.noise"].text == "hill.air.noise is asked for newly: Air: noise"
    assert not [step for step in found.steps if step.series == "hill.medics"]
    frame = found.to_frame("nb")
    assert "hill.doctors heter nå hill.medics" in frame["text"].tolist()


@pytest.mark.parametrize(("unit", "said"), [("mg/m³", "converted"), ("%", "cannot be converted")])
def test_units_that_change(unit: str, said: str) -> None:
    air = FILES[AIR_FILE].replace("unit: µg/m³", f'unit: "{unit}"').replace("kind: concentration", "kind: amount")
    air = air.replace('    spellings: ["ug pr m3"]\n', "").replace(
        "examples:\n  - {name: as read, given: {dust: 10}, expect: {dust: 10}}\n", ""
    )
    found = migration(Evidence.from_records(ROWS), before().standard, side({**FILES, AIR_FILE: air}).standard)
    (step,) = found.of("unit")
    assert (step.series, step.rows, step.old, step.new) == ("hill.air.dust", 2, "µg/m³", unit) and said in step.text


def test_what_the_older_edition_refused() -> None:
    """1200 was too much under 1000 and is not under 2000; a text is no number under either."""
    wider = {**FILES, AIR_FILE: FILES[AIR_FILE].replace("max: 1000", "max: 2000")}
    rows = [{**ROWS[0], "value": 1200}, {**ROWS[1], "value": "much"}, ROWS[3]]
    found = migration(Evidence.from_records(rows), before().standard, side(wider).standard)
    assert [(step.what, step.rows, step.old, step.new) for step in found.steps] == [
        ("asked", 1, "", "SDG711"),
        ("accepted", 1, "SDG710", ""),
        ("still_refused", 1, "SDG708", "SDG708"),
    ]
    assert found.to_frame("nn")["text"].tolist()[1:] == [
        "hill.air.dust: gyldig no, avvist under den eldre utgåva (SDG710)",
        "avvist under begge utgåver: «much» er ikkje eit tal",
    ]


def test_nothing_becomes_of_evidence_under_its_own_edition() -> None:
    assert not migration(Evidence.from_records(ROWS), before().standard, before().standard).steps


def test_the_command(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for folder, files in (("old", FILES), ("new", DRAFT)):
        for name, text in files.items():
            (tmp_path / folder / name).parent.mkdir(parents=True, exist_ok=True)
            (tmp_path / folder / name).write_text(text, encoding="utf-8")
    rows = "area,period,series,value,unit\n0001,2026,hill.air.dust,950,µg/m³\n"
    (tmp_path / "evidence.csv").write_text(rows, encoding="utf-8")
    arguments = ["migrate", str(tmp_path / "evidence.csv"), "--from", str(tmp_path / "old")]
    assert (
        main([*arguments, "--to", str(tmp_path / "new"), "--out", str(tmp_path / "steps.csv"), "--language", "nn"]) == 1
    )
    assert "avvist no" in capsys.readouterr().out
    assert (tmp_path / "steps.csv").read_text(encoding="utf-8").startswith("what,series,rows,old,new,text\n")
    assert main([*arguments, "--to", str(tmp_path / "old")]) == 0
    assert "means the same" in capsys.readouterr().out
