"""Builders where other tools want something of theirs: a Hypothesis strategy, a pytest fixture."""
