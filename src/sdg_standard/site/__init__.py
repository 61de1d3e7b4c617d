"""The standard for readers on the web: a register for machines, and the index that a search page reads.

``addresses`` gives each thing the name that does not change, ``entries`` and ``register`` write what is known of it as
JSON and JSON-LD, and ``search`` gathers the words by which it is found. All of it is text made from a standard.
"""

from sdg_standard.site.addresses import address_of
from sdg_standard.site.register import register_files, write_register

__all__ = ["address_of", "register_files", "write_register"]
