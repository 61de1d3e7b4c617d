"""What all tests share."""

from __future__ import annotations

import os

from hypothesis import settings

# No test reads or writes the cache in the home folder of whoever runs it; tests of the cache set their own folder.
os.environ["SDG_STANDARD_CACHE"] = "off"

# Time limits for one example make tests fail on a busy machine and say nothing about the code.
settings.register_profile("here", deadline=None)
# The same examples each time: a merge is not held up by a find that has nothing to do with it.
settings.register_profile("ci", deadline=None, derandomize=True)
settings.load_profile("ci" if os.environ.get("CI") else "here")
