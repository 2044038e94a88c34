"""Annotations become types in the scope that wrote them, each on its own; what can not is kept, with its reason."""

from __future__ import annotations

import _thread
import collections.abc
import email.message
import functools
import inspect
import subprocess
import sys
import threading
import types
import xml.dom.minidom
from dataclasses import InitVar
from decimal import Decimal
from fractions import Fraction
from http.cookies import Morsel
from typing import Any, ClassVar, Final, ForwardRef, Literal, NamedTuple, NewType, Optional, Required, Union

import pytest
import typing_extensions

from mockfactory.spec.annotations.hints import Scope, annotations_of, resolve, strip_qualifiers
from mockfactory.spec.model import Hint
from tests.spec.samples import entities, postponed
from tests.spec.samples.entities import Order, User
from tests.spec.samples.postponed import Service

V = typing_extensions.TypeVar("V")
Pair = typing_extensions.TypeAliasType("Pair", tuple[int, "User"])
Twice = typing_extensions.TypeAliasType("Twice", tuple[V, V], type_params=(V,))

HERE = sys.modules[__name__]
SERVICE = annotations_of(Service)


def in_this_module(annotation: object) -> Hint:
    return resolve(annotation, Scope.of_module(HERE))


class TestPostponedAnnotations:
    @pytest.mark.parametrize(
        ("name", "expected"),
        [
            ("user", User),
            ("maybe", Union[User, None]),
            ("quoted", list[User]),
            ("names", Union[list[User], None]),
            ("fallback", Decimal),
            ("receipt", Fraction),
            ("placeholder", Decimal),
            ("dotted", email.message.Message),
            ("dotted_alias", xml.dom.minidom.Document),
            ("typing_only_attribute", Fraction),
            ("stub_generic", entities.OnlyInStubsGeneric),
            ("annotated", dict[str, int]),
            ("literal", Literal["User", 3]),
            ("cookies", collections.abc.Mapping[str, Union[str, Morsel[str]]]),
            ("hidden", Optional[User]),
            ("hidden_generic", Optional[User]),
            ("nothing", None),
            ("everything", object),
            ("old", Union[int, Order, None]),
            ("callback", collections.abc.Callable[[User], collections.abc.Iterator[Order]]),
            ("here", User),
            ("itself", Service),
            ("limit", ClassVar[int]),
            ("fixed", Final[str]),
        ],
    )
    def test_resolve_to_types(self, name: str, expected: object) -> None:
        assert SERVICE[name] == Hint(expected)

    @pytest.mark.parametrize(
        ("name", "reason"),
        [
            ("anything", "Any"),
            ("any_or_none", "Any"),
            ("bare", "no annotation"),
            (
                "missing",
                "cannot import 'nowhere_to_be_found': ModuleNotFoundError: No module named 'nowhere_to_be_found'",
            ),
            ("unknown", "name 'Unheard' is not defined in module tests.spec.samples.postponed"),
            ("ghost", "class 'Ghost' is defined only for type checkers in module tests.spec.samples.postponed"),
            ("started", "variable 'Started' is defined only for type checkers in module tests.spec.samples.postponed"),
            ("number", "3 is not a type"),
            ("function", "function 'any' is not a type"),
        ],
    )
    def test_say_why_they_are_unchecked(self, name: str, reason: str) -> None:
        assert SERVICE[name].unchecked == reason

    def test_keep_what_was_written_when_unresolved(self) -> None:
        assert SERVICE["missing"].annotation == "Missing"
        assert SERVICE["unknown"].annotation == "Unheard"

    def test_are_unchecked_as_a_whole_when_one_arm_is_unknown(self) -> None:
        assert SERVICE["missing_arm"].unchecked == SERVICE["missing"].unchecked

    def test_of_a_function(self) -> None:
        hints = annotations_of(Service.find)
        assert hints["key"] == Hint(str)
        assert hints["rest"] == Hint(User)
        assert hints["return"] == Hint(Union[Order, None])
        assert hints["options"].unchecked == SERVICE["missing"].unchecked

    def test_of_a_module(self) -> None:
        assert dict(annotations_of(postponed)) == {"shadowed": Hint(User)}

    def test_of_a_function_in_a_module(self) -> None:
        hints = annotations_of(postponed.top)
        assert (hints["user"], hints["return"]) == (Hint(User), Hint(Service))

    def test_a_method_named_like_a_type_does_not_hide_it(self) -> None:
        scope = Scope.of_function(Service.after, Service)
        assert resolve("list[int]", scope) == Hint(list[int])

    def test_decorated_functions_are_read_where_they_were_written(self) -> None:
        assert annotations_of(Service.session)["return"] == Hint(collections.abc.Iterator[User])

    def test_resolving_imports_only_what_is_asked_for(self) -> None:
        program = (
            "import sys\n"
            "from mockfactory.spec.annotations.hints import Scope, resolve\n"
            "from tests.spec.samples import postponed\n"
            "scope = Scope.of_class(postponed.Service)\n"
            "assert resolve('Fallback', scope).unchecked is None\n"
            "assert 'xml.dom.minidom' not in sys.modules\n"
            "assert resolve('minidom.Document', scope).unchecked is None\n"
            "assert 'xml.dom.minidom' in sys.modules\n"
        )
        subprocess.run([sys.executable, "-c", program], check=True, env={"PYTHONPATH": ":".join(sys.path)})


class TestAnnotationObjects:
    @pytest.mark.parametrize(
        ("annotation", "expected"),
        [
            (int, int),
            (None, None),
            (types.NoneType, None),
            ("None", None),
            (list["User"], list[User]),
            (Optional["User"], Optional[User]),
            (dict[str, "list[User]"], dict[str, list[User]]),
            (collections.abc.Callable[["User"], "Order"], collections.abc.Callable[[User], Order]),
            (collections.abc.Callable[..., "Order"], collections.abc.Callable[..., Order]),
            (type["User"], type[User]),
            (tuple["User", ...], tuple[User, ...]),
            (ForwardRef("User"), User),
            (Literal["User"], Literal["User"]),
            (typing_extensions.Annotated["User", 1], User),
            (list[typing_extensions.Annotated["User", 1]], list[User]),
            (threading.Lock, _thread.LockType),
            (threading.RLock, type(threading.RLock())),
            (" User ", User),
            ("\n(User |\n None)", Union[User, None]),
        ],
    )
    def test_resolve_their_strings(self, annotation: object, expected: object) -> None:
        assert in_this_module(annotation) == Hint(expected)

    def test_without_strings_stay_themselves(self) -> None:
        annotation = dict[str, list[Optional[int]]]
        assert in_this_module(annotation).annotation is annotation

    def test_missing(self) -> None:
        assert in_this_module(inspect.Parameter.empty) == Hint(inspect.Parameter.empty, "no annotation")

    @pytest.mark.parametrize(
        "annotation", ["3", "list[", "[int]", "(int, str)", "...", "print", "1 +", "User.nothing", "1/0", "\0"]
    )
    def test_that_are_no_types_have_a_reason(self, annotation: str) -> None:
        hint = in_this_module(annotation)
        assert hint.unchecked
        assert hint.annotation == annotation

    def test_new_types_are_kept(self) -> None:
        user_id = NewType("user_id", int)
        assert in_this_module(user_id) == Hint(user_id)

    def test_names_of_modules_that_only_use_a_class_do_not_leak_into_it(self) -> None:
        assert resolve("Morsel", Scope.of_class(User)) == Hint(Morsel)
        assert resolve("Decimal", Scope.of_class(User)).unchecked == (
            "name 'Decimal' is not defined in module tests.spec.samples.entities"
        )

    def test_an_old_style_recursive_alias_stays_inside_itself(self) -> None:
        hint = resolve(entities.Tree, Scope.of_module(entities))
        assert hint.unchecked is None
        assert str(hint.annotation).count("Tree") == 1  # unrolled once; inside, it bears its name

    def test_an_alias_that_is_only_its_own_name_is_anything(self) -> None:
        assert resolve("Empty", Scope("here", {"Empty": "Empty"})).annotation is Any

    def test_a_type_alias_stands_for_its_value(self) -> None:
        assert in_this_module(Optional[Pair]) == Hint(Union[tuple[int, User], None])

    def test_a_generic_type_alias_takes_its_arguments(self) -> None:
        assert in_this_module("list[Twice['User']]") == Hint(list[tuple[User, User]])

    @pytest.mark.skipif(sys.version_info < (3, 12), reason="the type statement")
    def test_a_recursive_type_alias_stays_inside_itself(self) -> None:
        names: dict[str, Any] = {}
        exec("type Json = dict[str, Json] | int\nexpected = dict[str, Json] | int", names)
        assert in_this_module(names["Json"]) == Hint(names["expected"])

    @pytest.mark.skipif(sys.version_info < (3, 12), reason="type parameter syntax")
    def test_type_parameters_are_in_scope(self, monkeypatch: pytest.MonkeyPatch) -> None:
        module = types.ModuleType("made")
        monkeypatch.setitem(sys.modules, "made", module)
        names = vars(module)
        source = (
            "class Outer[T]:\n"
            "    one: 'T'\n"
            "    class Inner:\n"
            "        two: 'T'\n"
            "    def method[U](self, value: 'U') -> 'T': ...\n"
        )
        exec(source, names)
        outer = names["Outer"]
        (t,) = outer.__type_params__
        assert annotations_of(outer)["one"] == Hint(t)
        assert resolve("T", Scope.of_class(outer.Inner)) == Hint(t)
        scope = Scope.of_function(outer.method, outer)
        assert resolve("U", scope) == Hint(outer.method.__type_params__[0])


class TestLocalNames:
    def test_of_a_closure(self) -> None:
        def make() -> type:
            class Local: ...

            class Uses:
                other: Local

                def method(self) -> Local:
                    return Local()

            return Uses

        uses = make()
        assert annotations_of(uses)["other"].annotation is uses().method().__class__

    def test_of_the_running_test(self) -> None:
        class Local: ...

        class Uses:
            def method(self) -> list[Local]:
                raise NotImplementedError

        assert annotations_of(Uses.method)["return"] == Hint(list[Local])

    def test_of_a_function_that_has_returned_are_unknown(self) -> None:
        def make() -> type:
            class Local: ...

            class Uses:
                other: Local

            return Uses

        assert annotations_of(make())["other"].unchecked == f"name 'Local' is not defined in module {__name__}"

    def test_a_local_class_knows_itself(self) -> None:
        def make() -> type:
            class Node:
                parent: Node | None

            return Node

        node = make()
        assert annotations_of(node)["parent"] == Hint(Union[node, None])


class TestOwners:
    def test_inherited_annotations_are_left_out(self) -> None:
        class Base:
            one: int

        class Sub(Base):
            two: str

        class Bare(Base): ...

        assert list(annotations_of(Sub)) == ["two"]
        assert list(annotations_of(Bare)) == []

    def test_partials_methods_and_wrappers(self) -> None:
        def plain(user: User) -> Order:
            raise NotImplementedError

        @functools.wraps(plain)
        def wrapper(*args: object, **kwargs: object) -> object: ...

        expected = {"user": Hint(User), "return": Hint(Order)}
        for callable_ in (plain, wrapper, functools.partial(plain), types.MethodType(plain, 1)):
            assert dict(annotations_of(callable_)) == expected

    def test_a_signature_of_its_own_counts(self) -> None:
        def plain(*args: int) -> int:
            raise NotImplementedError

        parameter = inspect.Parameter("user", inspect.Parameter.KEYWORD_ONLY, annotation="User")
        plain.__signature__ = inspect.Signature([parameter])  # type: ignore[attr-defined]
        assert dict(annotations_of(plain)) == {"user": Hint(User)}

    def test_what_has_no_annotations(self) -> None:
        assert dict(annotations_of(len)) == {}
        assert dict(annotations_of(int)) == {}

    def test_generated_methods_are_read_in_the_scope_of_their_class(self) -> None:
        class Row(NamedTuple):
            user: User

        scope = Scope.of_function(Row.__new__, Row)
        assert resolve("User", scope) == Hint(User)

    def test_a_class_that_is_exported_under_another_module(self) -> None:
        class Exported:
            user: User

            def method(self) -> None: ...

        Exported.__module__ = "tests"
        assert annotations_of(Exported)["user"] == Hint(User)

    def test_a_lying_metaclass_and_descriptors_do_not_run(self) -> None:
        class Lying(type):
            def __getattribute__(cls, name: str) -> Any:
                raise AssertionError(f"{name} was read")

        class Trap:
            def __get__(self, instance: object, owner: object) -> Any:
                raise AssertionError("the descriptor ran")

        class Spec(metaclass=Lying):
            user: User
            trap = Trap()

        assert dict(annotations_of(Spec)) == {"user": Hint(User)}


class TestQualifiers:
    @pytest.mark.parametrize(
        ("annotation", "bare", "names"),
        [
            (int, int, set()),
            (ClassVar[int], int, {"ClassVar"}),
            ("ClassVar[Final[int]]", "int", {"ClassVar", "Final"}),
            (Final, inspect.Parameter.empty, {"Final"}),
            (ClassVar, inspect.Parameter.empty, {"ClassVar"}),
            (Required[int], int, {"Required"}),
            (typing_extensions.ReadOnly[Required[int]], int, {"ReadOnly", "Required"}),
            (InitVar[int], int, {"InitVar"}),
            (InitVar, inspect.Parameter.empty, {"InitVar"}),
            ("ClassVar[Missing]", "Missing", {"ClassVar"}),
            ("typing.Final", inspect.Parameter.empty, {"Final"}),
            ("Finally[int]", "Finally[int]", set()),
            (list[int], list[int], set()),
            (None, None, set()),
        ],
    )
    def test_are_taken_off(self, annotation: object, bare: object, names: set[str]) -> None:
        assert strip_qualifiers(annotation) == (bare, frozenset(names))

    def test_stay_in_hints(self) -> None:
        assert in_this_module("InitVar[User]").annotation.type is User  # type: ignore[attr-defined]
        assert in_this_module("ClassVar[Any]") == Hint(ClassVar[Any], "Any")
