"""A second try at an annotation that a type checker understands and the interpreter refuses.

- A class that is generic only in its stub (`"Cookie[str]"`) stands for the bare class.
- An alias whose type parameters are hidden in quotes (`Entity = Union["Mapper[T]", None]`, then `"Entity[int]"`) stands
  for itself.
- `|` between things that do not support it (a quoted name) stands for a Union.
- `module.Name`, bound in that module only for type checkers, stands for what it stands for there.
"""

from __future__ import annotations

import ast
from types import CodeType, ModuleType
from typing import Union

from mockfactory.spec.annotations.evaluation import Find, MissingAttribute, Unresolved, run
from mockfactory.spec.annotations.forms import origin_of
from mockfactory.spec.annotations.surroundings import MISSING
from mockfactory.spec.annotations.typing_only import find_typing_only
from mockfactory.spec.looking.raw import find_raw
from mockfactory.spec.looking.static import is_class, module_dict


def evaluate_tolerantly(text: str, find: Find, reason: Unresolved) -> object:
    """The object that `text` stands for when all these forms are allowed.

    Raises:
        Unresolved: `reason`, that of the first try, when that does not help either.
    """
    try:
        tolerant = _Tolerant(find)
        return tolerant.run(tolerant.visit(ast.parse(f"({text}\n)", mode="eval").body))
    except (TypeError, SyntaxError, ValueError, MissingAttribute):
        raise reason from None


class _Tolerant(ast.NodeTransformer):
    """Rewrites what can not be evaluated, and evaluates the parts that it has to know for that."""

    def __init__(self, find: Find) -> None:
        self._find = find
        self._objects: dict[str, object] = {}

    def run(self, node: ast.expr) -> object:
        return run(_code(node), self._known)

    def visit_Attribute(self, node: ast.Attribute) -> ast.expr:
        self.generic_visit(node)
        module = self.run(node.value)
        if isinstance(module, ModuleType) and node.attr not in module_dict(module):
            found = find_typing_only(module, node.attr)
            if found is not MISSING:
                return self._constant(found)
        return node

    def visit_Subscript(self, node: ast.Subscript) -> ast.expr:
        self.generic_visit(node)
        return node.value if _takes_no_arguments(self.run(node.value)) else node

    def visit_BinOp(self, node: ast.BinOp) -> ast.expr:
        self.generic_visit(node)
        if not isinstance(node.op, ast.BitOr):
            return node
        arms = ast.Tuple([node.left, node.right], ast.Load())
        return ast.Subscript(self._constant(Union), arms, ast.Load())

    def _known(self, name: str) -> object:
        return self._objects[name] if name in self._objects else self._find(name)

    def _constant(self, value: object) -> ast.expr:
        name = f" {len(self._objects)}"  # not an identifier, so that no annotation uses it
        self._objects[name] = value
        return ast.Name(name, ast.Load())


def _takes_no_arguments(generic: object) -> bool:
    if is_class(generic):
        return find_raw(generic, "__class_getitem__") is None and find_raw(type(generic), "__getitem__") is None
    if isinstance(generic, str):
        return True
    return origin_of(generic) is not None and not getattr(generic, "__parameters__", ())


def _code(node: ast.expr) -> CodeType:
    return compile(ast.fix_missing_locations(ast.Expression(node)), "<annotation>", "eval", dont_inherit=True)
