"""Fixtures for pytest."""

from __future__ import annotations

import difflib
from typing import TYPE_CHECKING, Final, Literal, get_args

from typing_extensions import TypeForm

from builders.adapters.source import builds
from builders.declaring.adopted import FactoryClass
from builders.declaring.buildable import Buildable

if TYPE_CHECKING:
    from _pytest.fixtures import FixtureFunctionDefinition

Scope = Literal["function", "class", "module", "package", "session"]
_SCOPES: Final[tuple[str, ...]] = get_args(Scope)


def as_fixture(
    source: Buildable[object] | FactoryClass[object] | TypeForm[object],
    /,
    *traits: str,
    scope: Scope = "function",
    **overrides: object,
) -> FixtureFunctionDefinition:
    """A pytest fixture that gives an object of a builder or a type.

    Args:
        source: a builder, a factory class of factory_boy or polyfactory, or a type as for `build`.
        traits: of the builder.
        scope: how long an object lasts, as for `pytest.fixture`. In a wider scope than a test's, the object is the same
            whichever test asks first.
        overrides: values of fields, as for `build`. A field that is named `scope` is given to the builder instead:
            `users.having(scope=...)`.

    Returns:
        The fixture, for a variable in a test module or a conftest.py. Its name is the variable's.

    Raises:
        TypeError: the source is none.
        ValueError: there is no such scope.
        UnknownName: the builder has no such trait or field.
        InvalidOverride, CannotBuild: (when a test asks for it) as for `build`.

    Example:
        >>> from builders import as_fixture
        >>> from builders.domain import User, users
        >>> user = as_fixture(users)
        >>> admin = as_fixture(users, "admin", scope="module")
        >>> def test_welcome(user: User) -> None:
        ...     assert user.email
    """
    import pytest

    if scope not in _SCOPES:
        near = difflib.get_close_matches(str(scope), _SCOPES, n=1)
        meant = f"\n  did you mean:  {near[0]}?" if near else ""
        raise ValueError(f"as_fixture takes one of {', '.join(map(repr, _SCOPES))} as its scope, not {scope!r}{meant}")
    make = builds(source, traits, overrides, "as_fixture")

    @pytest.fixture(scope=scope)
    def built() -> object:
        return make(overrides)

    return built
