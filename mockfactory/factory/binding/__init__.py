"""What a test has said about a type: use this. Checked when it is said."""
