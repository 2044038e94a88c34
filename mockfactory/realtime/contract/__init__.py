"""What the events of a run must keep: which have to come, in what order, how soon, and with what in them."""
