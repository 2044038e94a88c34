"""Faker's words, read from its providers once and made into draws."""
