"""Stand-ins that keep the spec they are made for: making them, saying what they answer, asking what was called."""
