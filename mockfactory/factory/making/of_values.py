"""What is done for values: builders make them."""

from __future__ import annotations

from collections.abc import Callable
from typing import get_args, get_origin

from mockfactory.factory.binding.bounds import why_out_of_bounds
from mockfactory.factory.binding.domain import Domain, domain_of
from mockfactory.factory.binding.keys import key_of
from mockfactory.factory.deciding.forms import class_in
from mockfactory.factory.deciding.judgement import Judgement
from mockfactory.factory.deciding.known import is_of_pydantic, why_value
from mockfactory.factory.deciding.models import kind_of
from mockfactory.factory.errors import CannotCreate
from mockfactory.factory.making.decision import Decision, Made
from mockfactory.factory.making.supplying import Supplies
from mockfactory.factory.making.tools import Tools, title_of
from mockfactory.spec.annotations.forms import is_union
from mockfactory.spec.looking.static import is_class
from mockfactory.wording.places import Place
from mockfactory.wording.text import report

Create = Callable[[object, Place], object]
"""Gives another type, for a line that asks."""


def value_decision(
    tools: Tools,
    supplies: Supplies,
    create: Create,
    share: Create,
    annotation: object,
    builds: object,
    name: str | None,
    judgement: Judgement,
) -> Decision:
    """What is done for a value.

    Args:
        tools: to make it with.
        supplies: what builders are given for the types that are bound.
        create: creates the fields that are bound.
        share: gives the one that the factory shares.
        annotation: the type.
        builds: the same as it was written, with what `Annotated` says of it.
        name: of the one that is meant.
        judgement: why it is a value.
    """
    key, title = key_of(annotation, name), title_of(annotation, name)
    cls = class_in(annotation)
    if get_origin(annotation) is type:
        (itself,) = get_args(annotation)
        return Decision(annotation, Made.REAL, judgement.reason, lambda place: itself, key, is_drawn=True)
    domain = domain_of(annotation) if is_class(annotation) else None
    if domain is not None:
        return _domain_decision(tools, share, annotation, name, domain)
    arms = [domain_of(arm) if is_class(arm) else None for arm in get_args(annotation)] if is_union(annotation) else []
    if arms and arms[0] is not None and all(arms):  # which is drawn says nothing of what the others would need
        return _domain_decision(tools, share, annotation, name, arms[0])
    bound = tools.bindings.parts(annotation)
    supply = supplies if supplies.stand_in(builds) else None

    def make_value(place: Place) -> object:
        __tracebackhide__ = True
        given: dict[str, object] = {}
        for part in bound:
            given[part.label] = create(part.annotation, place)
        made = tools.values.build(builds, title, given, place, supply)
        misfit = None if supply is None else why_out_of_bounds(builds, made)
        if misfit is not None:
            raise CannotCreate(
                report(f"{title} can't hold what was bound: {misfit}.", write="bind(...) what is within these bounds")
            )
        return tools.real(made, annotation, judgement.reason)

    return Decision(
        annotation, Made.REAL, judgement.reason, make_value, key, is_drawn=not _is_shared(cls), builds=builds
    )


def _domain_decision(tools: Tools, share: Create, annotation: object, name: str | None, domain: Domain) -> Decision:
    """A type of the domain: for the user and the tenant that are bound, or else for the seeded ones."""
    title = title_of(annotation, name)
    bound = {option: cls for option, cls in domain.options.items() if tools.bindings.of(cls, None) is not None}
    reason = f"it is built by builders.domain.{domain.name}"
    if bound:
        reason += f", for the {' and the '.join(bound)} that was bound"
    seeded = domain.seeded

    def make(place: Place) -> object:
        __tracebackhide__ = True
        given: dict[str, object] = {}
        for option, cls in (*bound.items(), *domain.needs.items()):
            given[option] = share(cls, place)
        return tools.real(tools.values.build_by(domain.builder, title, given), annotation, reason)

    def make_shared(place: Place) -> object:
        """The one that all others are built for, so that what a factory shares fits together."""
        if seeded is None or bound or name is not None:
            return make(place)
        return tools.real(seeded(), annotation, "it is the seeded one, whom the others are built for")

    return Decision(annotation, Made.REAL, reason, make, key_of(annotation, name), shares=make_shared)


def _is_shared(cls: type | None) -> bool:
    """Whether objects of a class are shared, as a configuration or a context is, and a number is not."""
    if cls is None:
        return False
    kind = kind_of(cls)
    if kind is not None:
        return kind.name != "an enum"
    return why_value(cls) is None and not is_of_pydantic(cls)
