"""What is written down of doubles while a test runs. Data only: what it means is said elsewhere."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from types import CodeType, CoroutineType, FunctionType
from typing import TYPE_CHECKING, Final, Protocol, TypeAlias, cast

from mockfactory.double.matching.stubs import Stub, StubTable
from mockfactory.double.planning.plan import CONSTRUCTOR, Plan, Plans
from mockfactory.double.planning.unstubbed.default import ITSELF
from mockfactory.spec import Spec
from mockfactory.spec.looking.identity import same_type
from mockfactory.wording.places import Place
from mockfactory.wording.strictness import Strictness

if TYPE_CHECKING:
    from mockfactory.double.recording.injected import Attached, Injected

tick: Final[Callable[[], int]] = itertools.count(1).__next__
"""The next number of the one order over all doubles. Drawing it is atomic."""

Put: TypeAlias = tuple[str, object, object]
"""What made it ("bind", "replace", `OF_A_CLASS`), what stands there (a class or a function), and what it stands for."""

OF_A_CLASS: Final = "replace of a class"
"""A class is put in the place of a class, so it is itself what is called there."""


class Ledger:
    """Everything that the doubles made under it report, in the order in which it happened.

    `since` is the number of the moment at which it was first opened. `failures` holds violations, and what the
    assertions of a test's own callbacks raised. `over` is set once its session has said what it had to say. `plans`
    and `injected` are the fault plans that were put to work and what they made fail. `leaving` is what ends, once, when
    it is open no longer: at its end, or when a wider fixture is set up and tests begin to share its doubles. `put` is
    what was bound, or replaces a name: "bind" or "replace", what stands there now, and what it stands for. `around` is
    the ledger that was open when a session of the test's own began inside it.
    """

    __slots__ = (
        "allow", "around", "doubles", "expected", "failures", "injected", "leaving", "name", "over", "plans", "put",
        "seen", "since", "stubs", "undo", "verbless",
    )  # fmt: skip

    def __init__(self, allow: frozenset[Strictness] = frozenset(), name: str = "") -> None:
        self.allow = allow
        self.name = name
        self.doubles: list[State] = []
        self.stubs: list[tuple[Recorder, Stub]] = []
        self.expected: list[Callable[[CodeType | None], str | None]] = []
        self.failures: list[AssertionError] = []
        self.seen: set[int] = set()
        self.verbless: dict[int, tuple[object, str, Place]] = {}
        self.undo: list[Callable[[], None]] = []
        self.leaving: list[Callable[[], None]] = []
        self.plans: list[Attached] = []
        self.injected: list[Injected] = []
        self.put: list[Put] = []
        self.around: Ledger | None = None
        self.since = 0
        self.over = False

    def remember(self, failure: AssertionError) -> None:
        """Write down what is to be told at the end, unless the test sees it."""
        self.failures.append(failure)

    def attach(self, plan: Attached) -> None:
        """Write down that a fault plan was put to work."""
        self.plans.append(plan)

    def inject(self, fault: Injected) -> None:
        """Write down what was made to fail."""
        self.injected.append(fault)

    def stands(self, put: Put) -> None:
        """Write down what stands for something else, and was not made by this library."""
        self.put.append(put)

    def expect_use(self, method: Recorder, stub: Stub) -> None:
        """From now on `stub` is to be used."""
        self.stubs.append((method, stub))

    def expect(self, tell: Callable[[CodeType | None], str | None]) -> None:
        """At the end, `tell` is asked what of something that was set up was of no use; it is given the test's code."""
        self.expected.append(tell)

    def expect_verb(self, words: object, text: str, place: Place) -> None:
        """`words`, what `when` or `verify` gave, is to be followed by a verb."""
        self.verbless[id(words)] = (words, text, place)

    def verb_said(self, words: object) -> None:
        """The verb has followed."""
        self.verbless.pop(id(words), None)


class State:
    """The inside of one double, kept out of the way of the names that its spec promises.

    `recorder` makes the recorder of a member. `nest` makes a double for something that this double gives away (what a
    method returns, an attribute); it belongs to the same ledger and bears a name that says where it came from. `real`
    is what a spy calls through to; what it gives is not checked where it is `trusted`. `given` holds the instances that
    a class double has given.
    """

    __slots__ = (
        "children", "code", "double", "given", "ledger", "line", "methods", "name", "nest", "plans", "raises", "real",
        "recorder", "spec", "strict", "trusted", "values",
    )  # fmt: skip

    def __init__(
        self,
        spec: Spec,
        plans: Plans,
        recorder: Callable[[State, Plan], Recorder],
        nest: Callable[[State, object, str], object],
        ledger: Ledger,
        place: tuple[CodeType, int],
    ) -> None:
        self.spec = spec
        self.plans = plans
        self.recorder = recorder
        self.nest = nest
        self.ledger = ledger
        self.code, self.line = place
        self.name: str | None = None
        self.strict = False
        self.raises: tuple[type[BaseException], ...] = ()
        self.real: object = None
        self.trusted = False
        self.double: object = None
        self.methods: dict[str, Recorder] = {}
        self.values: dict[str, object] = {}
        self.children: dict[str, object] = {}
        self.given: list[object] = []

    def method(self, name: str) -> Recorder:
        """The one recorder of a member; threads that touch it first at once get the same."""
        found = self.methods.get(name)
        if found is None:
            found = self.methods.setdefault(name, self.recorder(self, self.plans[name]))
        return found

    def child(self, annotation: object, label: str) -> object:
        """The nested double that `label` gives: made on first use and the same ever after.

        What gives its own type gives the double itself, so that a chain of such calls is one double.
        """
        if self.double is not None and (annotation is ITSELF or same_type(annotation, self.spec.target)):
            return self.double
        if label not in self.children:
            self.children.setdefault(label, self.nest(self, annotation, label))
        return self.children[label]

    def fresh(self, annotation: object, label: str) -> object:
        """The same, but a class double gives a new instance for each call until its one instance was asked for."""
        if self.double is None and label == self.spec.name and label not in self.children:
            made = self.nest(self, annotation, label)
            self.given.append(made)
            return made
        return self.child(annotation, label)

    @property
    def place(self) -> Place:
        """The line that made the double."""
        return Place(self.code, self.line)

    @property
    def of_class(self) -> bool:
        """Whether this is the double of a class itself."""
        call = self.spec.members.get("__call__")
        return call is not None and call.found == CONSTRUCTOR

    @property
    def title(self) -> str:
        """`double(Mailer)`, with the name it was given."""
        kind = "spy" if self.real is not None else "double_class" if self.of_class else "double"
        return f"{kind}({self.spec.name})" + (f" {self.name!r}" if self.name else "")


SyncRow: TypeAlias = tuple[int, tuple[object, ...], dict[str, object]]
"""A recorded call: its number in the one order over all doubles, and the arguments as they were passed."""


class AsyncRow:
    """A recorded call of an async method. It changes once: when its coroutine is started, it is let go.

    `started` is the number of that moment in the one order over all doubles; there is none before.
    """

    __slots__ = ("args", "code", "coroutine", "kwargs", "line", "number", "started")

    started: int

    def __init__(
        self, number: int, args: tuple[object, ...], kwargs: dict[str, object], code: CodeType, line: int
    ) -> None:
        self.number = number
        self.args = args
        self.kwargs = kwargs
        self.code = code
        self.line = line
        self.coroutine: CoroutineType[object, object, object] | None = None

    @property
    def place(self) -> Place:
        """The line that made the call."""
        return Place(self.code, self.line)


class Recorder:
    """One member of one double: the calls that were made of it, and the stubs that answer them.

    `simple` is true while the answer is a constant that needs no thought. `rows` is emptied, never replaced. `faults`
    are plans that make calls fail, whatever answers them.
    """

    __slots__ = ("__weakref__", "facade", "faults", "plan", "rows", "simple", "state", "stubs", "verified", "words")

    def __init__(self, state: State, plan: Plan) -> None:
        self.state = state
        self.plan = plan
        self.rows: list[SyncRow | AsyncRow] = []
        self.stubs: StubTable | None = None
        self.faults: StubTable | None = None
        self.verified: set[int] = set()
        self.words: object = None
        self.facade: FunctionType | None = None
        self.settle()

    def __mockfactory_call__(self) -> Recorder:
        return self

    def settle(self) -> None:
        """Work out whether calls can be answered with a constant. To be called when the stubs have changed."""
        state, default = self.state, self.plan.default
        refuses = state.strict and default.value is not None
        plain = default.constant and not refuses and not self.plan.overloads
        self.simple = plain and self.stubs is None and state.real is None

    def add_stub(self, stub: Stub) -> Stub | None:
        """Let `stub` answer from now on; give the one that answered the very same calls until now."""
        if self.stubs is None:
            self.stubs = StubTable()
        older = self.stubs.add(stub)
        self.settle()
        return older

    def remove_stub(self, stub: Stub) -> None:
        """Let `stub` answer no longer."""
        if self.stubs is not None:
            self.stubs.remove(stub)
            if self.stubs.empty:
                self.stubs = None
        self.settle()

    def add_fault(self, stub: Stub) -> Stub | None:
        """Let a plan make calls fail from now on; give the one that did so for the very same calls until now."""
        if self.faults is None:
            self.faults = StubTable()
        older = self.faults.add(stub)
        self.settle()
        return older

    def remove_fault(self, stub: Stub) -> None:
        """Let a plan work no longer."""
        if self.faults is not None:
            self.faults.remove(stub)
            if self.faults.empty:
                self.faults = None
        self.settle()


class _HasState(Protocol):
    __mockfactory__: State


def state_of(double: object) -> State:
    """The inside of something that is known to be an instance double or a class double."""
    return cast("_HasState", double).__mockfactory__
