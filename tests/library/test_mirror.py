"""The tests of a module are found by its name: tests/library mirrors src/ipcom, file for file.

`tests/library/client/connection/test_exchanges.py` tests `src/ipcom/client/connection/exchanges.py`. A test of a behaviour
that takes several modules stands in the folder of their room, and in the list below.
"""

import re
from pathlib import Path

import pytest

from tests.library.pure_modules import LIBRARY

TESTS = Path(__file__).parent
ALL_TESTS = TESTS.parent
LIST = TESTS / "modules_without_a_test.txt"
ROOMS_OF_THEIR_OWN = {"proof", "week"}
"""Whole houses are played here: no module of the library has its like."""

BEHAVIOURS = {
    "": """architecture benchmarks blocking_elsewhere citations doubles hops kept_words layers lengths mirror network_guard
        public_names purity python_pages wrong_arguments wrong_models""",
    "bridge": """access_lists fleet homie_checker homie_faults limits metrics_examples
        outages safety stops web_sockets""",
    "cli": "json_everywhere kept_forms messages_about_files offline process widths",
    "client": """closing failing_plans interrupt mistakes_of_ours odd_gateways reads_after_sleep reconnect slow_lines stalled_loop
        stalled_start survival undeclared_outputs writes""",
    "client/connection": "gateway_names login_patience login_secrets",
    "client/planning": """both_directions declared_shutters dimmers held_up link_breaks long_outages machine_slept mistakes
        outputs random_commands reads_for_frames refusals releases rounded_levels scenes_and_losses stops stops_repeated
        timed_stops""",
    "presses": "press_mutants random_houses",
    "protocol": "both_ends chunks garbage vectors",
    "shutter": """closing_stops line_lengths machine_slept odd_links random_events random_tilts restart runs_cut_by_timers slats stalled_loop
        tilt_models told_positions wrong_arguments""",
    "cli/commands": "bridge_ending bridge_examples bridge_secrets",
    "simulator": "faults_of_requests",
    "simulator/gateway": "sockets",
    "simulator/house": "house_on_the_wire world_shutters",
}
"""What a test is called that is named after a behaviour, for each folder."""

TEST_FILES = [
    path.relative_to(TESTS)
    for path in sorted(TESTS.rglob("test_*.py"))
    if path.relative_to(TESTS).parts[0] not in ROOMS_OF_THEIR_OWN
]
MODULES = sorted(
    path.relative_to(LIBRARY).as_posix()
    for path in LIBRARY.rglob("*.py")
    if path.name not in ("__init__.py", "__main__.py")
)


def behaviours() -> set[str]:
    return {
        Path(folder, f"test_{name}.py").as_posix()
        for folder, names in BEHAVIOURS.items()
        for name in names.split()
    }


def module_of(test: Path) -> Path:
    return test.with_name(test.name.removeprefix("test_"))


def own_test_of(module: str) -> Path:
    path = Path(module)
    return TESTS / path.with_name(f"test_{path.name}")


@pytest.mark.parametrize("test", TEST_FILES, ids=Path.as_posix)
def test_a_test_is_named_after_a_module_or_a_behaviour(test: Path) -> None:
    module = LIBRARY / module_of(test)
    assert module.exists() or module.with_suffix("").is_dir() or test.as_posix() in behaviours()


@pytest.mark.parametrize("test", sorted(behaviours()))
def test_a_behaviour_that_is_listed_has_a_test_and_no_module(test: str) -> None:
    assert (TESTS / test).exists()
    assert not (LIBRARY / module_of(Path(test))).exists(), "no longer a behaviour: take it off the list"


def test_a_module_without_a_test_of_its_name_is_listed() -> None:
    """Write the test of a new module; a module that is moved or renamed moves in the list. The list only shrinks."""
    assert LIST.read_text("utf-8").split() == [
        module for module in MODULES if not own_test_of(module).exists()
    ]


@pytest.mark.parametrize(
    "path", sorted(ALL_TESTS.rglob("*.py")), ids=lambda path: path.relative_to(ALL_TESTS).as_posix()
)
def test_a_test_imports_its_helpers_by_their_whole_path(path: Path) -> None:
    helpers = {each.stem for each in path.parent.glob("*.py")} | {
        each.stem for each in ALL_TESTS.glob("*.py")
    }
    assert not helpers & set(re.findall(r"^(?:from|import) (\w+)", path.read_text("utf-8"), re.MULTILINE))
