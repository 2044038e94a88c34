"""The same pairs, judged by mypy: a module is written that uses each implementation as its interface."""
