"""One set of tests for a fake and for the real thing: what passes for both, the fake is verified for."""
