"""COINr, the R package for composite indicators: its two tables made of a scorecard, and an index made of them."""

from sdg_standard.formats.coinr.folder import CoinrFolder, Normalisation, coinr_folder
from sdg_standard.formats.coinr.leaving import CoinrTables, coinr_tables

__all__ = ["CoinrFolder", "CoinrTables", "Normalisation", "coinr_folder", "coinr_tables"]
