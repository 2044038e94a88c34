"""Seeds give the data that they gave before: other data is a breaking change."""

from __future__ import annotations

import subprocess
import sys
from hashlib import blake2b

from builders import seeded
from builders.domain import batch_jobs, contexts, invoices, seed_tenants
from builders.domain.recipes.material import Material


def test_the_seeded_world_is_as_it_was() -> None:
    text = "\n".join(one.model_dump_json() for one in (*seed_tenants().tenants, *seed_tenants().users))
    assert blake2b(text.encode(), digest_size=8).hexdigest() == "2abc4e863f3d795b"


def test_material_is_as_it_was() -> None:
    material = Material.of("user_ada")
    assert (material.letters("id", 12), material.number("n", 0, 999), material.pick("p", "abcdefgh")) == (
        "9w11f4a6x7st",
        680,
        "e",
    )


def test_objects_of_a_seed_are_as_they_were() -> None:
    with seeded(7, "golden"):
        assert contexts.build("websocket").request_id == "req_wmg4ey6v_1"
        assert batch_jobs.build("failed").error == "the model rejected item 2571: too many tokens"
        assert str(invoices.build().total) == "1504.50"


def test_builders_alone_do_not_load_the_domain_nor_pydantic() -> None:
    code = (
        "import sys, builders; from builders import build, Builder; build(int);"
        "print([name for name in ('pydantic', 'builders.domain') if name in sys.modules])"
    )
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60)
    assert found.stdout.strip() == "[]"
