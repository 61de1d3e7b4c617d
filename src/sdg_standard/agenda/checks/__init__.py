"""Ten checks of an agenda and its notices: each a rule with its dates and rows printed, never a verdict of law.

An **error** means that nothing is computed from the row, a **warning** that it is computed and shown, a **note** is for
the reader. Every rule is one function in a module of its subject; :func:`check_agenda` runs them in order.
"""

from __future__ import annotations

from sdg_standard.agenda.checks.run import Checked, check_agenda

__all__ = ["Checked", "check_agenda"]
