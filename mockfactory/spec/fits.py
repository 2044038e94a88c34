"""Whether a function can be called in every way in which another one can."""

from mockfactory.spec.calling.gaps import why_not_called_as

__all__ = ["why_not_called_as"]
