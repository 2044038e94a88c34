"""Strict doubles of emitters and bridges that answer as real ones do."""
