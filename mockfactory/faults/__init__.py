"""What fails, when and how: plans of failures, for doubles, real objects, connections and exchanges."""

from mockfactory.double.recording.injected import Injected
from mockfactory.double.stubbing.failing import works_by
from mockfactory.faults.applying.calls import at_work
from mockfactory.faults.applying.http.transport import faulty_transport
from mockfactory.faults.applying.injecting import inject
from mockfactory.faults.clock.running import virtual_clock
from mockfactory.faults.clock.stuck import StuckError
from mockfactory.faults.clock.virtual import VirtualClock
from mockfactory.faults.errors import Disconnected, PlanError
from mockfactory.faults.plans.making import delays, disconnects, hangs, passes, raises, returns
from mockfactory.faults.plans.on_the_way import corrupts, drops, duplicates, partially, reorders, truncates
from mockfactory.faults.plans.plan import FaultPlan
from mockfactory.faults.plans.sequences import in_sequence

works_by(at_work)

__all__ = [
    "Disconnected",
    "FaultPlan",
    "Injected",
    "PlanError",
    "StuckError",
    "VirtualClock",
    "corrupts",
    "delays",
    "disconnects",
    "drops",
    "duplicates",
    "faulty_transport",
    "hangs",
    "in_sequence",
    "inject",
    "partially",
    "passes",
    "raises",
    "reorders",
    "returns",
    "truncates",
    "virtual_clock",
]
