"""What `mockfactory demo` shows: a chat service tested over doubles, and every kind of misuse being caught."""
