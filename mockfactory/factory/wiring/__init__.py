"""Constructing what is under test, with all that it depends on."""
