"""`Factory`: makes what a test asks for by type, real where it can be and a strict double otherwise."""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Literal, TypeVar, cast

from mockfactory.double.building.allocation import Compiled, make
from mockfactory.double.building.nesting import nest
from mockfactory.double.recording.current import current
from mockfactory.session import Session, ledger_of
from mockfactory.wording.errors import MisuseError
from mockfactory.wording.places import Place, caller
from mockfactory.wording.text import report, show

if TYPE_CHECKING:
    from typing_extensions import TypeForm

    from builders.declaring.adopted import FactoryClass
    from builders.declaring.buildable import Buildable
    from mockfactory.double.recording.record import Ledger
    from mockfactory.factory.explaining.explanation import Explanation
    from mockfactory.factory.explaining.provenance import Provenance
    from mockfactory.factory.making.workshop import Workshop

T = TypeVar("T")
R = TypeVar("R")


class Factory:
    """Makes what one test asks for by type. What users have is `MockFactory`, which adds a whole suite's doubles.

    What is asked for by type is, in this order: what the test has bound; a real object, where the type is a value
    (models, dataclasses, enums, plain values, collections and unions of them); else a strict double. What does work
    (connections, files, threads, services) is never constructed unless it is bound, or wired.

    Args:
        session: the session of the test, for those who ask the factory for it.
        seed: what all values come from. By default the seed and the name of the test; a number gives the same values in
            every test.

    Example:
        >>> from dataclasses import dataclass
        >>> from mockfactory import MockFactory, Session, when
        >>> @dataclass
        ... class User:
        ...     email: str
        >>> class Mailer:
        ...     def send(self, to: str) -> bool: ...
        >>> class Signup:
        ...     def __init__(self, mailer: Mailer) -> None:
        ...         self.mailer = mailer
        ...     def welcome(self, user: User) -> bool:
        ...         return self.mailer.send(user.email)
        >>> with Session():
        ...     factory = MockFactory()
        ...     signup = factory.wire(Signup)
        ...     when(factory[Mailer].send).returns(True).lenient()
        ...     signup.welcome(factory.create(User))
        True
    """

    def __init__(self, session: Session | None = None, *, seed: int | None = None) -> None:
        if seed is not None and type(seed) is not int:
            raise MisuseError(f"MockFactory(seed=...) takes an integer, not {seed!r}")
        if session is not None and not isinstance(cast("object", session), Session):
            raise MisuseError(
                report(
                    f"MockFactory(session) takes the session of a test, not {show(session)}.",
                    write="MockFactory(), or with Session() as session: MockFactory(session); a seed is seed=3",
                )
            )
        self._session = session
        self._seed = seed
        # The warm path: by identity, with the type itself, so that its identity stays taken.
        self._doubled: dict[int, Compiled] = {}
        self._known: dict[int, tuple[object, Callable[[Place], object]]] = {}
        self._workshop = _workshop(seed, current() if session is None else ledger_of(session))

    @property
    def session(self) -> Session:
        """What the test has done with its doubles so far.

        Raises:
            MisuseError: the factory was made without one.
        """
        if self._session is None:
            raise MisuseError("this MockFactory was made without a session: write MockFactory(session)")
        return self._session

    def create(self, spec: TypeForm[T], *, fallback: Literal["double"] | None = None) -> T:
        """Make a new one of a type: what is bound, a real one, or a double.

        Args:
            spec: a class, ABC or Protocol, or any other type: `Repo[User]`, `list[User]`, `Callable[[str], int]`.
            fallback: "double" for a double where a value can't be built. It is written down: see `provenance`.

        Raises:
            CannotCreate: a value can't be built, or nobody knows what is meant; the message has the path.

        Example:
            >>> from mockfactory import MockFactory
            >>> MockFactory(seed=1).create(int | None) is None
            False
        """
        __tracebackhide__ = True
        frame = sys._getframe(1)  # pyright: ignore[reportPrivateUsage]
        one = self._doubled.get(id(spec))
        if one is not None and one.target is spec and fallback is None:
            return cast("T", make(one, current(), (frame.f_code, frame.f_lineno), nest))
        known = self._known.get(id(spec))
        place = Place(frame.f_code, frame.f_lineno)
        if known is not None and known[0] is spec and fallback is None:
            return cast("T", known[1](place))
        return cast("T", self._create(spec, fallback, place))

    def _create(self, spec: Any, fallback: str | None, place: Place) -> object:
        __tracebackhide__ = True
        from mockfactory.factory.binding.keys import name_in, without_name
        from mockfactory.factory.making.falling_back import created

        name = name_in(spec)
        if fallback is not None or name is not None:
            return created(self._workshop, without_name(spec), name, fallback, place)
        decision = self._workshop.decide(spec)
        if isinstance(spec, type):
            # Not of aliases: each time that one is written there may be a new object.
            if decision.doubles is not None:
                self._doubled[id(spec)] = decision.doubles
            elif decision.is_certain:
                self._known[id(spec)] = (spec, decision.make)
        return decision.make(place)

    def __getitem__(self, spec: TypeForm[T]) -> T:
        """The one of a type that all share which this factory wires: `factory[Mailer]`. Made when first asked for.

        Args:
            spec: as for `create`. Where a type checker does not take it between brackets (a Protocol in `Annotated`, a
                callable type), `shared(...)` is the same.

        Raises:
            CannotCreate: as for `create`.
        """
        __tracebackhide__ = True
        return self.shared(spec)

    # With brackets alone, Python would take a factory for a sequence, and ask it for 0, 1, 2, ...
    __iter__ = None
    __contains__ = None

    def shared(self, spec: TypeForm[T], *, name: str | None = None) -> T:
        """The one of a type, and of a name where there are several, that all share which this factory wires.

        Args:
            spec: as for `create`.
            name: what stands in `Annotated[Mailer, "backup"]`.

        Raises:
            CannotCreate: as for `create`.

        Example:
            >>> from mockfactory import MockFactory
            >>> class Mailer:
            ...     def send(self, to: str) -> bool: ...
            >>> factory = MockFactory()
            >>> factory.shared(Mailer) is factory[Mailer], factory.shared(Mailer, name="backup") is factory[Mailer]
            (True, False)
        """
        __tracebackhide__ = True
        from mockfactory.factory.binding.keys import checked_name, name_in, without_name

        decision = self._workshop.decide(without_name(spec), checked_name(name) or name_in(spec))
        return cast("T", self._workshop.share(decision, caller()))

    def bind(
        self,
        spec: TypeForm[T],
        *,
        to: T | type[T] | Callable[..., T] | Buildable[T] | FactoryClass[T],
        name: str | None = None,
    ) -> None:
        """Say what stands for a type in this factory, from now on: at every depth, in fields and in items too.

        Args:
            spec: the type.
            to: an instance, which all get; or what makes one: a class or a function, whose parameters are created as
                `wire` does it, or a builder. What only has the members of the type can stand for a Protocol, not for
                another class.
            name: for `Annotated[Mailer, "backup"]` alone.

        Raises:
            MisuseError: `to` does not fit the type, by the rules of its spec; or one was made already, and is shared.

        Example:
            >>> from typing import Protocol
            >>> from mockfactory import MisuseError, MockFactory
            >>> class Clock(Protocol):
            ...     def now(self) -> float: ...
            >>> class Frozen:
            ...     def now(self) -> float:
            ...         return 0.0
            >>> factory = MockFactory()
            >>> factory.bind(Clock, to=Frozen)
            >>> factory.create(Clock).now(), factory.provenance(factory[Clock]).kind
            (0.0, 'fake')
            >>> try:
            ...     factory.bind(Clock, to=object())
            ... except MisuseError as error:
            ...     print(error)
            bind(Clock, to=...) is given what can't stand for Clock: it is object, not Clock: it has no method 'now'.
              came:   <object object at ...>
              write:  to= with an instance of Clock, a class of such, a function or a builder that makes one
        """
        __tracebackhide__ = True
        from mockfactory.factory.binding.keys import checked_name, name_in, without_name

        self._workshop.bind(without_name(spec), checked_name(name) or name_in(spec), to, caller())
        self._doubled.clear()
        self._known.clear()

    def wire(self, service: type[T], /, **overrides: object) -> T:
        """Construct a real service with all that it depends on, each created by the rules of `create`.

        What it depends on is shared: a test reaches it as `factory[Mailer]`. Single values (numbers, texts) are drawn
        for each parameter. Parameters with a default keep it, unless their type is bound.

        Args:
            service: the class under test. It may have type arguments: `Repo[User]`.
            overrides: arguments that are given, by parameter.

        Raises:
            CannotCreate: a hint is missing, two parameters are of one type, something needs itself, or can't be built.
            MisuseError: an argument that is given does not fit.

        Example:
            >>> from mockfactory import MockFactory, verify
            >>> class Mailer:
            ...     def send(self, to: str) -> bool: ...
            >>> class Signup:
            ...     def __init__(self, mailer: Mailer, *, retries: int = 3) -> None:
            ...         self.mailer, self.retries = mailer, retries
            >>> factory = MockFactory()
            >>> signup = factory.wire(Signup, retries=1)
            >>> signup.mailer is factory[Mailer], signup.retries
            (True, 1)
        """
        __tracebackhide__ = True
        from mockfactory.factory.wiring.constructing import wire

        return cast("T", wire(self._workshop, service, overrides, caller()))

    def call(self, function: Callable[..., R], /, **overrides: object) -> R:
        """Call a function with all that it asks for, as `wire` constructs a service.

        Args:
            function: a function, a method, or anything that is called. Of an async one, the awaitable is given.
            overrides: arguments that are given, by parameter.

        Raises:
            CannotCreate, MisuseError: as for `wire`.

        Example:
            >>> from mockfactory import MockFactory
            >>> class Store:
            ...     def get(self, key: str) -> int: ...
            >>> def handle(store: Store, key: str) -> int:
            ...     return store.get(key)
            >>> MockFactory().call(handle, key="a")
            0
        """
        __tracebackhide__ = True
        from mockfactory.factory.wiring.constructing import call

        return cast("R", call(self._workshop, function, overrides, caller()))

    def explain(self, spec: TypeForm[object], *, name: str | None = None) -> Explanation:
        """Say what `create` does for a type, and why, without doing it.

        Returns:
            A tree. Printed, it has a line for each node; of a service, those are what `wire` would give it.

        Example:
            >>> from mockfactory import MockFactory
            >>> class Mailer:
            ...     def send(self, to: str) -> bool: ...
            >>> class Signup:
            ...     def __init__(self, mailer: Mailer, retries: int = 3) -> None: ...
            >>> print(MockFactory().explain(Signup))
            Signup: double, because its constructor takes Mailer, which does work
            ├─ mailer: Mailer: double, because it has a method send()
            └─ retries: int: default, because the parameter has one
        """
        from mockfactory.factory.binding.keys import checked_name, name_in, without_name
        from mockfactory.factory.explaining.explaining import explain

        return explain(self._workshop, without_name(spec), checked_name(name) or name_in(spec))

    def provenance(self, thing: object) -> Provenance:
        """Say of an object from this factory what it is: real, a double, a fake or bound.

        Raises:
            MisuseError: it is no double, and not from this factory.

        Example:
            >>> from mockfactory import MockFactory
            >>> factory = MockFactory()
            >>> print(factory.provenance(factory.create(list[int])))
            real, for list[int]: all that it holds are values
        """
        __tracebackhide__ = True
        from mockfactory.factory.explaining.tracing import trace

        return trace(self._workshop, thing)


def _workshop(seed: int | None, home: Ledger) -> Workshop:
    from mockfactory.factory.making.workshop import Workshop
    from mockfactory.factory.wiring.constructing import construct

    return Workshop(seed, construct, home)
