"""Whether a call is the one that was meant: comparing, matchers, and finding a stub by arguments."""
