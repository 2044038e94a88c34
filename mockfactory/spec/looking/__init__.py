"""Looking at objects without running any of their code."""
