"""Evidence with everything that is hard to hand on: what is withheld, parts, intervals, hostile texts; and its card."""

from __future__ import annotations

import sdg_standard as sdg

TURNOUT, WATER, JOBLESS = "u4ssc.sc.sh.si.4c", "u4ssc.en.en.ws.1c", "u4ssc.ec.p.em.1c"
SECRET = "61.31337"
"""A number that is confidential; no export has its digits."""
HOSTILE = '=HYPERLINK("http://x.no";"y") <script>alert(1)</script> \u202etxet\u202c 😀\n"æøå"\t\x07'


def row(area: str, value: float | str, series: str = TURNOUT, period: str = "2024", **more: str) -> dict[str, object]:
    unit = "" if value == "" else "%"
    return {"area": area, "period": period, "series": series, "value": value, "unit": unit, **more}


def hard_evidence() -> sdg.Evidence:
    """Rows of three municipalities and of one that is in no register."""
    rows = [
        row("NO-3203", 67.94, source=HOSTILE, note=HOSTILE, quality="survey", verification="verified"),
        row("NO-3203", 71.5, period="2014/2020", low="70.25", high="72.75"),
        row("NO-3201", float(SECRET), confidentiality="C", note=f"was {SECRET}"),
        row("NO-1103", "", status="O"),
        row("NO-1103", "", WATER, status="M"),
        row("NO-3201", 99.5, WATER, status="P"),
        row("=1+1 <b>Ålesund</b>", 55.25),
        row("NO-3203", 4.5, JOBLESS),
        row("NO-3203", 5.25, JOBLESS, sex="F"),
        row("NO-3203", float(SECRET) / 10, JOBLESS, sex="M", confidentiality="C"),
    ]
    return sdg.Evidence.from_records(rows)
