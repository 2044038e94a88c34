"""Every way in which a double says no.

A `SpecViolation` is raised where it happens and remembered by the session of the test, so that code under test which
catches it cannot hide it. Each kind is also the exception that the real object would have raised in its place.
"""

from __future__ import annotations


class SpecViolation(AssertionError):
    """A double was used in a way that its spec does not promise. The base of all such errors.

    Example:
        >>> from mockfactory import SpecViolation, double
        >>> class Mailer:
        ...     def send(self, to: str) -> None: ...
        >>> try:
        ...     double(Mailer).send(to=1)
        ... except SpecViolation as violation:
        ...     print(str(violation).splitlines()[0])
        Mailer.send(): argument 'to' is int (1), not str.
    """


class SignatureViolation(SpecViolation, TypeError):
    """A call that the signature of the spec does not accept: too many, too few or unknown arguments."""


class TypeViolation(SpecViolation, TypeError):
    """An argument, attribute, configured value or computed result of a type that the spec does not allow."""


class AttributeViolation(SpecViolation, AttributeError):
    """A name that the spec does not have, a write to what is read-only, or a read of what has no known value."""


class ProtocolViolation(SpecViolation, TypeError, AttributeError):
    """`with` on an async context manager, `async with` on a sync one."""


class UnstubbedCall(SpecViolation):
    """A call whose answer nobody has said: its return type is unknown, or the double is strict."""


class OtherArguments(SpecViolation):
    """A call of a stubbed method with arguments that no stub was made for."""


class VerificationError(AssertionError):
    """What `verify`, `in_order` or `no_more_calls` expected did not happen.

    Example:
        >>> from mockfactory import VerificationError, double, verify
        >>> class Mailer:
        ...     def close(self) -> None: ...
        >>> try:
        ...     verify(double(Mailer).close).once()
        ... except VerificationError as error:
        ...     print(str(error).splitlines()[0])
        Mailer.close() was expected once and was never called.
    """


class SessionFailure(AssertionError):
    """What a session found at its end: swallowed violations, unused stubs, coroutines never awaited, lost verbs.

    Attributes:
        problems: the text of each, in the order in which they came up.
    """

    def __init__(self, problems: tuple[str, ...]) -> None:
        self.problems = problems
        super().__init__("\n\n".join(problems))


class LateViolationWarning(UserWarning):
    """Something that a test left running, a thread or a task, used a double wrongly after the test was over.

    It is a warning because the test has been judged already, and the test that runs is not to blame. pytest's
    `-W error::mockfactory.LateViolationWarning` makes it a failure all the same.
    """


class MisuseError(TypeError):
    """`when`, `verify`, `replace` or a matcher was given something that it cannot work with."""


for _error in (
    SpecViolation, SignatureViolation, TypeViolation, AttributeViolation, ProtocolViolation, UnstubbedCall,
    OtherArguments, VerificationError, SessionFailure, MisuseError, LateViolationWarning,
):  # fmt: skip
    # Test reports show where an error class lives: where users import it from, not where we keep it.
    _error.__module__ = "mockfactory"
