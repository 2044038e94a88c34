"""One number in, every value out: (seed, namespace, type, index, field name) -> bits, and nothing else has a say."""
