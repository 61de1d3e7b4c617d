"""What all tests share."""

from __future__ import annotations

import gc
import os

import pytest
from hypothesis import settings
from hypothesis.internal.conjecture import providers

from rewriting import differences

# What is collected, and the definitions that it holds, stay until the end: to look through all of it for garbage again
# and again takes a quarter of the time. So nothing is looked through while tests are collected, and seldom after.
gc.disable()

# No test reads or writes the cache in the home folder of whoever runs it; tests of the cache set their own folder.
os.environ["SDG_STANDARD_CACHE"] = "off"

# Time limits for one example make tests fail on a busy machine and say nothing about the code.
# `make test` draws the same examples each time: a find that has nothing to do with a change does not hold it up.
settings.register_profile("test", deadline=None, derandomize=True, max_examples=20)
# What another Python could do otherwise shows in few examples.
settings.register_profile("few", deadline=None, derandomize=True, max_examples=10)
# `make fuzz` draws fresh ones, and many more.
settings.register_profile("fuzz", deadline=None, max_examples=2_000)
PROFILE = os.environ.get("SDG_STANDARD_TESTS", "test")
settings.load_profile(PROFILE)
if PROFILE != "fuzz":
    # The constants of all code that is loaded are not read, which takes seconds, nor drawn: a change would draw others.
    providers._get_local_constants = lambda: providers._local_constants


def pytest_collection_finish() -> None:
    """Leave alone what was collected, and look for garbage again, at longer distances."""
    gc.collect()
    gc.freeze()
    gc.enable()
    gc.set_threshold(50_000, 20, 20)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Show what SDG_REWRITE has changed in the files of expectations."""
    for difference in differences:
        terminalreporter.write_line(difference)
