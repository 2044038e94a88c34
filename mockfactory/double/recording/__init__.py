"""What is written down while a test runs, and what is looked up in it."""
