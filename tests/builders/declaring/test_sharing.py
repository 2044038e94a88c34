"""What is shared is built once; what leads back to itself is an error."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import pytest

from builders import Builder, CannotBuild, fresh, seeded, sequence, shared


@dataclass
class Owner:
    name: str


@dataclass
class Tenant:
    name: str
    owner: object = None


@dataclass
class User:
    tenant: Tenant


@dataclass
class Node:
    depth: int
    below: object = None


class TestThreads:
    def test_steps_run_once(self) -> None:
        barrier = threading.Barrier(8)
        first_step = threading.Event()
        ran: list[str] = []

        def step(tenant: Tenant) -> None:
            # Another thread that got here meanwhile would run it again.
            first_step.wait(0.05)
            ran.append(tenant.name)

        users = Builder(User, tenant=shared(Builder(Tenant).after(step)))

        def one(_: int) -> User:
            barrier.wait()
            return users.build()

        with seeded(1), ThreadPoolExecutor(8) as pool:
            built = list(pool.map(one, range(8)))
        assert len(ran) == 1
        assert len({id(user.tenant) for user in built}) == 1

    def test_of_builders_that_share_each_others_parents(self) -> None:
        owners = Builder(Owner, name=sequence("o{}"))
        tenants = Builder(Tenant, owner=shared(owners))
        pairs = (Builder(User, tenant=shared(tenants)), Builder(Tenant, owner=shared(owners)))
        barrier = threading.Barrier(2)

        def one(builder: Builder[User] | Builder[Tenant]) -> object:
            barrier.wait()
            built = builder.build()
            return built.tenant.owner if isinstance(built, User) else built.owner

        for seed in range(20):
            with seeded(seed), ThreadPoolExecutor(2) as pool:
                first, second = pool.map(one, pairs)
            assert first is second


class TestCircles:
    def test_of_shared_builders(self) -> None:
        tenants = Builder(Tenant).deriving(owner=lambda tenant: users.build())
        users: Builder[User] = Builder(User, tenant=shared(tenants))
        for _ in range(2):
            with pytest.raises(CannotBuild, match=r"(?s)without an end.*the circle:  Tenant -> User -> Tenant\n"):
                users.build()

    def test_of_fresh_builders(self) -> None:
        tenants = Builder(Tenant).deriving(owner=lambda tenant: users.build())
        users: Builder[User] = Builder(User, tenant=fresh(tenants))
        with pytest.raises(CannotBuild, match=r"the circle:  (User -> Tenant -> User|Tenant -> User -> Tenant)\n"):
            users.build()

    def test_of_steps(self) -> None:
        def again(user: User) -> None:
            users.build()

        users = Builder(User).after(again)
        with pytest.raises(CannotBuild, match="the circle:  User -> User\n"):
            users.build()

    def test_what_comes_to_an_end_is_none(self) -> None:
        def below(node: Node) -> object:
            return nodes.build(depth=node.depth - 1) if node.depth else None

        nodes = Builder(Node).deriving(below=below)
        node: object = nodes.build(depth=40)
        for depth in range(40, -1, -1):
            assert isinstance(node, Node)
            assert node.depth == depth
            node = node.below
        assert node is None

    def test_after_one_all_is_as_before(self) -> None:
        def again(user: User) -> None:
            users.build()

        users = Builder(User).after(again)
        for _ in range(3):
            with pytest.raises(CannotBuild, match="circle"):
                users.build()
        assert Builder(User).build().tenant.name
