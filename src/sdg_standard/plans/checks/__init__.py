"""What may be wrong with a methodology as a whole. Each module judges one subject and adds problems to a report."""
