"""The core pytest plugin: a session for each test, strictness by option, ini and mark, the `mock_factory` fixture."""

from __future__ import annotations

import sys
import warnings
from collections.abc import Generator
from types import CodeType, TracebackType
from typing import TYPE_CHECKING, Any, NoReturn, cast

import pytest

from mockfactory.verification.contracts.pytest_plugin import ContractReports

if TYPE_CHECKING:
    from mockfactory.faults import VirtualClock
    from mockfactory.session import Session
    from mockfactory.suite.mock_factory import MockFactory
    from mockfactory.verification.listening import Listening
    from mockfactory.wording.strictness import Strictness

_session: pytest.StashKey[Session] = pytest.StashKey()
_allowed: pytest.StashKey[frozenset[Strictness]] = pytest.StashKey()
_listening: pytest.StashKey[Listening] = pytest.StashKey()


def pytest_addoption(parser: pytest.Parser) -> None:
    group = parser.getgroup("mockfactory", "test doubles")
    group.addoption(
        "--mockfactory-allow",
        action="append",
        default=[],
        metavar="KIND[,KIND]",
        help="switch off strictness for this run: types, unused-stubs, other-arguments, un-awaited, swallowed",
    )
    group.addoption(
        "--mockfactory-verify",
        action="store_true",
        help="verify fakes and other implementations, each as a test: what is marked with @stands_for or named in "
        "[tool.mockfactory] of pyproject.toml, and what the tests bind and replace",
    )
    group.addoption(
        "--mockfactory-snapshot",
        metavar="FILE",
        help="write what the doubles of this run stand for, and which tests rely on what of it",
    )
    parser.addini("mockfactory_allow", "strictness to switch off for the project", type="args", default=[])


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "mockfactory(allow): switch off kinds of strictness of doubles in this test")
    named = [*cast("list[str]", config.getini("mockfactory_allow")), *config.option.mockfactory_allow]
    try:
        config.stash[_allowed] = _check([kind for name in named for kind in name.split(",") if kind])
    except TypeError as error:
        raise pytest.UsageError(f"mockfactory: {error}") from None

    _watch_groups(config)
    config.pluginmanager.register(ContractReports())
    if config.option.mockfactory_snapshot is not None or config.option.mockfactory_verify:
        from mockfactory.verification.listening import Listening

        config.stash[_listening] = Listening(config)


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(session: pytest.Session, items: list[pytest.Item]) -> None:
    if _listening in session.config.stash:
        items.extend(session.config.stash[_listening].items(session))


def _watch_groups(config: pytest.Config) -> None:
    """Hear of each exception group that `pytest.raises` or `pytest.RaisesGroup` catches: the test has seen it.

    Nothing else tells it. What is in a group holds no trace of the way that the group has gone.
    """
    info: Any = pytest.ExceptionInfo
    fill = info.fill_unfilled

    def fill_unfilled(self: object, exc_info: tuple[type[BaseException], BaseException, TracebackType]) -> None:
        if issubclass(exc_info[0], BaseExceptionGroup):
            from mockfactory.session.seen import see

            see(exc_info[1])
        fill(self, exc_info)

    patch = pytest.MonkeyPatch()
    patch.setattr(info, "fill_unfilled", fill_unfilled)
    config.add_cleanup(patch.undo)


def _check(names: list[str]) -> frozenset[Strictness]:
    if not names:
        return frozenset()
    from mockfactory.session import check_allowed

    return check_allowed(names)


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_runtest_setup(item: pytest.Item) -> Generator[None, None, None]:
    __tracebackhide__ = True
    from mockfactory.session import Session

    wrong: list[str] = []
    allowed = item.config.stash[_allowed]
    try:
        allowed |= _allowed_by_marks(item)
    except pytest.UsageError as error:
        wrong.append(str(error))
    session = item.stash[_session] = Session(allow=allowed, name=item.nodeid)
    session.open()
    yield
    if wrong:
        # Not before: other plugins must have set up what they are going to tear down.
        _fail(wrong)


def _allowed_by_marks(item: pytest.Item) -> frozenset[Strictness]:
    allowed: frozenset[Strictness] = frozenset()
    for mark in item.iter_markers("mockfactory"):
        unknown = {*mark.kwargs} - {"allow"}
        if mark.args or unknown or "allow" not in mark.kwargs:
            raise pytest.UsageError(f'{item.nodeid}: write @pytest.mark.mockfactory(allow="...")')
        kinds = mark.kwargs["allow"]
        try:
            allowed |= _check([kinds] if isinstance(kinds, str) else list(kinds))
        except TypeError as error:
            raise pytest.UsageError(f"{item.nodeid}: {error}") from None
    return allowed


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_runtest_call(item: pytest.Item) -> Generator[None, None, None]:
    __tracebackhide__ = True
    session = item.stash[_session]
    seen_by = _code_of(item)
    try:
        yield
    except BaseException as error:
        for problem in session.judge(seen_by=seen_by, failure=error, final=False):
            error.add_note(problem)
        raise
    failure = _unittest_failure(item)
    problems = session.judge(seen_by=seen_by, failure=failure, final=False)
    if problems and failure is None:
        _fail(problems)
    for problem in problems:
        item.add_report_section("call", "mockfactory", problem)


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_runtest_teardown(item: pytest.Item) -> Generator[None, None, None]:
    __tracebackhide__ = True
    session = item.stash.get(_session, None)
    try:
        return (yield)
    finally:
        if session is not None:
            problems = _close(item.config, session, item.nodeid, seen_by=_code_of(item))
            if problems:
                _fail(problems)
            _warn_of_late()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    report = yield
    session = item.stash.get(_session, None)
    if report.failed and session is not None and (told := session.faults_told):
        report.sections.append(("injected faults", told))
    return report


def pytest_sessionfinish() -> None:
    if "mockfactory.session" in sys.modules:
        with warnings.catch_warnings():
            # An error here would be one of pytest's own, with a traceback through all of it.
            warnings.simplefilter("default")
            _warn_of_late()


def _warn_of_late() -> None:
    """Tell of what tests have left running. Where a test fails by itself, that is told after the next one."""
    from mockfactory.session import warn_of_late

    warn_of_late()


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_fixture_setup(
    fixturedef: pytest.FixtureDef[object], request: pytest.FixtureRequest
) -> Generator[None, object, object]:
    """Doubles of a fixture that outlives a test have a session that lives as long as the fixture."""
    if request.scope == "function":
        return (yield)
    from mockfactory.session import Session

    allowed = request.config.stash[_allowed]
    session = Session(allow=allowed, name=f"fixture {fixturedef.argname}")

    def close() -> None:
        __tracebackhide__ = True
        problems = _close(request.config, session, f"fixture {fixturedef.argname}")
        if problems:
            _fail(problems)

    # Before the fixture's own finalizers are added, so that it runs after them.
    fixturedef.addfinalizer(close)
    session.open()
    try:
        result = yield
        # After the fixture's own finalizers were added, so that they run in its session.
        fixturedef.addfinalizer(session.open)
        return result
    finally:
        session.park()


def _close(config: pytest.Config, session: Session, test: str, *, seen_by: CodeType | None = None) -> list[str]:
    """Close a session; who listens hears of it before, and after, when nothing is replaced any more."""
    listening = config.stash.get(_listening, None)
    if listening is not None:
        listening.before_close(session, test)
    problems = session.close(seen_by=seen_by)
    if listening is not None:
        listening.after_close(session, test)
    return problems


def _fail(problems: list[str]) -> NoReturn:
    """Fail with the words alone: a traceback through this plugin would tell nothing."""
    raise pytest.fail.Exception("\n\n".join(problems), pytrace=False)


def _code_of(item: pytest.Item) -> CodeType | None:
    """The code of the test function, under whatever wraps it."""
    function: Any = getattr(item, "obj", None)
    function = getattr(getattr(function, "hypothesis", None), "inner_test", function)
    while hasattr(function, "__wrapped__"):
        function = function.__wrapped__
    return cast("CodeType | None", getattr(getattr(function, "__func__", function), "__code__", None))


def _unittest_failure(item: pytest.Item) -> BaseException | None:
    """What a `unittest` test failed with: its runner keeps it instead of raising."""
    found = getattr(item, "_excinfo", None)
    return found[0].value if found else None


@pytest.fixture
def mock_factory(request: pytest.FixtureRequest) -> MockFactory:
    """Makes the doubles of this test."""
    from mockfactory.suite.mock_factory import MockFactory

    node: pytest.Item = request.node  # pyright: ignore[reportUnknownMemberType]
    return MockFactory(node.stash[_session])


@pytest.fixture
def virtual_clock() -> Generator[VirtualClock]:
    """Time of this test passes when nothing else is left to do."""
    from mockfactory.faults import virtual_clock

    with virtual_clock() as clock:
        yield clock
