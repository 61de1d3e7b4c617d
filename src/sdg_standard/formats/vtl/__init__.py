"""VTL 2.1, the statisticians' language of rules: formulas and checks of definitions, where it can say them."""
