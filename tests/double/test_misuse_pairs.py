"""Each kind of misuse that a double refuses, and the right use that looks most like it."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Iterator
from typing import Any, Final

import pytest

from mockfactory import (
    AttributeViolation,
    MisuseError,
    OtherArguments,
    Session,
    SessionFailure,
    SignatureViolation,
    SpecViolation,
    TypeViolation,
    UnstubbedCall,
    VerificationError,
    any_,
    double,
    double_class,
    no_more_calls,
    verify,
    when,
)


class Receipt:
    id: str


class Mailer:
    retries: int
    limit: Final[int] = 3

    def __init__(self, url: str, *, timeout: float = 1.0) -> None:
        self.url = url

    @property
    def is_connected(self) -> bool:
        return True

    def send(self, to: str, *, subject: str = "") -> Receipt:
        raise OSError

    def count(self, box: str, /, limit: int = 10) -> int:
        return 0

    def untyped(self, box):  # type: ignore[no-untyped-def]
        return box

    async def fetch(self, key: int) -> str:
        return ""

    def scan(self) -> Iterator[int]:
        yield 1

    async def watch(self) -> AsyncIterator[int]:
        yield 1

    @classmethod
    def connect(cls, url: str) -> Mailer:
        return cls(url)

    @staticmethod
    def parse(text: str) -> int:
        return 0


def loose(made: object) -> Any:
    """The double without its static type: what follows, a type checker refuses as well."""
    return made


@pytest.fixture
def mailer() -> Mailer:
    return double(Mailer)


class TestCalls:
    def test_arity(self, mailer: Mailer) -> None:
        with pytest.raises(SignatureViolation, match="missing 1 required positional argument: 'to'"):
            loose(mailer).send()
        with pytest.raises(SignatureViolation, match="takes 1 positional argument but 2 were given"):
            loose(mailer).send("a", "b")
        mailer.send("a")
        mailer.send("a", subject="b")

    def test_keywords(self, mailer: Mailer) -> None:
        with pytest.raises(SignatureViolation, match=r"unexpected keyword argument 'subjct'.*Did you mean 'subject'?"):
            loose(mailer).send("a", subjct="b")
        with pytest.raises(SignatureViolation, match="positional-only"):
            loose(mailer).count(box="in")
        mailer.send(to="a", subject="b")
        mailer.count("in", limit=3)

    def test_types(self, mailer: Mailer) -> None:
        with pytest.raises(TypeViolation, match=r"argument 'to' is int \(1\), not str"):
            loose(mailer).send(1)
        with pytest.raises(TypeViolation, match="argument 'limit' is str"):
            loose(mailer).count("in", "ten")
        with pytest.raises(TypeViolation, match="argument 'text' is bytes"):
            loose(mailer).parse(b"1")
        mailer.count("in", True)
        mailer.parse("1")

    def test_async_calls_are_checked_when_called(self, mailer: Mailer) -> None:
        with pytest.raises(TypeViolation, match="argument 'key' is str"):
            loose(mailer).fetch("one")
        assert asyncio.run(call_fetch(mailer)) == ""

    def test_class_methods_and_constructors(self) -> None:
        mailer_class = double_class(Mailer)
        with pytest.raises(SignatureViolation, match="missing 1 required positional argument: 'url'"):
            loose(mailer_class)()
        with pytest.raises(SignatureViolation, match=r"unexpected keyword argument 'timout'.*Did you mean 'timeout'?"):
            loose(mailer_class)("u", timout=2.0)
        with pytest.raises(TypeViolation, match="argument 'url' is int"):
            loose(mailer_class).connect(1)
        assert isinstance(mailer_class("u", timeout=2), Mailer)
        assert isinstance(mailer_class.connect("u"), Mailer)

    def test_every_refusal_is_what_the_real_object_raises_too(self, mailer: Mailer) -> None:
        with pytest.raises(TypeError) as caught:
            loose(mailer).send()
        assert isinstance(caught.value, SpecViolation)
        with pytest.raises(AttributeError) as missing:
            loose(mailer).sned
        assert isinstance(missing.value, SpecViolation)


async def call_fetch(mailer: Mailer) -> str:
    return await mailer.fetch(1)


def install(target: object, *names: str) -> None:
    for name in names:
        setattr(target, name, len)


class TestAttributes:
    def test_unknown(self, mailer: Mailer) -> None:
        with pytest.raises(AttributeViolation, match=r"Mailer has no attribute 'sned'. Did you mean 'send'?"):
            loose(mailer).sned("a")
        with pytest.raises(AttributeViolation, match=r"Did you mean 'retries'?"):
            loose(mailer).retrys = 3
        with pytest.raises(AttributeViolation, match=r"Did you mean 'assert_called_once_with'?"):
            loose(mailer.send).assert_called_once_wth("a")
        mailer.retries = 3
        assert mailer.retries == 3
        loose(mailer.send).assert_not_called()

    def test_what_to_write_instead(self, mailer: Mailer) -> None:
        with pytest.raises(AttributeViolation, match=r"(?m)^  write: +mailer\.send$"):
            loose(mailer).sned("a")
        with pytest.raises(
            AttributeViolation, match=r"(?m)^  known: +.*\bparse, retries, scan and \d+ more$"
        ) as far_off:
            loose(mailer).zzz = 1
        assert "`zzz: <its type>` in Mailer, or in a subclass to double" in str(far_off.value)

    def test_what_is_set_from_outside_is_declared_in_a_subclass(self) -> None:
        class Plugins:
            def __init__(self) -> None:
                install(self, "search")

        class DeclaredPlugins(Plugins):
            search: Callable[[str], int]

        with pytest.raises(AttributeViolation, match="`search: <its type>` in Plugins, or in a subclass"):
            loose(double(Plugins)).search("a")
        plugins = double(DeclaredPlugins)
        when(lambda: plugins.search("a")).returns(1)
        assert plugins.search("a") == 1
        assert isinstance(plugins, Plugins)

    def test_what_is_set_by_computed_names_is_stubbed_first(self) -> None:
        class Plugins:
            def __init__(self, names: list[str]) -> None:
                for name in names:
                    setattr(self, name, len)

        plugins = loose(double(Plugins))
        with pytest.raises(AttributeViolation, match="__init__ sets attributes by computed names, so only you know"):
            plugins.search
        when(lambda: plugins.search).returns(1)
        assert plugins.search == 1

    def test_a_question_is_no_use(self, mailer: Mailer) -> None:
        assert not hasattr(mailer, "sned")
        assert getattr(mailer, "sned", 7) == 7
        assert hasattr(mailer, "send")

    def test_read_only(self, mailer: Mailer) -> None:
        with pytest.raises(AttributeViolation, match=r"Mailer.is_connected can't be set: it is read-only"):
            loose(mailer).is_connected = True
        with pytest.raises(AttributeViolation, match=r"Mailer.limit can't be set: it is read-only"):
            loose(mailer).limit = 4
        with pytest.raises(AttributeViolation, match="can't be deleted"):
            del loose(mailer).is_connected
        when(lambda: mailer.is_connected).returns(True)
        assert mailer.is_connected
        assert mailer.limit == 3

    def test_written_types(self, mailer: Mailer) -> None:
        with pytest.raises(TypeViolation, match="retries was set to str"):
            loose(mailer).retries = "three"
        with pytest.raises(TypeViolation, match="url was set to int"):
            loose(mailer).url = 3
        with pytest.raises(TypeViolation, match=r"Mailer.send was set to 3, and is a method"):
            loose(mailer).send = 3
        mailer.url = "u"
        assert mailer.url == "u"


class TestWhen:
    def test_returned_types(self, mailer: Mailer) -> None:
        with pytest.raises(TypeViolation, match=r"when\(Mailer.count\) returns: the value is str"):
            when(mailer.count).returns(loose("many"))
        with pytest.raises(TypeViolation, match="the value is int"):
            when(mailer.fetch).returns(loose(1))
        with pytest.raises(TypeViolation, match="the value is"):
            when(lambda: mailer.is_connected).returns(loose("yes"))
        when(mailer.count).returns(2)
        when(mailer.fetch).returns("one")
        when(lambda: mailer.is_connected).returns(True)
        assert (mailer.count("in"), asyncio.run(call_fetch(mailer)), mailer.is_connected) == (2, "one", True)

    def test_a_later_value_is_checked_too(self, mailer: Mailer) -> None:
        with pytest.raises(TypeViolation, match="the value is str"):
            when(mailer.count).returns(1, 2, loose("three"))
        when(mailer.count).returns(1, 2)
        assert [mailer.count("in") for _ in range(3)] == [1, 2, 2]

    def test_callback_signature(self, mailer: Mailer) -> None:
        with pytest.raises(TypeViolation, match="the callback can't stand in for count"):
            when(mailer.count).calls(loose(lambda: 1))
        with pytest.raises(TypeViolation, match="the callback can't stand in for send"):
            when(mailer.send).calls(loose(lambda to: Receipt()))
        when(mailer.count).calls(lambda box, /, limit=10: limit)
        assert mailer.count("in", 4) == 4

    def test_callback_result(self, mailer: Mailer) -> None:
        when(mailer.count).calls(loose(lambda box, limit=10: "many"))
        with pytest.raises(TypeViolation, match="returned: the value is str"):
            mailer.count("in")
        when(mailer.parse).calls(lambda text: len(text))
        assert mailer.parse("four") == 4

    def test_what_is_yielded(self, mailer: Mailer) -> None:
        with pytest.raises(MisuseError, match="count gives no iterator"):
            when(loose(mailer.count)).yields(1)
        with pytest.raises(TypeViolation, match="yields: the value is str"):
            when(mailer.scan).yields(loose("one"))
        with pytest.raises(TypeViolation, match="yields: the value is str"):
            when(mailer.watch).yields(loose("one"))
        when(mailer.scan).yields(1)
        assert list(mailer.scan()) == [1]

    def test_what_is_raised(self) -> None:
        mailer = double(Mailer, raises=(OSError,))
        with pytest.raises(MisuseError, match=r"(?s)does not declare that it raises ValueError.*raises only OSError"):
            when(mailer.send).raises(ValueError())
        with pytest.raises(MisuseError, match="takes exceptions, not 'full'"):
            when(mailer.send).raises(loose("full"))
        when(mailer.send).raises(TimeoutError("slow"))
        with pytest.raises(TimeoutError, match="slow"):
            mailer.send("a")

    def test_arguments_in_the_lambda(self, mailer: Mailer) -> None:
        with pytest.raises(TypeViolation, match="argument 'to' is int"):
            when(lambda: mailer.send(loose(1)))
        with pytest.raises(SignatureViolation, match="unexpected keyword argument"):
            verify(lambda: loose(mailer).send("a", sbject="b"))
        when(lambda: mailer.count("in")).returns(5)
        assert mailer.count("in") == 5

    def test_other_arguments(self, mailer: Mailer) -> None:
        when(lambda: mailer.count("in")).returns(5)
        assert mailer.count("in", 10) == 5
        with pytest.raises(OtherArguments, match=r"(?s)Mailer.count\(\) was stubbed for other arguments.*lenient"):
            mailer.count("out")
        when(lambda: mailer.parse("a")).returns(1).lenient()
        assert (mailer.parse("a"), mailer.parse("b")) == (1, 0)

    def test_a_matcher_in_a_real_call(self, mailer: Mailer) -> None:
        with pytest.raises(MisuseError, match="was really called with the matcher"):
            mailer.send(any_(str))
        mailer.send("a")
        verify(lambda: mailer.send(any_(str))).once()

    def test_unknown_answers(self, mailer: Mailer) -> None:
        with pytest.raises(UnstubbedCall, match=r"(?s)no annotation.*when\(mailer.untyped\).returns"):
            mailer.untyped(1)  # type: ignore[no-untyped-call]
        when(mailer.untyped).returns("anything")
        assert mailer.untyped(1) == "anything"  # type: ignore[no-untyped-call]

    def test_strict(self) -> None:
        mailer = double(Mailer, strict=True)
        with pytest.raises(UnstubbedCall, match="the double is strict"):
            mailer.count("in")
        when(mailer.count).returns(0)
        assert mailer.count("in") == 0


class TestVerify:
    def test_counts(self, mailer: Mailer) -> None:
        mailer.send("a")
        with pytest.raises(VerificationError, match=r"send\('b'\) was expected once and was never called"):
            verify(lambda: mailer.send("b")).once()
        with pytest.raises(VerificationError, match="was not expected and was called once"):
            verify(mailer.send).never()
        with pytest.raises(VerificationError, match="expected at least 2 times"):
            verify(mailer.send).at_least(2)
        with pytest.raises(VerificationError, match="nobody has verified"):
            no_more_calls(mailer)
        verify(lambda: mailer.send("a")).once()
        verify(mailer.count).never()
        no_more_calls(mailer)

    def test_a_call_that_nobody_awaited_does_not_count(self, mailer: Mailer) -> None:
        pending = mailer.fetch(1)
        with pytest.raises(VerificationError, match="1 more call was made and not awaited"):
            verify(mailer.fetch).once()
        with pytest.raises(StopIteration):
            pending.send(None)
        verify(mailer.fetch).once()


class TestSessions:
    """What only the end of a test can tell."""

    def test_swallowed(self) -> None:
        def careless(mailer: Any) -> None:
            try:
                mailer.send(1)
            except Exception:
                pass

        with pytest.raises(SessionFailure, match=r"Swallowed: Mailer.send"), Session():
            careless(double(Mailer))
        with Session(), pytest.raises(TypeViolation):
            loose(double(Mailer)).send(1)

    def test_unused_stub(self) -> None:
        with pytest.raises(SessionFailure, match=r"Unused stub: when\(Mailer.count\)"), Session():
            when(double(Mailer).count).returns(1)
        with Session():
            when(double(Mailer).count).returns(1).lenient()
        with Session(allow=["unused-stubs"]):
            when(double(Mailer).count).returns(1)

    def test_never_awaited(self) -> None:
        with pytest.raises(SessionFailure, match=r"Never awaited: Mailer.fetch\(1\)"), Session():
            loose(double(Mailer)).fetch(1)
        with Session():
            asyncio.run(call_fetch(double(Mailer)))

    def test_no_verb(self) -> None:
        with pytest.raises(SessionFailure, match=r"when\(Mailer.count\) at .* has no verb"), Session():
            when(double(Mailer).count)
        with pytest.raises(SessionFailure, match=r"verify\(Mailer.count\) at .* has no verb"), Session():
            verify(double(Mailer).count)
        with Session():
            verify(double(Mailer).count).never()

    def test_ways_out(self) -> None:
        with Session(allow=["types"]):
            loose(double(Mailer)).send(1)
        with Session(allow=["other-arguments"]):
            mailer = double(Mailer)
            when(lambda: mailer.count("in")).returns(5)
            assert (mailer.count("in"), mailer.count("out")) == (5, 0)
        with pytest.raises(MisuseError, match=r"There is no strictness 'typs' to allow. Did you mean 'types'?"):
            Session(allow=loose(["typs"]))
