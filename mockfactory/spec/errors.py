"""What reading a spec refuses."""

from __future__ import annotations


class SpecError(TypeError):
    """Raised by `read_spec` for something that promises no members and no call, with what to write instead."""
