"""A network of municipalities that measure in common: who is a member, under which edition, and what to learn.

In the order of the work: ``reading`` (``network.yaml``), ``checking``, ``benchmarks`` (those adopted in common as an
extending standard), ``delivered`` (members' evidence scored, their scorecards read), ``network``.
"""

from __future__ import annotations

from sdg_standard.network.network import Network, read_network

__all__ = ["Network", "read_network"]
