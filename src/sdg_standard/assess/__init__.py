"""Applies definitions to evidence: measure, score, explain, fit, validate."""
