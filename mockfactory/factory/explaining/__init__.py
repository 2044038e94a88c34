"""Saying what was decided, and why."""
