"""Wrong arguments for everything public beside the client: each is a `ConfigurationError`, or is named here with a reason."""

from __future__ import annotations

import dataclasses
import enum
import inspect
import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

import ipcom
from ipcom import (
    BusType,
    Calibration,
    Category,
    ChangeStream,
    ConfigurationError,
    Curve,
    Devices,
    DeviceType,
    Motion,
    OutputAddress,
    OutputDevice,
    OutputKind,
    RelayRole,
    Shutter,
    ShutterDevice,
    ShutterPair,
    StateSnapshot,
    StoredPosition,
    Timings,
    TravelTimes,
    dump_devices,
    graphic_type,
    load_devices,
    parse_devices,
    parse_host,
    read_devices,
)
from ipcom.client.subscriptions import Subscriptions
from tests.library.wrong_values import (
    ADDRESSES,
    CALLBACKS,
    FLAGS,
    LAMP,
    MOTIONS,
    NUMBERS,
    NUMBERS_NOT_NONE,
    PAIR,
    PAIRS,
    TEXTS,
    WHOLES,
)

HANDED_OUT = {
    "CausedChange": "made by the client, taken by no call",
    "ConnectionStatus": "made by the client, taken by no call",
    "GraphicType": "made by `graphic_type`, taken by no call",
    "Height": "what `Shutter.target` tells, taken by no call",
    "Host": "made by `parse_host`, taken by no call",
    "OutputChange": "made by a snapshot, taken by no call",
    "DevicesReading": "made by `read_devices`, taken by no call",
    "Message": "made by the library, taken by no call",
    "Problem": "made by the library, taken by no call but an error's",
    "ShutterState": "made by a shutter, taken by no call",
    "Slats": "what `Shutter.target` tells, taken by no call",
    "StateChange": "made by the client, taken by no call but a stream's, which checks it",
    "Statistics": "made by the client, taken by no call",
}
PROTOCOLS = {"Address", "Clock", "Connector", "NameService", "ShutterLink", "Writer"}
"""What a program may bring itself: typing only; the client checks what it is given."""
ELSEWHERE = {"IPComClient": "test_wrong_arguments"}
DELAYS = ("start_delay", "stop_lag", "overrun_percent", "overrun_s", "min_move")
PERCENTS = [*NUMBERS_NOT_NONE, -0.1, 100.1, math.inf]


@dataclass(frozen=True)
class Call:
    """One public callable, arguments that it takes, and for each of them wrong values."""

    call: Callable[..., Any]
    good: dict[str, Any]
    wrong: dict[str, list[Any]]


class FakeLink:
    """What a shutter needs of a client."""

    observed = StateSnapshot(bytes(128), timestamp=0.0, asked_at=0.0, received_at=0.0)

    async def drive(self, pair: ShutterPair, motion: Motion) -> None:
        raise AssertionError("nothing is to be driven")

    def subscribe(self, callback: Any) -> Any:
        return lambda: None

    subscribe_connection = subscribe
    round_trip = 0.0
    disturbed_at = -math.inf

    async def stop_at(self, pair: ShutterPair, direction: Motion, leave_at: float) -> None:
        raise AssertionError("nothing is to be stopped")

    async def release(self, pair: ShutterPair) -> None:
        raise AssertionError("nothing is to be released")


def snapshot() -> StateSnapshot:
    return FakeLink.observed


def shutter(**options: Any) -> Shutter:
    return Shutter(FakeLink(), PAIR, travel=TravelTimes(up=20.0, down=20.0, tilt=1.0), **options)


def device(**changes: Any) -> OutputDevice:
    good: dict[str, Any] = {
        "key": "hall",
        "display_name": "Hall",
        "category": Category.LIGHTS,
        "type": DeviceType.LIGHT,
        "address": LAMP,
        "description": "",
        "graphic_type": "",
        "device_class": "",
        "icon": "",
        "relay_role": None,
        "paired_device": None,
        "pulse": None,
        "watts": None,
        "energy": False,
        "room": "",
        "line": 0,
    }
    return OutputDevice(**{**good, **changes})


DEVICE = device()
NO_CLIENT = [None, "client", 7, FakeLink, object()]

CALLS: dict[str, Call] = {
    "BusType.frame_bus": Call(BusType.BIBUS.frame_bus, {"bus": 1}, {"bus": [*WHOLES, 0, 3]}),
    "OutputAddress": Call(
        OutputAddress,
        {"module": 1, "output": 1},
        {"module": [*WHOLES, 0, 17], "output": [*WHOLES, 0, 9]},
    ),
    "OutputAddress.from_index": Call(OutputAddress.from_index, {"index": 0}, {"index": [*WHOLES, -1, 128]}),
    "OutputAddress.parse": Call(OutputAddress.parse, {"text": "3/4"}, {"text": [*TEXTS, LAMP, "3", "17/1"]}),
    "ShutterPair": Call(
        ShutterPair,
        {"up": LAMP, "down": OutputAddress(1, 2), "pause": 1.0, "max_run": 60.0},
        {
            "up": [*ADDRESSES, "5/2", OutputAddress(1, 2)],
            "down": [*ADDRESSES, LAMP],
            "pause": [*NUMBERS_NOT_NONE, 0.4, math.inf],
            "max_run": [*NUMBERS_NOT_NONE, 0, 601, math.inf],
        },
    ),
    "ShutterPair.overlaps": Call(PAIR.overlaps, {"other": PAIR}, {"other": PAIRS}),
    "StateSnapshot": Call(
        StateSnapshot,
        {"values": bytes(128), "timestamp": 0.0, "asked_at": 0.0, "received_at": 0.0},
        {
            "values": ["x" * 128, bytearray(128), [0] * 128, None, bytes(127), 128],
            "timestamp": NUMBERS_NOT_NONE,
            "asked_at": NUMBERS_NOT_NONE,
            "received_at": NUMBERS_NOT_NONE,
        },
    ),
    "StateSnapshot.value": Call(snapshot().value, {"address": LAMP}, {"address": ADDRESSES}),
    "StateSnapshot.is_on": Call(snapshot().is_on, {"address": LAMP}, {"address": ADDRESSES}),
    "StateSnapshot.module": Call(snapshot().module, {"number": 1}, {"number": [*WHOLES, 0, 17]}),
    "StateSnapshot.changes_since": Call(
        snapshot().changes_since, {"other": snapshot()}, {"other": [None, bytes(128), {}, 7]}
    ),
    "StateSnapshot.replace_values": Call(
        snapshot().replace_values,
        {"values": {LAMP: 1}},
        {"values": [None, [(LAMP, 1)], {"1/1": 1}, {LAMP: "x"}, {LAMP: 256}, {LAMP: -1}, {LAMP: True}]},
    ),
    "OutputDevice": Call(
        device,
        {field.name: getattr(DEVICE, field.name) for field in dataclasses.fields(OutputDevice)},
        {
            **dict.fromkeys(
                ("key", "display_name", "description", "graphic_type", "device_class", "icon", "room"), TEXTS
            ),
            "category": ["lights", None, Category, 1],
            "type": ["light", None, DeviceType, 1],
            "address": ADDRESSES,
            "relay_role": ["up", 1, RelayRole],
            "paired_device": [b"hall", 1, True],
            "pulse": [*NUMBERS, 0.0, 61.0, math.inf],
            "watts": [*NUMBERS, -1.0, 100_001.0, math.inf],
            "energy": [None, 0, "yes"],
            "line": [*WHOLES, -1],
        },
    ),
    "graphic_type": Call(graphic_type, {"name": "OutputSocket"}, {"name": TEXTS}),
    "ShutterDevice": Call(
        ShutterDevice,
        {"up": DEVICE, "down": DEVICE},
        {"up": [None, "hall", LAMP], "down": [None, "hall", LAMP]},
    ),
    "Devices": Call(
        Devices, {"outputs": (DEVICE,)}, {"outputs": [None, "hall", DEVICE, ["hall"], [None], {}]}
    ),
    "Devices.by_key": Call(Devices((DEVICE,)).by_key, {"key": "hall"}, {"key": TEXTS}),
    "Devices.at": Call(Devices((DEVICE,)).at, {"address": LAMP}, {"address": ADDRESSES}),
    "Devices.find": Call(Devices((DEVICE,)).find, {"name": "hall"}, {"name": [*TEXTS, "nothing"]}),
    "dump_devices": Call(
        dump_devices,
        {"devices": Devices((DEVICE,)), "heading": ["a house"], "notes": {"hall": "a lamp"}},
        {
            "devices": [None, "hall", (DEVICE,), DEVICE, Devices, {}],
            "heading": [None, "a house", 7, {}, [b"a house"], [None]],
            "notes": ["hall", 7, [("hall", "a lamp")], {1: "a lamp"}, {"hall": None}],
        },
    ),
    "load_devices": Call(
        load_devices,
        {"path": Path(__file__).with_name("good_devices.yaml")},
        {"path": [None, b"devices.yaml", 7, True, [], "not/there.yaml"]},
    ),
    "parse_devices": Call(
        parse_devices,
        {"data": "lights: {hall: {module: 1, output: 1, type: light}}", "source": "devices.yaml"},
        {"data": [None, 7, [], bytearray(b"lights:"), {}], "source": TEXTS},
    ),
    "read_devices": Call(
        read_devices,
        {"data": "lights: {hall: {module: 1, output: 1, type: light}}", "source": "devices.yaml"},
        {"data": [None, 7, [], bytearray(b"lights:"), {}], "source": TEXTS},
    ),
    "parse_host": Call(
        parse_host,
        {"typed": "192.168.1.20", "port": 5000},
        {"typed": [None, b"192.168.1.20", 5, "", "a b"], "port": [*WHOLES, 0, 65536]},
    ),
    "ChangeStream": Call(
        ChangeStream,
        {"changes": Subscriptions("state").add, "ended": Subscriptions("end").add, "check": print},
        {"changes": [None, [], "state"], "ended": [None, [], "end"], "check": CALLBACKS},
    ),
    "ChangeStream.push": Call(
        ChangeStream(Subscriptions("state").add, Subscriptions("end").add).push,
        {},
        {"change": [None, "x", snapshot()]},
    ),
    "Timings": Call(
        Timings,
        {},
        {
            field.name: (
                [*WHOLES, 0, -1]
                if isinstance(field.default, int)
                else [None, 0.1, [], [0.1], (), (0,), ("x",), (0.1, math.nan), (True,)]
                if isinstance(field.default, tuple)
                else [*NUMBERS_NOT_NONE, 0, -1, -math.inf]
            )
            for field in dataclasses.fields(Timings)
        },
    ),
    "Curve": Call(Curve, {"half_at": 0.5}, {"half_at": [*NUMBERS_NOT_NONE, 0.2, 0.8]}),
    "Curve.height": Call(Curve(0.4).height, {"share": 0.5}, {"share": NUMBERS_NOT_NONE}),
    "Curve.share": Call(Curve(0.4).share, {"height": 0.5}, {"height": NUMBERS_NOT_NONE}),
    "TravelTimes": Call(
        TravelTimes,
        {"up": 20.0, "down": 20.0},
        {
            **{name: [*NUMBERS_NOT_NONE, 0, -1, 601, math.inf] for name in ("up", "down")},
            **{name: [*NUMBERS_NOT_NONE, -1, 700, math.inf] for name in DELAYS},
            "curve": [None, 0.5, "linear", Curve],
            "tilt": [*NUMBERS, 0, -1, 20.0, math.inf],
        },
    ),
    "TravelTimes.travel": Call(
        TravelTimes(up=20.0, down=20.0).travel, {"motion": Motion.UP}, {"motion": [*MOTIONS, Motion.OFF]}
    ),
    "TravelTimes.full_run": Call(
        TravelTimes(up=20.0, down=20.0).full_run, {"motion": Motion.UP}, {"motion": [*MOTIONS, Motion.OFF]}
    ),
    "StoredPosition": Call(
        StoredPosition,
        {},
        {
            "position": [*NUMBERS, -1, 101],
            "tilt": [*NUMBERS, -1, 101],
            "confidence": ["known", None, 1],
            "at": NUMBERS_NOT_NONE,
            "moving": MOTIONS,
            "ours": FLAGS,
        },
    ),
    # a damaged store counts as unknown, whatever it holds
    "StoredPosition.from_dict": Call(StoredPosition.from_dict, {"data": None}, {"data": []}),
    "Shutter": Call(
        Shutter,
        {
            "client": FakeLink(),
            "pair": PAIR,
            "travel": None,
            "name": "",
            "restore": None,
            "run_full_first": False,
            "untimed_run": None,
        },
        {
            "client": NO_CLIENT,
            "pair": PAIRS,
            "travel": ["20", 20.0, (20.0, 20.0), {}, TravelTimes],
            "name": TEXTS,
            "restore": ["x", {}, 50.0, StoredPosition],
            "run_full_first": FLAGS,
            "untimed_run": [*NUMBERS, 0.9, -1],
        },
    ),
    "Shutter.set_position": Call(shutter().set_position, {}, {"position": PERCENTS}),
    "Shutter.set_tilt": Call(shutter().set_tilt, {}, {"tilt": PERCENTS}),
    "Shutter.set_known_position": Call(
        shutter().set_known_position, {"position": 50.0}, {"position": PERCENTS, "tilt": PERCENTS}
    ),
    "Shutter.set_travel": Call(
        shutter().set_travel,
        {"travel": None},
        {
            "travel": ["20", 20.0, (20.0, 20.0), {}, TravelTimes],
            "run_full_first": [each for each in FLAGS if each is not None],
        },
    ),
    "Shutter.calibration": Call(shutter().calibration, {}, {"max_run": [*NUMBERS, 0, -1]}),
    "Shutter.adopt": Call(shutter().adopt, {}, {"calibration": [None, "x", TravelTimes(up=20.0, down=20.0)]}),
    "Shutter.subscribe": Call(shutter().subscribe, {"callback": print}, {"callback": CALLBACKS}),
    "Calibration": Call(
        Calibration,
        {"client": FakeLink(), "pair": PAIR, "max_run": None, "name": ""},
        {"client": NO_CLIENT, "pair": PAIRS, "max_run": [*NUMBERS, 0, -1], "name": TEXTS},
    ),
    "Calibration.start": Call(Calibration(FakeLink(), PAIR).start, {}, {"motion": [*MOTIONS, Motion.OFF]}),
    "Calibration.run_to_end": Call(
        Calibration(FakeLink(), PAIR).run_to_end,
        {"motion": Motion.UP},
        {"motion": [*MOTIONS, Motion.OFF], "seconds": [*NUMBERS, 0, -1]},
    ),
    "Calibration.times": Call(
        Calibration(FakeLink(), PAIR).times, {}, {"base": ["20", 20.0, {}, TravelTimes]}
    ),
}


def public_callables() -> Iterator[tuple[str, set[str]]]:
    """Yield every public function, constructor and method with the names of its arguments."""
    for name in ipcom.__all__:
        value = getattr(ipcom, name)
        if name in HANDED_OUT.keys() | PROTOCOLS | ELSEWHERE.keys() or not callable(value):
            continue
        if not inspect.isclass(value):
            yield name, set(inspect.signature(value).parameters)
            continue
        if issubclass(value, BaseException):
            continue  # raised by the library, taken by no call
        if not issubclass(value, enum.Enum):  # there Python's own ValueError tells
            yield name, set(inspect.signature(value).parameters)
        for method, function in vars(value).items():
            found = getattr(value, method)
            if not method.startswith("_") and isinstance(
                function, staticmethod | classmethod
            ) | inspect.isfunction(found):
                yield f"{name}.{method}", set(inspect.signature(found).parameters) - {"self"}


def test_the_table_has_every_public_callable_and_every_argument() -> None:
    expected = {name: arguments for name, arguments in public_callables() if arguments}
    assert {name: set(call.wrong) for name, call in CALLS.items()} == expected


@pytest.mark.parametrize("name", [name for name, call in CALLS.items() if set(call.wrong) <= set(call.good)])
def test_the_good_arguments_are_good(name: str) -> None:
    CALLS[name].call(**CALLS[name].good)


@pytest.mark.parametrize("name", CALLS)
async def test_a_wrong_argument_is_told(name: str) -> None:
    case = CALLS[name]
    missed = []
    for argument, values in case.wrong.items():
        for value in values:
            try:
                result = case.call(**{**case.good, argument: value})
                if inspect.isawaitable(result):
                    await result
                missed.append((argument, repr(type(value)), "taken"))
            except ConfigurationError:
                continue
            except Exception as error:  # noqa: BLE001 - all of them are listed
                missed.append((argument, repr(type(value)), repr(error)))
    assert missed == []


def test_momentary_and_timed_outputs_are_kinds_too() -> None:
    assert {kind.name for kind in OutputKind} >= {"RELAY", "DIMMER", "MOMENTARY", "TIMED"}
