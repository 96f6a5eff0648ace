"""The fixtures of the pytest plugin, and the entry point by which pytest finds it."""

from __future__ import annotations

from importlib.metadata import entry_points

import pytest

from ipcom.simulator.testing import pytest_plugin

pytest_plugins = ("pytester",)


def test_pytest_finds_the_plugin_of_the_installed_package() -> None:
    assert [point.load() for point in entry_points(group="pytest11", name="ipcom")] == [pytest_plugin]


PLUGINS = ("-p", "no:ipcom", "-p", pytest_plugin.__name__, "-p", "no:cacheprovider")
LOOP_SCOPE = "asyncio_default_fixture_loop_scope = function\n"

IN_A_THREAD = """
    import socket

    def test_in_a_thread(threaded_gateway):
        socket.create_connection((threaded_gateway.host, threaded_gateway.port)).close()
"""
IN_THE_LOOP = """
    import asyncio, pytest

    {mark}
    async def test_in_the_loop(simulated_gateway):
        reader, writer = await simulated_gateway.connect()
        assert simulated_gateway.running
        writer.close()
"""
ON_ASYNCIO = """
    import pytest

    @pytest.fixture
    def anyio_backend():
        return "asyncio"
"""


@pytest.mark.parametrize(
    ("mode", "mark"), [("auto", ""), ("auto", "@pytest.mark.asyncio"), ("strict", "@pytest.mark.asyncio")]
)
def test_the_fixtures_work_in_both_modes_of_pytest_asyncio(
    pytester: pytest.Pytester, mode: str, mark: str
) -> None:
    pytester.makeini(f"[pytest]\nasyncio_mode = {mode}\n{LOOP_SCOPE}")
    pytester.makepyfile(test_loop=IN_THE_LOOP.format(mark=mark), test_thread=IN_A_THREAD)
    pytester.runpytest(*PLUGINS).assert_outcomes(passed=2)


def test_the_fixtures_work_with_anyio_beside_pytest_asyncio(pytester: pytest.Pytester) -> None:
    pytester.makeini(f"[pytest]\nasyncio_mode = strict\n{LOOP_SCOPE}")
    pytester.makeconftest(ON_ASYNCIO)
    pytester.makepyfile(IN_THE_LOOP.format(mark="@pytest.mark.anyio"))
    pytester.runpytest(*PLUGINS).assert_outcomes(passed=1)


def test_the_fixtures_work_with_anyio_alone(pytester: pytest.Pytester) -> None:
    """Nothing imports pytest-asyncio, as where it is not installed."""
    pytester.makepyfile(
        test_loop=IN_THE_LOOP.format(mark="@pytest.mark.anyio"),
        test_thread=IN_A_THREAD,
        hidden="import sys\nsys.modules['pytest_asyncio'] = None\n",
    )
    pytester.makeconftest(ON_ASYNCIO)
    pytester.syspathinsert()
    pytester.runpytest_subprocess("-p", "hidden", "-p", "no:asyncio", *PLUGINS).assert_outcomes(passed=2)
