"""What definitions ask about values."""

from __future__ import annotations

import shutil
from pathlib import Path

import pandas as pd
import pytest

import sdg_standard as sdg
from evidence_rows import Measure, injured, only, people
from sdg_standard.catalogue import Standard
from sdg_standard.errors import Problem
from sdg_standard.model.evidence import Evidence


@pytest.fixture(scope="module")
def checking(tmp_path_factory: pytest.TempPathFactory) -> Standard:
    """A standard of four series whose definitions ask each kind of question."""
    root = tmp_path_factory.mktemp("checking")
    (root / "frameworks" / "c").mkdir(parents=True)
    (root / "standard.yaml").write_text(
        'format: 1\nid: checking\nedition: "2024.1"\ntitle: Checking\nlanguages: [en]\n', encoding="utf-8"
    )
    (root / "frameworks" / "c" / "framework.yaml").write_text("id: c\ntitle: C\nkeeper: Nobody\n", encoding="utf-8")
    share = 'series: {value: {kind: share, unit: "%", direction: none, no_benchmark: A test.}}'
    checks = {
        "all": "",
        "part": "[{rule: at_most, than: c.all, text: A part is no more than all.}]",
        "rest": "[{rule: sums_to, with: [c.part, c.rest], value: 100 %, text: Part and rest are all.}]",
        "level": "[{rule: change_within, share: 0.2}]",
        "least": "[{rule: at_least, than: c.part}]",
    }
    for name, check in checks.items():
        evidence = f"evidence: {{checks: {check}}}\n" if check else ""
        text = f"id: c.{name}\ntitle: {name}\n{share}\n{evidence}"
        (root / "frameworks" / "c" / f"{name}.yaml").write_text(text, encoding="utf-8")
    return sdg.load(root)


class TestChecks:
    """Checks of definitions are questions: a warning each, and the value stays."""

    def asked(self, measured: Measure, checking: Standard, *rows: tuple[str, str, float]) -> list[Problem]:
        cells = [{"series": name, "period": period, "value": value, "unit": "%"} for name, period, value in rows]
        values = measured(*cells, standard=checking)
        assert values.frame["value"].notna().all()
        assert all(item.severity == "warning" for item in values.problems)
        return list(values.problems)

    def test_at_most(self, measured: Measure, checking: Standard) -> None:
        assert not self.asked(measured, checking, ("c.part", "2024", 50), ("c.all", "2024", 50))
        found = self.asked(measured, checking, ("c.part", "2024", 51), ("c.all", "2024", 50))
        assert [item.series for item in found] == ["c.part"]
        assert found[0].message == "c.part of alder, 2024: 51 % is above 50 % of c.all"
        assert found[0].cure == "A part is no more than all."

    def test_at_least(self, measured: Measure, checking: Standard) -> None:
        found = self.asked(measured, checking, ("c.part", "2024", 51), ("c.least", "2024", 50))
        assert [item.series for item in found] == ["c.least"]

    def test_only_of_the_same_period(self, measured: Measure, checking: Standard) -> None:
        assert not self.asked(measured, checking, ("c.part", "2024", 51), ("c.all", "2023", 50))

    def test_sums(self, measured: Measure, checking: Standard) -> None:
        assert not self.asked(measured, checking, ("c.part", "2024", 60), ("c.rest", "2024", 40.5))
        assert not self.asked(measured, checking, ("c.rest", "2024", 10))
        found = self.asked(measured, checking, ("c.part", "2024", 60), ("c.rest", "2024", 30))
        assert [item.message for item in found] == ["c.part of alder, 2024: c.part, c.rest add up to 90 %, not 100 %"]

    def test_changes(self, measured: Measure, checking: Standard) -> None:
        assert not self.asked(measured, checking, ("c.level", "2023", 50), ("c.level", "2024", 60))  # exactly a fifth
        found = self.asked(
            measured, checking, ("c.level", "2024", 61), ("c.level", "2022", 50), ("c.level", "2023", 50)
        )
        assert [(item.period, item.series, item.row) for item in found] == [("2024", "c.level", 2)]

    def test_numbers_are_rounded_for_reading_and_stay_apart(self, measured: Measure, checking: Standard) -> None:
        found = self.asked(measured, checking, ("c.level", "2031", 4.243012), ("c.level", "2032", 0.00549713))
        assert [item.message for item in found] == [
            "c.level of alder, 2032: 0.0055 % after 4.24 % in 2031 is a change of more than 20 %"
        ]
        found = self.asked(measured, checking, ("c.part", "2024", 51.0004), ("c.all", "2024", 51.0001))
        assert "51.0004 % is above 51.0001 % of c.all" in found[0].message

    def test_a_question_has_the_row_that_it_is_about(self, checking: Standard, tmp_path: Path) -> None:
        path = tmp_path / "town.csv"
        rows = "birch,2024,c.all,50,%\nalder,2024,c.all,50,%\nalder,2024,c.part,51,%\n"
        path.write_text(f"area,period,series,value,unit\n{rows}", encoding="utf-8")
        problem = only(sdg.measure(sdg.read_evidence(path), checking))
        assert (problem.file, problem.row, problem.field) == ("town.csv", 4, "value")
        assert str(problem).startswith("town.csv: row 4, value: SDG720 warning: c.part of alder, 2024: 51 % is above")

    def test_of_a_computed_value_the_row_is_that_of_its_first_input(self, tmp_path: Path, contract: Path) -> None:
        root = tmp_path / "standard"
        shutil.copytree(contract / "standard", root)
        file = root / "frameworks" / "town" / "injuries.yaml"
        check = "evidence: {checks: [{rule: change_within, share: 0.2}]}\n"
        file.write_text(file.read_text(encoding="utf-8") + check, encoding="utf-8")
        cells = {"area": "alder", "unit": ""}
        rows = [
            cells | {"period": period, **row}
            for period, number in (("2023", 20), ("2024", 40))
            for row in (people(20000), injured(number))
        ]
        problem = only(sdg.measure(Evidence.from_frame(pd.DataFrame(rows)), sdg.load(root)))
        # 20 and 40 of 20 000 are 100 and 200 per 100 000; rows count from 2: people, injured, people, injured
        assert problem.row == 5 and "200 per 100000 inhabitants after 100 per 100000" in problem.message
