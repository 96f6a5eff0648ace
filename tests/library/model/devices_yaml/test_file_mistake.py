"""Each mistake of a file has a code, and the words of the file as values."""

import pytest

from ipcom.model.devices_yaml import read_devices

MISTAKES: dict[str, tuple[str, dict[str, object]]] = {
    "lights: [a]": ("section_no_devices", {"section": "lights", "found": "[...]"}),
    "lights:\n  a: {module: 17, output: 1, type: light}": (
        "output_number_too_high",
        {"name": "module", "number": 17, "highest": 16},
    ),
    "lights:\n  a: {module: x, output: 1, type: light}": (
        "no_output_number",
        {"name": "module", "found": "x", "highest": 16},
    ),
    "lights:\n  a: {module: 1, output: 1, type: lihgt}": (
        "choice_unknown_but",
        {"name": "type", "found": "lihgt", "near": ("light",)},
    ),
    "lights:\n  a: {output: 1, type: light}": ("module_missing", {"key": "a", "highest": 16}),
    "lights:\n\ta: 1": ("tabs", {}),
}


@pytest.mark.parametrize("text", MISTAKES)
def test_a_mistake_has_a_code_and_values(text: str) -> None:
    code, values = MISTAKES[text]
    (mistake,) = read_devices(text).errors
    assert mistake.code == code
    assert mistake.values.items() >= values.items()
    assert mistake.line
