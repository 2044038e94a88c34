"""Types, read: for each kind of type one file that says what its fields draw and who makes its objects."""
