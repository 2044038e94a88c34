"""The `virtual_clock` fixture."""

from __future__ import annotations

import pytest


def test_time_of_a_test_is_virtual_and_of_the_next_real_again(pytester: pytest.Pytester) -> None:
    pytester.makepyfile(
        """
        import asyncio, time
        import pytest

        @pytest.mark.asyncio
        async def test_async(virtual_clock):
            before = time.monotonic()
            await asyncio.sleep(3600)
            assert virtual_clock.elapsed == 3600 == time.monotonic() - before

        def test_sync(virtual_clock):
            time.sleep(3600)
            assert virtual_clock.elapsed == 3600

        class TestOfAClass:
            def test_sync(self, virtual_clock):
                assert virtual_clock.elapsed == 0

        def test_real():
            assert time.sleep.__name__ == "sleep"
            assert type(time.sleep).__name__ == "builtin_function_or_method"
        """
    )
    pytester.makeini("[pytest]\nasyncio_default_fixture_loop_scope = function\n")
    pytester.runpytest_inprocess("-p", "asyncio").assert_outcomes(passed=4)
