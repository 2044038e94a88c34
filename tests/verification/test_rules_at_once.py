"""What `bind` refuses by the rules, and what it takes."""

from __future__ import annotations

from typing import Any, NotRequired, Protocol, TypedDict, Unpack

import pytest

from mockfactory import MisuseError, MockFactory


class Store(Protocol):
    limit: int

    def get(self, key: str) -> str: ...
    def put(self, key: str, item: str) -> None: ...


class Half(Store):
    limit = 3

    def get(self, key: str) -> str:
        return key


class Whole(Half):
    def put(self, key: str, item: str) -> None: ...


class Unlimited(Store):
    def get(self, key: str) -> str:
        return key

    def put(self, key: str, item: str) -> None: ...


@pytest.mark.parametrize("to", [Half, Half()], ids=["class", "instance"])  # type: ignore[abstract]
def test_what_is_only_inherited_from_the_protocol_is_not_there(to: Any) -> None:
    with pytest.raises(MisuseError, match=r"Half\.put is only inherited from Store, which gives it no body") as told:
        MockFactory().bind(Store, to=to)

    assert "add def put(self, key: str, item: str) -> None" in str(told.value)


def test_an_annotation_of_the_protocol_is_no_value() -> None:
    with pytest.raises(MisuseError, match=r"Unlimited\.limit is only inherited from Store, which gives it no value"):
        MockFactory().bind(Store, to=Unlimited)


def test_what_is_written_or_given_to_the_object_is_there() -> None:
    given = Unlimited()  # type: ignore[abstract]
    given.limit = 3

    for to in (Whole, Whole(), given):
        mock = MockFactory()
        mock.bind(Store, to=to)
        assert isinstance(mock.create(Store), to if isinstance(to, type) else type(to))


class Options(TypedDict):
    a: int
    b: NotRequired[str]


class Sender(Protocol):
    def send(self, **options: Unpack[Options]) -> bool: ...


class ByName:
    def send(self, *, a: int, b: str = "") -> bool:
        return True


class Lacking:
    def send(self, *, a: int) -> bool:
        return True


def test_options_are_taken_by_name() -> None:
    MockFactory().bind(Sender, to=ByName)

    with pytest.raises(MisuseError, match="it takes no argument 'b'"):
        MockFactory().bind(Sender, to=Lacking)  # type: ignore[arg-type]


class Post(Protocol):
    def post(self, to: str) -> bool: ...


class Posting:
    def __call__(self, to: str) -> bool:
        return True


class OtherPosting:
    def __call__(self, to: int) -> bool:
        return True


class Posts:
    post: Posting


class OtherPosts:
    post: OtherPosting


def test_an_attribute_that_can_be_called_is_compared_by_its_call() -> None:
    MockFactory().bind(Post, to=Posts)

    with pytest.raises(MisuseError, match="takes 'to' as int, and is given str"):
        MockFactory().bind(Post, to=OtherPosts)  # type: ignore[arg-type]
