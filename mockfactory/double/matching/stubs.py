"""What was said that a method shall do, and finding it by the arguments of a call."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

from mockfactory.double.matching.compare import Bound, is_plain, key_of, matches
from mockfactory.double.matching.matchers import drop_captured
from mockfactory.wording.places import Place

Act: TypeAlias = Callable[[tuple[object, ...], dict[str, object]], object]


class Stub:
    """One answer for one pattern of arguments.

    `pattern` is None for "any call". `before` is what answers again once this one is taken away.
    """

    __slots__ = (
        "act",
        "before",
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

    def add(self, stub: Stub) -> Stub | None:
        """Put `stub` first. One that was made for the very same calls is retired, and given back."""
        self.serial += 1
        stub.serial = self.serial
        if stub.pattern is None:
            older, self.anything = self.anything, stub
        else:
            stub.key = key_of(stub.pattern)
            stub.plain = stub.key is not None and is_plain(stub.pattern)
            older = self.by_key.get(stub.key) if stub.key is not None else None
            self._place(stub, older)
        if older is not None:
            older.retired = True
        return older

    def remove(self, stub: Stub) -> None:
        """Take a stub away, if it is in force; what was there before is there again."""
        before = stub.before
        if stub.pattern is None:
            if self.anything is not stub:
                return
            self.anything = before
        elif stub.key is None or self.by_key.get(stub.key) is stub:
            if stub.key is not None:
                del self.by_key[stub.key]
            self._place(before, stub)
        if before is not None:
            before.retired = False

    def _place(self, stub: Stub | None, instead_of: Stub | None) -> None:
        """Let a stub for certain arguments be found, and another one no longer."""
        if stub is not None and stub.key is not None:
            self.by_key[stub.key] = stub
        scanned = [other for other in self.scanned if other is not instead_of]
        if stub is not None and not stub.plain:
            scanned = sorted([stub, *scanned], key=lambda one: -one.serial)
        self.scanned = scanned

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
