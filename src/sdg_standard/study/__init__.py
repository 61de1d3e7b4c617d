"""Methodologies against each other, and what an index is made of: plain frames for people who study them."""

from sdg_standard.study.analysis import (
    alpha_without,
    correlations,
    cronbach_alpha,
    distribution,
    effective_weights,
    leave_one_out,
)
from sdg_standard.study.cases_behind import CasesBehind, cases_behind
from sdg_standard.study.components import PrincipalComponents, principal_components
from sdg_standard.study.deliveries import Deliveries, compare_deliveries
from sdg_standard.study.earlier import join_cards
from sdg_standard.study.examining import examine, side_by_side
from sdg_standard.study.highlighting import Changed, Highlights, OwnTarget, Standing, highlights
from sdg_standard.study.histories import History, Moment, history
from sdg_standard.study.methodologies import Comparison, compare
from sdg_standard.study.missing import Missing, missing
from sdg_standard.study.multi_criteria import multi_criteria
from sdg_standard.study.optimising import OptimisedWeights, optimise_weights
from sdg_standard.study.own_trends import branch_trends
from sdg_standard.study.pairs import outranking
from sdg_standard.study.parts import gaps
from sdg_standard.study.peers import peers
from sdg_standard.study.treatment import screening, treatment
from sdg_standard.study.trend_intervals import trend_intervals
from sdg_standard.study.ways import Decision, Way

__all__ = [
    "CasesBehind",
    "Changed",
    "Comparison",
    "Decision",
    "Deliveries",
    "Highlights",
    "History",
    "Missing",
    "Moment",
    "OptimisedWeights",
    "OwnTarget",
    "PrincipalComponents",
    "Standing",
    "Way",
    "alpha_without",
    "branch_trends",
    "cases_behind",
    "compare",
    "compare_deliveries",
    "correlations",
    "cronbach_alpha",
    "distribution",
    "effective_weights",
    "examine",
    "gaps",
    "highlights",
    "history",
    "join_cards",
    "leave_one_out",
    "missing",
    "multi_criteria",
    "optimise_weights",
    "outranking",
    "peers",
    "principal_components",
    "screening",
    "side_by_side",
    "treatment",
    "trend_intervals",
]
