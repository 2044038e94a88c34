"""Texts within lengths and patterns."""
