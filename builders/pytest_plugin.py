"""The pytest plugin: each test builds in a namespace of its own, and a failing one says how to get its data again."""

from __future__ import annotations

import secrets
from collections.abc import Generator
from typing import TYPE_CHECKING, Final, cast

import pytest

from builders.errors import CannotBuild
from builders.seed.locales import DEFAULT_LOCALE, refuse_unknown
from builders.seed.namespaces import DEFAULT_SEED, HERE, Namespace, entered
from builders.seed.naming import without_modules
from builders.tracebacks import shorten

if TYPE_CHECKING:
    from _pytest.fixtures import SubRequest

_seed: pytest.StashKey[int] = pytest.StashKey()
_namespace: pytest.StashKey[Namespace] = pytest.StashKey()
_node_id: pytest.StashKey[str] = pytest.StashKey()
_RANDOM: Final = "random"
_WORKER_KEY: Final = "mockfactory_seed"


def pytest_addoption(parser: pytest.Parser) -> None:
    group = parser.getgroup("mockfactory", "test doubles and test data")
    group.addoption(
        "--mockfactory-seed",
        metavar="SEED",
        help=f"what all built data comes from: an integer, or {_RANDOM!r} for another one on each run ({DEFAULT_SEED})",
    )
    parser.addini("mockfactory_seed", "the seed where the command line gives none", default=str(DEFAULT_SEED))
    parser.addini("mockfactory_locale", "in whose words names and addresses are: de_DE", default=DEFAULT_LOCALE)


def pytest_configure(config: pytest.Config) -> None:
    config.stash[_seed] = _chosen_seed(config)
    _check_locale(config)
    HERE.begin(_named("", config))


def _named(name: str, config: pytest.Config) -> Namespace:
    return Namespace(name, config.stash[_seed], cast("str", config.getini("mockfactory_locale")))


def _chosen_seed(config: pytest.Config) -> int:
    # A worker of pytest-xdist takes the seed that was drawn in the main process.
    sent: dict[str, object] | None = getattr(config, "workerinput", None)
    if sent is not None and _WORKER_KEY in sent:
        return cast("int", sent[_WORKER_KEY])
    given: str | None = config.option.mockfactory_seed
    text = given if given is not None else cast("str", config.getini("mockfactory_seed"))
    if text.strip() == _RANDOM:
        return secrets.randbelow(1 << 32)
    try:
        return int(text)
    except ValueError:
        raise pytest.UsageError(
            f"mockfactory: the seed is an integer or {_RANDOM!r}, not {text!r}\n  write:  --mockfactory-seed=7"
        ) from None


def _check_locale(config: pytest.Config) -> None:
    locale = cast("str", config.getini("mockfactory_locale"))
    try:
        refuse_unknown(locale)
    except CannotBuild as error:
        words = "; ".join(" ".join(line.split()) for line in str(error).splitlines())
        raise pytest.UsageError(f"mockfactory: mockfactory_locale = {locale}: {words}") from None


@pytest.hookimpl(optionalhook=True)
def pytest_configure_node(node: object) -> None:
    """pytest-xdist starts a worker: it gets this process's seed."""
    config: pytest.Config = node.config  # type: ignore[attr-defined]  # a WorkerController of pytest-xdist, which may be absent
    node.workerinput[_WORKER_KEY] = config.stash[_seed]  # type: ignore[attr-defined]


def pytest_report_header(config: pytest.Config) -> str | None:
    seed = config.stash[_seed]
    return f"mockfactory: --mockfactory-seed={seed}" if seed != DEFAULT_SEED else None


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report(
    collector: pytest.Collector,
) -> Generator[None, pytest.CollectReport, pytest.CollectReport]:
    """What a module builds while it is imported does not depend on which modules were imported before."""
    with entered(_named(collector.nodeid, collector.config)):
        return (yield)


def pytest_itemcollected(item: pytest.Item) -> None:
    """Later pytest-xdist puts the group into the node id of a test that is in one, and then data would differ."""
    item.stash[_node_id] = item.nodeid


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_runtest_protocol(item: pytest.Item) -> Generator[None, object, object]:
    namespace = item.stash[_namespace] = _of(item)
    with entered(namespace):
        return (yield)


def _of(item: pytest.Item) -> Namespace:
    node_id = item.stash.get(_node_id, item.nodeid)
    if getattr(getattr(item, "obj", None), "is_hypothesis_test", False):
        from builders.adapters.examples import Examples

        return Examples(node_id, item.config.stash[_seed], cast("str", item.config.getini("mockfactory_locale")))
    return _named(node_id, item.config)


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_runtest_call(item: pytest.Item) -> Generator[None, object, object]:
    """Each example of Hypothesis builds in a namespace of its own. Async plugins wrap what is wrapped here."""
    namespace = item.stash.get(_namespace, None)
    if namespace is None or type(namespace) is Namespace:
        return (yield)
    from builders.adapters.examples import Examples, handle_of

    handle = handle_of(cast("pytest.Function", item).obj)
    if handle is None or not isinstance(namespace, Examples):
        return (yield)
    with namespace.each_alone(handle):
        return (yield)


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_fixture_setup(fixturedef: pytest.FixtureDef[object], request: SubRequest) -> Generator[None, object, object]:
    """A fixture that tests share builds the same data whichever test asks for it first."""
    if fixturedef.scope == "function":
        return (yield)
    name = f"{request.node.nodeid}::{fixturedef.baseid}::{fixturedef.argname}[{request.param_index}]"
    with entered(_named(name, request.config)):
        return (yield)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    if call.excinfo is not None and not item.config.getoption("fulltrace", default=False):
        shorten(call.excinfo.value)
    report = yield
    namespace = item.stash.get(_namespace, None)
    if report.failed and namespace is not None:
        built = namespace.built()
        if built:
            report.sections.append(("built data", _how_again(namespace, built)))
    return report


def _how_again(namespace: Namespace, built: dict[str, int]) -> str:
    short: dict[str, int] = {}
    for name, number in built.items():
        title = without_modules(name.partition("\x00")[0])  # behind it stands what a builder declares
        short[title] = short.get(title, 0) + number
    what = ", ".join(f"{number} {name}" for name, number in short.items())
    return (
        f"{what} from seed {namespace.seed}; the same again:\n"
        f"  in pytest:  pytest {_quoted(namespace.name)} --mockfactory-seed={namespace.seed}\n"
        f"  in Python:  with builders.seeded({namespace.seed}, {namespace.name!r}): ..."
    )


def _quoted(node_id: str) -> str:
    import shlex

    return shlex.quote(node_id)
