"""The page of a scorecard: data, view, template.

``facts`` is one card, one period, some areas and one language, read once. ``wording`` puts single numbers, benchmarks,
ratings and reasons into words. Each section of the page is a module that returns frozen views made of texts, numbers
and marks: ``top`` what a reader sees first, ``goals``, ``results``, ``gaps``, ``own_targets``, ``annex`` every number
with its reasons, ``problems``, ``closing`` method and sources. ``page`` puts them together; ``publish/templates`` holds
what they look like.
"""
