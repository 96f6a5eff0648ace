"""What may be wrong with a devices.yaml, and what its owner is told."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
import yaml

from ipcom.errors import ConfigurationError
from ipcom.model.devices_yaml import document, load_devices, parse_devices

LAMP = "lights:\n  lamp: {module: 1, output: 1, type: light, display_name: Lamp}\n"
UP = "  left_u: {module: 5, output: 2, type: switch, relay_role: up, paired_device: left_d}\n"
DOWN = "  left_d: {module: 5, output: 1, type: switch, relay_role: down, paired_device: left_u}\n"
SHUTTER = f"shutters:\n{UP}{DOWN}"
LAUGHS = "a: &a [l, l]\n" + "".join(
    f"{name}: &{name} [*{last}, *{last}, *{last}, *{last}]\n"
    for last, name in zip("abcdefghijk", "bcdefghijkl", strict=True)
)
MERGES = "x0: &x0 {module: 1}\n" + "".join(
    f"x{n}: &x{n} {{<<: [{', '.join([f'*x{n - 1}'] * 9)}]}}\n" for n in range(1, 9)
)


def lamp(**changes: str) -> str:
    """One lamp on line 2 with other properties than it should have; "" leaves one out."""
    fields = {"module": "1", "output": "1", "type": "light", "display_name": "Lamp", **changes}
    return "lights:\n  lamp: {" + ", ".join(f"{k}: {v}" for k, v in fields.items() if v) + "}\n"


BROKEN = {
    # properties
    "module too high": (lamp(module="17"), 2, "module 17 does not exist", "module: 1 to 16"),
    "module zero": (lamp(module="0"), 2, "module 0 does not exist", "module: 1 to 16"),
    "module negative": (lamp(module="-1"), 2, "module -1 does not exist", "module: 1 to 16"),
    "output too high": (lamp(output="9"), 2, "output 9 does not exist", "output: 1 to 8"),
    "output is yes": (lamp(output="yes"), 2, "output is yes/no (yes), not a whole", "output: 1 to 8"),
    "module is true": (lamp(module="true"), 2, "module is yes/no (true)", "module: 1 to 16"),
    "module is a fraction": (lamp(module="1.5"), 2, "module is a fraction (1.5)", "module: 1 to 16"),
    "module is a list": (lamp(module="[1]"), 2, "module is a list", "module: 1 to 16"),
    "module is no number": (lamp(module="!!int 0x"), 2, "module is a number (0x)", "module: 1 to 16"),
    "module without end": (lamp(module="9" * 5000), 2, "module is a number (999", "module: 1 to 16"),
    "no module": (lamp(module=""), 2, "lamp has no module", "add module: 1 to 16"),
    "no output": (lamp(output=""), 2, "lamp has no output", "add output: 1 to 8"),
    "module left open": (lamp(module="~"), 2, "lamp has no module", "add module: 1 to 16"),
    "unknown type": (
        lamp(type="lamp"),
        2,
        "type is text (lamp), which is none of switch",
        "write type: switch",
    ),
    "shutter that is an impulse": (
        lamp(type="impulse").replace("lights", "shutters"),
        2,
        "shutter relay lamp is of type impulse",
        "write type: switch",
    ),
    "mistyped type": (lamp(type="dimer"), 2, "type is text (dimer)", 'Did you mean "dimmer"?'),
    "type is a list": (lamp(type="[light]"), 2, "type is a list", "switch or light or dimmer"),
    # devices and sections
    "key is empty": (
        "lights:\n  '': {module: 1, output: 1, type: light}\n",
        2,
        "empty key",
        "give it a name",
    ),
    "key of another output": (
        'lights:\n  "3/4": {module: 1, output: 1, type: light}\n',
        2,
        'key "3/4" is the name of an output, but this device is on 1/1',
        "correct module and output",
    ),
    "key of another output, with a zero": (
        'lights:\n  "03/4": {module: 1, output: 1, type: light}\n',
        2,
        'key "03/4" is the name of an output',
        "rename it",
    ),
    "output twice": (
        LAMP + "  two: {module: 1, output: 1, type: switch}\n",
        3,
        "module 1 output 1 is already used by lamp on line 2",
        "correct the module or output",
    ),
    "device is a word": ("lights:\n  lamp: on\n", 2, "lamp is yes/no (on), not a device", "below lamp:"),
    "device is nothing": ("lights:\n  lamp:\n", 2, "lamp is nothing, not a device", "write module:, output:"),
    "section is a list": ("lights:\n  - lamp\n", 2, "lights is a list, not devices", "without dashes"),
    "key is nothing": ("lights:\n  ~: {module: 1, output: 1}\n", 2, "key is nothing", 'key: "..."'),
    "pair is a list": (SHUTTER.replace(": left_d}", ": [left_d]}"), 2, "paired_device is a list", '"..."'),
    "section of devices that is none": (
        LAMP + "lamps:\n  two: {module: 1, output: 2}\n",
        3,
        'unknown section "lamps"',
        "known are lights",
    ),
    "unknown section": (
        "garage: {}\n",
        1,
        'unknown section "garage"',
        "known are lights, switches, shutters",
    ),
    "mistyped section": ("light: {}\n", 1, 'unknown section "light"', 'Did you mean "lights"?'),
    # shutters
    "no role": (
        SHUTTER.replace("relay_role: up, ", ""),
        2,
        "left_u has no relay_role",
        "add relay_role: up or down",
    ),
    "role left open": (SHUTTER.replace("role: up", "role: "), 2, "left_u has no relay_role", "up or down"),
    "pair left open": (
        SHUTTER.replace("device: left_d", "device: "),
        2,
        "left_u has no paired_device",
        "add paired_device: and the key",
    ),
    "unknown role": (SHUTTER.replace("role: up", "role: upp"), 2, "relay_role is text (upp)", '"up"?'),
    "no pair": (
        SHUTTER.replace(", paired_device: left_d", ""),
        2,
        "left_u has no paired_device",
        "add paired_",
    ),
    "empty pair": (SHUTTER.replace(": left_d}", ": ''}"), 2, "left_u has no paired_device", "add paired_"),
    "pair is a number": (
        SHUTTER.replace(": left_d}", ": 4}"),
        2,
        'paired_device "4" does not exist',
        "the shutter's other relay",
    ),
    "unknown pair": (SHUTTER.replace(": left_d}", ": left_dd}"), 2, '"left_dd" does not exist', '"left_d"?'),
    "pair like no other": (f"shutters:\n{UP}", 2, '"left_d" does not exist', "the shutter's other relay"),
    "pair is a lamp": (
        LAMP + SHUTTER.replace(": left_d}", ": lamp}"),
        4,
        'paired_device "lamp" is under lights',
        "move it to shutters:",
    ),
    "pair with itself": (
        SHUTTER.replace(": left_d}", ": left_u}"),
        2,
        "paired with itself",
        "the other relay",
    ),
    "one-sided pair": (
        SHUTTER + "  more_u: {module: 5, output: 3, type: switch, relay_role: up, paired_device: left_d}\n",
        4,
        "more_u names left_d as its pair, but left_d and left_u are a pair already",
        "correct paired_device of more_u",
    ),
    "pairs in a circle": (
        SHUTTER.replace("left_u}", "more_u}")
        + "  more_u: {module: 5, output: 3, type: switch, relay_role: up, paired_device: left_u}\n",
        2,
        "left_u names left_d as its pair, but left_d names more_u",
        "write paired_device: left_u under left_d (line 3)",
    ),
    "same role twice": (
        SHUTTER.replace("down", "up"),
        3,
        "left_u/left_d are up",
        "one is up, the other down",
    ),
    "both relays on one output": (
        SHUTTER.replace("output: 1", "output: 2"),
        3,
        "both relays of the shutter left_u/left_d are on module 5 output 2",
        "its own output",
    ),
    "shutter dims": (
        SHUTTER.replace("switch", "dimmer", 1),
        2,
        "shutter relay left_u is of type dimmer",
        "write type: switch",
    ),
    "module with a zero in front": (
        LAMP.replace("module: 1", "module: 010"),
        2,
        "module 010 would be read as 8",
        "write module: 10",
    ),
    "two names of one device": (
        "lights:\n  lamp: &lamp\n    module: 1\n    output: 1\n  other: *lamp\n",
        5,
        "module 1 output 1 is already used by lamp on line 2",
        "correct the module or output",
    ),
    # not a devices.yaml at all
    "empty": ("", None, "the file is empty", "write at least one device"),
    "comments only": ("# nothing\n", None, "the file is empty", "write at least one device"),
    "only spaces": ("''\n", None, "the file is empty", "write at least one device"),
    "list on top": ("- lights\n", 1, "not a list of sections", "begin with lights:"),
    "one word": ("lights\n", 1, "not a list of sections", "begin with lights:"),
    "tabs": ("lights:\n\tlamp: {}\n", 2, "this is not YAML", "indent with spaces"),
    "bracket open": ("lights: {lamp: {\n", 2, "this is not YAML", "check indentation, colons and quotes"),
    "quote open": ("lights: 'x\n", None, "this is not YAML", "check indentation, colons and quotes"),
    "two documents": (
        LAMP + "---\n" + LAMP,
        3,
        "a second document begins here",
        "delete the line of three dashes",
    ),
    "further left": (
        "lights:\n  lamp:\n    module: 1\n   output: 2\n",
        4,
        "not begin in the same column",
        "in one column",
    ),
    "section further right": (
        LAMP + " switches:\n  a: {}\n",
        3,
        "not begin in the same column",
        "in one column",
    ),
    "included": (
        "lights: !include lights.yaml\n",
        1,
        "!include is not known here",
        "write here what it stands for",
    ),
    "unknown alias": ("lights: *lamp\n", 1, "undefined alias", "check indentation"),
    "control characters": ("lights:\n  \x07: 1\n", None, "a character that YAML does not allow", "delete it"),
    "not UTF-8": (b"lights:\n  caf\xe9: 1\n", 2, "not UTF-8 text (byte 0xe9)", "save it as UTF-8"),
    "half a character": ("lights:\n  \ud800: 1\n", 2, "not UTF-8 text", "save it as UTF-8"),
    "UTF-16": (LAMP.encode("utf-16"), 1, "not UTF-8 text (byte 0xff)", "save it as UTF-8"),
    "other software's": ("homeassistant:\n  name: Home\n", 1, 'unknown section "homeassistant"', "known are"),
    # hostile
    "ten megabytes": (b"\xa7" * 10_000_000, None, "larger than 256 kB", "check that this is the right file"),
    "deep nesting": ("[" * 200_000, 1, "nested more than 20 levels", "three levels deep"),
    "deep dashes": ("- " * 100_000, 1, "nested more than 20 levels", "three levels deep"),
    "a billion laughs": (LAUGHS, 1, 'unknown section "a"', "known are"),
    "laughing devices": (
        LAUGHS.replace("a: &a", "lights: {x: &a", 1).replace("]", "]}", 1),
        1,
        "x is a list",
        "below x:",
    ),
    "merge bomb": (MERGES + "lights: {l: *x8}\n", None, "aliases repeat too much", "without << and *"),
    "merge circle": ("lights: {a: &a {<<: *a}}\n", 1, "aliases repeat too much", "without << and *"),
    "merge of a word": ("lights: {a: {<<: lamp}}\n", 1, "<< names text (lamp)", "write << and an alias"),
    "code": ("!!python/object/apply:os.system [ls]\n", 1, "not a list of sections", "begin with lights:"),
}


@pytest.fixture(params=[yaml.SafeLoader, getattr(yaml, "CSafeLoader", yaml.SafeLoader)], ids=["slow", "fast"])
def either_reader(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """PyYAML with libyaml and without."""
    monkeypatch.setattr(document, "Loader", request.param)


@pytest.mark.usefixtures("either_reader")
@pytest.mark.parametrize(("content", "line", "message", "fix"), BROKEN.values(), ids=BROKEN)
def test_a_broken_file_is_reported_with_line_and_fix(
    content: str | bytes, line: int | None, message: str, fix: str
) -> None:
    began = time.process_time()
    with pytest.raises(ConfigurationError) as caught:
        parse_devices(content, "house.yaml")
    assert time.process_time() - began < 2.0, "nonsense must not keep anybody waiting"
    found = [problem for problem in caught.value.problems if message in problem.message]
    assert found, str(caught.value)
    assert fix in found[0].fix
    assert line in (None, found[0].line)
    assert found[0].file == "house.yaml"


@pytest.mark.parametrize("name", ["left_u", "left_d"])
def test_one_mistake_is_reported_once(name: str) -> None:
    text = SHUTTER.replace(f"{name}: {{module: 5", f"{name}: {{module: 50")
    with pytest.raises(ConfigurationError) as caught:
        parse_devices(text)
    assert len(caught.value.problems) == 1


def test_a_shutter_may_be_broken_without_a_second_complaint_about_its_partner() -> None:
    with pytest.raises(ConfigurationError) as caught:
        parse_devices(SHUTTER.replace("relay_role: up", "relay_role: [up]"))
    assert len(caught.value.problems) == 1


def missing(path: Path) -> Path:
    return path / "nothing.yaml"


def forbidden(path: Path) -> Path:
    file = path / "secret.yaml"
    file.write_text(LAMP, "utf-8")
    return file


def directory(path: Path) -> Path:
    return path


def impossible(path: Path) -> Path:
    return path / "a\0b"


@pytest.mark.parametrize(
    ("make", "message", "fix"),
    [
        (missing, "no such file", "check the path"),
        (directory, "this is a directory", "name the file inside it"),
        (impossible, "cannot be read", "check the path"),
    ],
)
def test_a_file_that_cannot_be_read_is_reported(tmp_path: Path, make: object, message: str, fix: str) -> None:
    assert callable(make)
    path = make(tmp_path)
    with pytest.raises(ConfigurationError) as caught:
        load_devices(path)
    assert message in caught.value.problems[0].message
    assert fix in caught.value.problems[0].fix
    assert caught.value.problems[0].file == str(path)


def test_a_file_without_permission_is_reported(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Told by the error and not by the file: a superuser may read everything."""

    def refuse(*_: object) -> None:
        raise PermissionError(13, "Permission denied")

    file = forbidden(tmp_path)
    monkeypatch.setattr(Path, "open", refuse)
    with pytest.raises(ConfigurationError, match=r"no permission to read it .*chmod"):
        load_devices(file)


def test_a_file_of_ten_megabytes_is_not_read_to_its_end(tmp_path: Path) -> None:
    file = tmp_path / "large.yaml"
    file.write_bytes(b"x" * 10_000_000)
    with pytest.raises(ConfigurationError, match="larger than 256 kB"):
        load_devices(file)
