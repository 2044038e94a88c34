"""Stubs that raise."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from mockfactory.double.matching.stubs import Act
from mockfactory.double.planning.moments import Moment, moment_of
from mockfactory.double.planning.shapes import async_items, items
from mockfactory.double.recording.messages import made
from mockfactory.double.recording.record import Recorder
from mockfactory.double.stubbing.nested import context_type, quiet
from mockfactory.double.stubbing.values import steps
from mockfactory.wording.errors import MisuseError
from mockfactory.wording.text import report, show


def raising(method: Recorder, errors: Sequence[BaseException | type[BaseException]]) -> Act:
    """Answer by raising, one error a call, the last one ever after.

    Raises:
        MisuseError: for what is no exception, a class that needs arguments, one that the double's interface does not
        declare, or nothing at all.
    """
    __tracebackhide__ = True
    if not errors:
        raise MisuseError(
            report(
                f"when({method.plan.qualname}).raises() was given no exception.",
                double=made(method.state),
                write="when(...).raises(RuntimeError())",
            )
        )
    for error in errors:
        _check_error(method, error)
    step = steps([_as_given(error) for error in errors])
    moment = moment_of(method.plan)

    def fail(args: tuple[object, ...], kwargs: dict[str, object]) -> object:
        __tracebackhide__ = True
        raise step()()

    def fail_inside(args: tuple[object, ...], kwargs: dict[str, object]) -> object:
        error = step()()
        instance = error() if isinstance(error, type) else error
        return items((), instance) if moment is Moment.FIRST_STEP else async_items((), instance)

    def fail_entering(args: tuple[object, ...], kwargs: dict[str, object]) -> object:
        nested = method.state.nest(method.state, context_type(method.plan), method.plan.name)
        for dunder in ("__enter__", "__aenter__"):
            quiet(nested, dunder, fail)
        return nested

    if moment in (Moment.FIRST_STEP, Moment.FIRST_ASYNC_STEP):
        return fail_inside
    if moment in (Moment.ENTERED, Moment.ASYNC_ENTERED):
        return fail_entering
    return fail


def _as_given(error: BaseException | type[BaseException]) -> Callable[[], BaseException | type[BaseException]]:
    """Gives the error without what earlier raises of it left on it: their frames, notes, and what was being handled."""
    if isinstance(error, type):
        return lambda: error
    cause, context, suppress = error.__cause__, error.__context__, error.__suppress_context__
    notes = tuple(getattr(error, "__notes__", ()))

    def again() -> BaseException:
        error.__cause__, error.__context__ = cause, context
        error.__suppress_context__ = suppress  # behind `__cause__`, which sets it too
        if hasattr(error, "__notes__"):
            del error.__notes__
        for note in notes:
            error.add_note(note)
        return error.with_traceback(None)

    return again


def _check_error(method: Recorder, error: object) -> None:
    __tracebackhide__ = True
    cls = error if isinstance(error, type) else type(error)
    plan = method.plan
    if not issubclass(cls, BaseException):
        raise MisuseError(
            report(
                f"when({plan.qualname}).raises() takes exceptions, not {show(error)}.",
                double=made(method.state),
                write=f"when(...).raises(RuntimeError({show(error)}))",
            )
        )
    if isinstance(error, type):
        _check_made(method, cls)
    declared = method.state.raises
    if declared and not issubclass(cls, declared):
        raise MisuseError(
            report(
                f"{plan.owner} does not declare that it raises {cls.__name__}.",
                promised=f"raises only {', '.join(e.__name__ for e in declared)}",
                double=made(method.state),
                write=f"one of them, or add {cls.__name__} to raises=(...) of the double",
            )
        )


def _check_made(method: Recorder, cls: type[BaseException]) -> None:
    """Make one, as `raise` will do: better refused in the test than a TypeError inside the code under test."""
    __tracebackhide__ = True
    try:
        cls()
    except Exception as error:
        raise MisuseError(
            report(
                f"when({method.plan.qualname}).raises(): {cls.__name__} can't be made without arguments ({error}).",
                double=made(method.state),
                write=f"raises({cls.__name__}(...))",
            )
        ) from None
