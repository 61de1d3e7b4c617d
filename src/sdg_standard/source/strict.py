"""The base of all models, and how their validators say no."""

from __future__ import annotations

from typing import NoReturn

from pydantic import BaseModel, ConfigDict
from pydantic_core import PydanticCustomError

from sdg_standard.errors import Code

from .node import Step

REFUSAL = "refusal"
"""The error type by which a refusal is known when errors are translated."""


class Strict(BaseModel):
    """The base of everything that is read from a definition.

    * frozen: a definition that many calculations share must not change under one of them;
    * no further keys: a misspelt ``weight`` would otherwise be ignored, or become data;
    * strict: text is never turned into a number, nor a number into text, because both happen silently and wrongly;
    * the text below a field explains it, once, for the JSON Schema, the editor and the reference page.
    """

    model_config = ConfigDict(
        frozen=True, extra="forbid", strict=True, use_attribute_docstrings=True, protected_namespaces=()
    )


def refuse(code: Code, message: str, cure: str = "", at: tuple[Step, ...] = (), *, key: bool = False) -> NoReturn:
    """Say no within a validator of a model: one sentence, which becomes a problem with its place in the file.

    ``at`` leads from the value that is validated to the offending part, by keys as written in the file or by names of
    fields; ``key=True`` points to its key instead of its value. Outside :func:`~sdg_standard.source.build` it shows as
    a :class:`pydantic.ValidationError` with the message.

    >>> from sdg_standard.errors import Code
    >>> order = Code("SDG400", "order", "The ends of a range are exchanged.", "Exchange the two numbers.")
    >>> refuse(order, "the range ends before it begins", at=("to",))
    Traceback (most recent call last):
    pydantic_core._pydantic_core.PydanticCustomError: the range ends before it begins
    """
    context = {"message": message, "cure": cure, "code": code, "at": at, "key": key}
    raise PydanticCustomError(REFUSAL, "{message}", context)
