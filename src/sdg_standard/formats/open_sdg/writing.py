"""A data repository of Open SDG: data, metadata, translations, schema and configuration."""

from __future__ import annotations

from sdg_standard.errors import UnknownId
from sdg_standard.formats.content import Content
from sdg_standard.formats.format import Files, Options
from sdg_standard.formats.open_sdg.data import Data
from sdg_standard.formats.open_sdg.metadata import about, config, schema, translated
from sdg_standard.formats.open_sdg.names import file_ids
from sdg_standard.formats.yaml_out import yaml_text


def write_open_sdg(content: Content, options: Options) -> Files:
    """Every indicator that has rows, of a standard alone all; ``area`` chooses one of several places.

    Raises UnknownId for an area that has no values.
    """
    standard, area = content.standard, options.settings.get("area", "")
    data = Data(content, area)
    if area and area not in data.areas:
        raise UnknownId("area", area, dict.fromkeys(content.table("values")["area"]))
    names = [name for name in standard.indicators if content.kind == "standard" or len(data.of(name))]
    files: dict[str, str] = {
        "config_data.yml": yaml_text(config(standard)),
        "metadata_schema.yml": yaml_text(schema()),
    }
    for name, file_id in file_ids(standard, names).items():
        if text := data.text(name):
            files[f"data/indicator_{file_id}.csv"] = text
        files[f"meta/{file_id}.yml"] = yaml_text(about(standard, name, file_id, data))
        for language in standard.languages[1:]:
            if texts := translated(standard, name, language):
                files[f"meta/{language}/{file_id}.yml"] = yaml_text(texts)
    for language in standard.languages:
        files[f"translations/{language}/data.yml"] = yaml_text(data.words(language))
    return files
