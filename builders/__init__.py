"""Real test data: typed, seeded builders and the domain they build. Nothing here knows of test doubles."""

__all__: list[str] = []
