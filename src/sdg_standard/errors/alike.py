"""Near misses: which of the words that are known one may be meant for, and how that is offered."""

from __future__ import annotations

import difflib
import heapq
from collections.abc import Iterable, Iterator, Sequence
from functools import reduce

from sdg_standard.words import say

ALIKE = 0.6
"""How alike two words are at least of which one may be meant for the other (1 is equal)."""

MOST_COMPARED = 100_000
"""How often :class:`NearMisses` compares two words before it gives up."""


def near(word: str, known: Iterable[str], most: int = 3) -> tuple[str, ...]:
    """Return the known words nearest to ``word``, best first; upper and lower case do not count."""
    by_folded: dict[str, str] = {}
    for candidate in known:
        by_folded.setdefault(candidate.casefold(), candidate)
    found: list[tuple[float, str]] = []  # a heap, the least alike first
    matcher: difflib.SequenceMatcher[str] = difflib.SequenceMatcher()
    matcher.set_seq2(word.casefold()[:200])
    for bound, candidate in sorted(_perhaps_alike(matcher, by_folded), reverse=True):
        if len(found) == most and bound < found[0][0]:
            break  # nor can any of those behind be more alike than the ones found
        matcher.set_seq1(candidate)
        if matcher.ratio() >= ALIKE:
            push = heapq.heappush if len(found) < most else heapq.heappushpop
            push(found, (matcher.ratio(), candidate))
    return tuple(by_folded[candidate] for _, candidate in sorted(found, reverse=True))


def _perhaps_alike(matcher: difflib.SequenceMatcher[str], known: Iterable[str]) -> Iterator[tuple[float, str]]:
    """The words that may be alike enough, with a bound for how alike they are, which costs less than the number."""
    for candidate in known:
        matcher.set_seq1(candidate)
        if matcher.real_quick_ratio() >= ALIKE and (bound := matcher.quick_ratio()) >= ALIKE:
            yield bound, candidate


def there_are(words: Sequence[str]) -> str:
    """``; there are "a" and "b"``, or nothing when there are no words."""
    quoted = [say("quoted", text=word) for word in words]
    return say("problems.there_are", n=len(quoted), names=quoted) if quoted else ""


def is_it(words: Sequence[str]) -> str:
    """``did you mean "a" or "b"?``, or nothing when there are no words."""
    quoted = [say("quoted", text=word) for word in words]
    if not quoted:
        return ""
    return say("problems.did_you_mean", names=reduce(lambda one, other: say("list.or", first=one, last=other), quoted))


def did_you_mean(words: Sequence[str]) -> str:
    """``; did you mean "a" or "b"?``, or nothing when there are no words."""
    hint = is_it(words)
    return say("problems.hint", hint=hint) if hint else ""


class NearMisses:
    """Near misses of many words among the same known ones.

    Each distinct word is looked up once. Whoever writes hundreds of unknown words does not misspell known ones:
    after :data:`MOST_COMPARED` comparisons nothing more is looked up, so that the time does not grow with both.
    """

    def __init__(self, known: Iterable[str]) -> None:
        self._known = tuple(known)
        self._found: dict[str, tuple[str, ...]] = {}

    def __call__(self, word: str) -> tuple[str, ...]:
        """The known words nearest to a word, best first; none when too many words were asked about before."""
        if word not in self._found:
            if len(self._found) * len(self._known) >= MOST_COMPARED:
                return ()
            self._found[word] = near(word, self._known)
        return self._found[word]
