"""Wrong arguments for what a program reads and writes without a link: addresses, snapshots, devices, files, timings."""

from __future__ import annotations

import dataclasses
import math
from pathlib import Path
from typing import Any

from ipcom import (
    BusType,
    Category,
    ChangeStream,
    Devices,
    DeviceType,
    OutputAddress,
    OutputDevice,
    RelayRole,
    ShutterDevice,
    ShutterPair,
    StateSnapshot,
    Timings,
    dump_devices,
    graphic_type,
    load_devices,
    parse_devices,
    parse_host,
    read_devices,
)
from ipcom.client.subscriptions import Subscriptions
from tests.library.wrong_call import Call
from tests.library.wrong_values import (
    ADDRESSES,
    CALLBACKS,
    LAMP,
    NUMBERS,
    NUMBERS_NOT_NONE,
    PAIR,
    PAIRS,
    TEXTS,
    WHOLES,
)

SNAPSHOT = StateSnapshot(bytes(128), timestamp=0.0, asked_at=0.0, received_at=0.0)


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

MODEL_CALLS: dict[str, Call] = {
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
    "StateSnapshot.value": Call(SNAPSHOT.value, {"address": LAMP}, {"address": ADDRESSES}),
    "StateSnapshot.is_on": Call(SNAPSHOT.is_on, {"address": LAMP}, {"address": ADDRESSES}),
    "StateSnapshot.module": Call(SNAPSHOT.module, {"number": 1}, {"number": [*WHOLES, 0, 17]}),
    "StateSnapshot.changes_since": Call(
        SNAPSHOT.changes_since, {"other": SNAPSHOT}, {"other": [None, bytes(128), {}, 7]}
    ),
    "StateSnapshot.replace_values": Call(
        SNAPSHOT.replace_values,
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
        {"change": [None, "x", SNAPSHOT]},
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
}
