"""Real or double? The factory decides, and says why."""
