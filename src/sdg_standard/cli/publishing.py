"""The commands that write a standard as a register for programs, and the schemas of all files and tables."""

from __future__ import annotations

import argparse
from pathlib import Path

from sdg_standard.cli.reading import standard_of
from sdg_standard.errors import UnknownId
from sdg_standard.publish.schemas import every_schema, schema_text, write_schemas
from sdg_standard.site import write_register
from sdg_standard.words import say, told


def register(arguments: argparse.Namespace) -> int:
    """Write the register of a standard below a folder."""
    written = write_register(standard_of(arguments), Path(arguments.out))
    print(told(say("cli.register.written", n=len(written), index=str(written[0])), arguments.language))
    return 0


def schema(arguments: argparse.Namespace) -> int:
    """Print the names of all JSON Schemas, or one of them; with a folder write them there."""
    known = every_schema()
    if arguments.name and arguments.name not in known:
        raise UnknownId("schema", arguments.name, known)
    names = [arguments.name] if arguments.name else list(known)
    if arguments.out:
        written = write_schemas(Path(arguments.out), names)
        print(told(say("cli.schema.written", n=len(written), folder=arguments.out), arguments.language))
    elif arguments.name:
        print(schema_text(known[arguments.name]), end="")
    else:
        print("\n".join(names))
    return 0
