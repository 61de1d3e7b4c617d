"""A methodology that only reads values."""

PM = "town.air.pm2_5"


def values(read: str, leaves: str = PM, extra: str = "") -> str:
    """A tree of one leaf, or several, whose values are read and not scored."""
    return f"""
tree: [{{id: index, children: [{leaves}]}}]
branches: [{{for: all, aggregate: first}}]
leaves: [{{for: all, read: {read}}}]
{extra}"""
