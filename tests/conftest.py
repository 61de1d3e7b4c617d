"""What all tests share."""

from __future__ import annotations

import os

from hypothesis import settings

# No test reads or writes the cache in the home folder of whoever runs it; tests of the cache set their own folder.
os.environ["SDG_STANDARD_CACHE"] = "off"

# Time limits for one example make tests fail on a busy machine and say nothing about the code.
# `make test` draws the same examples each time: a find that has nothing to do with a change does not hold it up.
settings.register_profile("test", deadline=None, derandomize=True, max_examples=50)
# `make fuzz` draws fresh ones, and many more.
settings.register_profile("fuzz", deadline=None, max_examples=2_000)
settings.load_profile(os.environ.get("SDG_STANDARD_TESTS", "test"))
