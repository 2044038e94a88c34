"""Realistic values: which draw fits a type, its constraints and the name of its field."""
