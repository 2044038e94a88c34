"""Pydantic: models and dataclasses, read through their core schema, where all that is asked of a value is a node."""
