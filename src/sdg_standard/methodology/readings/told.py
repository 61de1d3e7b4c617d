"""What readings say of their number: how it follows from the observations, or why a path has none."""

from __future__ import annotations

from math import ceil
from typing import Protocol

from sdg_standard.methodology.readings.paths import PathReading
from sdg_standard.methodology.readings.words import Data, Tell, year_words
from sdg_standard.methods.trend import TARGET_TOLERANCE
from sdg_standard.words import say

# why there is no number


def why_none(read: PathReading, data: Data, tell: Tell) -> str:
    """Why a path has no number."""
    return _too_few(data) or _no_aim(data, tell) or read.why_not(data, tell) or say("path.no_result")


def _too_few(data: Data) -> str:
    """No two different years."""
    begin, last = data["from"], data["to"]
    window = [] if begin == "first" else [_since(int(begin))]
    window += [] if last == "latest" else [say("path.up_to", year=last)]
    what = "number" if data["of"] == "value" else "score"
    if not data["observations"]:
        window += [say("path.up_to_scored")] if window and last == "latest" else []
        return say(f"path.no_{what}", window=window)
    if data["base_time"] is None or _year(data["base_time"]) == _year(data["end_time"]):
        only = data["observations"][-1]["period"]
        return say(f"path.one_{what}", window=window, only=only)
    return ""


def _year(time: float) -> int:
    """The year in which a time lies; a last day belongs to its year."""
    return ceil(time - 1e-9)


def _since(begin: int) -> str:
    """Where the years of a path begin: a year, or some years before the last."""
    return say("path.from", year=begin) if begin > 0 else say("path.last_years", count=-begin)


def _no_aim(data: Data, tell: Tell) -> str:
    """No target, no limit, no year, or no direction."""
    if data["method"] == "growth_rate" and "limit" in data and data["limit"] is None:
        return say("path.no_limit")
    if data.get("replace_zero", 0.0) is None:
        return say("path.nothing_for_0")
    if data["sign"] == 0:
        return say("path.no_direction")
    if "target_from" not in data:
        return ""
    if data.get("target") is None:
        own = data["target_from"] == "adopted by the municipality itself"
        return say("path.no_own_target" if own else "path.no_target")
    if data["model"] != "latest" and data.get("years_to_target", 1.0) <= 0:
        aim, begin = (year_words(tell, data[name]) for name in ("horizon", "base_time"))
        return say("path.target_year_not_after", aim=aim, begin=begin)
    return ""


# in words


def in_words(read: PathReading, data: Data, tell: Tell) -> str:
    """How the number of a path follows from the numbers put in."""
    found = _special(read, data, tell) or read.sentence(data, tell)
    if found and not found.endswith("."):
        return say("path.makes", line=found, result=data["path_number"])
    return say("path.whole", sentence=found)


def _special(read: PathReading, data: Data, tell: Tell) -> str:
    """What needs no rate: the target is met, or nothing was required."""
    result = tell.number(data["path_number"])
    if data["reached"]:
        near = say("path.within", share=100 * data["met_within"]) if data.get("met_within") else ""
        return say("path.has_reached", end=data["end"], near=near, result=result)
    if data.get("at_limit"):
        return say("path.holds_limit", end=data["end"], limit=data["limit"], result=result)
    if "target" in data and data["path_number"] in (1.0, data.get("lost")) and _nothing_required(read, data):
        return say("path.met_and_kept" if data["met"] else "path.met_and_lost", result=result)
    return ""


def _nothing_required(read: PathReading, data: Data) -> bool:
    exactly = abs(data["target"] - data["base"]) <= TARGET_TOLERANCE * abs(data["target"])
    return bool(exactly or (read.may_require_nothing and data.get("required") == 0))


# of one period


class TellAmounts(Protocol):
    """Numbers with units as a reader wants them; whoever explains hands this in."""

    def amount(self, value: float | None, unit: str) -> str:
        """A number with its unit."""
        ...


def between_words(first: Data, last: Data, share: float, tell: Tell) -> str:
    """The line between two observations."""
    return say(
        "explain.between",
        first=first["period"],
        last=last["period"],
        low=first["taken"],
        share=share,
        high=last["taken"],
        base=tell.bracketed(first["taken"]),
    )


def divided_words(read: Data, tell: TellAmounts) -> str:
    """What was divided and multiplied: ``1200 t / 20000 inhabitants (population, 2024) × 1000``."""
    seen, per = read["observations"], read.get("per")
    parts: list[str] = [say("explain.that")]
    if len(seen) == 1:
        parts = [tell.amount(seen[0]["taken"], read["unit"] if "steps" not in seen[0] else "")]
    if per:
        periods = say("explain.listed", items=per["periods"]) if per.get("periods") else per.get("from", "")
        when = say("explain.comma", text=periods) if periods else ""
        parts.append(
            say("explain.divided", amount=tell.amount(per["value"], per["unit"]), title=per["title"], when=when)
        )
    if read.get("times") is not None:
        parts.append(say("explain.times_number", number=read["times"]))
    return say("explain.joined", parts=parts)
