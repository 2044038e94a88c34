"""Which calls a signature takes, and which of them another one does not take."""
