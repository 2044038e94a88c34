"""Whether a plan fires: counts and seeded chance, for one target at a time."""
