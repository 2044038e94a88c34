"""One place for a whole suite's doubles: what services for language models use, real where it can be.

All of it is asked of a `MockFactory`: `mock_factory.create_mock_agent()`.
"""
