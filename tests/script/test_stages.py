"""The stages of script/test: limits that hold, paths that exist, and what must be covered wholly."""

import re
from pathlib import Path

import pytest
from testing.browser_tests import WALLS
from testing.covered import flow_modules, panel_modules, pure_modules
from testing.limits import Taken, verdict
from testing.pytest_runs import INTEGRATION_CHECKS, PLAIN
from testing.some import DEFAULT_PATHS, choose
from testing.stages import (
    BRIDGE_HOSTED,
    BROKER,
    DISCOVERY,
    INTEGRATION,
    LIBRARY_TESTS,
    NEWCOMER,
    PROOF,
    SLATS,
    STAGES,
    WEEK,
)
from toolchain.environments import BROWSER, HOME_ASSISTANT, LIBRARY, Environment
from toolchain.project import ROOT, ToolError

SEVENTEEN_MINUTES_S = 1020


def test_the_usual_stages_stay_within_seventeen_minutes() -> None:
    assert sum(stage.limit_s for stage in STAGES if stage.usual) <= SEVENTEEN_MINUTES_S


@pytest.mark.parametrize(
    "path",
    [
        PROOF,
        SLATS,
        WEEK,
        INTEGRATION,
        INTEGRATION_CHECKS,
        *NEWCOMER,
        *BROKER,
        DISCOVERY,
        *BRIDGE_HOSTED,
        *WALLS,
        *LIBRARY_TESTS,
        *DEFAULT_PATHS,
    ],
)
def test_a_path_of_a_stage_exists(path: str) -> None:
    assert (ROOT / path.removeprefix("--ignore=")).exists()


@pytest.mark.parametrize(
    ("wall_s", "load", "too_long"), [(149, 1.0, False), (151, 1.0, True), (449, 3.0, False), (451, 3.0, True)]
)
def test_a_stage_may_take_half_as_long_again_and_longer_where_programs_wait_for_cores(
    wall_s: float, load: float, too_long: bool
) -> None:
    assert (verdict("the library", 100, Taken(wall_s, 50, load)) is not None) is too_long


def test_what_took_too_long_is_said_in_a_sentence() -> None:
    assert verdict("the library", 100, Taken(451.4, 250, 3.0)) == (
        "the library took 451 s (250 s of processors, with 3.0 programs for each core), and its limit is 100 s on an "
        "idle machine: make its slowest tests faster, or change the limit in script/testing/stages.py"
    )


def test_the_pure_modules_are_those_of_this_tree() -> None:
    assert pure_modules()
    assert all(path.is_relative_to(ROOT / "src") for path in pure_modules())


def test_the_modules_of_flows_are_found_wherever_they_lie(tmp_path: Path) -> None:
    (tmp_path / "flows").mkdir()
    (tmp_path / "config_flow.py").write_text("class F(ConfigFlow, domain=DOMAIN): ...")
    (tmp_path / "flows/covers.py").write_text("class F(ConfigSubentryFlow): ...")
    (tmp_path / "flows/flow_schema.py").write_text("class Schema: ...")
    assert flow_modules(tmp_path) == [tmp_path / "config_flow.py", tmp_path / "flows/covers.py"]
    assert ROOT / INTEGRATION / "config_flow.py" in flow_modules()


def test_an_integration_without_a_flow_is_a_mistake(tmp_path: Path) -> None:
    with pytest.raises(ToolError, match="no flow"):
        flow_modules(tmp_path)


def test_all_modules_behind_the_panel_are_covered_wholly(tmp_path: Path) -> None:
    folder = ROOT / INTEGRATION / "panel"
    assert panel_modules() == sorted(folder.rglob("*.py"))
    with pytest.raises(ToolError, match="no panel"):
        panel_modules(tmp_path)


@pytest.mark.parametrize(
    ("arguments", "environment", "added"),
    [
        (["-k", "cipher"], LIBRARY, DEFAULT_PATHS),
        (["tests/library/protocol", "-k", "cipher"], LIBRARY, ()),
        (["tests/library/test_layers.py::test_x"], LIBRARY, ()),
        (["tests/script/integration_check", "-k", "selector"], HOME_ASSISTANT, PLAIN),
        (["tests/integration/test_light.py"], HOME_ASSISTANT, ()),
        (["tests/browser/test_forms.py"], BROWSER, ()),
    ],
)
def test_paths_choose_the_environment(
    arguments: list[str], environment: Environment, added: tuple[str, ...]
) -> None:
    assert choose(arguments) == (environment, added)


def test_ci_runs_every_stage() -> None:
    assert "script/test --all" in (ROOT / ".ci/run").read_text()


def test_every_script_is_called_or_told_of() -> None:
    patterns = (
        "*.md",
        ".ci/*",
        ".github/workflows/*",
        ".pre-commit-config.yaml",
        "docs/*.md",
        "script/*",
        "tests/**/*.py",
    )
    files = [path for pattern in patterns for path in ROOT.glob(pattern) if path.is_file()]
    texts = {path: path.read_text(encoding="utf-8") for path in files}
    for script in (path for path in (ROOT / "script").iterdir() if path.is_file()):
        name = re.compile(rf"script/{script.name}\b")
        assert any(name.search(text) for path, text in texts.items() if path != script), script
