"""The stages of script/test, in their order, each with its limit."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import dataclass

from toolchain.environments import HOME_ASSISTANT, LIBRARY, LIBRARY_314, NEWEST_HOME_ASSISTANT
from toolchain.project import ROOT, run

from .browser_tests import discovered_in_browser, panel_in_browser, slow_processor, walls_in_browser
from .covered import flow_modules, panel_modules, pure_modules
from .node_tests import node_tests
from .pytest_runs import INTEGRATION_CHECKS, PLAIN, SIDE_BY_SIDE, Coverage, pytest

PROOF = "tests/library/proof"
SLATS = "tests/library/shutter/test_random_tilts.py"
WEEK = "tests/library/week"
NEWCOMER = (
    "tests/script/test_command_line_page.py",
    "tests/script/test_completion_in_shells.py",
    "tests/library/cli/manual/test_examples.py",
)
"""What types commands as a person does, into real shells and terminals, and so takes its time."""
DISCOVERY = "tests/discovery"
BROKER = (
    "tests/library/bridge/test_access_lists.py",
    "tests/library/bridge/broker/test_broker_link.py",
    "tests/library/bridge/discovery/test_device_discovery.py",
    "tests/library/bridge/test_homie_faults.py",
    "tests/library/bridge/homie/test_homie_house.py",
    "tests/library/bridge/test_fleet.py",
    "tests/library/bridge/house/test_house_bridge.py",
    "tests/library/bridge/house/test_house_extension.py",
    "tests/library/bridge/metrics/test_house_metrics.py",
    "tests/library/bridge/broker/test_mqtt.py",
    "tests/library/bridge/test_limits.py",
    "tests/library/bridge/test_outages.py",
    "tests/library/bridge/broker/test_rival.py",
    "tests/library/bridge/test_safety.py",
    "tests/library/bridge/test_stops.py",
    "tests/library/bridge/test_web_sockets.py",
    "tests/library/cli/bridging/test_watchdog.py",
    "tests/library/cli/commands/test_bridge.py",
)
"""What starts a broker, and waits for real time to pass."""
BRIDGE_HOSTED = (
    "tests/library/cli/commands/test_bridge_ending.py",
    "tests/library/cli/commands/test_bridge_examples.py",
    "tests/library/cli/commands/test_bridge_secrets.py",
    "tests/script/test_packaging.py",
)
"""The bridge as its owner runs it: as a service, with passwords, and by the pages' examples."""
LIBRARY_TESTS = (
    *("tests/library", "tests/script"),
    *(
        f"--ignore={path}"
        for path in (PROOF, SLATS, WEEK, INTEGRATION_CHECKS, *NEWCOMER, *BROKER, *BRIDGE_HOSTED)
    ),
)
"""The proof runs in processes of its own, blinds at random and the week are too slow under coverage, and the checks of the
integration ask the installed Home Assistant: they have stages of their own."""

ENOUGH = 95
WHOLLY = 100
"""Per cent of lines and branches."""

UNPACKED = ROOT / ".cache/unpacked"
INTEGRATION = "custom_components/ipcom"
NEWER = ("-p", "tests.newer_home_assistant")


@dataclass(frozen=True)
class Stage:
    """One part of the tests, and how many seconds it may take on two idle cores."""

    title: str
    limit_s: int
    run: Callable[[], None]
    usual: bool = True
    """Whether it is part of script/test without --all."""


def library_on_the_oldest() -> None:
    """Run the library's tests and hold it to its coverage."""
    coverage = Coverage(LIBRARY, "library")
    coverage.measure("src/ipcom", *LIBRARY_TESTS)
    coverage.hold(ENOUGH)
    coverage.hold(WHOLLY, pure_modules())


def integration() -> None:
    """Run the integration's tests and hold it to its coverage."""
    coverage = Coverage(HOME_ASSISTANT, "integration")
    coverage.measure(INTEGRATION, "tests/integration")
    coverage.hold(ENOUGH)
    coverage.hold(WHOLLY, [*flow_modules(), *panel_modules()])


def integration_from_zip() -> None:
    """Run them on what users install, in the newest Home Assistant.

    No package `ipcom` can be imported there: neither is it installed in this environment, nor is src on the path.
    """
    _unpack()
    pytest(NEWEST_HOME_ASSISTANT, *SIDE_BY_SIDE, *NEWER, "-o", f"pythonpath={UNPACKED}", "tests/integration")


def integration_checks() -> None:
    """Try deliberate faults on the checks that stand in for Home Assistant's own."""
    pytest(HOME_ASSISTANT, *PLAIN, INTEGRATION_CHECKS)


def discovery_by_mqtt() -> None:
    """Let a real Home Assistant find the house of a bridge, without a screen and with one."""
    pytest(HOME_ASSISTANT, *SIDE_BY_SIDE, DISCOVERY)
    discovered_in_browser()


def _unpack() -> None:
    run(ROOT / "script/build", "--zip")
    shutil.rmtree(UNPACKED, ignore_errors=True)
    shutil.unpack_archive(ROOT / "dist/ipcom.zip", UNPACKED / INTEGRATION)


STAGES = (
    Stage("the library on the oldest Python", 390, library_on_the_oldest),
    Stage("the integration in Home Assistant", 240, integration),
    Stage("deliberate faults in the integration", 40, integration_checks),
    Stage("the scripts of the panel in Node", 5, node_tests),
    Stage("the panel in a browser", 210, panel_in_browser),
    Stage("the proof that nothing hurts a motor", 135, lambda: pytest(LIBRARY_314, "-rP", PROOF, SLATS)),
    Stage(
        "the integration from dist/ipcom.zip in the newest Home Assistant",
        260,
        integration_from_zip,
        usual=False,
    ),
    Stage(
        "the command line as a newcomer finds it",
        120,
        lambda: pytest(LIBRARY, "-rP", *SIDE_BY_SIDE, *NEWCOMER),
        usual=False,
    ),
    Stage("what the walls say, in a browser", 120, walls_in_browser, usual=False),
    Stage("the panel on a slow processor", 120, slow_processor, usual=False),
    Stage(
        "the bridge on a real broker",
        240,
        lambda: pytest(LIBRARY, *SIDE_BY_SIDE, *BROKER),
        usual=False,
    ),
    Stage(
        "a real Home Assistant that discovers the bridge's house",
        150,
        discovery_by_mqtt,
        usual=False,
    ),
    Stage(
        "the bridge as its owner runs it",
        120,
        lambda: pytest(LIBRARY, *SIDE_BY_SIDE, *BRIDGE_HOSTED),
        usual=False,
    ),
    Stage("a day in a lived-in house", 120, lambda: pytest(LIBRARY_314, "-rP", WEEK), usual=False),
    Stage(
        "the library on Python 3.14",
        300,
        lambda: pytest(LIBRARY_314, *SIDE_BY_SIDE, *LIBRARY_TESTS),
        usual=False,
    ),
)
