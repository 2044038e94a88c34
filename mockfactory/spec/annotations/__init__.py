"""Annotations as written, made into hints: where their names are looked up, what they stand for, what they allow."""
