"""Names with an annotation: it says what may stand there, whatever stands there now."""

from __future__ import annotations

from inspect import Parameter
from types import ModuleType, NoneType

from mockfactory.double.building.standing_in import why_no_fake_of, why_rules_refuse, why_rules_refuse_value
from mockfactory.double.planning.refusals import is_double
from mockfactory.rules.telling.misfit import Misfit
from mockfactory.spec import Hint, Kind, SpecError
from mockfactory.spec.annotations.forms import arguments_in, is_union, origin_of
from mockfactory.spec.annotations.hints import Scope, resolve, strip_qualifiers
from mockfactory.spec.check import compile_check
from mockfactory.spec.looking.static import is_class
from mockfactory.spec.looking.written import annotations_in
from mockfactory.spec.members.signatures import is_protocol
from mockfactory.spec.read import read_spec


def annotation_at(owner: object, name: str) -> Hint | None:
    """The annotation of a name, in the module or the class that has it; None where it promises nothing.

    Args:
        owner: a module, a class, or an object of a class. Annotations of bases count.
        name: a name on it.

    Example:
        >>> class Service:
        ...     timeout: float = 1
        >>> annotation_at(Service, "timeout")
        Hint(annotation=<class 'float'>, unchecked=None)
    """
    if is_double(owner):
        return None  # It judges by itself what is set on it.
    found = _in_module(owner, name) if isinstance(owner, ModuleType) else _of_member(owner, name)
    if found is None or found.unchecked is not None:
        return None
    bare, _ = strip_qualifiers(found.annotation)
    return None if bare is None else Hint(bare)


def _in_module(module: ModuleType, name: str) -> Hint | None:
    written = annotations_in(module).get(name, Parameter.empty)
    return None if written is Parameter.empty else resolve(written, Scope.of_module(module))


def _of_member(owner: object, name: str) -> Hint | None:
    try:
        member = read_spec(owner if is_class(owner) else type(owner)).members.get(name)
    except SpecError:
        return None
    if member is None or member.kind not in (Kind.CLASS_ATTRIBUTE, Kind.INSTANCE_ATTRIBUTE):
        return None
    return member.value if member.found == "annotation" or "field" in member.found else None


def why_not_as_annotated(promised: Hint, new: object) -> str | None:
    """Why a value can't stand under a name with an annotation; None where it can.

    Args:
        promised: the annotation.
        new: what is to be put there: of the type, or a hand-written fake of a class in it.
    """
    check = compile_check(promised)
    if check is None:
        return None
    reasons: list[str] = []
    for arm in _arms(promised.annotation):
        reason = _why_not_arm(arm, new)
        if reason is None:
            return None
        reasons.append(reason)
    misfit = next((reason for reason in reasons if isinstance(reason, Misfit)), None)
    if misfit is not None:
        return misfit
    told = [reason for reason in reasons if reason]
    return told[0] if len(told) == 1 else check.told(new, "it is", "in it,")


def interface_of(promised: Hint, new: object) -> object | None:
    """What a value stands for under a name with an annotation: of a union, the first type that it fits."""
    return next((arm for arm in _arms(promised.annotation) if _why_not_arm(arm, new) is None), None)


def _why_not_arm(arm: object, new: object) -> str | None:
    """Why a value is not of one type of a union; "" where there is no more to say."""
    check = compile_check(Hint(arm))
    if check is None or check.accepts(new):
        if origin_of(arm) is type and is_class(new) and not is_double(new):
            return why_rules_refuse(new, arguments_in(arm)[0])
        return why_rules_refuse_value(new, arm)
    if new is None or arm is NoneType or not is_class(arm):
        return ""
    return check.told(new, "it is", "in it,") if is_protocol(arm) else why_no_fake_of(new, arm)


def class_in(promised: Hint) -> type | None:
    """The one class that an annotation names, beside `None`; None for anything else."""
    classes = [arm for arm in _arms(promised.annotation) if arm is not None]
    return classes[0] if len(classes) == 1 and is_class(classes[0]) else None


def _arms(annotation: object) -> tuple[object, ...]:
    if not is_union(annotation):
        return (annotation,)
    return tuple(None if one is NoneType else one for one in arguments_in(annotation))
