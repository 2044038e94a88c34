"""What an unstubbed call answers. Never a mock of nothing."""
