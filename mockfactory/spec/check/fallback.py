"""Forms that are not known here. A plug-in of typeguard may know them; where none does, the form is left unchecked."""

from __future__ import annotations

from mockfactory.spec.check.compiler import Compiler
from mockfactory.spec.check.placeholders import is_bare_mock, is_placeholder
from mockfactory.spec.check.verdict import Check, refusal
from mockfactory.spec.check.words import describe_type


def fallback_check(annotation: object, compiler: Compiler) -> Check | None:
    """Let typeguard check a form that one of its checkers was made for."""
    name = describe_type(annotation)
    if not _typeguard_knows(annotation):
        compiler.unchecked(f"no check for {name}")
        return None

    def accepts(value: object) -> bool:
        if is_placeholder(value):
            return True
        # typeguard lets every mock pass, which is what a double is there to prevent.
        return not is_bare_mock(value) and not _problem(value, annotation)

    return Check(frozenset(), accepts, lambda value: refusal(value, name, _problem(value, annotation)), name)


def _typeguard_knows(annotation: object) -> bool:
    try:
        import typing

        import typeguard
    except ImportError:
        return False
    origin = typing.get_origin(annotation) or annotation
    arguments = typing.get_args(annotation)
    extras: tuple[object, ...] = getattr(annotation, "__metadata__", ())
    try:
        return any(lookup(origin, arguments, extras) for lookup in typeguard.checker_lookup_functions)
    except Exception:
        return False


def _problem(value: object, annotation: object) -> str:
    # Late: few specs have such a form.
    from builders.typechecking import mistyped

    return mistyped(value, annotation)
