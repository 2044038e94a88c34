"""One direction of a connection while a fault plan is at work on it."""
