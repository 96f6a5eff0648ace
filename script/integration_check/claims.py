"""Rules of the quality scale that are said to be done, and whether the code has what they ask for."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from .findings import Finding, read_yaml
from .modules import called, functions, modules, top_level_function, walk

Trees = Mapping[str, ast.Module]
_FILE = "quality_scale.yaml"


def check(folder: Path) -> Iterator[Finding]:
    """Return claims that the code does not keep."""
    trees = modules(folder)
    answers = read_yaml(folder / _FILE).get("rules") or {}
    for rule, (keeps, what) in _CLAIMS.items():
        if _is_done(answers.get(rule)) and not keeps(trees):
            yield Finding(_FILE, f"{rule} is said to be done, and there is no {what}")


def _is_done(answer: object) -> bool:
    return (answer.get("status") if isinstance(answer, Mapping) else answer) == "done"


def _defines(file: str, name: str) -> Callable[[Trees], bool]:
    """A module defines a function or a method."""
    return lambda trees: file in trees and any(each.name == name for each in functions(trees[file]))


def _calls_in_flow(*names: str) -> Callable[[Trees], bool]:
    return lambda trees: "config_flow.py" in trees and bool(called(trees["config_flow.py"]) & set(names))


def _setup_may_fail(trees: Trees) -> bool:
    init = trees.get("__init__.py")
    return init is not None and any(
        isinstance(node, ast.Raise) and "ConfigEntry" in ast.unparse(node) for node in walk(init)
    )


def _registers_actions_early(trees: Trees) -> bool:
    init = trees.get("__init__.py")
    setup = top_level_function(init, "async_setup_entry") if init else None
    late = called(setup) if setup else set()
    return not any("register" in name and "service" in name for name in late)


def _has_entity_name(trees: Trees) -> bool:
    return any(
        isinstance(node, ast.Assign) and ast.unparse(node) == "_attr_has_entity_name = True"
        for tree in trees.values()
        for node in walk(tree)
    )


_CLAIMS: Mapping[str, tuple[Callable[[Trees], bool], str]] = {
    "action-setup": (_registers_actions_early, "registration outside async_setup_entry"),
    "config-entry-unloading": (_defines("__init__.py", "async_unload_entry"), "async_unload_entry"),
    "config-flow": (_defines("config_flow.py", "async_step_user"), "async_step_user"),
    "diagnostics": (
        _defines("diagnostics.py", "async_get_config_entry_diagnostics"),
        "async_get_config_entry_diagnostics",
    ),
    "has-entity-name": (_has_entity_name, "_attr_has_entity_name = True"),
    "reauthentication-flow": (_defines("config_flow.py", "async_step_reauth"), "async_step_reauth"),
    "reconfiguration-flow": (_defines("config_flow.py", "async_step_reconfigure"), "async_step_reconfigure"),
    "stale-devices": (
        _defines("__init__.py", "async_remove_config_entry_device"),
        "async_remove_config_entry_device",
    ),
    "test-before-setup": (_setup_may_fail, "raise of ConfigEntryNotReady in __init__.py"),
    "unique-config-entry": (
        _calls_in_flow("_async_abort_entries_match", "async_set_unique_id"),
        "check against a second entry",
    ),
}
