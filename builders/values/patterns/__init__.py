"""Texts that match a regular expression."""
