"""msgspec Structs."""

from __future__ import annotations

import datetime as dt
import decimal
import sys
import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, ForwardRef, cast

from builders.plan.maker import Refusal
from builders.plan.reading.checking import wrong
from builders.plan.reading.defaults import keeps
from builders.plan.reading.generics import class_of
from builders.plan.reading.hints import hints_of
from builders.plan.reading.making import checked, refusal
from builders.plan.reading.reading import Reading
from builders.plan.record import Record

if TYPE_CHECKING:
    import msgspec

_NATIVE: Final = (bytes, bytearray, dt.datetime, dt.date, dt.time, dt.timedelta, uuid.UUID, decimal.Decimal)
"""Types that values have already: text is not read as one of them."""


@dataclass(frozen=True, eq=False)
class _Maker:
    """Calls a Struct with values that were validated before, as its constructor takes anything."""

    type: type[msgspec.Struct]
    hints: Mapping[str, object]

    def make(self, values: dict[str, object]) -> object:
        import msgspec

        for name, value in values.items():
            hint = self.hints[name]
            if value is msgspec.UNSET or isinstance(hint, str | ForwardRef):
                continue
            try:
                values[name] = msgspec.convert(value, hint, builtin_types=_NATIVE, dec_hook=_as_it_is)
            except msgspec.ValidationError as error:
                # Of a class that msgspec does not know, it says only that it expected an `object`.
                raise _RefusedError(name, wrong(value, hint) or str(error)) from None
            except TypeError:
                # A type that msgspec makes no decoder for: a union of two classes, for instance.
                if problem := wrong(value, hint):
                    raise _RefusedError(name, problem) from None
        return self.type(**values)

    def refusal(self, error: Exception) -> Refusal | None:
        if isinstance(error, _RefusedError):
            return Refusal({error.field: str(error)}, alone=(error.field,))
        return refusal(error, self.hints.keys())


class _RefusedError(Exception):
    """A value that msgspec refuses."""

    def __init__(self, field: str, reason: str) -> None:
        super().__init__(reason)
        self.field = field


def _as_it_is(type_: type, value: Any) -> Any:
    """A value of a type that msgspec does not know."""
    problem = wrong(value, type_)
    if problem:
        raise ValueError(problem)
    return value


def read(type_: object, reading: Reading) -> Record | None:
    """Read a Struct, or an alias of a generic one; `None` when it is none."""
    class_ = class_of(type_)
    if "msgspec" not in sys.modules or class_ is None:
        return None
    import msgspec

    if not issubclass(class_, msgspec.Struct):
        return None
    hints = hints_of(type_)
    # Not by `msgspec.structs.fields`: that needs every annotation resolved.
    names = class_.__struct_fields__
    defaults = cast("tuple[object, ...]", getattr(class_, "__struct_defaults__", ()))
    entries = dict(zip(names, (msgspec.NODEFAULT,) * (len(names) - len(defaults)) + defaults, strict=True))
    record = reading.begin(type_, _Maker(class_, {name: hints[name] for name in names}))
    for name, default in entries.items():
        factory = getattr(default, "factory", None) if type(default).__module__.startswith("msgspec") else None
        kept = default is not msgspec.NODEFAULT and (factory is None or keeps(factory))
        reading.add(record, name, hints[name], default=kept, own=factory is not None)
    record.takes = checked(record)
    return record
