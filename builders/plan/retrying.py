"""An object that its maker refused, tried again."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Protocol

from builders.errors import BuildError, InvalidOverride
from builders.plan.deferred import Deferred
from builders.plan.maker import Refusal, Steps
from builders.plan.redrawing import RULED_TRIES, Choice
from builders.plan.refusing import broken, declared_as, miscomputed, refused_override, unaccepted
from builders.seed.mixing import inner, item

_REFUSED_TRIES: Final = 64
_BROKEN_TRIES: Final = 16
"""How many objects are tried without what was given, to see whether that was to blame."""
_WORD: Final = re.compile(r"\w+")
_SHORTEST: Final = 3


class Making(Protocol):
    """What draws and makes one object."""

    def draw(self, name: str, state: int, /) -> object:
        """The value that a field would have in the object of another state."""
        ...

    def draw_anyway(self, name: str, state: int, /) -> object:
        """The same, be it that a value was given for it."""
        ...

    def redraw(self, name: str, value: object, steps: Steps, state: int, /) -> object:
        """A copy of a field's value, of which one part is as in the object of another state."""
        ...

    def make(self, values: dict[str, object], given: Collection[str], /) -> object:
        """The object of values, some of which were given. It raises what the maker raises."""
        ...

    def make_without(self, names: Collection[str], state: int, /) -> object:
        """The object of a state without what was said last of some fields. It raises what the maker raises."""
        ...

    def refusal(self, error: Exception, /) -> Refusal | None:
        """What an error of the maker refuses."""
        ...

    def said_by(self, names: Collection[str], /) -> Sequence[str]:
        """The fields that are not drawn because some of these are given, and say the same."""
        ...

    def unfitting(self, given: Collection[str], reasons: Mapping[str, str], /) -> Sequence[str]:
        """The fields that were drawn, and that some of the given ones may not fit."""
        ...


@dataclass(frozen=True, slots=True, eq=False)
class Refused:
    """An object that was refused, and all that it takes to try it again.

    Attributes:
        title: of the type.
        state: that it was drawn from.
        values: of its fields. What is drawn again is put here.
        given: what the caller gave.
        fixed: the names among them whose values stay.
        drawable: the fields that would be drawn if nothing was given.
        asked: what fields have to be, in words.
        choice: what may be drawn again.
        making: draws and makes.
        last: the names among those given that were said last: they are the first to blame.
    """

    title: str
    state: int
    values: dict[str, object]
    given: Mapping[str, object]
    fixed: Collection[str]
    drawable: Collection[str]
    asked: Mapping[str, str]
    choice: Choice
    making: Making
    last: Collection[str] = ()

    def made(self, error: Exception) -> object:
        """The object, drawn again until it is accepted.

        Args:
            error: how it was refused.

        Raises:
            InvalidOverride: what was given is to blame.
            CannotBuild: it was never accepted, or the maker broke.
        """
        retries, attempt, ruled_tries = inner(self.state, "~again"), 0, 0
        refusal = self._judged(error)
        while names := self.choice.after(refusal, attempt, ruled_tries):
            ruled_tries += self.choice.is_ruled(refusal)
            self._draw_again(names, refusal, item(retries, attempt))
            attempt += 1
            try:
                return self.making.make(self.values, self.given)
            except Exception as next_error:
                refusal = self._judged(next_error)
        raise self._refused(refusal, attempt + 1) from None

    def _draw_again(self, names: Collection[str], refusal: Refusal, state: int) -> None:
        values, making = self.values, self.making
        # Where all is drawn, and more than what is refused, parts are not enough.
        in_parts = len(names) <= len(refusal.reasons) or len(names) < len(self.choice.drawn)
        for name in names:
            if in_parts and name in refusal.parts and name not in self.given:
                for steps in refusal.parts[name]:
                    values[name] = making.redraw(name, values[name], steps, state)
            else:
                values[name] = making.draw(name, state)

    def _judged(self, error: Exception) -> Refusal:
        if isinstance(error, BuildError):
            raise error
        refusal = self.making.refusal(error)
        if refusal is not None:
            return refusal
        reason = f"the constructor or a validator raised {type(error).__name__}: {error}"
        found = self._said_to_blame(reason, broke=True) or self._override_to_blame(reason, _BROKEN_TRIES, broke=True)
        raise found or broken(self.title, error, self.values, self.last or self.fixed) from error

    def _refused(self, refusal: Refusal, tries: int) -> BuildError:
        reasons = refusal.reasons
        given = {name: self.values[name] for name in self.given}
        reason = "; ".join(dict.fromkeys(reasons.values()))
        if self.last and not any(name in reasons for name in self.last):
            found = self._said_to_blame(reason)
            if found is not None:
                return found
        if not given.keys().isdisjoint(reasons) or (given and not self.choice.drawn):
            others = self.making.unfitting(given, reasons) if self._may_not_fit(refusal) else self._mentioned(refusal)
            return declared_as(refused_override(self.title, reasons, given, others=others), self._declared(reasons))
        others_matter = any(name not in refusal.alone for name in reasons)
        ruled = self.choice.is_ruled(refusal)
        found = self._override_to_blame(reason, RULED_TRIES if ruled else _REFUSED_TRIES) if others_matter else None
        if ruled:
            return found or miscomputed(self.title, reasons, self.values)
        shown = {name: given[name] for name in self.last or given}
        return found or unaccepted(self.title, reasons, self.values, shown, self.asked, tries, self.choice.ruled)

    def _said_to_blame(self, reason: str, *, broke: bool = False) -> InvalidOverride | None:
        """The error that names what was said last, if an object can be made with all that was declared before."""
        alone = [name for name in self.last if self._is_made_before([name])]
        if alone or (len(self.last) > 1 and self._is_made_before(self.last)):
            return self._blaming(alone, self.last, reason, broke=broke)
        return None

    def _is_made_before(self, names: Collection[str]) -> bool:
        try:
            self.making.make_without(names, self.state)
        except Exception:
            return False
        return True

    def _override_to_blame(self, reason: str, tries: int, *, broke: bool = False) -> InvalidOverride | None:
        """The error that names what was given, if an object can be made without it."""
        alone = [name for name in self.fixed if self._is_made_without([name], tries)]
        if not alone and (len(self.fixed) < 2 or not self._is_made_without(self.fixed, tries)):
            return None
        return self._blaming(alone, self.fixed, reason, broke=broke)

    def _blaming(self, alone: Sequence[str], together: Collection[str], reason: str, *, broke: bool) -> InvalidOverride:
        blamed = {alone[0]: reason} if len(alone) == 1 else {"": reason}
        given = {name: self.values[name] for name in alone or together}
        return refused_override(
            self.title,
            blamed,
            given,
            f"without {'it' if len(alone) == 1 else 'them'}, it can be made",
            None if broke else self.making.unfitting(given, {"": reason}),
        )

    def _declared(self, names: Collection[str]) -> Mapping[str, str]:
        """How the values of fields were declared, where they are known only for each object."""
        return {
            name: value.declared or ""
            for name, value in self.given.items()
            if name in names and isinstance(value, Deferred)
        }

    def _may_not_fit(self, refusal: Refusal) -> bool:
        """Whether more than the given values themselves is refused."""
        return any(name not in refusal.alone and name not in self.given for name in refusal.reasons)

    def _mentioned(self, refusal: Refusal) -> Sequence[str] | None:
        """The drawn fields that the refusal of a given value speaks of; `None` where it speaks of none."""
        reasons = [reason for name, reason in refusal.reasons.items() if name not in refusal.alone]
        words = {word for reason in reasons for word in _WORD.findall(reason)}
        drawn = [name for name in self.choice.drawn if name not in self.given and len(name) >= _SHORTEST]
        return [name for name in drawn if name in words] or None

    def _is_made_without(self, names: Collection[str], tries: int) -> bool:
        retries = inner(self.state, "~without")
        for attempt in range(tries):
            another = item(retries, attempt)
            values = {name: value for name, value in self.values.items() if name not in names}
            # A field that is not drawn keeps its default.
            again = [name for name in names if name in self.drawable] + [*self.making.said_by(names)]
            try:
                for name in again:
                    values[name] = self.making.draw_anyway(name, another)
                for name in self.choice.drawn if attempt else ():
                    values[name] = self.making.draw(name, another)
                self.making.make(values, [name for name in self.given if name not in names])
            except BuildError:
                return False
            except Exception:
                continue
            return True
        return False
