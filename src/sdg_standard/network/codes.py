"""The codes of reading a network and of putting its members beside each other."""

from __future__ import annotations

from sdg_standard.errors import code

NOT_A_NETWORK = code("SDG832", "not-a-network")
MEMBER = code("SDG833", "network-member")
FILE = code("SDG834", "network-file")
EDITION = code("SDG835", "network-edition")
BENCHMARK = code("SDG836", "network-benchmark")
NO_NUMBERS = code("SDG837", "network-no-numbers", severity="warning")
METHODOLOGY = code("SDG838", "network-methodology")
AGENDA = code("SDG839", "network-agenda")
OTHER_EDITION = code("SDG840", "network-other-edition", severity="note")
ROWS = code("SDG841", "network-rows", severity="warning")
SHARES = code("SDG842", "network-shares", severity="note")
