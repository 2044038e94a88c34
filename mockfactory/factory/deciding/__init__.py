"""What a type is: a value, which is built, or something that does work, which is doubled. With the reason in words."""
