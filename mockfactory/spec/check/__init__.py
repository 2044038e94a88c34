"""Is this value what the annotation promises? A check is compiled once for each annotation, then used for every value.

The verdict is what a type checker would say of the value, as far as a value can tell. Where it cannot (the items of an
iterator, the type arguments of a class of your own) the value gets the benefit of the doubt; `unchecked_reason` tells.

- Classes are tested with `isinstance`, so that a stand-in which answers `__class__` counts as what it stands for.
- `int` is accepted for `float`, `int` and `float` for `complex`; `bytearray` and `memoryview` for `bytes` (the older
  promotion, which many libraries still count on).
- Items of built-in containers are all checked, none is sampled; an iterator is never advanced, a property never read, a
  container class of your own never iterated.
- Argument matchers, `unittest.mock.ANY` and `unittest.mock.sentinel` objects are placeholders: accepted at any depth.
  A mock without a spec is an instance of nothing; it is callable, and accepted where only a callable is asked for.
- A value whose own code fails while it is looked at (`__class__`, `__instancecheck__`, ...) is accepted: a check
  refuses only what it is certain of, and never crashes the call that it guards.
"""

from __future__ import annotations

from mockfactory.spec.check.compiling import compile_check, unchecked_reason, unpacked_typed_dict
from mockfactory.spec.check.verdict import Check, Flat, Problem

__all__ = ["Check", "Flat", "Problem", "compile_check", "unchecked_reason", "unpacked_typed_dict"]
