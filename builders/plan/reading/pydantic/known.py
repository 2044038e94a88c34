"""Types of pydantic's own that are functions to its core: they are known by the function."""

from __future__ import annotations

import functools
import re
from collections.abc import Callable
from dataclasses import replace
from ipaddress import IPv4Address, IPv4Interface, IPv4Network, IPv6Address, IPv6Interface, IPv6Network
from pathlib import Path
from typing import Any, Final

from builders.draws.choices import Constant, OneOf, Pick
from builders.draws.computed import Of
from builders.draws.draw import Draw
from builders.draws.numbers import Integer
from builders.draws.texts import Text
from builders.plan.reading.pydantic.bounds import both, said_by
from builders.plan.reading.pydantic.node import Node, Spot, function_of, unknown
from builders.values.constraints import Constraints

_IMPORTABLE: Final = ("math.cos", "math.sin", "math.sqrt", "json.dumps", "json.loads", "os.path.join")
_PATTERNS: Final = (r"[a-z]+", r"\d{3}-\d{4}", r"^\w+@\w+\.\w+$", r"\s*;\s*", r"(?P<key>\w+)=(?P<value>.*)")


def known(node: Node, spot: Spot, read: Callable[[type, Spot], Draw]) -> Draw | None:
    """How a value of one of pydantic's own types is drawn; `None` for a node of another.

    Args:
        node: a function's.
        spot: where it stands.
        read: reads types that are not pydantic's.
    """
    function = function_of(node)
    owner: object = getattr(function, "__self__", None)
    name: str = getattr(function, "__name__", "")
    if not (getattr(function, "__module__", None) or "").startswith(("pydantic.", "ipaddress")):
        return None
    if name.startswith("pattern_") and name.endswith("_validator"):
        return _pattern(name)
    if name == "import_string":
        return Pick(_IMPORTABLE)
    if owner is not None:
        return _owned(owner, node, spot, read)
    return _path(name, spot)


def _owned(owner: object, node: Node, spot: Spot, read: Callable[[type, Spot], Draw]) -> Draw | None:
    """By the class, or the object, whose method the function is."""
    kind = owner.__name__ if isinstance(owner, type) else type(owner).__name__
    inside: Node = node.get("schema") or {}
    match kind:
        case "EmailStr":
            return read(str, replace(spot, name=email_name(spot.name), said=both(spot.said, said_by(inside))))
        case "NameEmail":
            person = read(str, replace(spot, name=person_name(spot.name)))
            email = read(str, replace(spot, name=email_name(spot.name)))
            return Text(('"', person, '" <', email, ">"))
        case "IPvAnyAddress":
            return _either(IPv4Address, IPv6Address, spot, read)
        case "IPvAnyInterface":
            return _either(IPv4Interface, IPv6Interface, spot, read)
        case "IPvAnyNetwork":
            return _either(IPv4Network, IPv6Network, spot, read)
        case "ByteSize":
            return Integer(1, 10**9)
        case "PaymentCardNumber":
            return Of(_card_number, Integer(0, 10**14 - 1))
        case "EncodedBytes" | "EncodedStr":
            encoder: Any = owner
            type_ = bytes if kind == "EncodedBytes" else str
            # The text is limited as it is encoded, and four characters of it stand for three bytes.
            limit: object = inside.get("max_length")
            room = Constraints(max_length=limit * 3 // 4) if isinstance(limit, int) else Constraints()
            plain = read(type_, replace(spot, said=room))
            encode: Callable[[bytes], bytes] = encoder.encoder.encode
            return Of(functools.partial(_encoded, encode, type_), plain)
        case _:
            return None


def _path(name: str, spot: Spot) -> Draw | None:
    """By the function's own name: paths that have to exist, or must not."""
    match name:
        case "validate_directory":
            return Constant(Path("."))
        case "validate_new":
            return Of(_new_path, Integer(0, 2**48 - 1))
        case "validate_file" | "validate_socket":
            return unknown(spot, "it has to be the path of a file that exists, and none is the same on every machine")
        case _:
            return None


def email_name(name: str) -> str:
    """The name of a field as one for email addresses: `contact` is `contact_email`."""
    return name if "email" in name.lower() else f"{name}_email" if name else "email"


def person_name(name: str) -> str:
    """The name of the field that would hold the name of the person whose address is in the field `name`."""
    prefix = name.lower().partition("email")[0].rstrip("_") if "email" in name.lower() else name
    return f"{prefix}_full_name" if prefix else "full_name"


def _either(first: type, second: type, spot: Spot, read: Callable[[type, Spot], Draw]) -> Draw:
    return OneOf(tuple((type_.__name__, read(type_, spot)) for type_ in (first, second)))


def _pattern(name: str) -> Draw:
    if "bytes" in name:
        return Pick(tuple(re.compile(pattern.encode()) for pattern in _PATTERNS))
    return Pick(tuple(re.compile(pattern) for pattern in _PATTERNS))


def _card_number(number: object) -> str:
    """Sixteen digits that begin with a 4 and end with the check digit of ISO/IEC 7812 (Luhn's)."""
    digits = f"4{number:014d}"
    total = sum(int(digit) if place % 2 else sum(divmod(int(digit) * 2, 10)) for place, digit in enumerate(digits))
    return f"{digits}{-total % 10}"


def _encoded(encode: Callable[[bytes], bytes], type_: type, plain: Any) -> object:
    return encode(plain) if type_ is bytes else encode(plain.encode()).decode()


def _new_path(number: object) -> Path:
    return Path(f"new-{number:012x}")
