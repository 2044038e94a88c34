"""Reasons in words, and what a value is made of."""

from __future__ import annotations

from collections.abc import Sequence
from types import NoneType
from typing import Annotated, get_args, get_origin

from mockfactory.factory.deciding.judgement import Nature, Part
from mockfactory.factory.deciding.judging import judge
from mockfactory.factory.deciding.known import is_of_pydantic, why_value
from mockfactory.factory.making.decision import Decision
from mockfactory.spec.annotations.forms import is_union
from mockfactory.spec.check.words import describe_type


def keeps_values(cls: type) -> bool:
    """Whether it is a plain class that is built of what its constructor takes."""
    return why_value(cls) is None and not is_of_pydantic(cls) and judge(cls).nature is Nature.VALUE


def bare(annotation: object) -> object:
    """A type without what `Annotated` says of it."""
    while get_origin(annotation) is Annotated:
        annotation = get_args(annotation)[0]
    return annotation


def pieces(annotation: object) -> Sequence[Part]:
    """The items of a collection, the arms of a union."""
    if is_union(annotation):
        return [Part(describe_type(arm), arm) for arm in get_args(annotation) if arm is not NoneType]
    return judge(annotation, is_part=True).parts


def told(error: Exception) -> str:
    """What an error says first."""
    return str(error).splitlines()[0].removesuffix(".")


def reason_of(annotation: object, decision: Decision) -> str:
    """Why; where a type stands for another one, that is said first."""
    if describe_type(decision.annotation) == describe_type(bare(annotation)):
        return decision.reason
    return f"for {describe_type(decision.annotation)}, {decision.reason}"
