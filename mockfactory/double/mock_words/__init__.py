"""The words of `unittest.mock`, at run time, on a double's methods."""
