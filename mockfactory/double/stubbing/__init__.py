"""`when`: saying what a double answers, and answering it."""
