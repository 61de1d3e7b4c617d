"""Methods of one's own: what may be registered, and how a field takes whatever there is."""

from __future__ import annotations

import pickle
from abc import abstractmethod
from collections.abc import Iterator
from typing import Annotated, ClassVar, Literal

import pytest
from pydantic import ValidationError

from sdg_standard.methodology import registry
from sdg_standard.methodology.readings import reading_of
from sdg_standard.source import Seq, Strict, read_model


class Sound(registry.Method):
    """A kind of its own, so that no method of the library is touched."""

    kind: ClassVar[str] = "sound"

    @abstractmethod
    def heard(self) -> str:
        """What is heard."""


class Bark(Sound):
    """A dog."""

    method: Literal["bark", "howl"]

    def heard(self) -> str:
        return self.name


class Herd(Strict):
    """Some sounds."""

    sounds: Seq[Annotated[Sound, registry.one_of("sound")]]


@pytest.fixture(autouse=True)
def _own_sounds() -> Iterator[None]:
    registry._OWN["sound"] = {}
    registry.provide(Bark)
    yield
    registry._OWN.pop("sound")
    registry._REGISTERED.pop("sound", None)


def moo() -> type[Sound]:
    """A class of one's own, defined anew at each call, as in a notebook."""

    class Moo(Sound):
        """A cow."""

        method: Literal["moo"]
        times: int = 1
        instead: Annotated[Sound, registry.one_of("sound")] | None = None

        def heard(self) -> str:
            return "moo" * self.times

    return Moo


def test_a_field_takes_what_is_registered_from_then_on() -> None:
    with pytest.raises(ValidationError, match="moo"):
        Herd.model_validate({"sounds": ["moo"]})
    cow = registry.register(moo())
    herd = Herd.model_validate({"sounds": ["howl", {"method": "moo", "times": 2, "instead": "moo"}]})
    assert [each.heard() for each in herd.sounds] == ["howl", "moomoo"]
    assert list(registry.methods_of("sound")) == ["bark", "howl", "moo"]
    assert (registry.is_own(Bark), registry.is_own(cow)) == (True, False)
    written = herd.model_dump(mode="json", exclude_unset=True)
    assert written == {"sounds": [{"method": "howl"}, {"method": "moo", "times": 2, "instead": {"method": "moo"}}]}
    assert Herd.model_validate(written) == herd


def test_what_is_wrong_is_said_where_it_stands() -> None:
    registry.register(moo())
    text = "sounds:\n  - {method: moo, instead: {method: moo, times: often}}\n  - {method: mooo}\n"
    _, _, problems = read_model(Herd, text, "herd.yaml")
    assert [(problem.line, problem.column) for problem in problems] == [(2, 49), (3, 14)]
    assert "a whole number" in problems[0].message
    assert 'did you mean "moo"' in problems[1].cure


def test_a_class_defined_again_takes_the_place_of_the_earlier_one() -> None:
    registry.register(moo())
    again = registry.register(moo())
    assert registry.methods_of("sound")["moo"] is again
    assert type(Herd.model_validate({"sounds": ["moo"]}).sounds[0]) is again


def test_a_word_belongs_to_one_class() -> None:
    class Dog(Bark):
        method: Literal["bark"]  # type: ignore[assignment]  # fewer words on purpose

    with pytest.raises(ValueError, match='the library has a sound "bark" already'):
        registry.register(Dog)
    registry.register(moo())

    class Ox(Bark):
        method: Literal["moo"]  # type: ignore[assignment]  # other words on purpose

    with pytest.raises(ValueError, match='Moo is registered as the sound "moo" already'):
        registry.register(Ox)


def test_what_is_no_method_is_refused() -> None:
    class Nameless(Bark):
        method: str = "quiet"  # type: ignore[assignment]  # no list of words on purpose

    class Loud(Bark):
        method: Literal["WOOF!"]  # type: ignore[assignment]  # no word of a file on purpose

    class Silent(Sound):
        method: Literal["silent"]

    for wrong, why in ((int, "derive it from a base"), (registry.Method, "derive it from a base")):
        with pytest.raises(TypeError, match=why):
            registry.register(wrong)  # type: ignore[type-var]  # that is what is tested
    for nameless in (Nameless, Loud):
        with pytest.raises(TypeError, match="by which word files name it"):
            registry.register(nameless)
    with pytest.raises(TypeError, match="Silent lacks heard, which every sound has"):
        registry.register(Silent)


def test_a_method_of_an_installed_package_has_its_version() -> None:
    from importlib.metadata import version

    assert registry.origin_of(registry.Method).version == version("sdg-standard")
    assert registry.origin_of(Bark).version is None


def test_keys_of_a_reading_without_its_method_travel() -> None:
    keys = reading_of({"times": 2.0}, None)
    assert pickle.loads(pickle.dumps(keys)) == keys and keys.method is None
