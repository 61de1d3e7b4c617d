"""Small agendas for tests: sheets as CSV text, by name."""

from __future__ import annotations

from pathlib import Path

import sdg_standard as sdg

ABOUT = 'format: 1\nmunicipality: "NO-3203"\nterm: T23\nlanguage: en\ndate: 2025-06-30\n'
BASIS = {
    "bodies": """id,name,kind
KS,Council,council
FU,Committee,committee
ER,Elderly,statutory_council_elderly
RF,Disabled,statutory_council_disabled
UR,Youth,statutory_council_youth
""",
    "terms": "id,start\nT23,2023-10-10\n",
    "documents": """id,roles,title,published,decision,period_start,period_end
D1,samfunnsdel,Community plan,2024-03-01,10/24,,
D2,handlingsdel; okonomiplan; budsjett,Plan and budget,2024-11-01,50/24,2025-01-01,2028-12-31
D3,arsrapport,Annual report,2025-04-01,20/25,2024-01-01,2024-12-31
""",
    "decisions": """id,case,case_type,body,date,outcome,heard_by
V1,10/24,politisk,KS,2024-05-20,adopted,ER:2024-05-02; RF:2024-05-02; UR:2024-05-03
V2,50/24,politisk,KS,2024-12-12,adopted,ER:2024-12-01; RF:2024-12-01; UR:2024-12-01
V3,20/25,politisk,KS,2025-06-12,noted,
""",
}
"""Five bodies, a term, three documents and the decisions on them, to which a test adds what it is about."""


def agenda_of(folder: Path, about: str = ABOUT, **sheets: str) -> sdg.Agenda:
    """Write sheets into a folder and read them."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "agenda.yaml").write_text(about, encoding="utf-8")
    for name, text in sheets.items():
        (folder / f"{name}.csv").write_text(text, encoding="utf-8")
    return sdg.read_agenda(folder)


def with_basis(folder: Path, **sheets: str) -> sdg.Agenda:
    """The same beside :data:`BASIS`; a sheet of that name replaces it."""
    return agenda_of(folder, **(BASIS | sheets))
