"""Packages that are extras: imported when they are needed, and the same whatever else is installed."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from sdg_standard.errors import MissingExtra
from sdg_standard.exchange.extras import optional

WITH_LXML = """
import os, sys, types
lxml, etree = types.ModuleType("lxml"), types.ModuleType("lxml.etree")
etree.LXML_VERSION = (6, 1, 3, 0)
sys.modules |= {"lxml": lxml, "lxml.etree": etree}
before = dict(os.environ)
from sdg_standard.exchange.extras import optional
optional("openpyxl", "writing", "excel")
from openpyxl.xml import LXML, lxml_available
assert lxml_available() and not LXML
assert dict(os.environ) == before
"""


@pytest.mark.parametrize("chosen", [None, "True"])
def test_workbooks_are_written_alike_with_lxml_and_without(chosen: str | None) -> None:
    environment = {name: value for name, value in os.environ.items() if name != "OPENPYXL_LXML"}
    environment |= {} if chosen is None else {"OPENPYXL_LXML": chosen}
    subprocess.run([sys.executable, "-c", WITH_LXML], check=True, env=environment)


def test_the_error_names_the_extra() -> None:
    with pytest.raises(MissingExtra, match="nothing-of-the-kind"):
        optional("no_such_package_here.part", "a feature", "nothing-of-the-kind")
