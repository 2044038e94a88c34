"""What was made to fail while a test ran: data only."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Injected:
    """One fault that fired.

    Attributes:
        where: the method ("Mailer.send"), the connection or the exchange.
        number: of the call, as the plan counts them.
        arguments: of the call, in short.
        effect: what happened, as the code that asks for it.
    """

    where: str
    number: int
    arguments: str
    effect: str

    def __str__(self) -> str:
        return f"{self.where}({self.arguments}), call {self.number}: {self.effect}"


@dataclass(frozen=True, slots=True)
class Attached:
    """One plan that was put to work.

    Attributes:
        where: the method, the connection or the exchange.
        plan: it prints as the code that makes it.
        seed: what its chances come from.
    """

    where: str
    plan: object
    seed: int
