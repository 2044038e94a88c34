"""What interfaces promised when the tests last ran, kept as text, and compared with what is installed now."""
