"""What a type is: a value or something that does work. By evidence, carefully: what is in doubt does work."""

from __future__ import annotations

import inspect
from typing import Final

from mockfactory.factory.deciding.forms import class_in, is_built, judge_form
from mockfactory.factory.deciding.judgement import Judgement, Nature, Part
from mockfactory.factory.deciding.kept import Kept
from mockfactory.factory.deciding.known import is_listed, is_of_pydantic, why_value, working_base
from mockfactory.factory.deciding.models import Kind, keeps_default, kind_of, parts_of, private_classes
from mockfactory.factory.deciding.signs import why_service, why_working
from mockfactory.factory.deciding.storing import why_not_storing
from mockfactory.spec.check.words import cut_union, describe_type
from mockfactory.spec.looking.identity import is_one_of
from mockfactory.spec.looking.raw import module_name_of, mro_of
from mockfactory.spec.looking.static import is_class, name_of
from mockfactory.spec.members.signatures import is_protocol
from mockfactory.spec.model import NO_ANNOTATION
from mockfactory.spec.refusals import is_refused

_known: Final = Kept[Judgement]()
_VARIADIC: Final = (inspect.Parameter.VAR_POSITIONAL, inspect.Parameter.VAR_KEYWORD)


def judge(annotation: object, *, is_part: bool = False) -> Judgement:
    """Say what a type is, and why. Nothing of it runs, nothing is made.

    Args:
        annotation: a class, or any other type expression.
        is_part: whether it is the type of a field or an item.

    Example:
        >>> from dataclasses import dataclass
        >>> class Mailer:
        ...     def send(self, to: str) -> bool: ...
        >>> @dataclass
        ... class User:
        ...     email: str
        >>> class Signup:
        ...     def __init__(self, mailer: Mailer) -> None: ...
        >>> for one in (User, Mailer, Signup):
        ...     print(one.__name__, judge(one).nature.value, "because", judge(one).reason)
        User a value because it is a dataclass of values
        Mailer does work because it has a method send()
        Signup does work because its constructor takes Mailer, which does work
    """
    known = _known.get(annotation) if is_class(annotation) else None
    return _Judge().judge(annotation, is_part) if known is None else known


class _Judge:
    """One look at a type. Types that lead back to themselves are values as far as that goes."""

    def __init__(self) -> None:
        self._open: list[type] = []
        self._assumed = False
        self._unresolved = False

    def judge(self, annotation: object, is_part: bool) -> Judgement:
        found = judge_form(annotation, is_part, self.judge)
        if found is not None:
            return found
        cls = class_in(annotation)
        if inspect.isroutine(annotation):
            return _work("a function does work")
        if cls is None:
            return Judgement(Nature.UNKNOWN, f"{describe_type(annotation)} is no type that has values")
        if is_one_of(cls, self._open):
            self._assumed = True
            nature = Nature.VALUE if kind_of(cls) is not None else Nature.WORK
            return Judgement(nature, "it leads back to itself")
        plain = is_class(annotation)
        known = _known.get(cls) if plain else None
        if known is not None:
            return known
        self._open.append(cls)
        try:
            judgement = self._of_class(annotation, cls)
        finally:
            self._open.pop()
        if plain and not judgement.parts and not (self._assumed and self._open) and not self._unresolved:
            _known.keep(cls, judgement)
        return judgement

    def _of_class(self, annotation: object, cls: type) -> Judgement:
        if is_refused(cls):
            return Judgement(Nature.UNKNOWN, f"{name_of(cls)} is what other classes are made with")
        if is_protocol(cls):
            return _work("a Protocol has no objects of its own")
        kind = kind_of(cls)
        if kind is not None and kind.closed:
            return Judgement(Nature.VALUE, f"it is {kind.name}")
        if inspect.isabstract(cls):
            return _work("an abstract class has no objects of its own")
        if kind is None and any(base is type for base in mro_of(cls)):
            return Judgement(Nature.UNKNOWN, "which class is meant is not known")
        if kind is not None and kind.plain:
            return self._of_model(annotation, cls, kind)
        if kind is None and is_of_pydantic(cls):
            return Judgement(Nature.VALUE, "it is a type of pydantic's for values")
        value = why_value(cls) if kind is None else None
        if value is not None and is_listed(cls):
            return Judgement(Nature.VALUE, value)
        base = working_base(cls)
        if base is not None:
            name = f"{name_of(base)} of {module_name_of(base).removeprefix('_')}"
            return _work(f"it is {name}, which does work" if base is not cls else f"{name} does work")
        reason = why_working(cls)
        if reason is not None:
            return _work(reason)
        if value is not None:
            working = self._working_argument(annotation)
            return _work(working) if working is not None else Judgement(Nature.VALUE, value)
        return self._of_model(annotation, cls, kind) if kind is not None else self._of_plain_class(annotation, cls)

    def _of_model(self, annotation: object, cls: type, kind: Kind) -> Judgement:
        parts = parts_of(annotation)
        for part in parts:
            judgement = self.judge(part.annotation, True)
            if judgement.nature is Nature.UNKNOWN or is_built(self.judge, part.annotation):
                continue
            if kind.plain:
                name = describe_type(part.annotation)
                open_parts = tuple(one for one in parts if not keeps_default(cls, one.label))
                return Judgement(Nature.PARTS, f"it is {kind.name}, real, of what is created for {name}", open_parts)
            if not keeps_default(cls, part.label):
                return _work(f"it is {kind.name} whose field {part.label!r} is {_working(part)}")
        working = None if kind.plain else self._working_argument(annotation) or self._working_private(cls)
        if working is not None:
            return _work(working)
        return Judgement(Nature.VALUE, f"it is {kind.name} of values" if parts else f"it is {kind.name}")

    def _working_argument(self, annotation: object) -> str | None:
        """What a constructor asks for that does work, beside the fields: an `InitVar`, what is written by hand."""
        from mockfactory.spec.read import read_spec

        call = read_spec(annotation).call
        for parameter in call.signature.parameters.values() if call is not None and call.signature is not None else ():
            hint = call.hints[parameter.name] if call is not None else NO_ANNOTATION
            required = parameter.default is inspect.Parameter.empty and parameter.kind not in _VARIADIC
            if required and hint.unchecked is None and not is_built(self.judge, hint.annotation):
                return f"its constructor takes {_working(Part(parameter.name, hint.annotation))}"
        return None

    def _working_private(self, cls: type) -> str | None:
        """What a pydantic model makes for itself that does work."""
        for name, made in private_classes(cls):
            if self.judge(made, True).nature is Nature.WORK:
                return f"it holds {name_of(made)} as {name!r}, which does work"
        return None

    def _of_plain_class(self, annotation: object, cls: type) -> Judgement:
        from mockfactory.spec.read import read_spec

        call = read_spec(annotation).call
        if call is None or call.signature is None:
            return _work("how it is constructed can't be read")
        reason = why_service(cls)
        if reason is not None:
            return _work(reason)
        parameters = [p for p in call.signature.parameters.values() if p.kind not in _VARIADIC]
        if not parameters and call.signature.parameters:
            return _work("its constructor takes anything, so what it holds is not known")
        if not parameters:
            return _work("its constructor takes nothing, so it holds no value")
        for parameter in parameters:
            hint = call.hints[parameter.name]
            if hint.unchecked is not None:
                self._unresolved = True  # its name may be defined later
                return _work(f"what its constructor takes as {parameter.name!r} is not known ({hint.unchecked})")
            if not is_built(self.judge, hint.annotation):
                return _work(f"its constructor takes {_working(Part(parameter.name, hint.annotation))}")
        reason = why_not_storing(cls)
        return _work(reason) if reason is not None else Judgement(Nature.VALUE, "it only keeps the values it is given")


def _working(part: Part) -> str:
    return f"{cut_union(describe_type(part.annotation))}, which does work"


def _work(reason: str) -> Judgement:
    return Judgement(Nature.WORK, reason)
