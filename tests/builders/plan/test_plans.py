"""A type is read once, and forgotten with the type."""

import gc
import linecache
import threading
import typing
import weakref
from dataclasses import dataclass, make_dataclass
from typing import Annotated, Any, Generic, TypeVar, cast

import annotated_types as at

from builders import build, seeded
from builders.plan.nested import records_under
from builders.plan.planning import plan_of

T = TypeVar("T")


@dataclass
class Tenant:
    name: str


@dataclass
class User:
    email: str
    tenant: Tenant


@dataclass
class Page(Generic[T]):
    items: list[T]


def test_a_type_has_one_plan() -> None:
    assert plan_of(User) is plan_of(User)
    assert plan_of(list[User]) is plan_of(list[User])
    plans: list[object] = [plan_of(Page[User]), plan_of(Page[Tenant])]
    assert plans[0] is not plans[1]


def test_a_type_within_another_is_read_once() -> None:
    user, tenant = plan_of(User), plan_of(Tenant)
    assert user.record is not None
    assert tenant.record in list(records_under(user.record))


def test_a_subclass_has_a_plan_of_its_own() -> None:
    @dataclass
    class Admin(User):
        level: int

    plan_of(User)
    assert type(build(Admin)) is Admin


def test_a_class_that_goes_takes_its_plan_along() -> None:
    def made() -> weakref.ref[type]:
        @dataclass
        class Local:
            name: str
            tenant: Tenant

        assert type(build(Local)) is Local
        return weakref.ref(Local)

    known = len(linecache.cache)
    gone = made()
    gc.collect()
    assert gone() is None
    assert len(linecache.cache) <= known


def test_a_class_that_goes_takes_along_the_plans_of_what_mentions_it() -> None:
    def made() -> weakref.ref[type]:
        @dataclass
        class Local:
            name: str

        forms: list[Any] = [list[Local], dict[str, tuple[Local, int]], Annotated[set[int] | list[Local], ["a list"]]]
        for form in [*forms, Page[Local]]:
            assert plan_of(form) is plan_of(form)
            build(form)
        return weakref.ref(Local)

    gone = made()
    # typing remembers the forms that were written last, whoever wrote them.
    for clear in typing._cleanups:  # type: ignore[attr-defined]  # there is no public way
        clear()
    gc.collect()
    assert gone() is None


def test_what_is_said_of_a_type_need_not_be_hashable() -> None:
    form: Any = Annotated[int, at.Ge(5), ["a list"]]
    assert plan_of(form) is plan_of(form)
    assert build(form) >= 5
    assert build(cast("Any", Page)[form]).items is not None


def test_names_are_the_same_on_every_run() -> None:
    assert plan_of(Page[User]).name == f"{__name__}.Page[{__name__}.User]"
    assert plan_of(dict[str, int | None]).name == "builtins.dict[builtins.str, None | builtins.int]"
    assert plan_of(Annotated[int, at.Predicate(lambda number: True)]).name == "builtins.int"


def test_many_threads_may_ask_at_once() -> None:
    @dataclass
    class Fresh:
        number: int
        tenant: Tenant

    found: list[object] = []
    start = threading.Barrier(8)

    def ask() -> None:
        start.wait()
        found.append(plan_of(Fresh))
        build(Fresh)

    threads = [threading.Thread(target=ask) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(set(map(id, found))) == 1


def test_a_field_more_changes_no_other_value() -> None:
    small: Any = make_dataclass("Growing", [("email", str), ("size", int)])
    large: Any = make_dataclass("Growing", [("added", float), ("size", int), ("email", str)])
    with seeded(4):
        one = build(small)
    with seeded(4):
        other = build(large)
    assert (one.email, one.size) == (other.email, other.size)
