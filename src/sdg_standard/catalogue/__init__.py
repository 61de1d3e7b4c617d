"""Finds an edition, reads it, checks it as a whole, expands trees, and looks things up."""

from sdg_standard.editions.load import load, read_standard
from sdg_standard.plans.planner import Branch, Leaf, Plan, plan_of
from sdg_standard.catalogue.standard import Standard

__all__ = ["Branch", "Leaf", "Plan", "Standard", "load", "plan_of", "read_standard"]
