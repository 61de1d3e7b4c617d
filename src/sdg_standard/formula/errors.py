"""What the layer raises when it refuses a formula."""

from __future__ import annotations

from typing import Any

from ..errors import Code
from ..units import Refusal


class FormulaError(Refusal):
    """A formula that is not read or does not fit; ``column`` counts the characters of its text from 1."""

    def __init__(self, code: Code, message: str, cure: str = "", column: int = 1) -> None:
        super().__init__(code, message, cure)
        self.column = column

    def __reduce__(self) -> tuple[Any, ...]:
        return type(self), (self.code, self.message, self.cure, self.column)
