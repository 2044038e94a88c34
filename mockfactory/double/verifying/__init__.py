"""`verify` and `in_order`: asking what was called."""
