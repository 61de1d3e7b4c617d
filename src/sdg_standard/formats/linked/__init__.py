"""Linked data: statements about a standard and its results that data catalogues and other vocabularies understand."""
