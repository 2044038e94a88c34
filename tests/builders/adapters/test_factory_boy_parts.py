"""Factories of factory_boy with other factories in them: names, numbers, and collections of their own."""

# factory_boy writes down few of its types.
# pyright: reportPrivateImportUsage=false, reportIncompatibleVariableOverride=false, reportArgumentType=false
# pyright: reportIncompatibleMethodOverride=false, reportGeneralTypeIssues=false
# mypy: disable-error-code="attr-defined, name-defined, no-untyped-call, untyped-decorator, misc, assignment"

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, ClassVar

import attrs
import factory
import msgspec
import pytest

from builders import UnknownName, from_factory, seeded


@dataclass
class Tenant:
    plan: str


@dataclass
class Line:
    number: int
    day: dt.date = dt.date(2024, 1, 1)
    order: object = None


@dataclass
class Order:
    lines: list[Line]
    tags: list[str] = field(default_factory=list)
    tenant: Tenant | None = None
    more: dict[str, object] = field(default_factory=dict)


class TenantFactory(factory.Factory[Tenant]):
    class Meta:
        model = Tenant

    plan = "free"


class LineFactory(factory.Factory[Line]):
    class Meta:
        model = Line

    number = factory.Sequence(int)
    day = factory.Sequence(lambda n: dt.date(2024, 1, 1) + dt.timedelta(days=n))


class OrderFactory(factory.Factory[Order]):
    class Meta:
        model = Order

    class Params:
        owned = factory.Trait(tenant=factory.SubFactory(TenantFactory))
        tagged = factory.Trait(tags=["new"])
        rich = False

    lines = factory.List([factory.SubFactory(LineFactory), factory.SubFactory(LineFactory)])
    more = factory.Dict({"tenant": factory.SubFactory(TenantFactory), "lang": "en"})

    @factory.post_generation
    def touch(order: Order, create: bool, extracted: str | None) -> None:
        order.tags.append("touched")


class RichFactory(OrderFactory):
    tenant = factory.Maybe("rich", factory.SubFactory(TenantFactory, plan="pro"), None)


class NodeFactory(factory.Factory[Any]):
    class Meta:
        model = dict

    class Params:
        parent = factory.Trait(child=factory.SubFactory(f"{__name__}.NodeFactory"))

    number = factory.Sequence(int)


orders, rich = from_factory(OrderFactory), from_factory(RichFactory)


class TestNames:
    @pytest.mark.parametrize(
        ("asked", "told"),
        [
            (lambda: orders.build("owned", tenant__plam="pro"), "OrderFactory.tenant has no field 'plam'"),
            (lambda: orders.build(owned=True, tenant__plam="pro"), "OrderFactory.tenant has no field 'plam'"),
            (
                lambda: orders.build(tenant__plan="pro"),
                r"with owned=True only(.|\n)*build\(owned=True, tenant__",
            ),
            (lambda: orders.build(lines__0__numbre=3), r"OrderFactory.lines.0 has no field 'numbre'"),
            (lambda: orders.build(lines__7__number=3), r"OrderFactory.lines has no item '7'"),
            (lambda: orders.build(lines__first=3), r"OrderFactory.lines has no item 'first'"),
            (lambda: orders.build(more__tenant__plam="pro"), "OrderFactory.more.tenant has no field 'plam'"),
            (lambda: orders.build(more__langg="de"), "OrderFactory.more has no key 'langg'.\n  did you mean:  lang"),
            (lambda: rich.build(tenant__plan="x"), "with owned=True only"),
            (lambda: rich.build(rich=True, tenant__plam="x"), "RichFactory.tenant has no field 'plam'"),
        ],
    )
    def test_that_lead_nowhere(self, asked: Callable[[], object], told: str) -> None:
        with pytest.raises(UnknownName, match=told):
            asked()

    def test_that_lead_somewhere(self) -> None:
        assert orders.build("owned", tenant__plan="pro").tenant == Tenant("pro")
        assert orders.build(owned=True, tenant__plan="pro").tenant == Tenant("pro")
        assert orders.build(lines__1__number=30).lines[1].number == 30
        assert orders.build(lines__2=Line(9)).lines[2] == Line(9)
        more = orders.build(more__tenant__plan="pro", more__color="red", more__lang="de").more
        assert more == {"tenant": Tenant("pro"), "color": "red", "lang": "de"}
        assert rich.build(rich=True).tenant == Tenant("pro")
        assert rich.build(rich=True, tenant__plan="x").tenant == Tenant("x")
        assert rich.build().tenant is None

    def test_in_the_declaration_of_a_sub_factory(self) -> None:
        class Wrong(OrderFactory):
            tenant = factory.SubFactory(TenantFactory, plann="pro")

        class InAList(OrderFactory):
            lines = factory.List([factory.SubFactory(LineFactory, numbr=1)])

        with pytest.raises(UnknownName, match=r"Wrong.tenant has no field 'plann'.\n  did you mean:  plan"):
            from_factory(Wrong).build()
        with pytest.raises(UnknownName, match=r"InAList.lines.0 has no field 'numbr'"):
            from_factory(InAList).build()

    def test_that_a_factorys_own_code_takes(self) -> None:
        class Priced(TenantFactory):
            @classmethod
            def _adjust_kwargs(cls, **kwargs: Any) -> dict[str, Any]:
                return {"plan": "pro" if kwargs.pop("price", 0) else kwargs["plan"]}

        class Paying(OrderFactory):
            tenant = factory.SubFactory(Priced, price=3)

        assert from_factory(Paying).build().tenant == Tenant("pro")

    def test_of_a_field_that_is_renamed(self) -> None:
        class Renamed(factory.Factory[Tenant]):
            class Meta:
                model = Tenant
                rename: ClassVar = {"tier": "plan"}

            tier = "free"

        assert from_factory(Renamed).build(tier="pro") == Tenant("pro")
        with pytest.raises(UnknownName, match="did you mean:  tier"):
            from_factory(Renamed).build(plan="pro")
        with pytest.raises(UnknownName, match="did you mean:  tier"):
            from_factory(Renamed).build(teir="pro")

    def test_of_related_objects(self) -> None:
        class Related(factory.Factory[Any]):
            class Meta:
                model = dict

            line = factory.RelatedFactory(LineFactory, factory_related_name="order")

        assert from_factory(Related).build(line__number=3) == {}
        with pytest.raises(UnknownName, match="Related.line has no field 'numbr'"):
            from_factory(Related).build(line__numbr=3)

    @pytest.mark.parametrize("make", [attrs.make_class, lambda name, fields: msgspec.defstruct(name, fields)])
    def test_of_other_kinds_of_classes(self, make: Callable[[str, list[str]], type]) -> None:
        owner = make("Owner", ["plan"])

        class Owners(factory.Factory[Any]):
            class Meta:
                model = owner

            plan = "free"

        class Held(factory.Factory[Any]):
            class Meta:
                model = make("Held", ["owner"])

            class Params:
                owned = factory.Trait(owner=factory.SubFactory(Owners))

            owner = None

        held = from_factory(Held)
        assert held.build("owned", owner__plan="pro").owner.plan == "pro"
        with pytest.raises(UnknownName, match="Held.owner has no field 'plam'.\n  did you mean:  plan"):
            held.build("owned", owner__plam="pro")


class TestNumbers:
    def test_children_count_on_from_parent_to_parent(self) -> None:
        assert [[line.number for line in order.lines] for order in orders.build_many(3)] == [[0, 1], [2, 3], [4, 5]]

    def test_whatever_was_built_before(self) -> None:
        with seeded(1):
            second = orders.build_many(2)[1]
        with seeded(1):
            orders.build("owned")
            from_factory(LineFactory).build_many(3)
            assert orders.build() == second

    def test_of_related_lists(self) -> None:
        made: list[Line] = []

        class Kept(LineFactory):
            @factory.post_generation
            def keep(line: Line, create: bool, extracted: object) -> None:
                made.append(line)

        class Related(factory.Factory[Any]):
            class Meta:
                model = dict

            lines = factory.RelatedFactoryList(Kept, factory_related_name="order", size=3)

        from_factory(Related).build_many(2)
        assert [line.number for line in made] == [0, 1, 2, 3, 4, 5]
        assert made[5].day == dt.date(2024, 1, 6)

    def test_of_children_that_no_declaration_tells(self) -> None:
        class Built(factory.Factory[Order]):
            class Meta:
                model = Order

            lines = factory.LazyFunction(lambda: LineFactory.build_batch(3))

        first, second = from_factory(Built).build_many(2)
        assert [line.number for line in first.lines] == [0, 1, 2]
        assert [line.number for line in second.lines] == [100, 101, 102]

    def test_of_a_factory_within_itself(self) -> None:
        nodes = from_factory(NodeFactory)
        assert [node["number"] for node in nodes.build_many(3)] == [0, 1, 2]
        with seeded(1):
            first, second = nodes.build_many(2, "parent")
            assert [(node["number"], node["child"]["number"]) for node in (first, second)] == [(0, 1), (2, 3)]


class TestCollections:
    def test_that_are_declared_are_each_objects_own(self) -> None:
        class Tagged(OrderFactory):
            tags: list[str] = []

        for each in (from_factory(Tagged), orders):
            traits = ("tagged",) if each is orders else ()
            first, second = each.build_many(2, *traits)
            assert first.tags == second.tags
            assert first.tags is not second.tags
            assert each.build(*traits).tags == first.tags

    def test_that_are_given_too(self) -> None:
        given = ["mine"]
        assert orders.build(tags=given).tags == ["mine", "touched"]
        assert given == ["mine"]

    def test_that_a_function_gives_are_its_own(self) -> None:
        registry: list[str] = []

        class Held(OrderFactory):
            tags = factory.LazyFunction(lambda: registry)

        assert from_factory(Held).build().tags is registry
