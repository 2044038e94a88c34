"""When may one stand for another? The rules, on what the spec room has read."""
