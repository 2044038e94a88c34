"""What was said that a method shall do, and finding it by the arguments of a call."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

from mockfactory.double.matching.compare import Bound, is_plain, key_of, matches
from mockfactory.double.matching.matchers import drop_captured
from mockfactory.double.wording.places import Place

Act: TypeAlias = Callable[[tuple[object, ...], dict[str, object]], object]


class Stub:
    """One answer for one pattern of arguments.

    `pattern` is None for "any call". `counted` is false for what is never reported as unused: answers given in
    `unittest.mock`'s words, and those inside a nested double that another stub made. `before` is what answers
    again once this one is taken away.
    """

    __slots__ = (
        "act",
        "before",
        "counted",
        "key",
        "lenient",
        "pattern",
        "peek",
        "place",
        "plain",
        "retired",
        "serial",
        "text",
        "used",
    )

    def __init__(self, act: Act, pattern: Bound | None, place: Place, text: str) -> None:
        self.act = act
        self.pattern = pattern
        self.place = place
        self.text = text
        self.peek: tuple[object] | None = None
        self.before: Stub | None = None
        self.lenient = False
        self.counted = True
        self.retired = False
        self.used = False
        self.serial = 0
        self.key: object = None
        self.plain = False


class StubTable:
    """The stubs of one method.

    A call is looked up by its arguments in a dict, in constant time, wherever the arguments are hashable. Only patterns
    whose equality can't be trusted to agree with their hash (matchers, objects with an `__eq__` of their own) are tried
    one by one. What was said of certain arguments goes before what was said of any call; of two such, the later holds.
    """

    __slots__ = ("anything", "by_key", "scanned", "serial")

    def __init__(self) -> None:
        self.anything: Stub | None = None
        self.by_key: dict[object, Stub] = {}
        self.scanned: list[Stub] = []
        self.serial = 0

    def add(self, stub: Stub) -> None:
        """Put `stub` first. One that was made for the very same calls is retired."""
        self.serial += 1
        stub.serial = self.serial
        if stub.pattern is None:
            if self.anything is not None:
                self.anything.retired = True
            self.anything = stub
            return
        stub.key = key_of(stub.pattern)
        stub.plain = stub.key is not None and is_plain(stub.pattern)
        if stub.key is not None:
            older = self.by_key.get(stub.key)
            if older is not None:
                older.retired = True
                self.scanned = [other for other in self.scanned if other is not older]
            self.by_key[stub.key] = stub
        if not stub.plain:
            self.scanned = [stub, *self.scanned]

    def remove(self, stub: Stub) -> None:
        """Take away a stub for any call, if it is the one in force; what was there before is there again."""
        if self.anything is stub:
            self.anything = stub.before

    @property
    def empty(self) -> bool:
        """Whether nothing is left."""
        return self.anything is None and not self.by_key and not self.scanned

    def find(self, bound: Bound) -> Stub | None:
        """The stub that answers a call with these arguments."""
        found: Stub | None = None
        if self.by_key:
            key = key_of(bound)
            if key is not None:
                found = self.by_key.get(key)
        for stub in self.scanned:
            if found is not None and stub.serial <= found.serial:
                break
            if stub.pattern is not None and matches(stub.pattern, bound):
                found = stub
                break
            drop_captured()
        return found if found is not None else self.anything

    @property
    def specific(self) -> list[Stub]:
        """The stubs made for certain arguments, in the order in which they were made."""
        every = {id(stub): stub for stub in (*self.by_key.values(), *self.scanned)}
        return sorted(every.values(), key=lambda stub: stub.serial)
