"""The fixtures of the pytest plugin, and the entry point by which pytest finds it."""

from __future__ import annotations

from importlib.metadata import entry_points

import pytest

from ipcom.simulator.testing import pytest_plugin

pytest_plugins = ("pytester",)


def test_pytest_finds_the_plugin_of_the_installed_package() -> None:
    assert [point.load() for point in entry_points(group="pytest11", name="ipcom")] == [pytest_plugin]


def test_the_fixtures_work_in_the_tests_of_another_project(pytester: pytest.Pytester) -> None:
    pytester.makeini("[pytest]\nasyncio_mode = auto\nasyncio_default_fixture_loop_scope = function\n")
    pytester.makepyfile(
        """
        import socket

        async def test_in_the_loop(simulated_gateway):
            reader, writer = await simulated_gateway.connect()
            writer.close()

        def test_in_a_thread(threaded_gateway):
            socket.create_connection((threaded_gateway.host, threaded_gateway.port)).close()
        """
    )
    plugins = ("-p", "no:ipcom", "-p", pytest_plugin.__name__, "-p", "no:cacheprovider")
    pytester.runpytest(*plugins).assert_outcomes(passed=2)
