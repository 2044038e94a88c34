"""Is every value of one type a value of another? Types against types, where `check` asks it of a value."""
