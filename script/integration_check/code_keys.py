"""The keys that the code uses exist in en.json, and en.json holds no exception, issue or entity that no code uses."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from .findings import Finding, Json, leaves, read_json
from .home_assistant import CONSTANTS
from .library_codes import codes
from .modules import functions, imports_from, modules, walk
from .panel_texts import words as words_of_scripts
from .texts import placeholders

_FLOWS = ("config", "options", "config_subentries.*", "issues.*.fix_flow")
_PARTS_OF_A_FLOW = ("step", "error", "abort", "progress", "step.*.data", "step.*.menu_options")
_SECTION_OF_CALL = {
    "HomeAssistantError": ("exceptions",),
    "ServiceValidationError": ("exceptions",),
    "ConfigEntryNotReady": ("exceptions",),
    "ConfigEntryAuthFailed": ("exceptions",),
    "ConfigEntryError": ("exceptions",),
    "UpdateFailed": ("exceptions",),
    "async_create_issue": ("issues",),
    "SelectSelectorConfig": ("selector",),
    "SensorEntityDescription": ("entity.sensor",),
    "BinarySensorEntityDescription": ("entity.binary_sensor",),
    "ButtonEntityDescription": ("entity.button",),
}
_PART_OF_ARGUMENT = {"step_id": "step", "reason": "abort", "progress_action": "progress"}
_FLOWS_OF_BASE = {
    "ConfigFlow": ("config",),
    "OptionsFlow": ("options",),
    "OptionsFlowWithReload": ("options",),
    "ConfigSubentryFlow": ("config_subentries.*",),
    "RepairsFlow": ("issues.*.fix_flow",),
}
_FOREIGN_DOMAIN = "homeassistant"
_SELECTORS = "homeassistant.helpers.selector"
_MARKERS = {"Required", "Optional"}
_OF_HOME_ASSISTANT = frozenset(
    {"already_configured", "confirm", "reauth_successful", "reconfigure_successful"}
)
"""Reasons and steps that flows of Home Assistant itself end with and show."""
_MUST_BE_USED = (
    "exceptions",
    "issues",
    "services",
    "services.*.fields",
    "selector",
    "entity.*",
    "system_health.info",
    "config_subentries",
    *(f"{flow}.{part}" for flow in _FLOWS for part in _PARTS_OF_A_FLOW),
)


@dataclass(frozen=True, slots=True)
class Use:
    """A key that the code names, and the sections one of which must have it."""

    file: str
    line: int
    key: str
    sections: tuple[str, ...]


def check(folder: Path) -> Iterator[Finding]:
    """Return keys that are used and absent, and keys that are there and used by nothing."""
    english = read_json(folder / "translations/en.json")
    trees = modules(folder)
    constants = CONSTANTS | {name: value for tree in trees.values() for name, value in _constants(tree)}
    for name, tree in trees.items():
        for use in _uses(name, tree, constants):
            if not any(use.key in names(english, section) for section in use.sections):
                yield Finding(f"{use.file}:{use.line}", f"{use.key} is not in {' or '.join(use.sections)}")
        if imports_from(tree, _SELECTORS):
            yield from _unlabelled(name, tree, english, constants)
    yield from _unused(english, trees.values(), constants, words_of_scripts(folder))


def names(tree: Json, dotted: str) -> set[str]:
    """Return the keys below a dotted path, in which `*` stands for any key."""
    head, _, rest = dotted.partition(".")
    below = list(tree.values()) if head == "*" else [tree.get(head)]
    found = [each for each in below if isinstance(each, Mapping)]
    return {name for each in found for name in (names(each, rest) if rest else each)}


def _uses(file: str, tree: ast.Module, constants: Mapping[str, str]) -> Iterator[Use]:
    for part in tree.body:
        yield from _steps_by_name(file, part)
        flows = _flows_of(part)
        for call in (node for node in walk(part) if isinstance(node, ast.Call)):
            arguments = {word.arg: word.value for word in call.keywords if word.arg}
            domain = _text(arguments.get("translation_domain"), constants)
            if domain == _FOREIGN_DOMAIN or _is_foreign_issue(call):
                continue
            for argument, sections in _wanted(_call_name(call), flows).items():
                if key := _text(arguments.get(argument), constants):
                    yield Use(file, call.lineno, key, sections)


def _steps_by_name(file: str, part: ast.stmt) -> Iterator[Use]:
    """Return the steps that name themselves in their own method: some helper shows them."""
    sections = tuple(f"{flow}.step" for flow in _flows_of(part))
    for function in functions(part):
        prefix, _, step = function.name.partition("async_step_")
        if prefix or not step:
            continue
        named = (node for node in walk(function) if isinstance(node, ast.Constant) and node.value == step)
        yield from (Use(file, node.lineno, step, sections) for node in named)


def _flows_of(part: ast.stmt) -> tuple[str, ...]:
    """Return the flows whose texts a class uses; a class that several flows share may use any."""
    bases = {ast.unparse(base) for base in part.bases} if isinstance(part, ast.ClassDef) else set()
    return next((flows for base, flows in _FLOWS_OF_BASE.items() if base in bases), _FLOWS)


def _wanted(call: str, flows: tuple[str, ...]) -> dict[str, tuple[str, ...]]:
    """Return the arguments of a call that are keys, and the sections one of which must have them."""
    if call in _SECTION_OF_CALL:
        return {"translation_key": _SECTION_OF_CALL[call]}
    if call.startswith(("async_show", "async_abort", "async_update")):
        return {
            argument: tuple(f"{flow}.{part}" for flow in flows)
            for argument, part in _PART_OF_ARGUMENT.items()
        }
    return {}


def _is_foreign_issue(call: ast.Call) -> bool:
    """Tell whether an issue is raised in Home Assistant's own name: its texts are there."""
    return any(
        isinstance(argument, ast.Name) and argument.id == "HOMEASSISTANT_DOMAIN" for argument in call.args
    )


def _call_name(call: ast.Call) -> str:
    match call.func:
        case ast.Name(id=name) | ast.Attribute(attr=name):
            return name
    return ""


def _text(node: ast.expr | None, constants: Mapping[str, str]) -> str | None:
    match node:
        case ast.Constant(value=str(text)):
            return text
        case ast.Name(id=name) | ast.Attribute(attr=name):
            return constants.get(name)
    return None


def _constants(tree: ast.Module) -> Iterator[tuple[str, str]]:
    for node in walk(tree):
        match node:
            case (
                ast.Assign(targets=[ast.Name(id=name)], value=ast.Constant(value=str(text)))
                | ast.AnnAssign(target=ast.Name(id=name), value=ast.Constant(value=str(text)))
            ):
                yield name, text


def _unlabelled(
    file: str, tree: ast.Module, english: Json, constants: Mapping[str, str]
) -> Iterator[Finding]:
    """Return fields and sections of forms that no step names: people would see their keys."""
    labels = {label for flow in _FLOWS for label in names(english, f"{flow}.step.*.data")}
    labels |= {label for flow in _FLOWS for label in names(english, f"{flow}.step.*.sections")}
    labels |= {label for flow in _FLOWS for label in names(english, f"{flow}.step.*.sections.*.data")}
    labels |= {label for flow in _FLOWS for label in names(english, f"{flow}.step.*.sections")}
    for node in walk(tree):
        if isinstance(node, ast.Call) and _call_name(node) in _MARKERS and node.args:
            key = _text(node.args[0], constants)
            if key is not None and key not in labels:
                yield Finding(f"{file}:{node.lineno}", f"the field {key} has no label in any step's data")


def _unused(
    english: Json, trees: Iterable[ast.Module], constants: Mapping[str, str], scripts: set[str]
) -> Iterator[Finding]:
    known = {word for tree in trees for word in _words(tree, constants)} | _OF_HOME_ASSISTANT
    known |= codes().keys() | {name for names_of_values in codes().values() for name in names_of_values}
    for section in _MUST_BE_USED:
        for key in sorted(names(english, section) - known):
            yield Finding("translations/en.json", f"{section}.{key} is used by no code")
    for path, text in leaves(english):
        for name in sorted(placeholders(text) - known - scripts):
            yield Finding("translations/en.json", f"{path}: no code fills {{{name}}}")


def _words(tree: ast.Module, constants: Mapping[str, str]) -> Iterator[str]:
    """Return every text in a module, every constant that it names, and the steps of its flows."""
    for node in walk(tree):
        if isinstance(node, ast.expr) and (text := _text(node, constants)) is not None:
            yield text
    yield from (each.name.removeprefix("async_step_") for each in functions(tree))
