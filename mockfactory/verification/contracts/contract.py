"""`contract`: a fixture that gives each implementation in turn."""

from __future__ import annotations

import importlib.util
from collections.abc import AsyncIterator, Iterator, Sequence
from typing import TYPE_CHECKING, Any, TypeVar

from mockfactory.verification.contracts.opening import Implementation, Opener, opened, opened_async
from mockfactory.wording.errors import MisuseError
from mockfactory.wording.text import report, show

if TYPE_CHECKING:
    import pytest
    from _pytest.fixtures import FixtureFunctionDefinition

T = TypeVar("T")


def contract(*, real: Opener[T], **fakes: Opener[T]) -> FixtureFunctionDefinition:
    """A pytest fixture that gives the real thing and each of its fakes in turn: every test that takes it runs for all.

    A fake is verified for what passes for both. Where the real thing can't be reached, its tests are skipped with the
    reason, and the fakes are not called verified: the end of the run says which fakes have been verified against what,
    and when last. With `MOCKFACTORY_REQUIRE_SERVICES=1` in the environment, as in CI, they fail instead.

    Args:
        real: gives the real thing: a class, a function, or like a fixture a generator that closes it behind its
            `yield`; async ones too (they need pytest-asyncio). A function's parameters are fixtures. It raises
            `Unreachable` where it can't be reached.
        fakes: the same for each fake, by its name.

    Returns:
        The fixture, for a variable in a test module, a class of tests or a conftest.py. Its name is the variable's.

    Raises:
        MisuseError: there is no fake, or one of them can't be called.

    Example:
        >>> from mockfactory.verification import contract
        >>> store = contract(real=dict, memory=dict)
        >>> class TestStore:
        ...     def test_what_is_put_is_there(self, store: dict[str, int]) -> None:
        ...         store["a"] = 1
        ...         assert store["a"] == 1
    """
    import pytest

    if not fakes:
        raise MisuseError(
            "contract() needs a fake that is to be verified against the real thing: contract(real=..., fake=...)"
        )
    for name, opener in {"real": real, **fakes}.items():
        if not callable(opener):
            raise MisuseError(f"contract({name}=...) takes a class or a function that gives the thing, not {opener!r}")
    known = [Implementation("real", real, True), *(Implementation(name, fake, False) for name, fake in fakes.items())]
    params = [pytest.param(one, id=one.name) for one in known]
    return _async_fixture(params) if any(one.is_async() for one in known) else _fixture(params)


def _fixture(params: Sequence[Any]) -> FixtureFunctionDefinition:
    import pytest

    @pytest.fixture(params=params)
    def implementation(*_: object, request: pytest.FixtureRequest) -> Iterator[object]:  # `_` is a test class's `self`
        __tracebackhide__ = True
        with opened(_given(request), request.getfixturevalue) as found:
            yield found

    return implementation


def _async_fixture(params: Sequence[Any]) -> FixtureFunctionDefinition:
    if importlib.util.find_spec("pytest_asyncio") is None:
        raise ModuleNotFoundError(
            "A contract with an async implementation needs pytest-asyncio, which is not installed.\n"
            "  install:  pip install pytest-asyncio"
        )
    import pytest_asyncio

    @pytest_asyncio.fixture(params=params)
    async def implementation(*_: object, request: pytest.FixtureRequest) -> AsyncIterator[object]:
        __tracebackhide__ = True
        async with opened_async(_given(request), request.getfixturevalue) as found:
            yield found

    return implementation  # type: ignore[return-value]  # pytest-asyncio types it as the function


def _given(request: pytest.FixtureRequest) -> Implementation:
    """The implementation whose turn it is.

    Raises:
        MisuseError: `parametrize(..., indirect=True)` gave something else.
    """
    __tracebackhide__ = True
    one: object = request.param
    if isinstance(one, Implementation):
        return one
    name = request.fixturename
    raise MisuseError(
        report(
            f"{name!r} is a contract, which gives each implementation in turn, and parametrize(..., indirect=True) "
            f"gives it {show(one)}.",
            write=f"the test without parametrize({name!r}, ...); to run it for one implementation: pytest -k NAME",
        )
    )
