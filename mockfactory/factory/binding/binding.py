"""`bind(T, to=...)`: what it was given, and whether that fits."""

from __future__ import annotations

import enum
import functools
import inspect
import sys
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, NoReturn, cast, get_args

from mockfactory.double.recording.record import Recorder
from mockfactory.factory.binding.called import is_called
from mockfactory.factory.binding.fitting import why_no_class, why_no_instance
from mockfactory.factory.binding.generators import WRITE, why_no_maker
from mockfactory.factory.deciding.forms import class_in
from mockfactory.factory.deciding.judgement import Nature
from mockfactory.factory.deciding.judging import judge
from mockfactory.rules.telling.misfit import Misfit
from mockfactory.spec import Hint
from mockfactory.spec.annotations.forms import is_union
from mockfactory.spec.check import compile_check
from mockfactory.spec.check.words import describe_type
from mockfactory.spec.looking.raw import mro_of
from mockfactory.spec.looking.static import is_class
from mockfactory.wording.errors import MisuseError
from mockfactory.wording.places import Place
from mockfactory.wording.text import report, show


class Means(enum.Enum):
    """How a bound type is made."""

    INSTANCE = "an instance"
    CLASS = "a class"
    FUNCTION = "a function"
    BUILDER = "a builder"


@dataclass(frozen=True, slots=True, eq=False)
class Binding:
    """What stands for a type.

    Attributes:
        annotation: the type.
        name: of the one that is meant, where there are several; None for all.
        means: what `to` is.
        to: the instance, class, function or builder.
        place: the line that bound it.
    """

    annotation: object
    name: str | None
    means: Means
    to: Any
    place: Place

    @property
    def is_fake(self) -> bool:
        """Whether another class stands for the type."""
        meant = get_args(self.annotation) if is_union(self.annotation) else (self.annotation,)
        return self.means is Means.CLASS and not any(self.to is class_in(one) for one in meant)

    @property
    def reason(self) -> str:
        """Why it is used, in words."""
        shown = describe_type(self.to) if self.means in (Means.CLASS, Means.FUNCTION) else show(self.to)
        return f"it is bound to {shown}, {self.means.value}, at {self.place}"


def binding_of(annotation: object, name: str | None, to: object, place: Place) -> Binding:
    """Check what a type is bound to.

    Raises:
        MisuseError: it can't stand for the type.
    """
    __tracebackhide__ = True
    if compile_check(Hint(annotation)) is None and judge(annotation).nature is Nature.UNKNOWN:
        _refuse(annotation, to, judge(annotation).reason, write="bind(...) of the class or Protocol that is used")
    means, reason = _means(annotation, to)
    if reason is not None:
        _refuse(annotation, to, reason, write=_advice(annotation, to))
    return Binding(annotation, name, means, _adopted(to) if means is Means.BUILDER else to, place)


def _advice(annotation: object, to: object) -> str:
    if _is_function(to) and is_called(annotation):
        return f"one that is called so, or def make() -> {describe_type(annotation)}: ..."
    return WRITE if _is_function(to) and why_no_maker(annotation, to) is not None else ""


def _means(annotation: object, to: object) -> tuple[Means, str | None]:
    """What `to` is, and why it does not fit."""
    if _is_builder(to):
        return Means.BUILDER, _why_no_builder(annotation, to)
    if is_class(to):
        reason = why_no_class(annotation, to)
        if reason is None:
            return Means.CLASS, None
        misfit = why_no_instance(annotation, to)
        if misfit is None:
            return Means.INSTANCE, None
        return Means.CLASS, misfit if is_called(annotation) and not isinstance(reason, Misfit) else reason
    reason = why_no_instance(annotation, to)
    if reason is not None and _is_function(to):
        no_provider = _why_no_provider(annotation, cast("Callable[..., object]", to))
        if is_called(annotation):  # a function is one itself, unless it says that it gives one
            says = no_provider is None and _says_what_it_gives(cast("Callable[..., object]", to))
            return (Means.FUNCTION, None) if says else (Means.INSTANCE, reason)
        return Means.FUNCTION, no_provider
    return Means.INSTANCE, reason


def _is_function(to: object) -> bool:
    return inspect.isroutine(to) or isinstance(to, (functools.partial, Recorder))


def _says_what_it_gives(function: Callable[..., object]) -> bool:
    from mockfactory.factory.binding.callables import call_of

    call = call_of(function)
    return call is not None and call.returns.value.unchecked is None


def _why_no_provider(annotation: object, function: Callable[..., object]) -> str | None:
    """Why what a function gives, as far as it says, is not what is asked for."""
    from mockfactory.factory.binding.callables import call_of

    call, no_maker = call_of(function), why_no_maker(annotation, function)
    if call is None or no_maker is not None:
        return no_maker
    if inspect.iscoroutinefunction(function):
        return "it is an async function, whose call gives a coroutine"
    gives = call.returns.value
    if gives.unchecked is not None:
        return None
    cls = class_in(gives.annotation)
    if cls is None or gives.annotation is annotation:
        return "it gives None" if gives.annotation is None else None
    if why_no_class(annotation, cls) is None or class_in(annotation) is None:
        return None
    # What it is annotated with may be less than what it gives: a Protocol, a base class.
    wider = class_in(annotation)
    if wider is None or getattr(cls, "_is_protocol", False) is True or (is_class(wider) and issubclass(wider, cls)):
        return None
    return f"it gives {describe_type(gives.annotation)}: {why_no_class(annotation, cls)}"


def _is_builder(to: object) -> bool:
    module = sys.modules.get("builders.declaring.buildable")
    if module is not None and any(base is module.Buildable for base in mro_of(type(to))):
        return True
    return is_class(to) and _foreign(to) is not None


def _foreign(to: object) -> Any:
    """A factory class of factory_boy or polyfactory; None for anything else."""
    if "factory" not in sys.modules and "polyfactory" not in sys.modules:
        return None
    from builders.factories.finding import foreign

    return foreign(to)


def _adopted(to: object) -> object:
    if not is_class(to):
        return to
    from builders import from_factory

    return from_factory(cast("Any", to))


def _why_no_builder(annotation: object, to: object) -> str | None:
    from builders.builder import Builder

    if is_class(to):
        built: object = _foreign(to).model
    elif isinstance(to, Builder):
        built = cast("Builder[object]", to).ready((), {}).plan.type
    else:
        return None
    cls = class_in(built)
    if cls is None or class_in(annotation) is None:
        return None
    reason = why_no_class(annotation, cls)
    return None if reason is None else f"it builds {describe_type(built)}, and {reason}"


def _refuse(annotation: object, to: object, reason: str, *, write: str = "") -> NoReturn:
    __tracebackhide__ = True
    name = describe_type(annotation)
    finding = reason.finding if isinstance(reason, Misfit) else None
    problem = reason if finding is None else finding.problem
    raise MisuseError(
        report(
            f"bind({name}, to=...) is given what can't stand for {name}: {problem}.",
            promised=None if finding is None else finding.promised,
            came=show(to) if finding is None else finding.came,
            mend=None if finding is None else finding.mend,
            write=write or f"to= with an instance of {name}, a class of such, a function or a builder that makes one",
        )
    )
