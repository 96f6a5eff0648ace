"""The keys that the code uses exist in en.json, and en.json holds no exception, issue or entity that no code uses."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from .findings import Finding, Json, read_json

_FLOWS = ("config", "options", "config_subentries.*", "issues.*.fix_flow")
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
_SECTIONS_OF_ARGUMENT = {
    "step_id": tuple(f"{flow}.step" for flow in _FLOWS),
    "reason": tuple(f"{flow}.abort" for flow in _FLOWS),
    "progress_action": tuple(f"{flow}.progress" for flow in _FLOWS),
}
_FOREIGN_DOMAIN = "homeassistant"


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
    modules = {path.name: ast.parse(path.read_text(encoding="utf-8")) for path in sorted(folder.glob("*.py"))}
    constants = {name: value for tree in modules.values() for name, value in _constants(tree)}
    for name, tree in modules.items():
        for use in _uses(name, tree, constants):
            if not any(use.key in names(english, section) for section in use.sections):
                yield Finding(f"{use.file}:{use.line}", f"{use.key} is not in {' or '.join(use.sections)}")
    yield from _unused(english, modules.values())


def names(tree: Json, dotted: str) -> set[str]:
    """Return the keys below a dotted path, in which `*` stands for any key."""
    head, _, rest = dotted.partition(".")
    below = list(tree.values()) if head == "*" else [tree.get(head)]
    found = [each for each in below if isinstance(each, Mapping)]
    return {name for each in found for name in (names(each, rest) if rest else each)}


def _uses(file: str, tree: ast.Module, constants: Mapping[str, str]) -> Iterator[Use]:
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call):
            continue
        arguments = {word.arg: word.value for word in node.keywords if word.arg}
        if _text(arguments.get("translation_domain"), constants) == _FOREIGN_DOMAIN or _is_foreign_issue(
            node
        ):
            continue
        for argument, sections in _wanted(_call_name(node)).items():
            if key := _text(arguments.get(argument), constants):
                yield Use(file, node.lineno, key, sections)


def _wanted(call: str) -> dict[str, tuple[str, ...]]:
    wanted = (
        dict(_SECTIONS_OF_ARGUMENT) if call.startswith(("async_show", "async_abort", "async_update")) else {}
    )
    if call in _SECTION_OF_CALL:
        wanted["translation_key"] = _SECTION_OF_CALL[call]
    return wanted


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
    for node in ast.walk(tree):
        match node:
            case (
                ast.Assign(targets=[ast.Name(id=name)], value=ast.Constant(value=str(text)))
                | ast.AnnAssign(target=ast.Name(id=name), value=ast.Constant(value=str(text)))
            ):
                yield name, text


def _unused(english: Json, trees: Iterable[ast.Module]) -> Iterator[Finding]:
    known = {
        node.value
        for tree in trees
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }
    for section in (
        "exceptions",
        "issues",
        "services",
        "selector",
        "entity.*",
        "config.error",
        "options.error",
    ):
        for key in sorted(names(english, section) - known):
            yield Finding("translations/en.json", f"{section}.{key} is used by no code")
