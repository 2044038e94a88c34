"""Acting a plan out: on calls of doubles and real objects, on HTTP exchanges, on messages."""
