"""The schema and the reader judge every file of the tests alike, but for what only the reader can see."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from ipcom.model.devices import Category, DeviceType
from ipcom.model.devices_yaml import read_devices
from ipcom.model.devices_yaml.properties import (
    KNOWN,
    NUMBERS,
    REQUIRED,
    SHUTTER_ONLY,
    TEXTS,
    WHOLE_NUMBERS,
)
from ipcom.model.devices_yaml.schema import devices_schema
from ipcom.simulator.house.house import House
from tests.library.model.devices_yaml.test_file_mistake import MISTAKES
from tests.library.model.devices_yaml.test_findings import BROKEN, LAMP, SHUTTER, lamp
from tests.library.model.devices_yaml.test_load import IN_THE_FIELD
from tests.library.model.devices_yaml.test_reading import FAULTS, REST, TOLERATED

FIXTURES = Path(__file__).parents[3] / "fixtures"

ONLY_THE_READER = {
    # What two devices have in common.
    "output_used",
    "both_relays_on_one_output",
    "key_used",
    "key_of_another_output",
    "partner_elsewhere",
    "partner_unknown",
    "partner_unknown_but",
    "paired_with_itself",
    "partner_names_another",
    "partner_has_pair",
    "same_role_twice",
    # How something is written that is sound by its value.
    "output_number_otherwise",
    "key_no_text",
    "text_unprintable",
}
"""The codes of what a schema cannot see."""
ANY_EDITOR = {
    "file_too_large",
    "file_not_utf8",
    "character_forbidden",
    "no_yaml",
    "indented_otherwise",
    "second_document",
    "tabs",
    "too_deep",
    "aliases_repeat",
    "merge_wrong",
    "tag_unknown",
    "key_twice",
    "property_twice",
    "section_twice",
}
"""The codes of what is wrong with the YAML itself, which no schema is asked about."""

GOOD: dict[str, str] = {
    "from the field": IN_THE_FIELD,
    "of the demo": House.demo().devices_yaml(),
    "lamp": LAMP,
    "shutter": SHUTTER,
    "no devices": "lights:\nswitches: {}\n",
    "no sections": "{}\n",
    "every type": "lights:\n"
    + "".join(
        f"  d{n}: {{module: 1, output: {n % 8 + 1}, type: {t}}}\n" for n, t in enumerate(list(DeviceType)[:8])
    ),
    "left open": lamp(room="", pulse="~", watts="~", energy="~", description="~"),
    "numbers": lamp(type="impulse", pulse="0.1", watts="100000", energy="true"),
    "merge keys": "lights:\n  a: &a {module: 1, output: 1, type: light}\n  b: {<<: *a, output: 2}\n",
    "key that is an output": 'lights:\n  "3/4": {module: 3, output: 4, type: light}\n',
    **{str(path.relative_to(FIXTURES)): path.read_text("utf-8") for path in FIXTURES.rglob("*devices.yaml")},
}
ODD: dict[str, str | bytes] = {
    **{name: content for name, (content, *_) in BROKEN.items() if isinstance(content, str | bytes)},
    **{name: content for name, (content, *_) in TOLERATED.items()},
    **{f"one of several: {name}": text + REST for name, text in FAULTS.items()},
    **{text: text for text in MISTAKES},
    "characters that a terminal obeys": lamp(display_name='"A\\u202eB"'),
    "type left open": lamp(type="~"),
}
"""Every file of the tests of which the reader says something."""


def said_of(content: str | bytes) -> set[str]:
    """The codes of all that the reader says."""
    found = read_devices(content)
    return {each.code for each in (*found.errors, *found.warnings)}


def refuses(content: str | bytes) -> bool:
    """Whether the schema refuses what an editor reads; it does not read a number that is none, or an unknown tag."""
    try:
        loaded = _with_text_keys(yaml.safe_load(content))
    except (yaml.constructor.ConstructorError, ValueError):
        return True
    return not jsonschema.Draft7Validator(devices_schema()).is_valid(loaded)


def _with_text_keys(loaded: Any) -> Any:
    if not isinstance(loaded, dict):
        return loaded
    return {str(key): _with_text_keys(value) for key, value in loaded.items()}


@pytest.mark.parametrize("content", GOOD.values(), ids=GOOD)
def test_a_good_file_is_good_for_both(content: str | bytes) -> None:
    assert (said_of(content), refuses(content)) == (set(), False)


@pytest.mark.parametrize("content", ODD.values(), ids=ODD)
def test_what_the_reader_says_something_of_is_refused_by_the_schema_or_listed(content: str | bytes) -> None:
    said = said_of(content)
    assert said
    if not said & ANY_EDITOR and said - ONLY_THE_READER:
        assert refuses(content)


def test_every_code_that_is_listed_is_said_of_a_file() -> None:
    """A list that is longer than it need be hides what the schema could see."""
    said: set[str] = set()
    for content in ODD.values():
        said |= said_of(content)
    assert said >= ONLY_THE_READER | ANY_EDITOR
    assert len(ODD) > 100


def test_what_only_the_reader_sees_is_seen_by_no_schema() -> None:
    """One file for each code: the schema takes it, so that the code belongs on the list."""
    missed: set[str] = set()
    for content in ODD.values():
        said = said_of(content)
        if said <= ONLY_THE_READER and not refuses(content):
            missed |= said
    assert missed == ONLY_THE_READER


values: st.SearchStrategy[Any] = st.sampled_from(
    [None, 0, 1, 3, 8, 9, 16, 17, -1, 0.5, 60.0, 61, True, False, "", "x", "up", "down", "3", [], {}]
)
right: dict[str, st.SearchStrategy[Any]] = {
    "module": st.integers(1, 16),
    "output": st.integers(1, 8),
    "type": st.sampled_from([each.value for each in DeviceType]),
    "relay_role": st.sampled_from(["up", "down"]),
    "paired_device": st.sampled_from(["a", "b"]),
    **{name: st.none() | st.just("words") for name in TEXTS if name != "paired_device"},
    **{
        name: st.none() | st.floats(low, high).map(lambda number: round(number, 3))
        for name, (low, high) in NUMBERS.items()
    },
    "energy": st.none() | st.booleans(),
}
needed = {name: right[name] for name in (*REQUIRED, *SHUTTER_ONLY)}
optional = {name: strategy for name, strategy in right.items() if name not in needed}
good_devices = st.fixed_dictionaries(needed, optional=optional)
devices = st.one_of(
    good_devices,
    good_devices.map(lambda device: {name: device[name] for name in device if name not in SHUTTER_ONLY}),
    st.builds(
        lambda device, changes: device | changes,
        good_devices,
        st.dictionaries(st.sampled_from([*KNOWN, "colour"]), values, max_size=2),
    ),
    values,
)
sections = st.one_of(st.dictionaries(st.sampled_from(["a", "b", "c", "", " "]), devices, max_size=3), values)
files = st.dictionaries(
    st.sampled_from([*(each.value for each in Category), "Lights", "garage"]), sections, max_size=3
)


@given(files)
def test_whatever_stands_in_a_file_both_judge_it_alike(tree: dict[str, Any]) -> None:
    content = yaml.safe_dump(tree)
    said = said_of(content)
    if refuses(content):
        assert said
    else:
        assert said <= ONLY_THE_READER


def test_a_schema_that_editors_take() -> None:
    jsonschema.Draft7Validator.check_schema(devices_schema())


def test_the_schema_has_every_property_and_describes_it() -> None:
    schema: Any = devices_schema()
    relays = schema["properties"]["shutters"]["additionalProperties"]
    assert relays["properties"].keys() == set(KNOWN)
    assert all(each["description"] for each in relays["properties"].values())
    lights = schema["properties"]["lights"]["additionalProperties"]
    assert lights["properties"].keys() == set(KNOWN) - set(SHUTTER_ONLY)
    assert [lights["properties"][name]["maximum"] for name in WHOLE_NUMBERS] == [16, 8]
