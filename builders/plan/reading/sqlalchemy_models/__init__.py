"""Mapped classes: which columns are drawn and which are left to the database, to a default or to a relationship.

Imported only where SQLAlchemy is.
"""
