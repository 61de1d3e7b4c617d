"""The mappings that stand in a folder of definitions: each can be read, and names what the standard has."""

from __future__ import annotations

from sdg_standard.catalogue import Standard
from sdg_standard.catalogue.folder import Folder
from sdg_standard.errors import Problem
from sdg_standard.exchange.mapping import MappingFile, TableMapping
from sdg_standard.measuring import check_mapping
from sdg_standard.source import read_model


def problems_of_mappings(folder: Folder, standard: Standard) -> list[Problem]:
    """What is wrong with the files below ``mappings/``."""
    found: list[Problem] = []
    for name, content in folder.mappings.items():
        mapping, document, problems = read_model(TableMapping, content, name)
        found += problems
        if mapping is not None:
            found += check_mapping(MappingFile(mapping, document), standard)
    return found
