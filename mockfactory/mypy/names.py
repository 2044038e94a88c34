"""Names in strings: what they lead to, told where they lead to nothing."""

from __future__ import annotations

from collections.abc import Callable

from mypy.checker import TypeChecker
from mypy.nodes import CallExpr, Expression, MypyFile, RefExpr
from mypy.plugin import FunctionSigContext, MethodSigContext
from mypy.types import FunctionLike

from mockfactory.mypy.calls import Naming, Signature, namings
from mockfactory.mypy.codes import NAME
from mockfactory.mypy.modules import Modules
from mockfactory.mypy.places import Missing, Place, There, place_of_type
from mockfactory.mypy.resolving import Resolver, Result
from mockfactory.mypy.strings import makes_modules
from mockfactory.mypy.values import check_value, type_of
from mockfactory.mypy.watching import watch


class Names:
    """Looks at calls that name something.

    Args:
        modules: the modules of the run.
    """

    def __init__(self, modules: Modules) -> None:
        self.unresolved: set[str] = set()
        self._modules = modules
        self._resolver = Resolver(modules)

    def finder(self, signature: Signature) -> Callable[[FunctionSigContext | MethodSigContext], FunctionLike]:
        """What looks at each call of a function whether the names in it lead to something.

        It is asked for a signature, and leaves it as it is: of an overloaded function, an error that is told later
        would be a reason for mypy to take another overload.

        Args:
            signature: of the function.
        """

        def find(context: FunctionSigContext | MethodSigContext) -> FunctionLike:
            if isinstance(context.api, TypeChecker) and isinstance(context.context, CallExpr):
                for naming in namings(context.context, signature):
                    self._look(context.api, naming, signature)
            return context.default_signature

        return find

    def _look(self, api: TypeChecker, naming: Naming, signature: Signature) -> None:
        found: Result
        if naming.owner is None:
            watch(api, naming.dotted, self._modules)
            found = self._resolver.dotted(naming.dotted, builtin=signature.builtin)
        else:
            owner = _owner(api, naming.owner)
            if owner is None:
                return
            if isinstance(owner, MypyFile):
                watch(api, f"{owner.fullname}.{naming.name}", self._modules)
            found = self._resolver.member(owner, naming.name, builtin=signature.builtin)
        if isinstance(found, Missing) and not (not found.owner and makes_modules(api.tree)):
            self.unresolved.add(api.tree.fullname)
            said = f'"{naming.dotted}" names nothing: {found}' if naming.dotted else str(found)
            api.fail(said[:1].upper() + said[1:], naming.at, code=NAME)
        elif isinstance(found, There) and naming.value is not None:
            check_value(api, naming, found, strictly=signature.refuses)


def _owner(api: TypeChecker, expression: Expression) -> Place | None:
    if isinstance(expression, RefExpr) and isinstance(expression.node, MypyFile):
        return expression.node
    found = type_of(api, expression)
    return None if found is None else place_of_type(found)
