"""One member of a spec, prepared once: binding its arguments, checking them, and what it answers by default."""
