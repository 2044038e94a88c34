"""Which factories are known."""

from __future__ import annotations

from typing import cast

from builders.factories.foreign import ForeignFactory
from builders.plan.reading.factory_classes import FACTORY_BOY, library_of


def foreign(thing: object) -> ForeignFactory | None:
    """A factory class of a known library; `None` for anything else.

    Raises:
        CannotBuild: the factory is abstract: it has no model.
    """
    library = library_of(thing)
    if library is None:
        return None
    class_ = cast("type", thing)
    if library == FACTORY_BOY:
        from builders.factories.factory_boy import BoyFactory

        return BoyFactory(class_)
    from builders.factories.poly import PolyFactory

    return PolyFactory(class_)
