"""Formats that other systems take as they are, out and in."""
