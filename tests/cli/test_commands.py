"""Each command: what it prints, what it writes, and with which code it ends."""

from __future__ import annotations

import csv
import json
import re
import shutil
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pandas as pd
import pytest

import sdg_standard as sdg
from sdg_standard.cli import demonstrating
from sdg_standard.cli.ways_in import OURS
from sdg_standard.editions import validating

TABLES = ("scores.csv", "values.csv", "problems.csv", "provenance.json", "scorecard.json")

Run = Callable[..., Any]
STANDARD = sdg.load()


class TestValidate:
    def test_the_bundled_standard(self, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(validating, "run_examples", lambda *_: iter(()))  # tests/editions runs them all
        done = run("validate")
        assert done.code == 0 and re.search(r"(no problems|notes?)$", done.out.strip())

    @pytest.fixture
    def broken(self, contract: Path, tmp_path: Path) -> Path:
        root = tmp_path / "standard"
        shutil.copytree(contract / "standard", root)
        name = "frameworks/town/unknown-unit.yaml"
        shutil.copy(contract / "broken" / name, root / name)
        return root

    def test_text_has_the_path_that_was_given(self, run: Run, broken: Path) -> None:
        done = run("validate", broken)
        assert done.code == 1
        assert f"{broken}/frameworks/town/unknown-unit.yaml:12:11: SDG" in done.out
        assert done.out.strip().endswith("1 error")

    def test_json_has_the_columns_of_the_table(self, run: Run, broken: Path) -> None:
        done = run("validate", broken, "--format", "json")
        found = json.loads(done.out)
        assert done.code == 1 and len(found) == 1
        assert list(found[0]) == [
            *("severity", "code", "message", "cure", "file", "line", "column", "sheet", "row", "field"),
            *("area", "period", "series", "key", "count"),
        ]
        assert found[0]["file"] == "frameworks/town/unknown-unit.yaml"  # relative to the standard
        assert (found[0]["line"], found[0]["column"]) == (12, 11)

    def test_annotations_for_github(self, run: Run, broken: Path) -> None:
        done = run("validate", broken, "--format", "github")
        assert done.code == 1
        assert re.fullmatch(r"::error file=\S+unknown-unit\.yaml,line=12,col=11,title=SDG\d{3}::.+\n", done.out)

    def test_a_good_standard_of_ones_own(self, run: Run, contract: Path) -> None:
        done = run("validate", contract / "standard")
        assert (done.code, done.out.splitlines()[0]) == (0, "4 indicators, 3 methodologies, 9 examples: no problems")
        assert json.loads(run("validate", contract / "standard", "--format", "json").out) == []
        assert run("validate", contract / "standard", "--format", "github").out == ""

    def test_one_cause_in_every_file_is_one_line_and_errors_come_before_notes(
        self, run: Run, contract: Path, tmp_path: Path
    ) -> None:
        root = tmp_path / "standard"
        shutil.copytree(contract / "standard", root)
        (root / "standard.yaml").write_text(
            (root / "standard.yaml").read_text(encoding="utf-8").replace("[en]", "[en, nb, nn]"), encoding="utf-8"
        )
        framework = root / "frameworks/town/framework.yaml"
        framework.write_text(framework.read_text(encoding="utf-8").replace("  pillar:", "  pilar:"), encoding="utf-8")
        shutil.rmtree(root / "methodologies")
        done = run("validate", root)
        codes = re.findall(r"SDG\d{3}", done.out)
        assert codes == ["SDG517", "SDG522", "SDG522"]
        assert '"pillar"; did you mean "pilar"? (4 places: also ' in done.out.splitlines()[0]
        assert "frameworks/town/injuries.yaml:7:18, " in done.out and "and 1 more)" in done.out
        assert len(json.loads(run("validate", root, "--format", "json").out)) > 20
        told = run("validate", root, "--language", "nn").out
        assert "har ingen nøkkel «pillar»; meinte du «pilar»? (4 stader: òg " in told.splitlines()[0]


class TestCheck:
    def test_evidence_with_faults(self, run: Run, contract: Path) -> None:
        done = run("check", contract / "evidence.csv", "--standard", contract / "standard")
        assert done.code == 1
        assert "evidence.csv: row 21, value: SDG708" in done.out
        assert done.out.strip().endswith("8 errors, 2 warnings, 1 note")

    @pytest.mark.parametrize(
        ("language", "told", "summary"),
        [
            ("nb", "SDG714 radene 7, 8 motsier hverandre: 90, 80", "8 feil, 2 advarsler, 1 merknad"),
            ("nn", "SDG714 radene 7, 8 motseier kvarandre: 90, 80", "8 feil, 2 åtvaringar, 1 merknad"),
        ],
    )
    def test_in_other_languages(self, run: Run, contract: Path, language: str, told: str, summary: str) -> None:
        given = ("check", contract / "evidence.csv", "--standard", contract / "standard", "--language", language)
        done = run(*given)
        assert f"evidence.csv: rad 7, value: {told}" in done.out
        assert done.out.strip().endswith(summary)
        assert "`--decimal ,`" in done.out, "options of the command are named in every language"
        assert run(*given, "--format", "json").out == run(*given[:-2], "--format", "json").out, "for programs"

    def test_evidence_that_only_asks(self, run: Run) -> None:
        from sdg_standard._resources import bundled

        done = run("check", bundled("examples/norway-2020") / "evidence.csv")
        assert done.code == 0 and "warning" in done.out

    def test_json_and_github(self, run: Run, contract: Path) -> None:
        arguments = ("check", contract / "evidence.csv", "--standard", contract / "standard", "--format")
        found = json.loads(run(*arguments, "json").out)
        assert [item["row"] for item in found if item["severity"] == "error"] == [5, 7, 8, 14, 21, 32, 33, 34]
        lines = run(*arguments, "github").out.splitlines()
        assert len(lines) == len(found)
        assert sum(line.startswith("::error file=evidence.csv,line=") for line in lines) == 8
        assert sum(line.startswith("::notice ") for line in lines) == 1

    def test_a_decimal_comma(self, run: Run, contract: Path, tmp_path: Path) -> None:
        path = tmp_path / "komma.csv"
        path.write_text("area;period;series;value;unit\nalder;2024;town.water;95,5;%\n", encoding="utf-8")
        arguments = ("check", path, "--standard", contract / "standard")
        refused = run(*arguments)
        assert refused.code == 1 and "Write 95.5, or declare the comma: `--decimal ,`." in refused.out
        assert json.loads(run(*arguments, "--format", "json").out)[0]["cure"].endswith("`--decimal ,`.")
        with_python = sdg.check(sdg.read_evidence(path), sdg.load(contract / "standard"))
        assert with_python[0].cure == 'Write 95.5, or declare the comma: decimal=",".'
        assert run(*arguments, "--decimal", ",").out == "1 row: no problems\n"

    def test_a_mark_between_the_thousands(self, run: Run, contract: Path, tmp_path: Path) -> None:
        path = tmp_path / "tusen.csv"
        head, row = "area,period,series,input,value,unit", "alder,2024,common,population,25.000,inhabitants"
        path.write_text(f"{head}\n{row}\n", encoding="utf-8")
        arguments = ("check", path, "--standard", contract / "standard")
        doubt = run(*arguments)
        assert doubt.code == 1 and "25 or 25000" in doubt.out and "--thousands ," in doubt.out
        for marks in (("--decimal", ","), ("--decimal", ",", "--thousands", "."), ("--thousands", ",")):
            assert run(*arguments, *marks).out == "1 row: no problems\n"

    def test_a_sheet_of_a_workbook(self, run: Run, contract: Path, tmp_path: Path) -> None:
        book = openpyxl.Workbook()
        book.active.title = "Notes"
        sheet = book.create_sheet("Tall")
        for row in (["area", "period", "series", "value", "unit"], ["alder", 2024, "town.water", 95.5, "%"]):
            sheet.append(row)
        book.save(tmp_path / "book.xlsx")
        arguments = ("check", tmp_path / "book.xlsx", "--standard", contract / "standard")
        assert run(*arguments, "--sheet", "Tall").out == "1 row: no problems\n"
        assert run(*arguments, "--sheet", "Tal").code == 1
        assert 'Name one of its sheets, "Notes", "Tall": `--sheet …`.' in run(*arguments).err


class TestList:
    @pytest.mark.parametrize(
        ("arguments", "count"),
        [
            ((), len(STANDARD.indicators)),
            (("indicators", "--framework", "u4ssc"), 91),
            (("indicators", "--framework", "implementation"), 28),
            (("indicators", "--framework", "un-sdg"), 251),
            (("series", "--framework", "u4ssc"), 112),
            (("goals",), 17),
            (("targets",), 169),
            (("targets", "--goal", "11"), 10),
            (("methodologies",), len(STANDARD.methodologies)),
            (("frameworks",), 4),
            (("sources",), len(STANDARD.sources)),
        ],
    )
    def test_counts(self, run: Run, arguments: tuple[str, ...], count: int) -> None:
        done = run("list", *arguments)
        lines = done.out.splitlines()
        assert done.code == 0 and lines[-1].startswith(f"{count} ")
        assert len(lines) == count + 3  # head, rule and sum

    def test_filters(self, run: Run) -> None:
        of_11 = run("list", "--goal", "11", "--framework", "u4ssc").out
        wanted = [
            name
            for name, item in STANDARD.indicators.items()
            if item.framework == "u4ssc" and "11" in {link.codes[0] for link in item.sdg}
        ]
        assert re.findall(r"^u4ssc\.\S+", of_11, flags=re.MULTILINE) == wanted and wanted
        for option, value in (("--level", "advanced"), ("--dimension", "environment"), ("--confidence", "seen")):
            count = int(run("list", option, value).out.splitlines()[-1].split()[0])
            assert 0 < count < len(STANDARD.indicators)
        lacking = sum(not item.benchmarks for item in STANDARD.series.values())
        assert run("list", "series", "--no-benchmark").out.splitlines()[-1] == f"{lacking} series"

    def test_another_language(self, run: Run) -> None:
        assert STANDARD.text("goal:13", "title", "nn") in run("list", "goals", "--language", "nn").out

    def test_a_standard_of_ones_own(self, run: Run, contract: Path) -> None:
        done = run("list", "series", "--standard", contract / "standard")
        assert done.out.splitlines()[-1] == "5 series" and "town.air.pm2_5" in done.out


class TestShow:
    @pytest.mark.parametrize("name", [*sorted(STANDARD.indicators)[::12], "SC: SH: SI: 4C", "sc.sh.si.4c"])
    def test_indicators(self, run: Run, name: str) -> None:
        done, item = run("show", name), STANDARD.indicator(name)
        assert done.code == 0 and done.out.startswith(item.title)
        plain = " ".join(done.out.split())
        assert " ".join((item.definition or "").split()) in plain
        for series in item.series_ids.values():
            assert f"[{series}]" in done.out
        assert max(map(len, done.out.splitlines())) <= 110

    @pytest.mark.parametrize(("language", "goal"), [("en", "Goal"), ("nb", "Mål"), ("nn", "Mål")])
    def test_languages(self, run: Run, language: str, goal: str) -> None:
        assert run("show", "11", "--language", language).out.startswith(
            f"{goal} 11: {STANDARD.text('goal:11', 'title', language)}"
        )
        name = "u4ssc.sc.sh.si.4c"
        assert run("show", name, "--language", language).out.startswith(STANDARD.text(name, "title", language))

    @pytest.mark.parametrize(
        ("language", "title"),
        [
            ("en", "Input population: Population"),
            ("nb", "Grunntall population: Folketall"),
            ("nn", "Grunntal population: Folketal"),
        ],
    )
    def test_an_input_common_to_all_has_the_title_of_the_language(self, run: Run, language: str, title: str) -> None:
        assert f"{title} (" in run("show", "u4ssc.ec.ict.ict.3c", "--language", language).out

    @pytest.mark.parametrize(
        ("name", "word"),
        [
            ("goal:11", "11.6"),
            ("11.6", "11.6.2"),
            ("target:11.6", "Target 11.6"),
            ("11.6.2", "un-sdg.11.6.2"),
            ("un-sdg.11.6.2", "11.6.2"),
            ("u4ssc-performance", "version"),
            ("u4ssc.en.en.aq.1c.pm2_5", "[u4ssc.en.en.aq.1c.pm2_5]"),
        ],
    )
    def test_other_definitions(self, run: Run, name: str, word: str) -> None:
        done = run("show", name)
        assert done.code == 0 and word in done.out

    def test_every_definition_can_be_shown(self) -> None:
        from sdg_standard.cli.showing import shown

        names = [*STANDARD.indicators, *STANDARD.methodologies, *STANDARD.goals, *STANDARD.targets]
        for name in [*names, *STANDARD.global_indicators, *STANDARD.retired]:
            for language in ("en", "nn"):
                assert len(shown(STANDARD, name, language)) > 20


class TestSearch:
    def test_in_all_languages(self, run: Run) -> None:
        for word, language in (("water", "en"), ("vann", "nb"), ("vatn", "nn")):
            done = run("search", word, "--language", language)
            assert done.code == 0 and word in done.out.casefold()

    def test_how_many(self, run: Run) -> None:
        few, many = run("search", "water", "--most", "3").out, run("search", "water", "--most", "500").out
        hits = len(STANDARD.search("water"))
        assert len(few.splitlines()) == 2 + 3 + 1 and f"{hits - 3} more" in few
        assert len(many.splitlines()) == 2 + hits

    def test_nothing(self, run: Run) -> None:
        done = run("search", "xyzzyx")
        assert done.code == 1 and not done.out and "xyzzyx" in done.err

    def test_a_code_finds_its_indicator_first(self, run: Run) -> None:
        assert run("search", "SC: SH: SI: 4C").out.splitlines()[2].startswith("u4ssc.sc.sh.si.4c ")


class TestScore:
    def arguments(self, contract: Path, out: Path, *more: object) -> tuple[object, ...]:
        return (
            *("score", contract / "evidence.csv", "--methodology", "levels", "--standard", contract / "standard"),
            *("--areas", contract / "areas.csv", "--out", out, *more),
        )

    def periods(self, out: Path, name: str = "scores.csv") -> set[str]:
        with (out / name).open(encoding="utf-8") as stream:
            return {row["period"] for row in csv.DictReader(stream)}

    def test_five_files_and_an_overview(self, run: Run, contract: Path, tmp_path: Path) -> None:
        out = tmp_path / "new" / "out"
        done = run(*self.arguments(contract, out, "--period", "2024"))
        assert done.code == 0
        assert {path.name for path in out.iterdir()} == set(TABLES)
        assert re.search(r"Alder +2024 +87\.4 \(100%\)", done.out)
        assert "evidence.csv: row 21" in done.err

    def test_the_overview_in_norwegian_and_files_as_ever(self, run: Run, contract: Path, tmp_path: Path) -> None:
        ours, theirs = tmp_path / "nb", tmp_path / "en"
        done = run(*self.arguments(contract, ours, "--period", "2024", "--language", "nb"))
        run(*self.arguments(contract, theirs, "--period", "2024"))
        assert re.search(r"Alder +2024 +87,4 \(100\xa0%\)", done.out)
        assert (ours / "scores.csv").read_bytes() == (theirs / "scores.csv").read_bytes()

    def test_periods_are_repeatable(self, run: Run, contract: Path, tmp_path: Path) -> None:
        """What is scored, never what is read."""
        one, two, every = tmp_path / "one", tmp_path / "two", tmp_path / "every"
        run(*self.arguments(contract, one, "--period", "2024"))
        run(*self.arguments(contract, two, "--period", "2022", "--period", "2024"))
        run(*self.arguments(contract, every))
        assert self.periods(one) == {"2024"} and self.periods(two) == {"2022", "2024"}
        assert self.periods(every) == {"2022", "2023", "2024"}
        for out in (one, two):
            assert (out / "values.csv").read_bytes() == (every / "values.csv").read_bytes()
        assert self.periods(one, "values.csv") == {"2022", "2023", "2024"}

    def test_a_report(self, run: Run, contract: Path, tmp_path: Path) -> None:
        page = tmp_path / "report.html"
        done = run(
            *self.arguments(contract, tmp_path / "out", "--period", "2024", "--report", page, "--language", "nb")
        )
        assert done.code == 0
        text = page.read_text(encoding="utf-8")
        assert text.startswith("<!") and "Alder" in text and 'lang="nb"' in text

    def test_problems_as_json(self, run: Run, contract: Path, tmp_path: Path) -> None:
        done = run(*self.arguments(contract, tmp_path / "out", "--format", "json"))
        assert len(json.loads(done.err)) == 11

    def test_many_problems_of_a_kind(self, run: Run, contract: Path, tmp_path: Path) -> None:
        """Of 1,124 values that are no numbers 20 are printed and 1,000 listed; a note comes last."""
        lines = [f"town {number},2024,town.water,about five,%" for number in range(1124)]
        twice = ["alder,2024,town.water,90,%"] * 2
        path = tmp_path / "many.csv"
        path.write_text("\n".join(["area,period,series,value,unit", *twice, *lines, ""]), encoding="utf-8")
        given = ("--standard", contract / "standard")
        done = run("score", path, "--methodology", "levels", *given, "--out", tmp_path / "out")
        printed = [line for line in done.err.splitlines() if not line.startswith("    ")]
        assert sum(": SDG708 " in line for line in printed) == 20
        assert printed[20:22] == ["SDG708 and 1104 more, in problems.csv", printed[21]]
        assert "SDG713 note: " in printed[21] and len(printed) == 22
        with (tmp_path / "out" / "problems.csv").open(encoding="utf-8", newline="") as stream:
            table = list(csv.DictReader(stream))
        assert list(table[0])[-2:] == ["key", "count"]
        assert [row["count"] for row in table] == [""] * 1001 + ["124"]
        asked = run("check", path, *given)
        assert "SDG708 and 1104 more; --format json lists them\n" in asked.out
        assert asked.out.endswith("1124 errors, 1 note\n")
        as_json = json.loads(run("check", path, *given, "--format", "json").out)
        assert [str(row["count"] or "") for row in as_json] == [row["count"] for row in table]

    @pytest.mark.parametrize(("language", "period"), [("en", ()), ("nb", ()), ("en", ("--period", "2024"))])
    def test_a_report_of_areas_of_which_every_row_was_refused(
        self, run: Run, contract: Path, tmp_path: Path, language: str, period: tuple[str, ...]
    ) -> None:
        path, page = tmp_path / "refused.csv", tmp_path / "report.html"
        path.write_text("area,period,series,value,unit\nalder,2024,town.watr,90,%\n", encoding="utf-8")
        done = run(
            *("score", path, "--methodology", "levels", "--standard", contract / "standard"),
            *("--areas", contract / "areas.csv", "--out", tmp_path / "out", "--report", page, "--language", language),
            *period,
        )
        assert done.code == 1
        assert {"en": "nothing could be scored", "nb": "ingenting kunne skåres"}[language] in done.err
        text = page.read_text(encoding="utf-8")
        assert {"en": "Nothing was scored", "nb": "Ingenting har fått skår"}[language] in text and "town.watr" in text

    def test_provenance(self, run: Run, contract: Path, tmp_path: Path) -> None:
        run(*self.arguments(contract, tmp_path / "out"))
        data = json.loads((tmp_path / "out" / "provenance.json").read_text(encoding="utf-8"))
        assert data["standard"] == "example-town@2024.1" and data["methodology"] == "levels@1.0.0"
        assert data["evidence"] == "evidence.csv"
        assert str(tmp_path) not in json.dumps(data) and str(contract) not in json.dumps(data)

    def test_the_same_bytes_twice(self, run: Run, contract: Path, tmp_path: Path) -> None:
        for name in ("one", "two"):
            run(*self.arguments(contract, tmp_path / name))
        for path in (tmp_path / "one").iterdir():
            assert path.read_bytes() == (tmp_path / "two" / path.name).read_bytes()

    def test_nothing_could_be_scored(self, run: Run, contract: Path, tmp_path: Path) -> None:
        path = tmp_path / "empty.csv"
        path.write_text("area,period,series,value,unit,status\nalder,2024,town.water,,,O\n")
        done = run(
            *("score", path, "--methodology", "levels", "--standard", contract / "standard", "--period", "2024"),
            *("--out", tmp_path / "out"),
        )
        assert done.code == 1 and "nothing could be scored" in done.err
        assert "not_reported" in (tmp_path / "out" / "scores.csv").read_text()

    def test_no_rows_at_all(self, run: Run, contract: Path, tmp_path: Path) -> None:
        path = tmp_path / "empty.csv"
        path.write_text("area,period,series,value,unit\n")
        arguments = ("--methodology", "levels", "--standard", contract / "standard", "--out", tmp_path / "out")
        assert run("score", path, *arguments).code == 1

    def test_a_methodology_file(self, run: Run, contract: Path, tmp_path: Path) -> None:
        shutil.copy(contract / "standard" / "methodologies" / "levels.yaml", tmp_path / "mine.yaml")
        for name, out in (("levels", "one"), (tmp_path / "mine.yaml", "two")):
            arguments = self.arguments(contract, tmp_path / out)
            assert run(*(name if word == "levels" else word for word in arguments)).code == 0
        assert (tmp_path / "one" / "scores.csv").read_bytes() == (tmp_path / "two" / "scores.csv").read_bytes()

    def test_commitments(self, run: Run, contract: Path, tmp_path: Path) -> None:
        (tmp_path / "own.yaml").write_text(
            "id: own\ntitle: Own\npoints: [{for: all, worst: 50, best: {rule: commitment}}]\n"
            "leaves: [{for: all, steps: [goalposts]}]\n"
            "tree: [{id: index, aggregate: arithmetic_mean, children: [town.water]}]\n"
        )
        (tmp_path / "goals.csv").write_text("area,series,value,unit,year\nbirch,town.water,0.9,fraction,2030\n")
        done = run(
            *("score", contract / "evidence.csv", "--methodology", tmp_path / "own.yaml", "--period", "2024"),
            *("--standard", contract / "standard", "--commitments", tmp_path / "goals.csv", "--out", tmp_path / "out"),
        )
        assert done.code == 0
        with (tmp_path / "out" / "scores.csv").open(encoding="utf-8") as stream:
            scores = {row["area"]: row for row in csv.DictReader(stream) if row["node"] == "index"}
        assert float(scores["birch"]["score"]) == pytest.approx(100 * (88 - 50) / (90 - 50))
        assert scores["alder"]["score"] == ""


class TestFit:
    METHODOLOGY = (
        "id: own\ntitle: Own\npoints: [{for: all, worst: {rule: worst_observed}, best: {rule: benchmark}}]\n"
        "leaves: [{for: all, steps: [goalposts]}]\n"
        "tree: [{id: index, aggregate: arithmetic_mean, children: [town.air.pm2_5]}]\n"
    )

    def test_fit_and_score(self, run: Run, contract: Path, tmp_path: Path) -> None:
        (tmp_path / "own.yaml").write_text(self.METHODOLOGY)
        standard = ("--standard", contract / "standard")
        reference = ("--reference", contract / "evidence.csv")
        done = run(
            *("fit", tmp_path / "own.yaml", *reference, "--period", "2024"),
            *("--out", tmp_path / "frozen.yaml"),
            *standard,
        )
        assert done.code == 0 and "5 areas, 2024" in done.out
        common = (*standard, "--period", "2024", "--out")
        first = run(
            "score", contract / "evidence.csv", "--methodology", tmp_path / "frozen.yaml", *common, tmp_path / "one"
        )
        second = run(
            "score",
            contract / "evidence.csv",
            "--methodology",
            tmp_path / "own.yaml",
            *reference,
            *common,
            tmp_path / "two",
        )
        # the reference is pooled over all its years here, and its worst is in 2024
        assert (first.code, second.code) == (0, 0)
        scores = [(tmp_path / name / "scores.csv").read_bytes() for name in ("one", "two")]
        assert scores[0] == scores[1]

    def test_several_periods_are_pooled(self, run: Run, contract: Path, tmp_path: Path) -> None:
        (tmp_path / "own.yaml").write_text(self.METHODOLOGY)
        done = run(
            *(
                "fit",
                tmp_path / "own.yaml",
                "--reference",
                contract / "evidence.csv",
                "--out",
                tmp_path / "frozen.yaml",
            ),
            *("--standard", contract / "standard"),
        )
        assert done.code == 0 and "2022, 2023, 2024" in done.out and (tmp_path / "frozen.yaml").exists()

    def test_a_file_that_cannot_be_written(self, run: Run, contract: Path, tmp_path: Path) -> None:
        done = run(
            *("fit", "levels", "--reference", contract / "evidence.csv", "--period", "2024"),
            *("--standard", contract / "standard", "--out", tmp_path / "nowhere" / "frozen.yaml"),
        )
        assert done.code == 1 and "SDG901" in done.err


class TestDemo:
    def test_two_runs_have_the_same_bytes(self, run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        """The second without the package for workbooks, which are left out then."""
        first = run("demo", "--out", tmp_path / "one")
        monkeypatch.setitem(sys.modules, "openpyxl", None)
        second = run("demo", "--out", tmp_path / "two")
        assert first.code == second.code == 0
        written = (path for path in (tmp_path / "one").rglob("*") if path.is_file())
        files = sorted(path.relative_to(tmp_path / "one").as_posix() for path in written)
        municipalities = [f"norway-municipalities/{name}" for name in ("scores.csv", "examined.csv", "report.html")]
        everything = ("report.html", "workbook.xlsx", "scorecard.json", "evidence.csv")
        municipalities += [f"everything/{name}" for name in everything]
        municipalities += [f"network/{name}" for name in ("orientation.html", "orientation.json", "council.html")]
        ways_in = ["evidence.csv", *(f"form/{name}" for name in ("asker.xlsx", "evidence.csv"))]
        ways_in += [f"statbank/{name}" for name in ("07459.json", "evidence.csv", "evidence-2026.csv")]
        assert files == sorted([*TABLES, "report.html", *municipalities, *ways_in])
        for name in files:
            content, again = (tmp_path / "one" / name).read_bytes(), tmp_path / "two" / name
            assert str(tmp_path).encode() not in content
            if name.endswith(".xlsx") or name.startswith("form/"):
                assert not again.exists()
            else:
                assert content == again.read_bytes(), name
        assert "sdg-standard[excel]" in second.out and f"check {tmp_path / 'two' / OURS}" in second.out
        for name in ("Asker", "Karmøy", "Stavanger"):
            assert name in first.out
        assert "proposals" in first.out and "report.html" in first.out
        assert "all 357 Norwegian municipalities" in first.out and "Voter participation" in first.out
        listed = first.out.partition("there are now:")[2]
        assert all(f"  {name} " in listed for name in demonstrating.FILES)
        assert str(tmp_path / "one" / "everything" / "report.html") in listed

    def test_another_language_and_methodology(self, run: Run, tmp_path: Path) -> None:
        """One run for both, since each takes seconds."""
        done = run("demo", "--out", tmp_path, "--language", "nn", "--methodology", "sdg-goals-goalposts")
        assert done.code == 0 and "Ein kommune med alt" in done.out
        for page in ("report.html", "everything/report.html", "norway-municipalities/report.html"):
            assert 'lang="nn"' in (tmp_path / page).read_text(encoding="utf-8")
        assert "goal:11" in (tmp_path / "scores.csv").read_text(encoding="utf-8")


class TestParts:
    """Parts in a folder of results, and beside the total."""

    @pytest.fixture
    def evidence(self, tmp_path: Path) -> Path:
        head = "area,period,series,value,unit,service\n"
        rows = (
            f"NO-3025,2021,u4ssc.sc.sh.sa.5a,{n},min,{code}\n" for code, n in (("", 9), ("fire", 8), ("police", 10))
        )
        (tmp_path / "parts.csv").write_text(head + "".join(rows), encoding="utf-8")
        return tmp_path / "parts.csv"

    def score(self, run: Run, evidence: Path, out: Path) -> Any:
        done = run("score", str(evidence), "--methodology", "u4ssc-performance", "--out", str(out))
        assert done.code == 0
        return done

    def test_they_are_written_where_there_are_any_and_never_left_of_another_run(
        self, run: Run, evidence: Path, tmp_path: Path
    ) -> None:
        out = tmp_path / "out"
        assert "parts.csv" in self.score(run, evidence, out).out
        frame = pd.read_csv(out / "parts.csv")
        assert frame[["service", "value"]].values.tolist() == [["fire", 8], ["police", 10]]
        (tmp_path / "plain.csv").write_text(
            "area,period,series,value,unit\nNO-3025,2021,u4ssc.sc.sh.sa.5a,9,min\n", encoding="utf-8"
        )
        self.score(run, tmp_path / "plain.csv", out)
        assert pd.read_csv(out / "parts.csv").empty  # of the run whose tables stand beside it
        self.score(run, tmp_path / "plain.csv", tmp_path / "fresh")
        assert not (tmp_path / "fresh" / "parts.csv").exists()

    def test_the_gaps_are_printed_and_written(self, run: Run, evidence: Path, tmp_path: Path) -> None:
        out = tmp_path / "gaps.csv"
        said = run("examine", str(evidence), "--gaps", "--out", str(out), "--language", "nb").out
        assert "service fire" in said and "dårligst ut" in said and "2 deler; tilbakeholdt: 0" in said
        assert pd.read_csv(out)["gap"].tolist() == [8 - 9, 10 - 9]

    def test_without_parts_it_says_so(self, run: Run, tmp_path: Path) -> None:
        path = tmp_path / "plain.csv"
        path.write_text("area,period,series,value,unit\nNO-3025,2021,u4ssc.sc.sh.sa.5a,9,min\n", encoding="utf-8")
        done = run("examine", str(path), "--gaps")
        assert done.code == 1 and "no parts" in done.err
