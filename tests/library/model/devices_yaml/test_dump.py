"""Writing a devices.yaml that loads again."""

from __future__ import annotations

import yaml
from hypothesis import given
from hypothesis import strategies as st

from ipcom.model.address import OutputAddress
from ipcom.model.devices import Category, Devices, DeviceType, OutputDevice, RelayRole
from ipcom.model.devices_yaml import dump_devices, parse_devices

words = st.text(min_size=1, max_size=12).filter(lambda text: text.strip() != "")
keys = st.one_of(words, st.sampled_from(["on", "No", "kitchen_left", "null", "12", "<<", "=", "y", "_"]))


def without_lines(devices: Devices) -> list[tuple[object, ...]]:
    return [
        (
            d.key,
            d.display_name,
            d.category,
            d.type,
            d.address,
            d.description,
            d.icon,
            d.relay_role,
            d.paired_device,
            d.pulse,
            d.watts,
            d.energy,
            d.room,
        )
        for d in devices.outputs
    ]


watts = st.none() | st.floats(0, 100_000, allow_subnormal=False).filter(
    lambda number: number == 0 or number > 1e-9
)
pulses = st.none() | st.floats(0.1, 60)


@given(watts, pulses, st.booleans(), st.text(max_size=8))
def test_what_a_device_draws_and_where_it_is_loads_again(
    watts: float | None, pulse: float | None, energy: bool, room: str
) -> None:
    bell = OutputDevice(
        "bell",
        "Bell",
        Category.SWITCHES,
        DeviceType.IMPULSE,
        OutputAddress(1, 1),
        pulse=pulse,
        watts=watts,
        energy=energy,
        room=room,
    )
    assert without_lines(parse_devices(dump_devices(Devices((bell,))))) == without_lines(Devices((bell,)))


@given(st.lists(st.tuples(keys, words, words), max_size=8, unique_by=lambda names: names[0].casefold()))
def test_whatever_people_call_their_devices_loads_again(names: list[tuple[str, str, str]]) -> None:
    devices = Devices(
        tuple(
            OutputDevice(
                key,
                name,
                list(Category)[number % 2],
                list(DeviceType)[number % len(DeviceType)],
                OutputAddress(1, number),
                description=text,
            )
            for number, (key, name, text) in enumerate(names, 1)
        )
    )
    assert without_lines(parse_devices(dump_devices(devices))) == without_lines(devices)


def test_a_shutter_loads_again_and_the_text_is_what_a_person_would_write() -> None:
    up, down = (
        OutputDevice(
            f"left_{letter}",
            "Left",
            Category.SHUTTERS,
            DeviceType.SWITCH,
            OutputAddress(5, number),
            relay_role=role,
            paired_device=f"left_{other}",
            icon="mdi:blinds",
        )
        for letter, other, role, number in (("u", "d", RelayRole.UP, 2), ("d", "u", RelayRole.DOWN, 1))
    )
    text = dump_devices(Devices((up, down)))
    assert without_lines(parse_devices(text)) == without_lines(Devices((up, down)))
    assert text.splitlines()[:12] == [
        "lights:",
        "switches:",
        "shutters:",
        "  left_d:",
        "    module: 5",
        "    output: 1",
        "    type: switch",
        '    display_name: "Left"',
        '    icon: "mdi:blinds"',
        "    relay_role: down",
        "    paired_device: left_u",
        "  left_u:",
    ]


@given(st.lists(st.text(max_size=30), max_size=4), st.text(max_size=30))
def test_a_comment_is_one_line_whatever_it_holds(heading: list[str], note: str) -> None:
    lamp = OutputDevice("lamp", "Lamp", Category.LIGHTS, DeviceType.LIGHT, OutputAddress(1, 1))
    text = dump_devices(Devices((lamp,)), heading=heading, notes={"lamp": note, "other": "?"})
    assert without_lines(parse_devices(text)) == without_lines(Devices((lamp,)))
    assert [line[0] for line in text.splitlines()[: len(heading)]] == ["#"] * len(heading)
    assert yaml.safe_load(text) == yaml.safe_load(dump_devices(Devices((lamp,))))


def test_a_note_stands_above_its_device() -> None:
    lamp = OutputDevice("lamp", "Lamp", Category.LIGHTS, DeviceType.LIGHT, OutputAddress(1, 1))
    text = dump_devices(Devices((lamp,)), heading=["Villa\nlights: {}", ""], notes={"lamp": "a guess"})
    assert text.splitlines()[:5] == ["# Villa\\U0000000alights: {}", "#", "lights:", "  # a guess", "  lamp:"]
