"""`**options: Unpack[Options]`: what stands for the keys of a TypedDict, written out as parameters."""

from __future__ import annotations

import dataclasses
from inspect import Parameter
from typing import Final, Unpack

import typing_extensions

from mockfactory.spec.annotations.forms import arguments_in, origin_of
from mockfactory.spec.annotations.hints import annotations_of, strip_qualifiers
from mockfactory.spec.annotations.parameters import bind, replace
from mockfactory.spec.check.typed_dicts import is_typed_dict
from mockfactory.spec.looking.identity import is_one_of
from mockfactory.spec.looking.raw import namespace_of, tuple_in
from mockfactory.spec.looking.static import is_class
from mockfactory.spec.model import CallSpec, Hint, Member

_UNPACK: Final[tuple[object, ...]] = (Unpack, typing_extensions.Unpack)


def with_options(member: Member) -> Member:
    """A method with a parameter for each key that it takes by `**options: Unpack[Options]`.

    Source: the typing specification, "Unpack for keyword arguments": such a function takes these keys, by name alone,
    and no others.

    Args:
        member: of either class; one that takes no such options is given back as it is.
    """
    if member.call is None or not any(map(_packed, (member.call, *member.overloads))):
        return member
    overloads = tuple(map(written_out, member.overloads))
    return dataclasses.replace(member, call=written_out(member.call), overloads=overloads)


def _packed(call: CallSpec) -> Parameter | None:
    """The parameter that takes the keys of a TypedDict."""
    if call.signature is None or not call.signature.parameters:
        return None
    last = list(call.signature.parameters.values())[-1]
    if last.kind is not Parameter.VAR_KEYWORD:
        return None
    hint = call.hints[last.name]
    if hint.unchecked is not None or not is_one_of(origin_of(hint.annotation), _UNPACK):
        return None
    return last if is_typed_dict(_class_of(arguments_in(hint.annotation)[0])) else None


def _class_of(packed: object) -> type:
    cls = packed if is_class(packed) else origin_of(packed)
    return cls if is_class(cls) else object


def written_out(call: CallSpec) -> CallSpec:
    """One way to call: as `with_options`."""
    options = _packed(call)
    if options is None or call.signature is None:
        return call
    packed = arguments_in(call.hints[options.name].annotation)[0]
    cls = _class_of(packed)
    required: frozenset[str] = getattr(cls, "__required_keys__", frozenset())
    bound = bind(tuple_in(namespace_of(cls), "__parameters__") or (), arguments_in(packed))
    kept = [one for one in call.signature.parameters.values() if one is not options]
    hints = {one.name: call.hints[one.name] for one in kept}
    for key, hint in annotations_of(cls).items():
        if key in hints or not key.isidentifier():
            continue
        bare, qualifiers = strip_qualifiers(hint.annotation)
        is_required = "Required" in qualifiers or (key in required and "NotRequired" not in qualifiers)
        default = Parameter.empty if is_required else ...
        kept.append(Parameter(key, Parameter.KEYWORD_ONLY, default=default, annotation=bare))
        hints[key] = Hint(replace(bare, bound), hint.unchecked)
    return dataclasses.replace(call, signature=call.signature.replace(parameters=kept), hints=hints)
