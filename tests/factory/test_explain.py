"""`explain` and `provenance`: what is decided, what was made, and why."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Any

import pytest
from pydantic import BaseModel, Field

from builders import Builder
from builders.domain import UserExecutionContext
from mockfactory import CannotCreate, MisuseError, MockFactory, double, spy
from tests.factory.services import (
    Account,
    Archive,
    Chicken,
    Clock,
    Copier,
    Egg,
    FrozenClock,
    Mailer,
    MemoryStore,
    Settings,
    Signup,
    Store,
    Team,
    Untyped,
)


@pytest.fixture
def factory() -> MockFactory:
    return MockFactory()


def test_a_service_is_explained_with_what_it_depends_on(factory: MockFactory) -> None:
    assert str(factory.explain(Signup)).splitlines() == [
        "Signup: double, because register() is async",
        "├─ mailer: Mailer: double, because send() works outside of the program: it uses smtplib",
        "├─ store: Store: double, because a Protocol has no objects of its own",
        "└─ settings: Settings: real, because it is a pydantic model of values",
        "   ├─ url: str: real, because str is a plain value",
        "   └─ debug: bool: default, because the field has one",
    ]


def test_nodes_have_their_parts(factory: MockFactory) -> None:
    tree = factory.explain(Team)
    assert (tree.decided, tree.type, tree.label) == ("real", Team, "")
    title, owner = tree.parts
    assert (title.label, title.type, title.decided) == ("title", str, "real")
    assert [part.label for part in owner.parts] == ["name", "email", "plan", "seats"]
    assert all(node.reason for node in (tree, *tree.parts, *owner.parts))


def test_what_is_bound_is_explained_by_its_bind(factory: MockFactory) -> None:
    factory.bind(Store, to=MemoryStore)
    factory.bind(Clock, to=FrozenClock())
    tree = factory.explain(Archive)
    store, backup, clock, days = tree.parts
    assert store.decided == backup.decided == "fake"
    assert store.reason.startswith("it is bound to MemoryStore, a class, at tests/factory/test_explain.py:")
    assert clock.decided == "bound"
    assert (days.decided, days.reason) == ("default", "the parameter has one")


def test_what_is_explained_is_what_is_made(factory: MockFactory) -> None:
    factory.bind(Clock, to=FrozenClock)
    for spec in (Account, Mailer, Clock, Signup, int, list[Account], UserExecutionContext):
        kind = factory.provenance(factory.create(spec)).kind
        assert factory.explain(spec).decided == kind


def test_errors_stand_at_their_node(factory: MockFactory) -> None:
    (store,) = factory.explain(Untyped).parts
    assert store.decided == "error"
    assert "no type hint" in store.reason
    tree = factory.explain(Mailer | Clock)
    assert tree.decided == "error"
    assert [part.label for part in tree.parts] == ["Mailer", "Clock"]


def test_nothing_is_made_by_explaining(factory: MockFactory) -> None:
    class Loud(BaseModel):
        number: int

        def model_post_init(self, context: object) -> None:
            raise AssertionError("made")

    assert factory.explain(Loud).decided == "real"
    factory.explain(Signup)
    factory.bind(Store, to=MemoryStore)
    assert type(factory[Store]) is MemoryStore


def test_types_that_lead_back_to_themselves_are_shown_once(factory: MockFactory) -> None:
    tree = factory.explain(Tree)
    assert tree.decided == "real"
    assert str(tree).count("\n") < 5


class Tree(BaseModel):
    name: str
    children: list[Tree] = []
    above: Tree | None = None


def test_where_a_type_stands_for_another_that_is_said(factory: MockFactory) -> None:
    assert factory.explain(Mailer | None).reason.startswith("for Mailer, send() works outside")
    assert factory.explain(Annotated[Mailer, "backup"]).decided == "double"


# provenance


def test_what_was_wired_is_real(factory: MockFactory) -> None:
    origin = factory.provenance(factory.wire(Signup))
    assert (origin.kind, origin.type) == ("real", Signup)
    assert "it was wired at tests/factory/test_explain.py:" in origin.reason


def test_each_kind_of_object_is_told(factory: MockFactory) -> None:
    factory.bind(Clock, to=FrozenClock)
    factory.bind(Settings, to=Settings(url="a"))
    factory.bind(Account, to=Builder(Account))
    told = {spec: str(factory.provenance(factory.create(spec))) for spec in (Clock, Settings, Account, Mailer, Team)}
    assert told[Clock].startswith("fake, for Clock: it is bound to FrozenClock, a class, at ")
    assert told[Settings].startswith(
        "bound, for Settings: it is bound to Settings(url='a', debug=False), an instance, at "
    )
    assert told[Account].startswith("bound, for Account: it is bound to Builder(Account), a builder, at ")
    assert told[Mailer] == "double, for Mailer: send() works outside of the program: it uses smtplib"
    assert told[Team] == "real, for Team: it is a pydantic model of values"


@pytest.mark.parametrize("spec", [int, str, list[int], dict[str, int], tuple[int, str], bytes])
def test_plain_values_are_known_too(factory: MockFactory, spec: Any) -> None:
    assert factory.provenance(factory.create(spec)).kind == "real"


def test_objects_that_are_not_from_here_are_refused(factory: MockFactory) -> None:
    with pytest.raises(MisuseError, match="is not from this factory"):
        factory.provenance(object())
    with pytest.raises(MisuseError, match="is not from this factory"):
        factory.provenance(MockFactory(seed=9).create(Account))


def test_a_double_says_itself_what_it_is(factory: MockFactory) -> None:
    assert factory.provenance(double(Mailer)).kind == "double"
    assert factory.provenance(spy(FrozenClock())).type is FrozenClock


def test_what_was_made_is_not_kept_alive(factory: MockFactory) -> None:
    import gc
    import weakref

    gone = weakref.ref(factory.create(Account))
    gc.collect()
    assert gone() is None


def test_two_parameters_of_one_type_are_an_error_as_for_wire(factory: MockFactory) -> None:
    source, target = factory.explain(Copier).parts
    assert (source.decided, target.decided) == ("error", "error")
    assert "source is Store too" in target.reason
    with pytest.raises(CannotCreate, match="both Store"):
        factory.wire(Copier)
    factory.bind(Store, to=MemoryStore)
    assert [part.decided for part in factory.explain(Copier).parts] == ["fake", "fake"]
    factory.wire(Copier)


def test_what_needs_itself_is_an_error_as_for_create(factory: MockFactory) -> None:
    factory.bind(Egg, to=Egg)
    assert factory.explain(Chicken).parts[0].decided == "bound"
    MockFactory().wire(Chicken)
    factory.bind(Chicken, to=Chicken)
    tree = factory.explain(Chicken)
    egg = tree.parts[0]
    assert (tree.decided, egg.decided, egg.parts[0].decided) == ("error", "error", "error")
    assert egg.parts[0].reason.endswith("needs itself: Chicken -> Egg -> Chicken")
    with pytest.raises(CannotCreate, match="Chicken -> Egg -> Chicken"):
        factory.create(Chicken)


def test_a_function_that_needs_what_it_makes_is_an_error(factory: MockFactory) -> None:
    def lay(chicken: Chicken) -> Egg:
        return chicken.lay()

    factory.bind(Egg, to=lay)
    (chicken,) = factory.explain(Egg).parts
    assert (chicken.label, chicken.decided) == ("chicken", "double")

    factory.bind(Chicken, to=Chicken)
    assert factory.explain(Egg).decided == "error"
    with pytest.raises(CannotCreate, match="needs itself"):
        factory.create(Egg)


def test_what_is_shared_already_is_no_circle(factory: MockFactory) -> None:
    factory.bind(Egg, to=Egg)
    factory[Egg]
    (egg,) = factory.explain(Chicken).parts
    assert (egg.decided, egg.parts) == ("bound", ())
    assert egg.reason.endswith("it was made, and is shared")


def test_a_parameter_without_a_hint_is_shown_without_one(factory: MockFactory) -> None:
    assert str(factory.explain(Untyped)).splitlines()[1] == (
        "└─ store: error, because store has no type hint, so nobody knows what to create for it"
    )


class Narrow(BaseModel):
    name: str = Field(min_length=3, max_length=2)


class Wide(BaseModel):
    name: str = Field(min_length=3, max_length=5)


class Holder(BaseModel):
    number: int
    inner: Narrow


@dataclass
class Listing:
    items: list[Narrow]


class Keeper:
    """It only keeps what it is given."""

    def __init__(self, narrow: Narrow, times: int = 3) -> None:
        self.narrow, self.times = narrow, times


class Working:
    def __init__(self, narrow: Narrow, size: Annotated[int, Field(gt=3, lt=3)], wide: Wide) -> None: ...

    def send(self) -> None: ...


@pytest.mark.parametrize(
    "spec",
    [
        Narrow, Holder, Listing, Keeper, list[Narrow], Narrow | None, Annotated[int, Field(gt=3, lt=3)], Wide,
        list[Wide], Annotated[int, Field(gt=3, lt=5)], Account, Team, dict[str, Narrow],
    ],
)  # fmt: skip
def test_an_error_is_what_create_refuses(factory: MockFactory, spec: Any) -> None:
    refused = False
    try:
        factory.create(spec)
    except CannotCreate:
        refused = True
    assert (factory.explain(spec).decided == "error") is refused


def test_an_error_says_where_and_why(factory: MockFactory) -> None:
    assert str(factory.explain(Holder)).splitlines() == [
        "Holder: error, because it is a pydantic model of values, and inner.name: no text is at least 3 long, "
        "at most 2 long",
        "├─ number: int: real, because int is a plain value",
        "└─ inner: Narrow: error, because it is a pydantic model of values, and name: no text is at least 3 long, "
        "at most 2 long",
        "   └─ name: str: error, because str is a plain value, and no text is at least 3 long, at most 2 long",
    ]


def test_a_plain_class_of_values_shows_what_it_is_given(factory: MockFactory) -> None:
    tree = factory.explain(Keeper)
    assert [(part.label, part.decided) for part in tree.parts] == [("narrow", "error"), ("times", "default")]
    with pytest.raises(CannotCreate):
        factory.wire(Keeper)
    factory.bind(Narrow, to=Narrow.model_construct(name="abc"))
    assert [part.decided for part in factory.explain(Keeper).parts] == ["bound", "default"]
    assert factory.explain(Keeper).decided == "real"
    assert factory.create(Keeper).narrow.name == factory.wire(Keeper).narrow.name == "abc"


def test_what_a_service_can_not_be_wired_with(factory: MockFactory) -> None:
    tree = factory.explain(Working)
    assert tree.decided == "double"
    assert [part.decided for part in tree.parts] == ["error", "error", "real"]
    factory.create(Working)
    with pytest.raises(CannotCreate):
        factory.wire(Working)
