"""What is said to stand for what: by a decorator, in the project's settings, by a base class."""
