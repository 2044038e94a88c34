"""`faulty_transport`: failures between an HTTP client and what it talks to."""

from __future__ import annotations

import asyncio
from types import TracebackType
from typing import Final, Self, TypeVar, cast

from mockfactory.double.recording.current import current
from mockfactory.faults.applying.attaching import LASTING, attach, effects_of, triggers_of
from mockfactory.faults.applying.given import is_never
from mockfactory.faults.applying.holding import Held
from mockfactory.faults.applying.http.exchange import NAMES, Exchange, reader
from mockfactory.faults.applying.http.library import Library, Request, Response, Transport, is_response, library_of
from mockfactory.faults.applying.sorting import begin, sort
from mockfactory.faults.errors import PlanError
from mockfactory.faults.plans.effects import Corrupts, Drops, Returns, Truncates
from mockfactory.faults.plans.plan import FaultPlan
from mockfactory.wording.text import nearest, report, show

T = TypeVar("T")


class FaultyTransport:
    """A transport that hands requests on as a plan lets it."""

    def __init__(self, library: Library, transport: Transport, plan: FaultPlan, name: str) -> None:
        self._library: Final = library
        self._transport: Final = transport
        self._where: Final = name
        self._ledger: Final = current()
        self._held: Final[Held[asyncio.Event]] = Held()
        work = attach(plan, name, self._ledger, (*LASTING, Drops), counts="exchange")
        self._running: Final = work.run(name, reader)

    def handle_request(self, request: Request) -> Response:
        """One exchange."""
        __tracebackhide__ = True
        if self._running.asks:
            request.read()
        return self._exchange(request).send(self._transport)

    async def handle_async_request(self, request: Request) -> Response:
        """One exchange in async code."""
        __tracebackhide__ = True
        if self._running.asks:
            await request.aread()
        return await self._exchange(request).send_async(self._transport)

    def _exchange(self, request: Request) -> Exchange:
        what = begin(sort(self._running.decide(request)))
        return Exchange(self._library, self._where, self._ledger, request, what, self._held)

    def close(self) -> None:
        self._transport.close()

    async def aclose(self) -> None:
        await self._transport.aclose()

    def __enter__(self) -> Self:
        self._transport.__enter__()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None = None,
        value: BaseException | None = None,
        trace: TracebackType | None = None,
    ) -> None:
        self._transport.__exit__(kind, value, trace)

    async def __aenter__(self) -> Self:
        await self._transport.__aenter__()
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None = None,
        value: BaseException | None = None,
        trace: TracebackType | None = None,
    ) -> None:
        await self._transport.__aexit__(kind, value, trace)


def faulty_transport(transport: T, plan: FaultPlan, *, name: str = "http") -> T:
    """Make HTTP exchanges fail as planned: for httpx and httpx2, sync and async.

    The numbers of a plan count exchanges; `given` may ask for `method`, `url`, `host`, `path` and `content`. An error
    is raised where the transport would raise it; `returns` takes a `Response`; what hangs, is dropped or takes too long
    ends with `ReadTimeout` after the client's time-out; a duplicated request is sent twice; corrupted, truncated and
    partial are the bodies of answers, chunk by chunk where they are streamed; a broken connection is the error that the
    library raises for it.

    Args:
        transport: hands on what the plan lets pass: `httpx.HTTPTransport()`, `httpx.MockTransport(...)`.
        plan: what fails, and when.
        name: of the target, for the journal; of two targets in a test, each is to have its own.

    Returns:
        A transport for the client; for a type checker, what `transport` is.

    Raises:
        PlanError: for what is no transport, and a plan that means nothing for an exchange.

    Example:
        >>> import httpx
        >>> from mockfactory.faults import faulty_transport, returns
        >>> server = httpx.MockTransport(lambda request: httpx.Response(200))
        >>> flaky = faulty_transport(server, returns(httpx.Response(503)).on_call(1))
        >>> with httpx.Client(transport=flaky) as client:
        ...     [client.get("http://shop.example/").status_code for _ in range(2)]
        [503, 200]
    """
    __tracebackhide__ = True
    library = library_of(transport)
    if not isinstance(plan, FaultPlan):  # pyright: ignore[reportUnnecessaryIsInstance]
        raise PlanError(report(f"faulty_transport() takes a fault plan, not {show(plan)}.", write="raises(OSError())"))
    _check(library, plan)
    made = type("FaultyTransport", (FaultyTransport, library.AsyncBaseTransport, library.BaseTransport), {})
    return cast("T", made(library, cast("Transport", transport), plan, name))


def _check_response(library: Library, effect: Returns) -> None:
    __tracebackhide__ = True
    if not is_response(library, effect.value):
        raise PlanError(
            report(
                f"{effect!r}: an HTTP exchange gives a Response of the transport's own library.",
                write="returns(httpx.Response(503))",
            )
        )
    try:
        cast("Response", effect.value).read()
    except Exception as error:
        raise PlanError(
            report(
                f"{effect!r}: the body of the Response can't be read, so it can't be given many times ({error}).",
                write='returns(httpx.Response(503, content=b"..."))',
            )
        ) from None


def _check(library: Library, plan: FaultPlan) -> None:
    __tracebackhide__ = True
    for effect in effects_of(plan):
        if isinstance(effect, Returns):
            _check_response(library, effect)
        if isinstance(effect, Corrupts | Truncates) and effect.argument is not None:
            raise PlanError(
                report(f"{effect!r}: of an HTTP exchange, the body of the answer is meant.", write="without argument=")
            )
    for when in triggers_of(plan):
        for name, value in when.given:
            if name not in NAMES:
                raise PlanError(
                    report(
                        f"given({name}=...): a request has no {name!r}.{nearest(name, NAMES)}", known=", ".join(NAMES)
                    )
                )
            kind = bytes if name == "content" else str
            if is_never(value, kind):
                raise PlanError(
                    report(f"given({name}={show(value)}) can never fire: the {name} of a request is {kind.__name__}.")
                )
