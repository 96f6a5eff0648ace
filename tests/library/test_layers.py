"""The library's shape: which layer may import which, and which packages from outside it."""

import sys
from collections.abc import Iterator
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

from tests.library.imports import Import, imports_of
from tests.library.pure_modules import LIBRARY

MODULES = sorted(LIBRARY.rglob("*.py"))

SHARED = "*"
"""The modules of a layer that lie beside its rooms."""

MAY_IMPORT = {
    "sentence": set(),
    "errors": {"sentence"},
    "model": {"sentence", "errors"},
    "protocol": {"sentence", "errors", "model"},
    "presses": {"model"},
    "client": {"sentence", "errors", "model", "protocol"},
    "shutter": {"sentence", "errors", "model", "client"},
    "learning": {"sentence", "errors", "model", "shutter"},
    "simulator": {"sentence", "errors", "model", "protocol", "web"},
    "portal": {"sentence", "errors", "model"},
    "bridge": {"sentence", "errors", "model", "client", "shutter", "presses"},
    "blocking": {"sentence", "errors", "model", "client"},
    "web": set(),
    "cli": {"sentence", "errors", "model", "protocol", "client", "shutter", "simulator", "portal", "bridge"},
    "public": {"sentence", "errors", "model", "presses", "client", "shutter"},
    "__init__": {"public"},
}
ROOMS_MAY_IMPORT: dict[str, dict[str, set[str]]] = {
    "client": {
        "connection": set(),
        "planning": set(),
        SHARED: {"connection", "planning"},
    },
    "simulator": {
        "simulator_text": set(),
        "faults": {"simulator_text"},
        "fault_text": {"simulator_text", "faults"},
        "fault_values": {"faults", "fault_text"},
        "house": {"simulator_text", "faults", "fault_text"},
        "gateway": {"faults", "house"},
        "occupant": {"house"},
        "page": {"simulator_text", "faults", "fault_text", "fault_values", "house", "gateway"},
        "spoken": set(),
        "conversation": {"spoken"},
        "recorded_answers": {"spoken"},
        "replay": {"recorded_answers", "spoken"},
        "testing": {"faults", "house", "gateway"},
        "__init__": {"faults", "fault_text", "house", "gateway", "conversation", "replay", "testing"},
    },
    "bridge": {
        SHARED: set(),
        "broker": set(),
        "commands": {SHARED, "broker"},
        "house": {SHARED, "broker", "commands"},
        "discovery": {SHARED, "broker", "house"},
        "homie": {SHARED, "broker", "commands", "house"},
        "metrics": {SHARED, "broker", "commands", "house"},
    },
    "cli": {
        "console": set(),
        "profiles": {"console"},
        "manual": {"console"},
        SHARED: {"console", "manual", "profiles"},
        "covers": {"console", SHARED},
        "check": {"console", SHARED},
        "demo": {"console", SHARED},
        "bridging": {"console", SHARED, "profiles", "covers", "check"},
        "completion": {"console", SHARED},
        "commands": {
            "console",
            SHARED,
            "manual",
            "profiles",
            "covers",
            "check",
            "demo",
            "bridging",
            "completion",
        },
    },
}
"""The rooms inside a layer. A layer without `SHARED` names each of its own modules as a room."""
KNOWS_LESS = {"client/planning": {"sentence", "errors", "model", "protocol"}}
"""What a room may import of other layers, if that is less than its layer may."""
CORE_PACKAGES = {"yaml"}
COMMAND_LINE_PACKAGES = {"click", "rich"}
HTTP_PACKAGES = {"aiohttp"}
HTTP_DOORS = {"portal/portal.py", "simulator/page/page_server.py", "simulator/page/page_link.py"}
"""The only modules that talk HTTP."""
MQTT_PACKAGES = {"aiomqtt", "paho"}
MQTT_DOOR = "bridge/broker/mqtt.py"
"""The only module that talks MQTT."""
METRICS_PACKAGES = {"prometheus_client"}
METRICS_DOOR = "bridge/metrics/prometheus.py"
"""The only module that knows Prometheus."""
TEST_PACKAGES = {"pytest", "pytest_asyncio"}


def layer_of(path: Path) -> str:
    return path.relative_to(LIBRARY).with_suffix("").parts[0]


def target_parts(path: Path, imported: Import) -> tuple[str, ...]:
    """Return the module that a relative import reaches, from the library on."""
    package = path.parent.relative_to(LIBRARY).parts
    return (*package[: len(package) - (imported.level - 1)], *imported.name.split("."))


def target_layer(path: Path, imported: Import) -> str:
    """Return the layer that a relative import reaches."""
    first = target_parts(path, imported)[0]
    known = (LIBRARY / first).is_dir() or (LIBRARY / f"{first}.py").exists()
    return first if known else "__init__"


def room_of(layer: str, parts: tuple[str, ...]) -> str:
    """Return the room of a layer in which a module lies."""
    first = parts[1] if len(parts) > 1 else "__init__"
    if SHARED not in ROOMS_MAY_IMPORT[layer] or (LIBRARY / layer / first).is_dir():
        return first
    return SHARED


def shown(path: Path) -> str:
    return path.relative_to(LIBRARY).as_posix()


each_module = pytest.mark.parametrize("path", MODULES, ids=shown)


each_module_in_a_room = pytest.mark.parametrize(
    "path", [path for path in MODULES if layer_of(path) in ROOMS_MAY_IMPORT], ids=shown
)


@each_module
def test_imports_between_layers_only_point_down(path: Path) -> None:
    layer = layer_of(path)
    reached = {target_layer(path, each) for each in imports_of(path) if each.level}
    assert reached - {layer} <= MAY_IMPORT[layer]


@each_module_in_a_room
def test_imports_inside_a_layer_only_point_down(path: Path) -> None:
    layer = layer_of(path)
    parts = path.relative_to(LIBRARY).with_suffix("").parts
    targets = [target_parts(path, each) for each in imports_of(path) if each.level]
    room = room_of(layer, parts)
    reached = {room_of(layer, target) for target in targets if target[0] == layer}
    assert reached - {room} <= ROOMS_MAY_IMPORT[layer][room]


@pytest.mark.parametrize("room", KNOWS_LESS)
def test_a_room_may_import_less_than_its_layer(room: str) -> None:
    layer = room.partition("/")[0]
    inside = [path for path in MODULES if path.is_relative_to(LIBRARY / room)]
    reached = {target_layer(path, each) for path in inside for each in imports_of(path) if each.level}
    assert inside
    assert reached - {layer} == KNOWS_LESS[room]


@pytest.mark.parametrize("arrows", [MAY_IMPORT, *ROOMS_MAY_IMPORT.values()])
def test_no_imports_between_rooms_form_a_circle(arrows: dict[str, set[str]]) -> None:
    assert set(TopologicalSorter(arrows).static_order()) == arrows.keys()


def test_no_imports_between_modules_form_a_circle() -> None:
    """What only types need is looked at too: two modules that know each other are one idea or three."""
    imported = {path: set(modules_imported_by(path)) for path in MODULES}
    assert set(TopologicalSorter(imported).static_order()) == set(MODULES)


def modules_imported_by(path: Path) -> Iterator[Path]:
    for each in imports_of(path):
        if each.level:
            target = LIBRARY.joinpath(*target_parts(path, each))
            yield from (
                found for found in (target.with_suffix(".py"), target / "__init__.py") if found.exists()
            )


@pytest.mark.parametrize("layer", ROOMS_MAY_IMPORT)
def test_a_room_that_is_named_here_exists(layer: str) -> None:
    rooms = [LIBRARY / layer / room for room in set(ROOMS_MAY_IMPORT[layer]) - {SHARED}]
    assert [room for room in rooms if not (room.is_dir() or room.with_suffix(".py").exists())] == []


@each_module
def test_the_library_imports_itself_relatively(path: Path) -> None:
    assert not [each for each in imports_of(path) if not each.level and each.name.split(".")[0] == "ipcom"]


@each_module
def test_the_core_needs_a_yaml_reader_and_nothing_else(path: Path) -> None:
    allowed = set(CORE_PACKAGES)
    if layer_of(path) == "cli":
        allowed |= COMMAND_LINE_PACKAGES
    if shown(path) in HTTP_DOORS:
        allowed |= HTTP_PACKAGES
    if shown(path) == MQTT_DOOR:
        allowed |= MQTT_PACKAGES
    if shown(path) == METRICS_DOOR:
        allowed |= METRICS_PACKAGES
    if path.name == "pytest_plugin.py":
        allowed |= TEST_PACKAGES
    assert foreign_packages(path) <= allowed


def foreign_packages(path: Path) -> set[str]:
    names = {each.name.split(".")[0] for each in imports_of(path) if not each.level}
    return names - sys.stdlib_module_names
