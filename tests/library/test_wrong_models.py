"""Wrong arguments for everything public beside the client: each is a `ConfigurationError`, or is named here with a reason."""

from __future__ import annotations

import enum
import inspect
from collections.abc import Iterator

import pytest

import ipcom
from ipcom import ConfigurationError, OutputKind
from tests.library.wrong_model_calls import MODEL_CALLS
from tests.library.wrong_press_calls import PRESS_CALLS
from tests.library.wrong_shutter_calls import SHUTTER_CALLS

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
    "WallPress": "made by a recogniser, taken by no call",
}
PROTOCOLS = {"Address", "Clock", "Connector", "NameService", "ShutterLink", "Writer"}
"""What a program may bring itself: typing only; the client checks what it is given."""
ELSEWHERE = {"IPComClient": "test_wrong_arguments"}
CALLS = MODEL_CALLS | SHUTTER_CALLS | PRESS_CALLS


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
