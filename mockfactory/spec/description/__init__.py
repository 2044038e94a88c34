"""A spec in words, for the command line."""
