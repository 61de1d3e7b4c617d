"""What the numbers mean: ratings, ranks, coverage, reasons, and the tables that hold them."""
