"""The words of refusals: nothing too long to read, nothing internal, and proposed code that can be pasted."""

from __future__ import annotations

import abc
from collections.abc import Callable, Iterable, Sized
from typing import Any, Generator, Literal, Optional, TypedDict, Union
from unittest import mock

import pytest
from typing_extensions import Unpack

from mockfactory import (
    AttributeViolation,
    MisuseError,
    OtherArguments,
    Session,
    SessionFailure,
    SignatureViolation,
    TypeViolation,
    UnstubbedCall,
    VerificationError,
    double,
    double_class,
    matching,
    replace,
    verify,
    when,
)


class Session_(abc.ABC):
    @abc.abstractmethod
    def get(self, key):  # type: ignore[no-untyped-def]
        return key


class System(TypedDict):
    content: str
    role: Literal["system"]


class User(TypedDict, total=False):
    content: str
    role: Literal["user"]


class Options(TypedDict):
    size: int


Model = Literal["a-model-with-a-very-long-name-1", "a-model-with-a-very-long-name-2", "a-model-with-a-very-long-name-3"]


class Client:
    on_next: Union[Callable[[Any], None], int]
    tags: list[int]

    def __init__(self, url: str = "") -> None: ...

    @property
    def active(self) -> Optional[Session_]:
        raise NotImplementedError

    @property
    def status(self):  # type: ignore[no-untyped-def]
        return self.on_next

    def create(
        self,
        *,
        messages: Iterable[System | User],
        model: str | Model,
        audio: dict[str, str] | None = None,
        frequency_penalty: float | None = None,
        function_call: dict[str, str] | str | None = None,
        logit_bias: dict[str, int] | None = None,
        max_completion_tokens: int | None = None,
        metadata: dict[str, str] | None = None,
        stop: str | list[str] | None = None,
        temperature: float | None = None,
    ) -> str:
        raise NotImplementedError

    def set(self, name: str, value: bytes, ex: int | None = None, px: int | None = None) -> bool:
        raise NotImplementedError

    def put(self, key: str, *, to: int = 0, **options: Unpack[Options]) -> str:
        raise NotImplementedError

    def many(self, first: int, second: int = 0, *rest: int) -> None: ...

    def array(self, values: Any) -> int:
        raise NotImplementedError

    def raw(self, key):  # type: ignore[no-untyped-def]
        return key

    def get(self, key: str) -> str:
        raise NotImplementedError

    def session(self) -> Session_:
        raise NotImplementedError

    def key(self) -> str:
        raise NotImplementedError


@pytest.fixture
def client() -> Any:
    return double(Client)


def said(error: type[BaseException], use: Callable[[], object]) -> str:
    with pytest.raises(error) as caught:
        use()
    return str(caught.value)


def proposed(text: str) -> list[str]:
    """The lines of code behind `write:`."""
    _, _, code = text.partition("write:")
    return [line.strip() for line in code.split("\n  or allow")[0].splitlines()]


class TestLongSignatures:
    def test_only_the_parameters_concerned_are_shown(self, client: Any) -> None:
        text = said(SignatureViolation, lambda: client.create(message=[], model="m"))
        assert "Did you mean 'messages'?" in text
        assert "promised:  create(*, messages: Iterable[System | User], ...) -> str" in text

    def test_of_a_wrong_type_its_parameter(self, client: Any) -> None:
        text = said(TypeViolation, lambda: client.create(messages=[], model="m", temperature="hot"))
        assert "promised:  create(..., *, temperature: float | None = None) -> str" in text

    def test_too_many_by_position_shows_the_names(self, client: Any) -> None:
        text = said(SignatureViolation, lambda: client.create("m"))
        assert "promised:  create(messages, model, audio, " in text

    def test_a_short_one_is_shown_whole(self, client: Any) -> None:
        text = said(TypeViolation, lambda: client.get(1))
        assert "promised:  get(key: str) -> str\n" in text


class TestDeepInside:
    def test_a_tagged_dict_is_compared_with_the_one_of_its_tag(self, client: Any) -> None:
        text = said(TypeViolation, lambda: client.create(messages=[{"role": "user", "conten": "hi"}], model="m"))
        assert "argument 'messages': list item 0, as User: key 'conten' is not in User (did you mean" in text

    def test_a_tag_that_there_is_not(self, client: Any) -> None:
        text = said(TypeViolation, lambda: client.create(messages=[{"role": "usr", "content": "hi"}], model="m"))
        assert "list item 0, key 'role' is str ('usr'), not Literal['system', 'user']." in text

    def test_the_right_ones_are_taken(self, client: Any) -> None:
        messages = [{"role": "user", "content": "hi"}, {"role": "system", "content": "hi"}]
        assert client.create(messages=messages, model="m") == ""

    def test_options_by_name(self, client: Any) -> None:
        text = said(TypeViolation, lambda: client.put("k", siz=1))
        assert text.startswith("Client.put(): **options: key 'siz' is not in Options (did you mean 'size'?).")
        assert client.put("k", size=1) == ""

    def test_a_plain_argument(self, client: Any) -> None:
        assert "Client.get(): argument 'key' is int (1), not str." in said(TypeViolation, lambda: client.get(1))

    def test_attributes_and_answers(self, client: Any) -> None:
        text = said(TypeViolation, lambda: setattr(client, "tags", [1, "x"]))
        assert text.startswith("Client.tags was set to a wrong value: list item 1 is str ('x'), not int.")
        text = said(TypeViolation, lambda: when(lambda: client.tags).returns([1, "x"]))
        assert text.startswith("when(Client.tags) returns: in the value, list item 1 is str ('x'), not int.")
        client.tags = [1, 2]


class TestClassDoubles:
    def test_they_are_named_as_such(self) -> None:
        client_class = double_class(Client)
        assert repr(client_class).startswith("<class double_class(Client) made at ")
        assert "double:    double_class(Client), made at" in said(TypeViolation, lambda: client_class(1))  # type: ignore[arg-type]
        assert "double:    double(Client)" in said(TypeViolation, lambda: client_class("").get(1))  # type: ignore[arg-type]

    def test_a_method_called_as_of_an_instance(self) -> None:
        client_class: Any = double_class(Client)
        text = said(SignatureViolation, lambda: client_class.get("k"))
        assert "missing 1 required positional argument: 'key'. Used as an instance? Write double(Client)." in text
        assert client_class.get(client_class(), "k") == ""

    def test_a_property_set_as_of_an_instance(self) -> None:
        client_class: Any = double_class(Client)
        text = said(AttributeViolation, lambda: client_class.configure_mock(active=None))
        assert "it is read-only. Used as an instance? Write double(Client)." in text

    def test_a_wrong_constructor_call_says_nothing_of_instances(self) -> None:
        client_class: Any = double_class(Client)
        assert "Used as" not in said(SignatureViolation, lambda: client_class("a", "b"))
        assert "Used as" not in said(SignatureViolation, lambda: double(Client).get())  # type: ignore[call-arg]


class TestTypes:
    def test_a_promised_attribute_has_its_whole_type(self, client: Any) -> None:
        text = said(TypeViolation, lambda: setattr(client, "on_next", "x"))
        assert "promised:  on_next: Callable[[Any], None] | int\n" in text
        text = said(AttributeViolation, lambda: setattr(client, "active", 1))
        assert "promised:  property active: Session_ | None\n" in text

    def test_without_annotation_there_is_no_type(self, client: Any) -> None:
        text = said(AttributeViolation, lambda: setattr(client, "status", 1))
        assert "promised:  property status\n" in text
        text = said(AttributeViolation, lambda: delattr(client, "get"))
        assert "Client.get can't be deleted: it is a method." in text
        assert "promised:  method get(key: str) -> str\n" in text
        assert proposed(text) == ["when(client.get).returns(...)"]

    def test_a_bare_generic_has_no_brackets(self) -> None:
        import typing

        assert repr(double(typing.Sized)).startswith("<double(Sized) made at")
        assert repr(double(Sized)).startswith("<double(Sized) made at")


def run(code: list[str], **names: object) -> None:
    """Run proposed code, with a value where it says `...`, as a reader would."""
    space = {"double": double, "when": when, **names}
    for line in code:
        exec(line.replace(".returns(...)", ".returns('it')"), space)


class TestProposedCode:
    def test_a_method(self, client: Any) -> None:
        run(proposed(said(UnstubbedCall, lambda: client.raw("k"))), client=client)
        assert client.raw("k") == "it"

    def test_a_double_that_is_called(self) -> None:
        class Handler:
            def __call__(self, event):  # type: ignore[no-untyped-def]
                return event

        handler = double(Handler)
        run(proposed(said(UnstubbedCall, lambda: handler(1))), handler=handler)
        assert handler(1) == "it"

    def test_a_callable(self) -> None:
        handler = double(Callable[..., Any])
        code = proposed(said(UnstubbedCall, lambda: handler(1)))
        run(code, callable_double=handler)
        assert handler(1) == "it"

    def test_what_a_class_double_gave(self) -> None:
        client_class: Any = double_class(Client)
        code = proposed(said(UnstubbedCall, lambda: client_class("url").raw("k")))
        run(code, Client=Client, client_class=client_class)
        assert client_class("url").raw("k") == "it"

    def test_what_a_method_gave(self, client: Any) -> None:
        text = said(UnstubbedCall, lambda: client.session().get("k"))
        assert "double(Session_) 'Client.session()'" in text
        run(proposed(text), Session_=Session_, client=client)
        assert client.session().get("k") == "it"

    def test_a_name_of_python_itself_is_not_taken(self) -> None:
        class Filter:
            def run(self, x):  # type: ignore[no-untyped-def]
                return x

        text = said(UnstubbedCall, lambda: double(Filter).run(1))  # type: ignore[no-untyped-call]
        assert proposed(text) == ["when(filter_.run).returns(...)"]

    def test_setting_a_method_through_the_type(self, client: Any) -> None:
        text = said(MisuseError, lambda: setattr(type(client), "get", mock.Mock()))
        assert proposed(text) == ["when(client.get).returns(...), or client.get = ... on the double itself"]
        when(client.get).returns("x")
        text = said(MisuseError, lambda: setattr(type(client), "active", mock.PropertyMock()))
        assert proposed(text)[0].startswith("when(lambda: client.active).returns(...)")
        assert client.get("k") == "x"

    def test_calling_await_in_the_lambda(self) -> None:
        class Later:
            def __await__(self) -> Generator[Any, Any, str]:
                raise NotImplementedError

        later = double(Later)
        assert proposed(said(MisuseError, lambda: when(lambda: later.__await__()))) == ["when(later.__await__)"]

    def test_replacing_a_value(self) -> None:
        text = said(MisuseError, lambda: replace("os.sep", with_=3))
        assert proposed(text) == ["replace('os.sep', with_=...) with a real str"]
        with replace("os.sep", with_="|"):
            pass


class TestInsideTheLambda:
    def test_parameters(self, client: Any) -> None:
        anything: Any = lambda key: client.get(key)  # noqa: E731
        assert "takes a lambda without parameters" in said(MisuseError, lambda: when(anything))
        named: Any = lambda *, key: client.get(key)  # noqa: E731
        assert "with key" in said(MisuseError, lambda: when(named))
        for one in "ab":
            when(lambda key=one: client.get(key)).returns(one)
        assert [client.get("a"), client.get("b")] == ["a", "b"]

    def test_a_call_as_an_argument(self, client: Any) -> None:
        text = said(MisuseError, lambda: when(lambda: client.get(client.key())))
        assert text.startswith("An argument of Client.get() is itself a call or a read of a double")
        assert "Captured" not in text
        assert "Captured" not in said(MisuseError, lambda: when(lambda: client.array(client.key())))
        key = client.key()
        when(lambda: client.get(key)).returns("x")
        assert client.get("") == "x"


class Array:
    """Compares like an array: item by item, with no truth value."""

    def __eq__(self, other: object) -> Any:
        raise ValueError("the truth value of an array is ambiguous")

    __hash__ = None  # type: ignore[assignment]

    def __repr__(self) -> str:
        return "array([1, 2])"


class TestOtherArguments:
    def test_what_can_not_be_compared_wants_a_matcher(self, client: Any) -> None:
        array = Array()
        when(lambda: client.array(array)).returns(1)
        assert client.array(array) == 1
        text = said(OtherArguments, lambda: client.array(Array()))
        assert "values was array([1, 2]) (== gave no plain answer; use matching(...))" in text
        assert "write:" not in text

    def test_with_a_matcher_it_answers(self, client: Any) -> None:
        when(lambda: client.array(matching(lambda it: isinstance(it, Array)))).returns(1)
        assert client.array(Array()) == 1

    def test_an_object_stands_as_a_matcher_in_the_proposed_code(self, client: Any) -> None:
        when(lambda: client.array("a")).returns(1)
        text = said(OtherArguments, lambda: client.array(double(Client)))
        assert proposed(text)[0].startswith("when(lambda: client.array(any_(Client))) for this call")
        text = said(OtherArguments, lambda: client.array(len))
        assert proposed(text)[0].startswith("when(lambda: client.array(any_(object))) for this call")
        assert client.array("a") == 1

    def test_what_differs_plainly_has_the_plain_advice(self, client: Any) -> None:
        when(lambda: client.get("a")).returns("x")
        text = said(OtherArguments, lambda: client.get("b"))
        assert proposed(text)[0].startswith("when(lambda: client.get('b')) for this call")
        assert client.get("a") == "x"


class TestShownCalls:
    def test_what_is_far_off_is_shown_by_name(self, client: Any) -> None:
        client.set("k", b"", ex=5)
        text = said(VerificationError, lambda: verify(lambda: client.set("k", b"", px=5)).once())
        assert "Client.set('k', b'', px=5) was expected once" in text
        assert "Client.set('k', b'', ex=5)" in text

    def test_before_further_ones_by_position(self, client: Any) -> None:
        client.many(1, 0, 3)
        assert "Client.many(1, 0, 3)" in said(VerificationError, verify(client.many).never)


class TestAssigned:
    def test_the_message_speaks_of_the_assignment(self, client: Any) -> None:
        client.get = mock.Mock(return_value=3)
        text = said(TypeViolation, lambda: client.get("k"))
        assert text.startswith("Client.get = <Mock id=")
        assert "returned: the value is int (3), not str." in text
        assert "when(" not in text.partition("or allow")[0]

    def test_a_stub_by_when_is_still_named_so(self, client: Any) -> None:
        when(client.get).calls(lambda key: 3)
        text = said(TypeViolation, lambda: client.get("k"))
        assert text.startswith("when(Client.get).calls(<lambda>) returned: the value is int (3), not str.")

    def test_one_of_the_right_type(self, client: Any) -> None:
        client.get = mock.Mock(return_value="x")
        assert client.get("k") == "x"


def test_no_internal_error_stands_before_an_unstubbed_call(client: Any) -> None:
    with pytest.raises(UnstubbedCall) as caught:
        client.raw("k")
    assert caught.value.__context__ is None
    with pytest.raises(UnstubbedCall) as caught:
        _ = client.raw.return_value
    assert caught.value.__context__ is None


def test_an_unused_attribute_was_never_read() -> None:
    def unused(say: Callable[[Any], object]) -> str:
        with pytest.raises(SessionFailure) as caught, Session():
            say(double(Client))
        return str(caught.value)

    assert "Client.tags was never read" in unused(lambda client: when(lambda: client.tags).returns([]))
    assert "Client.get was never called" in unused(lambda client: when(client.get).returns(""))
