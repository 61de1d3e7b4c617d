"""``python -m sdg_standard``."""

import sys

from sdg_standard.cli.main import main

sys.exit(main())
