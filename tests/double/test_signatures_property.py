"""A double accepts a call exactly when the real function does, and says the same of its arguments."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Coroutine
from dataclasses import dataclass
from inspect import Parameter
from typing import Any, cast

import pytest
from hypothesis import event, example, given, settings
from hypothesis import strategies as st

from mockfactory import Session, SignatureViolation, calls_to, double, double_class

ODD = [
    *("self", "cls", "args", "kwargs", "method", "state", "name", "plan", "value", "code"),
    *("p0", "k0", "naïve", "ключ", "_", "__", "a", "b"),
]
NAMES = st.sampled_from(ODD)
POSITIONAL = (Parameter.POSITIONAL_ONLY, Parameter.POSITIONAL_OR_KEYWORD)
KINDS = [
    Parameter.POSITIONAL_ONLY,
    Parameter.POSITIONAL_OR_KEYWORD,
    Parameter.VAR_POSITIONAL,
    Parameter.KEYWORD_ONLY,
    Parameter.VAR_KEYWORD,
]


@dataclass(frozen=True)
class Shape:
    """The parameters of a generated function, without the one that its instance or class comes in."""

    parameters: tuple[Parameter, ...]

    @property
    def text(self) -> str:
        """As it stands in a `def`."""
        return str(inspect.Signature(list(self.parameters)))[1:-1]

    def __repr__(self) -> str:
        return f"Shape({self.text})"


@st.composite
def shapes(draw: st.DrawFn) -> Shape:
    names = draw(st.lists(NAMES, unique=True, max_size=7))
    kinds = sorted(draw(st.lists(st.sampled_from(KINDS), min_size=len(names), max_size=len(names))))
    parameters: list[Parameter] = []
    optional = False
    for name, kind in zip(names, kinds, strict=True):
        if kind in (Parameter.VAR_POSITIONAL, Parameter.VAR_KEYWORD):
            if kind not in [p.kind for p in parameters]:
                parameters.append(Parameter(name, kind))
            continue
        has_default = draw(st.booleans())
        if kind is not Parameter.KEYWORD_ONLY:
            has_default = optional = optional or has_default
        default = draw(st.integers(-9, 9)) if has_default else Parameter.empty
        parameters.append(Parameter(name, kind, default=default))
    return Shape(tuple(parameters))


@st.composite
def calls(draw: st.DrawFn, shape: Shape) -> tuple[tuple[int, ...], dict[str, int]]:
    """A call that is right about as often as not: it starts from what the shape wants, and may be spoilt."""
    args: list[int] = []
    kwargs: dict[str, int] = {}
    by_name = False
    for parameter in shape.parameters:
        if parameter.kind is Parameter.VAR_POSITIONAL:
            args += draw(st.lists(st.integers(), max_size=2)) if not by_name else []
        elif parameter.kind is Parameter.VAR_KEYWORD:
            kwargs |= draw(st.dictionaries(NAMES, st.integers(), max_size=2))
        elif parameter.default is not Parameter.empty and draw(st.booleans()):
            by_name = True
        elif not by_name and parameter.kind in POSITIONAL and (parameter.kind is POSITIONAL[0] or draw(st.booleans())):
            args.append(draw(st.integers()))
        else:
            by_name = by_name or parameter.kind is Parameter.POSITIONAL_OR_KEYWORD
            kwargs[parameter.name] = draw(st.integers())
    spoil = draw(st.sampled_from(["no", "no", "more", "fewer", "name"]))
    if spoil == "more":
        args.append(0)
    elif spoil == "fewer" and args:
        args.pop()
    elif spoil == "name":
        kwargs[draw(NAMES)] = 0
    return tuple(args), kwargs


SEEN: list[dict[str, object]] = []
"""What the real functions received. `Signature.bind` would not do: it refuses `f(a=1)` of `def f(a=0, /, **kwargs)`."""


def define(text: str, name: str) -> Any:
    """What a piece of generated source defines. Names and defaults in it come from this file alone."""
    namespace: dict[str, Any] = {"__name__": __name__, "seen": SEEN.append}
    exec(text, namespace)
    return namespace[name]


def function(shape: Shape) -> tuple[Any, Any]:
    real = define(f"def f({shape.text}) -> None: seen(locals())", "f")
    return real, double(real)


def async_function(shape: Shape) -> tuple[Any, Any]:
    real = define(f"async def f({shape.text}) -> None: seen(locals())", "f")
    return real, double(real)


def method(shape: Shape) -> tuple[Any, Any]:
    cls = define(f"class C:\n  def f({with_first('self', shape)}) -> None: seen(locals())", "C")
    return cls().f, double(cls).f


def async_method(shape: Shape) -> tuple[Any, Any]:
    cls = define(f"class C:\n  async def f({with_first('self', shape)}) -> None: seen(locals())", "C")
    return cls().f, double(cls).f


def class_method(shape: Shape) -> tuple[Any, Any]:
    cls = define(f"class C:\n  @classmethod\n  def f({with_first('cls', shape)}) -> None: seen(locals())", "C")
    return cls.f, double(cls).f


def class_method_of_class_double(shape: Shape) -> tuple[Any, Any]:
    cls = define(f"class C:\n  @classmethod\n  def f({with_first('cls', shape)}) -> None: seen(locals())", "C")
    return cls.f, double_class(cls).f


def static_method(shape: Shape) -> tuple[Any, Any]:
    cls = define(f"class C:\n  @staticmethod\n  def f({shape.text}) -> None: seen(locals())", "C")
    return cls.f, double(cls).f


def call_dunder(shape: Shape) -> tuple[Any, Any]:
    cls = define(f"class C:\n  def __call__({with_first('self', shape)}) -> None: seen(locals())", "C")
    return cls(), double(cls)


def constructor(shape: Shape) -> tuple[Any, Any]:
    cls = define(f"class C:\n  def __init__({with_first('self', shape)}) -> None: seen(locals())", "C")
    return cls, double_class(cls)


def with_first(name: str, shape: Shape) -> str:
    """The parameters of a method; the first one is named so that no generated name meets it."""
    while name in [parameter.name for parameter in shape.parameters] or name in ODD:
        name = "_" + name
    only = any(parameter.kind is Parameter.POSITIONAL_ONLY for parameter in shape.parameters)
    return f"{name}, {shape.text}" if only else f"{name}, /, {shape.text}".removesuffix(", ")


MAKERS = [
    function,
    async_function,
    method,
    async_method,
    class_method,
    class_method_of_class_double,
    static_method,
    call_dunder,
    constructor,
]


def finish(answer: object) -> None:
    """Run what an async call gave to its end."""
    if inspect.iscoroutine(answer):
        with pytest.raises(StopIteration):
            cast("Coroutine[object, None, object]", answer).send(None)


def accepts(real: Callable[..., object], args: tuple[int, ...], kwargs: dict[str, int]) -> bool:
    try:
        finish(real(*args, **kwargs))
    except TypeError:
        return False
    return True


@pytest.mark.parametrize("make", MAKERS)
@settings(max_examples=40, deadline=None)
@given(data=st.data())
def test_a_call_is_accepted_exactly_when_the_real_one_is(
    make: Callable[[Shape], tuple[Any, Any]], data: st.DataObject
) -> None:
    shape = data.draw(shapes())
    with Session():
        real, made = make(shape)
        assert inspect.signature(made) == inspect.signature(real)
        expected: list[dict[str, object]] = []
        for args, kwargs in data.draw(st.lists(calls(shape), min_size=1, max_size=5)):
            if accepts(real, args, kwargs):
                event("accepted")
                finish(made(*args, **kwargs))
                received = SEEN.pop()
                expected.append({parameter.name: received[parameter.name] for parameter in shape.parameters})
            else:
                event("refused")
                with pytest.raises(SignatureViolation):
                    finish(made(*args, **kwargs))
        assert [call.arguments for call in calls_to(made)] == expected
        assert [list(call.arguments) for call in calls_to(made)] == [list(arguments) for arguments in expected]


@given(shape=shapes())
@example(Shape(()))
@settings(max_examples=20, deadline=None)
def test_the_kind_is_that_of_the_real_one(shape: Shape) -> None:
    for make in MAKERS:
        real, made = make(shape)
        assert inspect.iscoroutinefunction(made) == inspect.iscoroutinefunction(real)
        assert inspect.ismethod(made) == inspect.ismethod(real)
        assert inspect.isfunction(made) == inspect.isfunction(real)
        assert inspect.isclass(made) == inspect.isclass(real)
        assert callable(made)


SELF = {"self": 1}
CLS = {"cls": 1}


class Greedy:
    def take(self, **options: int) -> None: ...

    @classmethod
    def gather(cls, **options: int) -> None: ...

    def only(self, /, **options: int) -> None: ...


def test_the_name_of_the_first_parameter_is_taken() -> None:
    # The real method has two values for `self` then, although no signature of the bound method tells so.
    with pytest.raises(TypeError):
        Greedy().take(**SELF)
    greedy = double(Greedy)
    with pytest.raises(SignatureViolation, match="multiple values for argument 'self'"):
        greedy.take(**SELF)
    with pytest.raises(SignatureViolation, match="multiple values for argument 'cls'"):
        greedy.gather(**CLS)


def test_any_name_that_is_free_may_be_used() -> None:
    greedy = double(Greedy)
    greedy.take(**CLS)
    greedy.gather(**SELF)
    greedy.only(**SELF)
    assert calls_to(greedy.only)[0].arguments == {"options": {"self": 1}}
