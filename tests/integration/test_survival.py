"""The median of the measure of reaction beside that of statsmodels, on the same durations."""

from __future__ import annotations

import random

import pytest

from sdg_standard.agenda.coherence.reaction import kaplan_meier_median

pytestmark = [pytest.mark.integration]
survfunc = pytest.importorskip("statsmodels.duration.survfunc", reason="statsmodels is not installed")


@pytest.mark.parametrize("seed", range(20))
def test_the_median_with_what_is_still_open(seed: int) -> None:
    draws = random.Random(seed)
    for _ in range(10):
        cases = [(draws.randint(1, 400), draws.random() < 0.6) for _ in range(draws.randint(2, 40))]
        days, ended = [day for day, _ in cases], [done for _, done in cases]
        if not any(ended):
            assert kaplan_meier_median(days, ended) is None
            continue
        curve = survfunc.SurvfuncRight(days, [int(done) for done in ended])
        below = [day for day, share in zip(curve.surv_times, curve.surv_prob, strict=True) if share <= 0.5 + 1e-12]
        assert kaplan_meier_median(days, ended) == (float(below[0]) if below else None)
