"""The modules of the mutation run import each other by name, as they do when the folder is run."""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
