"""A ``network.yaml`` to fill in, with what each key is for."""

from __future__ import annotations

from sdg_standard.editions import load
from sdg_standard.words import say, told


def template_text(language: str = "nb") -> str:
    """Return a ``network.yaml`` of one member, with every key explained in a language.

    >>> text = template_text("en")
    >>> text.splitlines()[1]
    'format: 1'
    """

    def line(text: str, key: str = "", depth: int = 0) -> str:
        blanks = "  " * depth
        said = told(say(f"network.template.{key}"), language) if key else ""
        return f"{blanks}{text.ljust(46 - len(blanks))} # {said}" if said and text else blanks + (text or f"# {said}")

    edition = load().edition
    return "\n".join(
        (
            line("", "head"),
            line("format: 1"),
            line("id: our-network"),
            line(f"title: {told(say('network.template.a_name'), language)}"),
            line(f"language: {language}", "language"),
            line(f'edition: "{edition}"', "edition"),
            line("methodology: u4ssc-performance", "methodology"),
            line("rescore: false", "rescore"),
            "members:",
            line('- area: "NO-3203"', "area", 1),
            line("joined: 2024-01-01", "joined", 2),
            line("# left: 2027-12-31", "left", 2),
            line(f'edition: "{edition}"', "adopted", 2),
            line('decision: "45/24"', "decision", 2),
            line("on: 2024-06-12", "on", 2),
            line("shares: false", "shares", 2),
            line("# evidence: [evidence.csv]", "evidence", 2),
            line("# scorecards: [scorecard.json]", "scorecards", 2),
            line("# agenda: agenda", "agenda", 2),
            line("adopted: []", "benchmarks"),
            line('# - series: "EC: ICT: ICT: 1C"', "", 1),
            line("#   benchmark: 99", "value", 1),
            line('#   decision: "12/24"', "decision", 1),
            line("#   on: 2024-06-12", "on", 1),
            line(f"#   adopted_by: {told(say('network.template.a_meeting'), language)}", "", 1),
            line("#   members: []", "holds_for", 1),
            "",
        )
    )
