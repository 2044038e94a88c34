"""What a declared builder says of its fields, beyond plain values: sequences, unique values, parents, options."""
