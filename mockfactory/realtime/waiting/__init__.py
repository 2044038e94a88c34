"""Waiting within a process, for code that asyncio runs and for code that trio does."""
