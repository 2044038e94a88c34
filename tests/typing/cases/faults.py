"""Fault plans: what makes them, what takes them, and that an injected object keeps its type."""

from __future__ import annotations

from typing import Protocol, assert_type

from mockfactory import double, when
from mockfactory.faults import (
    FaultPlan,
    Injected,
    VirtualClock,
    corrupts,
    delays,
    disconnects,
    drops,
    in_sequence,
    inject,
    partially,
    passes,
    raises,
    reorders,
    returns,
    truncates,
    virtual_clock,
)


class Store(Protocol):
    size: int

    def get(self, key: str) -> str: ...

    async def fetch(self, key: str) -> str: ...


class Memory:
    def get(self, key: str) -> str:
        return key


def upper(text: str) -> str:
    return text.upper()


store = double(Store)
plan = raises(TimeoutError()).on_call(3)

assert_type(plan, FaultPlan)
assert_type(plan.from_call(2).every(2).until_call(9).with_probability(0.5).given(key="a"), FaultPlan)
assert_type(plan | delays(2, growth=2, most=60, jitter=0.1), FaultPlan)
assert_type(in_sequence(raises(OSError), passes(), drops()), FaultPlan)
assert_type(disconnects(1011, "x") | corrupts(argument="a") | truncates(0.5) | partially(0.5), FaultPlan)
with virtual_clock(most=60) as clock:
    assert_type(clock, VirtualClock)
virtual_clock()
virtual_clock(60)  # BAD
virtual_clock(most="60")  # BAD
returns(3)
returns("anything: it is checked where the plan is put to work")
raises("TimeoutError")  # BAD
raises(int)  # BAD
raises()  # BAD
plan.on_call("3")  # BAD
plan.every(0.5)  # BAD
plan.with_probability("0.5")  # BAD
plan.given("a")  # BAD
plan | OSError()  # BAD
plan.sometimes()  # BAD
delays("2")  # BAD
delays(2, 2)  # BAD
reorders("2")  # BAD
disconnects("1011")  # BAD
in_sequence(OSError())  # BAD
plan.every = 3  # BAD

when(store.get).fails(plan)
when(store.fetch).fails(plan).lenient()
when(lambda: store.get("a")).fails(raises(OSError()) | plan)
when(lambda: store.size).fails(plan)
when(store.get).fails(OSError())  # BAD
when(store.get).fails(raises)  # BAD
when(store.get).fails()  # BAD

assert_type(inject(Memory(), plan), Memory)
assert_type(inject(Memory(), get=plan), Memory)
assert_type(inject(Memory(), plan, get=plan).get("a"), str)
assert_type(inject(upper, plan)("a"), str)
inject(Memory(), get=OSError())  # BAD
inject(Memory(), OSError())  # BAD
inject(Memory(), plan).put("a")  # BAD
inject(upper, plan)(3)  # BAD


def told(fault: Injected) -> None:
    assert_type((fault.where, fault.number, fault.arguments, fault.effect), tuple[str, int, str, str])
    fault.number = 2  # BAD
