"""What all emitters and bridges do alike: make events, check them, remember them, and find who gets them.

An implementation adds how an event travels, and no more: `Emitting` and `Bridging` are its base classes.
"""
