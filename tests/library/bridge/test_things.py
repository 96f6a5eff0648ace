"""What of a house is on the broker."""

from ipcom.bridge.things import ThingKind, things_of
from ipcom.model.address import OutputAddress
from ipcom.model.devices import Category, Devices, DeviceType, OutputDevice, RelayRole
from ipcom.simulator.house.house import House


def device(key: str, kind: DeviceType, output: int, category: Category = Category.SWITCHES) -> OutputDevice:
    return OutputDevice(key, key.title(), category, kind, OutputAddress(1, output))


def test_each_device_is_one_thing_and_a_shutter_too() -> None:
    things = things_of(House.demo().devices)
    kinds = [thing.kind for thing in things.values()]
    assert kinds.count(ThingKind.COVER) == 3
    assert kinds.count(ThingKind.DIMMER) == 2
    assert kinds.count(ThingKind.SWITCH) == 12
    left = things["living-left-u"]
    assert left.name == "Living left"
    assert len(left.addresses) == 2
    assert left.first.relay_role is RelayRole.UP


def test_what_is_on_for_a_moment_takes_a_press() -> None:
    things = things_of(Devices((device("door", DeviceType.IMPULSE, 1), device("gate", DeviceType.GATE, 2))))
    assert [thing.kind for thing in things.values()] == [ThingKind.IMPULSE, ThingKind.IMPULSE]
    assert things["door"].first.key == "door"


def test_only_what_moves_something_is_delicate() -> None:
    assert [kind for kind in ThingKind if kind.is_delicate] == [ThingKind.IMPULSE, ThingKind.COVER]


def test_a_relay_of_a_shutter_without_its_partner_is_nothing() -> None:
    lonely = OutputDevice(
        "left-u", "Left U", Category.SHUTTERS, DeviceType.SWITCH, OutputAddress(1, 1), relay_role=RelayRole.UP
    )
    assert not things_of(Devices((lonely,)))
