"""Stubs for pyright and editors: the overrides of the types in a package, by name and by type.

Python can't say "any of the fields of T, by name" in a signature. So the stubs say it for each type that they list.
"""
