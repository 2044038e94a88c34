"""What was found of one pair, and how a reader is told."""
