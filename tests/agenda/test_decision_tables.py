"""Tables of decisions as they are laid out: titles above, parts by body and meeting, merged cells, sums below."""

from __future__ import annotations

from itertools import repeat
from pathlib import Path

import pytest

from sdg_standard.agenda.decision_tables import _fill
from sdg_standard.agenda.imports import Imported, import_decisions
from sdg_standard.errors import EvidenceError
from sdg_standard.words import LANGUAGES

openpyxl = pytest.importorskip("openpyxl")


def found_in(folder: Path, text: str) -> Imported:
    (folder / "liste.csv").write_text(text, encoding="utf-8")
    return import_decisions(folder / "liste.csv")


def rows(found: Imported) -> list[tuple[str, ...]]:
    return [tuple(row[key] for key in ("body", "date", "case", "title", "followup")) for row in found.decisions]


def told(found: Imported) -> list[tuple[str, str, int | None]]:
    return [(each.code, each.severity, each.row) for each in found.problems]


TITLED = (
    "Oppfølging av politiske vedtak, per 1.10.2025;;;;;\n"
    ";;;;;\n"
    "Kommunen følger opp vedtak to ganger i året.;;;;;\n"
    "Utvalg;Møtedato;Saksnr og tittel;Vedtak;Status;Merknad\n"
    "Kommunestyret;12.12.2024;45/24 Plan;Som innstilt;Utført;\n"
    ";;;;;\n"
    "Formannskapet;10.1.2025;3/25 Sykkel;Utsatt;Pågår;\n"
    "Sum;;2 saker;;;\n"
)


def test_a_header_below_titles_is_found_and_said(tmp_path: Path) -> None:
    found = found_in(tmp_path, TITLED)
    assert rows(found) == [
        ("Kommunestyret", "2024-12-12", "45/24", "Plan", "done"),
        ("Formannskapet", "2025-01-10", "3/25", "Sykkel", "under_way"),
    ]
    assert told(found) == [("SDG816", "note", 4), ("SDG812", "error", 8)]
    assert all(each.told(language) for each in found.problems for language in LANGUAGES)


def test_a_row_of_sums_is_no_decision(tmp_path: Path) -> None:
    found = found_in(tmp_path, TITLED.replace("Sum;;2 saker", "Sum;;"))
    assert told(found) == [("SDG816", "note", 4), ("SDG814", "warning", 8)] and len(found.decisions) == 2


def test_parts_by_body_and_meeting_and_a_header_that_comes_again(tmp_path: Path) -> None:
    found = found_in(
        tmp_path,
        "Vedtaksliste;;;\n"
        "Saksnr;Sakstittel;Status for oppfølging;Frist\n"
        "Kommunestyret 12.12.2024;;;\n"
        "45/24;Plan;Gjennomført;\n"
        "46/24;Budsjett;Ikke startet;1.6.2025\n"
        "Formannskapet, 10. januar 2025;;;\n"
        "Saksnr;Sakstittel;Status for oppfølging;Frist\n"
        "3/25;Råd om trafikk;Pågår;til høsten\n"
        "Alle saker i kommunestyret og formannskapet er med i denne listen;;;\n",
    )
    assert rows(found) == [
        ("Kommunestyret", "2024-12-12", "45/24", "Plan", "done"),
        ("Kommunestyret", "2024-12-12", "46/24", "Budsjett", "not_started"),
        ("Formannskapet", "2025-01-10", "3/25", "Råd om trafikk", "under_way"),
    ]
    assert [row["due"] for row in found.decisions] == ["", "2025-06-01", ""]
    assert told(found) == [("SDG816", "note", 2), ("SDG812", "warning", 8), ("SDG812", "error", 9)]


def test_merged_cells_and_several_sheets_of_a_workbook(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "2024"
    for line in (
        ["Status politiske vedtak"],
        [],
        ["Utvalg", "Møtedato", "Sak", "Tittel", "Vedtak", "Status"],
        ["Kommunestyret", "12.12.2024", "45/24", "Plan", "Vedtatt", "Utført"],
        [None, None, "46/24", "Budsjett", "Vedtatt", "Pågår"],
        ["Eldrerådet", "13.12.2024", "2/24", "Høring", "Tas til orientering", None],
        ["Totalt 3 saker"],
    ):
        sheet.append(line)
    for cells in ("A1:F1", "A4:A5", "B4:B5"):
        sheet.merge_cells(cells)
    later = book.create_sheet("2025")
    later.append(["Utvalg", "Møtedato", "Sak", "Tittel", "Vedtak", "Status"])
    later.append(["Formannskapet", "2025-01-10", "3/25", "Sykkel", "Avslås", ""])
    book.create_sheet("Forklaring").append(["Grønn betyr utført."])
    hidden = book.create_sheet("Skjult")
    hidden.sheet_state = "hidden"
    hidden.append(["Utvalg", "Møtedato", "Sak"])
    hidden.append(["Skjult", "2025-01-10", "9/25"])
    book.save(tmp_path / "liste.xlsx")
    found = import_decisions(tmp_path / "liste.xlsx")
    assert rows(found) == [
        ("Kommunestyret", "2024-12-12", "45/24", "Plan", "done"),
        ("Kommunestyret", "2024-12-12", "46/24", "Budsjett", "under_way"),
        ("Eldrerådet", "2024-12-13", "2/24", "Høring", ""),
        ("Formannskapet", "2025-01-10", "3/25", "Sykkel", ""),
    ]
    assert [row["outcome"] for row in found.decisions] == ["adopted", "adopted", "noted", "rejected"]
    assert [(each.code, each.sheet, each.row) for each in found.problems] == [
        ("SDG816", "2024", 3),
        ("SDG814", "2024", 7),
    ]


@pytest.mark.parametrize("mark", [";", ",", "\t"])
def test_any_separator_with_the_same_rows(tmp_path: Path, mark: str) -> None:
    text = 'Liste\nUtvalg;Dato;Sak;Merknad\nKommunestyret;12.12.2024;45/24 Plan;"a\nb"\n'.replace(";", mark)
    found = found_in(tmp_path, text)
    assert rows(found) == [("Kommunestyret", "2024-12-12", "45/24", "Plan", "")]


def test_a_table_whose_header_nobody_finds_is_refused(tmp_path: Path) -> None:
    with pytest.raises(EvidenceError, match="no decision"):
        found_in(tmp_path, "x;y\n" * 60 + "Utvalg;Møtedato;Sak\nKommunestyret;2024-12-12;45/24\n")


def test_merged_cells_without_end_are_read_no_further_than_a_sheet_has_room_for() -> None:
    sheet: list[tuple[int, list[object]]] = [(1, ["Kommunestyret", "a"]), (2, [None, "b"]), (3, [None, "c"])]
    _fill(sheet, repeat((1, 1, 1, 3)))
    assert [cells[0] for _, cells in sheet] == ["Kommunestyret"] * 3
