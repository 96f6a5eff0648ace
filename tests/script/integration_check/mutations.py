"""Deliberate faults in a copy of the integration, one each, and the words by which the checks name them."""

from __future__ import annotations

import json
import re
import struct
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

Edit = Callable[[Path], object]


@dataclass(frozen=True)
class Mutation:
    """One fault: of which kind it is, what it does, and what a finding must say."""

    kind: str
    what: str
    edit: Edit
    found: str

    def __str__(self) -> str:
        return f"{self.kind}: {self.what}"


def put(file: str, dotted: str, value: object) -> Edit:
    """Set a value in a JSON or YAML file, in an object that is there."""

    def change(tree: Any, key: str) -> None:
        tree[key] = value

    return _at(file, dotted, change)


def drop(file: str, dotted: str) -> Edit:
    """Take a key out of a JSON or YAML file."""
    return _at(file, dotted, lambda tree, key: tree.pop(key))


def _at(file: str, dotted: str, change: Callable[[Any, str], object]) -> Edit:
    def edit(folder: Path) -> None:
        path = folder / file
        tree = _load(path)
        *way, key = dotted.split("/")
        inner = tree
        for step in way:
            inner = inner[step]
        change(inner, key)
        path.write_text(json.dumps(tree) if path.suffix == ".json" else yaml.safe_dump(tree, sort_keys=False))

    return edit


def _load(path: Path) -> Any:
    text = path.read_text(encoding="utf-8")
    return json.loads(text) if path.suffix == ".json" else yaml.safe_load(text)


def code(file: str, pattern: str, instead: str) -> Edit:
    """Replace a piece of a module's source, wherever the module lies."""

    def edit(folder: Path) -> None:
        path = next(folder.rglob(file))
        changed, times = re.subn(pattern, instead, path.read_text(encoding="utf-8"), flags=re.MULTILINE)
        assert times, f"{file} has no {pattern}"
        path.write_text(changed, encoding="utf-8")

    return edit


def more_code(file: str, source: str) -> Edit:
    """Append to a module, or make one."""

    def edit(folder: Path) -> None:
        path = folder / file
        path.parent.mkdir(exist_ok=True)
        before = path.read_text(encoding="utf-8") if path.exists() else ""
        path.write_text(f"{before}\n{source}\n", encoding="utf-8")

    return edit


def in_another_language(edit: Edit) -> Edit:
    """Add a language that says what English says, with one fault."""

    def both(folder: Path) -> None:
        english = folder / EN
        before = english.read_text(encoding="utf-8")
        edit(folder)
        english.rename(folder / "translations/nl.json")
        english.write_text(before, encoding="utf-8")

    return both


def picture(name: str, width: int, height: int) -> Edit:
    """Put a picture of another size in the place of one."""
    head = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + struct.pack(">II", width, height)
    return lambda folder: (folder / "brand" / name).write_bytes(head)


def gone(file: str) -> Edit:
    """Delete a file."""
    return lambda folder: next(folder.rglob(file)).unlink()


EN, SERVICES, ICONS, MANIFEST, QUALITY = (
    "translations/en.json",
    "services.yaml",
    "icons.json",
    "manifest.json",
    "quality_scale.yaml",
)
POSITION = "set_known_position/fields/position"

IN_TRANSLATIONS = (
    ("unknown key", "at the top", put(EN, "panel", {}), "panel is not known"),
    ("unknown key", "in a flow", put(EN, "config/steps", {}), "config.steps is not known"),
    ("unknown key", "the old title of a flow", put(EN, "config/title", "IPCom"), "config.title is not known"),
    ("unknown key", "in a step", put(EN, "config/step/user/button", "x"), "step.user.button is not known"),
    (
        "unknown key",
        "in a subentry's flow",
        put(EN, "config_subentries/cover/name", "x"),
        "cover.name is not known",
    ),
    ("unknown key", "in an action", put(EN, "services/calibrate/title", "x"), "calibrate.title is not known"),
    (
        "unknown key",
        "in a field of an action",
        put(EN, "services/calibrate/fields/travel_time_up/label", "x"),
        "travel_time_up.label is not known",
    ),
    (
        "unknown key",
        "in an entity",
        put(EN, "entity/sensor/reconnects/title", "x"),
        "reconnects.title is not known",
    ),
    (
        "unknown key",
        "in an exception",
        put(EN, "exceptions/refused/title", "x"),
        "refused.title is not known",
    ),
    (
        "unknown key",
        "in an issue",
        put(EN, "issues/both_relays_on/text", "x"),
        "both_relays_on.text is not known",
    ),
    ("unknown key", "in a selector", put(EN, "selector/bus/values", {}), "selector.bus.values is not known"),
    (
        "unknown key",
        "in system health",
        put(EN, "system_health/texts", {}),
        "system_health.texts is not known",
    ),
    ("unknown key", "a platform", put(EN, "entity/sensors", {}), "there is no platform sensors"),
    (
        "unused key",
        "a step",
        put(EN, "config/step/mystery", {"title": "x"}),
        "step.mystery is used by no code",
    ),
    ("unused key", "a field", put(EN, "config/step/user/data/mac", "x"), "data.mac is used by no code"),
    ("unused key", "an error", put(EN, "config/error/mystery", "x"), "error.mystery is used by no code"),
    ("unused key", "a reason", put(EN, "config/abort/mystery", "x"), "abort.mystery is used by no code"),
    (
        "unused key",
        "a menu option",
        put(EN, "options/step/init/menu_options/x", "x"),
        "menu_options.x is used by no",
    ),
    (
        "unused key",
        "an exception",
        put(EN, "exceptions/mystery", {"message": "x"}),
        "exceptions.mystery is used by no",
    ),
    ("missing", "an exception's text", drop(EN, "exceptions/refused/message"), "refused.message is missing"),
    ("missing", "an exception", drop(EN, "exceptions/refused"), "refused is not in exceptions"),
    ("missing", "a step", drop(EN, "config/step/reconfigure"), "reconfigure is not in config.step"),
    (
        "missing",
        "a step's title and description",
        put(EN, "config/step/user", {}),
        "needs a title or a description",
    ),
    (
        "missing",
        "a field's label",
        drop(EN, "options/step/settings/data/keep_alive_s"),
        "which it does not name",
    ),
    ("missing", "all labels of a field", drop(EN, "options/step/settings"), "keep_alive_s has no label"),
    ("missing", "an action's name", drop(EN, "services/calibrate/name"), "calibrate.name is missing"),
    (
        "missing",
        "an action's description",
        drop(EN, "services/calibrate/description"),
        "description is missing",
    ),
    (
        "missing",
        "a name of an action's field",
        drop(EN, "services/calibrate/fields/travel_time_up/name"),
        "travel_time_up.name is missing",
    ),
    (
        "missing",
        "a description of an action's field",
        drop(EN, "services/calibrate/fields/travel_time_up/description"),
        "travel_time_up.description is missing",
    ),
    ("missing", "an entity's name", drop(EN, "entity/sensor/reconnects/name"), "reconnects.name is missing"),
    (
        "missing",
        "an issue's title",
        drop(EN, "issues/both_relays_on/title"),
        "both_relays_on.title is missing",
    ),
    (
        "missing",
        "an issue's way out",
        drop(EN, "issues/both_relays_on/fix_flow"),
        "a description or a fix_flow",
    ),
    ("missing", "a subentry's kind", drop(EN, "config_subentries/cover/entry_type"), "entry_type is missing"),
    (
        "missing",
        "a subentry's button",
        drop(EN, "config_subentries/cover/initiate_flow"),
        "initiate_flow is missing",
    ),
    ("missing", "the steps of a flow", drop(EN, "options/step"), "options.step is missing"),
    ("missing", "the whole file", gone("en.json"), "translations/en.json: is missing"),
    (
        "text",
        "an address",
        put(EN, "config/error/invalid_auth", "See https://example.org/x"),
        "holds an address",
    ),
    ("text", "HTML", put(EN, "config/error/invalid_auth", "<b>No</b>"), "holds HTML"),
    ("text", "nothing", put(EN, "config/error/invalid_auth", ""), "invalid_auth must be a text"),
    ("text", "a number", put(EN, "config/error/invalid_auth", 5), "invalid_auth must be a text"),
    (
        "text",
        "a space at the end",
        put(EN, "config/error/invalid_auth", "No. "),
        "begins or ends with a space",
    ),
    (
        "text",
        "a reference",
        put(EN, "config/error/invalid_auth", "[%key:common::x%]"),
        "refers to another key",
    ),
    (
        "text",
        "a quoted placeholder",
        put(EN, "exceptions/refused/message", "'{host}'"),
        "between single quotes",
    ),
    (
        "text",
        "a plural",
        put(EN, "exceptions/refused/message", "{n, plural, one {x} other {y}}"),
        "plurals are not filled",
    ),
    (
        "text",
        "half a pair of braces",
        put(EN, "exceptions/refused/message", "{host"),
        "has braces that do not pair",
    ),
    (
        "text",
        "a placeholder in a state",
        put(EN, "selector/bus/options", {"1": "Bus {n}"}),
        "which nothing fills",
    ),
    ("text", "a key in capitals", put(EN, "exceptions/Refused", {"message": "x"}), "Refused is no key"),
)

IN_OTHER_LANGUAGES = (
    ("missing", "a text", in_another_language(drop(EN, "title")), "nl.json: title is missing"),
    (
        "unknown key",
        "that English lacks",
        in_another_language(put(EN, "x", "x")),
        "nl.json: x is not in en.json",
    ),
    (
        "text",
        "another placeholder",
        in_another_language(put(EN, "exceptions/refused/message", "{hots}")),
        "has the placeholders ['hots'] instead of",
    ),
    ("text", "HTML", in_another_language(put(EN, "title", "<b>IPCom</b>")), "nl.json: title holds HTML"),
)

IN_ACTIONS = (
    ("unknown key", "in an action", put(SERVICES, "calibrate/targets", {}), "calibrate.targets is not known"),
    (
        "unknown key",
        "in a field",
        put(SERVICES, f"{POSITION}/requird", True),
        "position.requird is not known",
    ),
    ("action", "without texts", put(SERVICES, "mystery", None), "action mystery has no counterpart"),
    ("action", "left out", drop(SERVICES, "calibrate"), "action calibrate is missing"),
    (
        "action",
        "a field without texts",
        put(SERVICES, "calibrate/fields/x", {}),
        "field of calibrate x has no",
    ),
    ("action", "a field left out", drop(SERVICES, POSITION), "position is missing"),
    (
        "action",
        "required is no truth value",
        put(SERVICES, f"{POSITION}/required", "yes"),
        "must be true or false",
    ),
    ("action", "an empty example", put(SERVICES, f"{POSITION}/example", None), "example is empty"),
    (
        "action",
        "a field twice, once in a section",
        put(SERVICES, "calibrate/fields/more", {"fields": {"travel_time_up": {}}}),
        "has the field travel_time_up twice",
    ),
    (
        "selector",
        "of an unknown kind",
        put(SERVICES, f"{POSITION}/selector", {"numbr": {}}),
        "is no selector",
    ),
    ("selector", "an unknown key", put(SERVICES, f"{POSITION}/selector/number/maximum", 1), "is no selector"),
    (
        "selector",
        "an unknown mode",
        put(SERVICES, f"{POSITION}/selector/number/mode", "dial"),
        "is no selector",
    ),
    (
        "selector",
        "without its options",
        put(SERVICES, f"{POSITION}/selector", {"select": {}}),
        "is no selector",
    ),
    (
        "selector",
        "with texts that are not there",
        put(SERVICES, f"{POSITION}/selector", {"select": {"options": ["a"], "translation_key": "modes"}}),
        "selector.modes are not in en.json",
    ),
    ("target", "an unknown key", put(SERVICES, "calibrate/target", {"entitty": {}}), "is no target"),
    ("target", "an unknown filter", put(SERVICES, "calibrate/target/entity/domian", "cover"), "is no target"),
    (
        "target",
        "an unknown domain",
        put(SERVICES, "calibrate/target/entity/domain", "covers"),
        "the domain covers",
    ),
    ("target", "a text", put(SERVICES, "calibrate/target", "cover"), "must be an object"),
    ("unknown key", "in icons", put(ICONS, "entities", {}), "entities is not known"),
    (
        "unknown key",
        "in an entity's icon",
        put(ICONS, "entity/sensor/reconnects/icon", "mdi:x"),
        "icon is not known",
    ),
    (
        "unknown key",
        "in an action's icon",
        put(ICONS, "services/calibrate/icon", "mdi:x"),
        "icon is not known",
    ),
    ("unknown key", "a platform in icons", put(ICONS, "entity/sensors", {}), "there is no platform sensors"),
    (
        "unknown key",
        "an entity in icons",
        put(ICONS, "entity/sensor/x", {}),
        "sensor.x is not in the translations",
    ),
    ("icon", "of no set", put(ICONS, "entity/sensor/reconnects/default", "hass:x"), "must be an icon"),
    ("icon", "missing for an action", drop(ICONS, "services/calibrate"), "action calibrate is missing"),
    ("icon", "of an action in the old form", put(ICONS, "services/calibrate", "mdi:x"), "must be an object"),
    (
        "icon",
        "of a state that is the default one",
        put(ICONS, "entity/sensor/reconnects/state", {"x": "mdi:connection"}),
        "is the default icon",
    ),
)

IN_MANIFEST = (
    ("unknown key", "in the manifest", put(MANIFEST, "zzz", "x"), "zzz is not known"),
    ("manifest", "no version", drop(MANIFEST, "version"), "version is missing"),
    ("manifest", "a version that is none", put(MANIFEST, "version", "first"), "version must be one such as"),
    ("manifest", "no name", put(MANIFEST, "name", ""), "name must not be empty"),
    ("manifest", "another domain", put(MANIFEST, "domain", "ipcomm"), "domain must be ipcom"),
    ("manifest", "an unknown class", put(MANIFEST, "iot_class", "local_pull"), "iot_class must be one of"),
    (
        "manifest",
        "an unknown type",
        put(MANIFEST, "integration_type", "gateway"),
        "integration_type must be one of",
    ),
    ("manifest", "an owner without @", put(MANIFEST, "codeowners", ["me"]), "codeowners must begin with @"),
    ("manifest", "requirements", put(MANIFEST, "requirements", ["ipcom==1"]), "requirements must be empty"),
    ("manifest", "a text for a list", put(MANIFEST, "loggers", "ipcom"), "loggers must be a list of texts"),
    ("manifest", "a text for a truth value", put(MANIFEST, "config_flow", "yes"), "must be true or false"),
    ("manifest", "keys out of order", put(MANIFEST, "after_dependencies", []), "order must be"),
    ("manifest", "a tier", put(MANIFEST, "quality_scale", "gold"), "quality_scale is for integrations in"),
    (
        "address",
        "no address",
        put(MANIFEST, "documentation", "the readme"),
        "documentation must be an address",
    ),
    ("address", "without encryption", put(MANIFEST, "issue_tracker", "http://x.org"), "begins with https://"),
    (
        "address",
        "another page of Home Assistant",
        put(MANIFEST, "documentation", "https://www.home-assistant.io/docs"),
        "is below /integrations/",
    ),
    ("dependency", "that does not exist", put(MANIFEST, "dependencies", ["file_uplod"]), "does not exist"),
    (
        "dependency",
        "that is used and not declared",
        put(MANIFEST, "dependencies", []),
        "imports file_upload, which",
    ),
    (
        "dependency",
        "named twice",
        put(MANIFEST, "dependencies", ["http", "file_upload", "http"]),
        "is named twice",
    ),
    (
        "dependency",
        "before and after",
        put(MANIFEST, "after_dependencies", ["file_upload"]),
        "is both in dependencies and in after_dependencies",
    ),
    (
        "dependency",
        "used in a room",
        more_code("room/new.py", "from homeassistant.components.mqtt import client"),
        "room/new.py:2: imports mqtt, which",
    ),
    (
        "import",
        "a second door",
        more_code("room/new.py", "from ipcom import A"),
        "room/new.py:2: imports ipcom",
    ),
    ("import", "what is gone", more_code("light.py", "import voluptuous"), "use probatio"),
)

IN_CODE = (
    ("code", "no CONFIG_SCHEMA", code("__init__.py", r"^CONFIG_SCHEMA = ", "SCHEMA = "), "no CONFIG_SCHEMA"),
    (
        "code",
        "no runtime data",
        code("__init__.py", r"entry\.runtime_data = ", "data = "),
        "does not set entry.runtime",
    ),
    (
        "code",
        "no PARALLEL_UPDATES",
        code("cover.py", r"^PARALLEL_UPDATES = 0", ""),
        "cover.py: sets no PARALLEL",
    ),
    (
        "code",
        "PARALLEL_UPDATES without number",
        code("cover.py", r"(PARALLEL_UPDATES) = 0", r"\1 = None"),
        "sets no P",
    ),
    ("code", "a platform is not there", gone("switch.py"), "names the platform switch"),
    (
        "code",
        "a platform without set-up",
        code("cover.py", "def async_setup_entry", "def setup"),
        "has no async_setup",
    ),
    (
        "typed entry",
        "in set-up",
        code("cover.py", "entry: IPComConfigEntry", "entry: ConfigEntry"),
        "is not typed",
    ),
    ("typed entry", "no annotation", code("cover.py", "entry: IPComConfigEntry", "entry"), "is not typed"),
    (
        "typed entry",
        "in a class",
        code("coordinator.py", "config_entry: IPComConfigEntry", "config_entry: ConfigEntry"),
        "config_entry is an entry that is not typed",
    ),
    (
        "typed entry",
        "in a room",
        more_code("room/new.py", "def plan(entry: ConfigEntry) -> None: ..."),
        "room/new.py:2: plan takes an entry that is not typed",
    ),
    (
        "typed entry",
        "in a list",
        more_code("room/new.py", "def plan() -> list[ConfigEntry]: ..."),
        "plan returns an entry that is not typed",
    ),
    (
        "code key",
        "an exception in a room",
        more_code("room/new.py", 'HomeAssistantError(translation_domain="ipcom", translation_key="mystery")'),
        "room/new.py:2: mystery is not in exceptions",
    ),
    ("claim", "a rule left out", drop(QUALITY, "rules/devices"), "devices is missing"),
    ("claim", "a rule that is none", put(QUALITY, "rules/mystery", "done"), "mystery is no rule"),
    ("claim", "exempt without a reason", put(QUALITY, "rules/devices", "exempt"), "without a comment"),
    (
        "claim",
        "no second login",
        code("config_flow.py", "async_step_reauth\\b", "x"),
        "reauthentication-flow is said",
    ),
    (
        "claim",
        "no unloading",
        code("__init__.py", "def async_unload_entry", "def x"),
        "config-entry-unloading is said",
    ),
    ("claim", "no diagnostics", gone("diagnostics.py"), "diagnostics is said to be done"),
    (
        "claim",
        "a second entry for one gateway",
        code("config_flow.py", "_async_abort_entries_match", "_x"),
        "unique-config-entry is said",
    ),
    ("claim", "an answer that is none", put(QUALITY, "rules/devices", "perhaps"), "devices must be one of"),
    ("brand", "an icon of another size", picture("icon.png", 255, 256), "must be 256 x 256 pixels"),
    ("brand", "a logo too low", picture("logo.png", 400, 90), "the shorter side must be"),
    ("brand", "no picture", lambda folder: (folder / "brand/logo.png").write_bytes(b"GIF"), "is no PNG"),
    ("brand", "no icon", gone("icon.png"), "brand/icon.png: is missing"),
)


def _all() -> Iterator[Mutation]:
    for file, rows in (
        ("translations", IN_TRANSLATIONS),
        ("other languages", IN_OTHER_LANGUAGES),
        ("actions and icons", IN_ACTIONS),
        ("manifest", IN_MANIFEST),
        ("code", IN_CODE),
    ):
        yield from (Mutation(f"{file}, {kind}", *rest) for kind, *rest in rows)


MUTATIONS = tuple(_all())
