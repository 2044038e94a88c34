"""Arguments that stand for more than one value, inside the lambda of `when` and `verify`."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Generic, TypeVar, cast, get_origin

from mockfactory.spec import Hint
from mockfactory.spec.check import compile_check
from mockfactory.wording.errors import MisuseError
from mockfactory.wording.text import report, show

if TYPE_CHECKING:
    from typing_extensions import TypeForm

    from mockfactory.spec.check import Check

T = TypeVar("T")


class _Caught(threading.local):
    """What captors have seen while patterns are being compared; kept only when the whole call turns out to match."""

    def __init__(self) -> None:
        self.seen: list[tuple[Captor[object], object]] = []


_caught = _Caught()


def keep_captured() -> None:
    """The call matched: let the captors have what they saw."""
    if _caught.seen:
        for captor, value in _caught.seen:
            captor.values.append(value)
        _caught.seen.clear()


def drop_captured() -> None:
    """The call did not match: forget what the captors saw of it."""
    _caught.seen.clear()


class Matcher:
    """Equal to whatever its test accepts. `classes` are those that this has, where they are plain ones."""

    __slots__ = ("_accepts", "_text", "classes")
    __mockfactory_matcher__ = True

    def __init__(self, accepts: Callable[[object], bool], text: str, check: Check | None = None) -> None:
        self._accepts = accepts
        self._text = text
        self.classes = () if check is None else check.classes

    def __eq__(self, other: object) -> bool:
        return self._accepts(other)

    __hash__ = None  # type: ignore[assignment]

    def __repr__(self) -> str:
        return self._text


class _Predicate(Matcher):
    """Equal to whatever a function of the test's accepts; it tells of a function that only ever raised."""

    __slots__ = ("_answered", "_error", "_predicate")

    def __init__(self, predicate: Callable[[T], bool]) -> None:
        super().__init__(self._ask, f"matching({getattr(predicate, '__name__', predicate)})")
        self._predicate = cast("Callable[[object], bool]", predicate)
        self._answered = False
        self._error: Exception | None = None

    def _ask(self, value: object) -> bool:
        try:
            answer = bool(self._predicate(value))
        except Exception as error:
            self._error = error
            return False
        self._answered = True
        return answer

    def failure(self) -> str | None:
        """What it raised, if it never gave an answer."""
        return None if self._error is None or self._answered else f"{type(self._error).__name__}: {self._error}"

    def __repr__(self) -> str:
        failure = self.failure()
        return self._text if failure is None else f"{self._text[:-1]}, raising {failure})"


def only_raised(pattern: Iterable[object]) -> str | None:
    """The first predicate of a pattern that was asked and never gave an answer, with what it raised; else None."""
    failing = (value for value in pattern if isinstance(value, _Predicate) and value.failure() is not None)
    return next((repr(value) for value in failing), None)


def any_(spec: TypeForm[T]) -> T:
    """Any argument of a type.

    Args:
        spec: the type; `any_(object)` takes everything.

    Returns:
        A matcher, for a type checker a `T`. It has a meaning only inside the lambda of `when`, `verify` or `calls_to`.

    Raises:
        MisuseError: for what is no type.

    Example:
        >>> from mockfactory import any_, double, when
        >>> class Mailer:
        ...     def send(self, to: str, *, subject: str) -> int: ...
        >>> mailer = double(Mailer)
        >>> stub = when(lambda: mailer.send("ada", subject=any_(str))).returns(7)
        >>> mailer.send("ada", subject="Welcome")
        7
    """
    __tracebackhide__ = True
    _check_type("any_", spec)
    check = compile_check(Hint(spec))
    name = getattr(spec, "__name__", None) or str(spec)
    return cast(T, Matcher(_anything if check is None else check.accepts, f"any_({name})", check))


def _check_type(word: str, spec: object) -> None:
    """Refuse what is no type, which would else match nothing, or everything."""
    __tracebackhide__ = True
    if isinstance(spec, type) or spec is None or get_origin(spec) is not None:
        return
    if type(spec).__module__ in ("typing", "typing_extensions", "types"):  # unions, type variables, special forms
        return
    raise MisuseError(
        report(
            f"{word}() takes a type, not {show(spec)}.",
            write=f"{word}({type(spec).__name__})" + (", or the value itself" if word == "any_" else ""),
        )
    )


def _anything(value: object) -> bool:
    return True


def matching(predicate: Callable[[T], bool]) -> T:
    """Any argument for which `predicate` is true.

    Args:
        predicate: a pure function of the argument. An argument for which it raises does not match; if it raises for
            every one, a `verify` that would pass all the same fails and says so.

    Returns:
        A matcher, for a type checker a `T`: annotate the predicate's parameter, or use a lambda where the type is
        clear.

    Example:
        >>> from mockfactory import double, matching, verify
        >>> class Mailer:
        ...     def send(self, to: str) -> None: ...
        >>> mailer = double(Mailer)
        >>> mailer.send("ada@example.org")
        >>> def is_example(to: str) -> bool:
        ...     return to.endswith("@example.org")
        >>> verify(lambda: mailer.send(matching(is_example))).once()
    """
    if not callable(predicate):
        raise MisuseError(f"matching() takes a function of the argument, not {show(predicate)}")

    return cast(T, _Predicate(predicate))


class Captor(Generic[T]):
    """Remembers the arguments that stood in one place of the calls that matched. Made by `capture`.

    Attributes:
        values: all of them, in the order of the calls.
    """

    __slots__ = ("_name", "_spec", "values")

    def __init__(self, spec: object) -> None:
        self._spec = Hint(spec)
        self._name = getattr(spec, "__name__", None) or str(spec)
        self.values: list[T] = []

    @property
    def arg(self) -> T:
        """The matcher to put in the place of the argument. Matches any argument of the type."""
        check = compile_check(self._spec)

        def accepts(value: object) -> bool:
            if check is not None and not check.accepts(value):
                return False
            _caught.seen.append((cast("Captor[object]", self), value))
            return True

        return cast(T, Matcher(accepts, f"capture({self._name}).arg", check))

    @property
    def value(self) -> T:
        """The last one.

        Raises:
            MisuseError: when nothing was captured.
        """
        if not self.values:
            raise MisuseError(f"capture({self._name}) has captured nothing: no call has matched yet")
        return self.values[-1]


def capture(spec: TypeForm[T]) -> Captor[T]:
    """Take hold of an argument that the code under test made.

    Args:
        spec: the type of the argument.

    Returns:
        A `Captor`: put its `.arg` where the argument goes, and read `.value` or `.values` afterwards.

    Raises:
        MisuseError: for what is no type.

    Example:
        >>> from mockfactory import capture, double, verify
        >>> class Mailer:
        ...     def send(self, to: str) -> None: ...
        >>> mailer = double(Mailer)
        >>> mailer.send("ada")
        >>> to = capture(str)
        >>> verify(lambda: mailer.send(to.arg)).once()
        >>> to.value
        'ada'
    """
    __tracebackhide__ = True
    _check_type("capture", spec)
    return Captor(spec)
