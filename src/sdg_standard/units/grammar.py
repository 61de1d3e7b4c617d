"""How the words of a unit are put together: a product, or a rate ``[X] per N BASE``.

A product joins words by ``·``, ``*`` and ``/``, each with an exponent behind it if need be (``m²``, ``m^2``,
``m**2``). In a rate N is plain or has blanks in threes (``per 100 000 inhabitants``), nothing else; an empty X is a
count. The word ``per`` never reaches pint, which reads ``km per 100 000 inhabitants`` as zero.
"""

from __future__ import annotations

import re
import unicodedata
from fractions import Fraction

from sdg_standard.words import Said, say

from ..errors import is_it, near
from .codes import LIST, UNIT_GRAMMAR, UNKNOWN_UNIT, WRONG_UNIT
from .lexicon import Lexicon, Product, written, written_below
from .refusals import UnitError, shown
from .unit import Powers, Unit, merged, scaled

LONGEST_UNIT, MOST_FACTORS, LARGEST_EXPONENT = 100, 8, 6
_EXPONENT = re.compile(r"(?:\^|\*\*)(-?[0-9]{1,2})|(⁻?[¹²³⁴⁵⁶])")
_JOIN = re.compile(r" ?(/|·|\*) ?")
_RATE = re.compile(r"(?:(?P<x>.*?) )??per (?P<rest>.*)")
_REST = re.compile(r"(?:(?P<n>[0-9][0-9 ]*) )?(?P<base>[^0-9 ].*)")
_N = re.compile(r"[1-9][0-9]{0,11}|[1-9][0-9]{0,2}(?: [0-9]{3}){1,3}")
_SUPERSCRIPT = str.maketrans("⁻¹²³⁴⁵⁶", "-123456")


def normal(text: str) -> str:
    """Return the text with single ordinary blanks and composed letters; ``²`` and ``µ`` stay what they are.

    >>> normal(" km\\u00a0per 100  000 inhabitants")
    'km per 100 000 inhabitants'
    """
    if len(text) > 4 * LONGEST_UNIT:
        raise UnitError(UNIT_GRAMMAR, say("units.unit_longer_than_characters", text=shown(text, 20), most=LONGEST_UNIT))
    single = " ".join(unicodedata.normalize("NFC", text).split())
    if len(single) > LONGEST_UNIT:
        raise UnitError(
            UNIT_GRAMMAR, say("units.unit_longer_than_characters", text=shown(single, 20), most=LONGEST_UNIT)
        )
    return single


def read_unit(text: str, lexicon: Lexicon) -> Unit:
    """Return the unit that a normalised, non-empty text writes; :class:`UnitError` if it writes none."""
    word, wrong = lexicon.longest(text, 0), lexicon.wrong_at(text, 0)
    if wrong is not None and wrong[0] == text and word is None:
        raise _wrong(*wrong)
    if word is not None and word[1] == len(text):  # "per cent" is a word, not a rate
        return _unit(word[0])
    rate = _RATE.fullmatch(text)
    if text.split(" ")[-1] == "per":
        raise _grammar(text, say("units.nothing_stands_behind_per"), say("units.write_e_g_per"))
    if rate is None:
        return _unit(read_product(text, lexicon))
    return _read_rate(text, rate["x"] or "", rate["rest"], lexicon)


def read_product(text: str, lexicon: Lexicon, whole: str = "") -> Product:
    """Return the factors of a product, each once, in the order of their first appearance.

    ``whole`` is the unit that the product is a part of, for the message.
    """
    powers: dict[str, int] = {}
    terms = {}
    at, sign = 0, 1
    while True:
        product, at = _word(text, at, lexicon, whole or text)
        exponent, at = _exponent(text, at)
        for term, power in product:
            if sign < 0 and term.counted:
                raise _grammar(
                    text,
                    say("units.rate_written_per_cannot", unit=written(((term, 1),))),
                    say("units.write_e_g_kg", below=term.below),
                )
            terms[term.above] = term
            powers[term.above] = powers.get(term.above, 0) + sign * power * exponent
        if at == len(text):
            break
        sign, at = _join(text, at, sign)
    found = tuple((terms[name], power) for name, power in powers.items() if power)
    if not found or len(found) > MOST_FACTORS or max(abs(power) for _, power in found) > LARGEST_EXPONENT:
        raise _grammar(text, say("units.parts_cancel_each_other"))
    if all(power < 0 for _, power in found):
        raise _grammar(text, say("units.nothing_stands_above_fraction"), say("units.write_what_divided_e"))
    return found


def _word(text: str, at: int, lexicon: Lexicon, whole: str) -> tuple[Product, int]:
    found = lexicon.longest(text, at)
    if found is not None:
        return found
    wrong = lexicon.wrong_at(text, at)
    if wrong is not None:
        raise _wrong(*wrong)
    word = re.split(r"[ /·*^]", text[at:], maxsplit=1)[0]
    if re.match(r"[0-9]", word) or not word:
        raise _grammar(
            text,
            say("units.stands_where_unit_expected", word=shown(word)) if word else say("units.unit_missing"),
            say("units.number_stands_unit_only"),
        )
    raise _unknown(whole, word, lexicon)


def _exponent(text: str, at: int) -> tuple[int, int]:
    found = _EXPONENT.match(text, at)
    if found is None:
        return 1, at
    exponent = int(found[1] or found[2].translate(_SUPERSCRIPT))
    if not 1 <= abs(exponent) <= LARGEST_EXPONENT:
        raise _grammar(text, say("units.exponent_not_between", exponent=exponent, largest=LARGEST_EXPONENT))
    return exponent, found.end()


def _join(text: str, at: int, sign: int) -> tuple[int, int]:
    found = _JOIN.match(text, at)
    if found is None:
        rest = text[at:].strip()
        cure = say("units.join_two_units", list=LIST) if rest[:1].isalpha() else ""
        raise _grammar(text, say("units.does_not_belong_unit", rest=shown(rest)), cure)
    if found[1] == "/":
        return -1, found.end()
    if sign < 0:
        raise _grammar(
            text,
            say("units.behind_multiplication_can_read"),
            say("units.write_before_every_unit"),
        )
    return 1, found.end()


def _read_rate(text: str, x: str, rest: str, lexicon: Lexicon) -> Unit:
    if re.search(r"(?:^| )per(?: |$)", rest):
        raise _grammar(text, say("units.more_than_per"), say("units.write_other_kwh_year"))
    parts = _REST.fullmatch(rest)
    if parts is None or (parts["n"] and not _N.fullmatch(parts["n"])):
        raise _grammar(
            text,
            say("units.behind_per_stands_number"),
            say("units.write_e_g_per"),
        )
    number = int((parts["n"] or "1").replace(" ", ""))
    base = read_product(parts["base"], lexicon, text)
    above = read_product(x, lexicon, text) if x else ()
    if any(term.roots == (("fraction", 1),) for term, _ in (*above, *base)):
        raise _grammar(text, say("units.share_not_divided_again"), say("units.write_share_per_inhabitants"))
    if [term.roots for term, _ in above] == [(("count", 1),)]:
        above = ()  # "count per km²" is "per km²"
    if above and written(above) == written(base):
        raise _grammar(
            text,
            say("units.same_unit_stands_both"),
            say("units.write_share_leave_out"),
        )
    behind = f"{number} {written(base)}" if number > 1 else written_below(base)
    unit = _unit((*above, *((term, -power) for term, power in base)))
    return Unit(
        f"{written(above)} per {behind}".strip(), written(base), unit.scale / number, unit.roots, unit.dimension_powers
    )


def _unit(product: Product) -> Unit:
    scale = Fraction(1)
    for term, power in product:
        scale *= term.scale**power
    roots = merged(*(scaled(term.roots, power) for term, power in product))
    dimensions = merged(*(scaled(term.dimensions, power) for term, power in product))
    return Unit(written(product), "", scale, _without_count(roots), dimensions)


def _without_count(roots: Powers) -> Powers:
    """A number of things is neutral beside a dimension: count/km² is 1/km²."""
    others = tuple(root for root in roots if root[0] != "count")
    return others or roots


def _grammar(text: str, why: str, cure: str = "") -> UnitError:
    return UnitError(UNIT_GRAMMAR, say("units.not_unit", text=shown(text), why=why), cure)


def _wrong(word: str, cure: str) -> UnitError:
    return UnitError(WRONG_UNIT, say("units.unit_not_used_here", word=shown(word)), cure)


def _unknown(text: str, word: str, lexicon: Lexicon) -> UnitError:
    def cure() -> Said:
        whole = [written(product) for product in lexicon.words.values() if len(product) > 1 or product[0][1] > 1]
        offers = [*near(text, whole)] if word != text else []
        offers += [text.replace(word, offer, 1) for offer in lexicon.near(word)]
        hint = is_it(tuple(dict.fromkeys(offers))[:3])
        return say("units.cure_and_list", cure=hint, list=LIST) if hint else say("units.only_list", list=LIST)

    return UnitError(UNKNOWN_UNIT, say("units.unknown_unit", text=shown(text)), cure)
