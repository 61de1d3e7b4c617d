"""What differs between two editions: typed changes by meaning, their severity, and what they do to scores.

``facts`` says what a definition says, ``comparing`` where two of them differ, ``rules`` and its tables what that means,
``parts`` what an edition consists of, ``finding`` puts them together; ``change`` is what comes out.
"""

from sdg_standard.editions.changes.change import Change, Changes, Severity, VersionNeeded

__all__ = ["Change", "Changes", "Severity", "VersionNeeded"]
