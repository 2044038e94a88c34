"""Time that passes when nothing else is left to do: an hour of back-off in milliseconds."""
