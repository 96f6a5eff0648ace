"""The devices of one bus as the portal describes them; pure."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import chain, count, islice
from typing import TYPE_CHECKING
from unicodedata import normalize

from ..model.devices import Category, Devices, DeviceType, OutputDevice, RelayRole
from ..model.graphic_types import graphic_type
from .drawn_outputs import EXO_DIM, EXO_STORE, drawn_outputs, is_usable
from .relay_pairs import pair_relays

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from ..model.address import OutputAddress
    from .answers import PortalBus, SiteConfiguration
    from .drawn_outputs import DrawnOutput
    from .relay_pairs import RelayPair

DIMMER_OUTPUTS = 4
"""Only the first four channels of an ExoDim are outputs, as far as is known."""
MAX_UNKNOWN = 64
"""Of so many modules that are not understood is told: two full buses have 32 modules."""
_SIREN = "siren"
"""A name with this in it means a siren, in any of the languages."""


class Reason(StrEnum):
    """Why something of the portal is not among the devices."""

    NO_PARTNER = "no_partner"
    """A shutter relay without the one for the other direction."""
    UNKNOWN_MODULE = "unknown_module"
    """A module of a type that is not known, or that cannot be."""


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Something that the portal describes and that is not among the devices."""

    name: str
    reason: Reason


@dataclass(frozen=True, slots=True)
class FoundDevices:
    """What the portal describes on one bus."""

    devices: Devices = field(default_factory=Devices)
    guessed_pairs: frozenset[OutputAddress] = frozenset()
    """The relays for up of shutters whose two relays only seem to belong together."""
    guessed_directions: frozenset[OutputAddress] = frozenset()
    """The relays for up of shutters whose directions are a guess."""
    scenes: tuple[str, ...] = ()
    """The names of the owner's scenes, which are not imported."""
    left_out: tuple[LeftOut, ...] = ()


def find_devices(site: SiteConfiguration, bus: PortalBus) -> FoundDevices:
    """Return what the portal describes on a bus."""
    drawn = [each for each in drawn_outputs(site, bus) if _is_output(each)]
    relays = [each for each in drawn if _is_relay(each)]
    pairs, alone = pair_relays(relays)
    keys = _Keys()
    singles = [_device(each, keys) for each in drawn if each not in relays]
    shutters = [device for pair in pairs for device in _shutter(pair, keys)]
    return FoundDevices(
        devices=Devices((*singles, *shutters)),
        guessed_pairs=frozenset(pair.up.address for pair in pairs if not pair.certain),
        guessed_directions=frozenset(pair.up.address for pair in pairs if not pair.directed),
        scenes=site.scenes,
        left_out=(
            *(LeftOut(f"{each.name} ({each.address})", Reason.NO_PARTNER) for each in alone),
            *islice(_unknown_modules(bus), MAX_UNKNOWN),
        ),
    )


def _is_output(drawn: DrawnOutput) -> bool:
    """Leave out the channels of a dimmer that are no outputs, unless a map shows them."""
    beyond = drawn.module_type == EXO_DIM and drawn.address.output > DIMMER_OUTPUTS
    return not beyond or bool(drawn.elements)


def _is_relay(drawn: DrawnOutput) -> bool:
    """Tell whether it is one half of a shutter: its symbol says so, or its module, unless its symbol says else."""
    meaning = graphic_type(drawn.graphic_type)
    if meaning.relay_role is not None:
        return True
    return drawn.module_type == EXO_STORE and (not drawn.graphic_type or _says_nothing(drawn.graphic_type))


def _says_nothing(symbol: str) -> bool:
    return graphic_type(symbol) == graphic_type("") and not symbol.removeprefix("Output").startswith(
        "LightBulb"
    )


def _category(drawn: DrawnOutput, kind: DeviceType) -> Category:
    if kind is DeviceType.DIMMER:
        return Category.LIGHTS
    return Category.SWITCHES if kind is DeviceType.SIREN else graphic_type(drawn.graphic_type).category


def _device(drawn: DrawnOutput, keys: _Keys) -> OutputDevice:
    kind = _type_of(drawn)
    return OutputDevice(
        key=keys.new(drawn.name, drawn.address),
        display_name=drawn.name,
        category=_category(drawn, kind),
        type=kind,
        address=drawn.address,
        graphic_type=drawn.graphic_type,
        room=drawn.room,
    )


def _type_of(drawn: DrawnOutput) -> DeviceType:
    if _SIREN in _plain(drawn.name):
        return DeviceType.SIREN
    if drawn.dimmable or drawn.module_type == EXO_DIM:
        return DeviceType.DIMMER
    return graphic_type(drawn.graphic_type).type


def _shutter(pair: RelayPair, keys: _Keys) -> Iterator[OutputDevice]:
    key = keys.new(pair.name, pair.up.address, "_u", "_d")
    relays = {
        RelayRole.UP: (pair.up, f"{key}_u", f"{key}_d"),
        RelayRole.DOWN: (pair.down, f"{key}_d", f"{key}_u"),
    }
    for role, (drawn, own, other) in relays.items():
        yield OutputDevice(
            key=own,
            display_name=pair.name or drawn.name,
            category=Category.SHUTTERS,
            type=DeviceType.SWITCH,
            address=drawn.address,
            graphic_type=drawn.graphic_type,
            room=pair.up.room or pair.down.room,
            relay_role=role,
            paired_device=other,
        )


def _unknown_modules(bus: PortalBus) -> Iterable[LeftOut]:
    for module in bus.modules:
        if not is_usable(module) and any(module.names):
            names = ", ".join(name for name in module.names if name)
            yield LeftOut(f"{names} ({module.type or '?'} {module.number})", Reason.UNKNOWN_MODULE)


class _Keys:
    """Makes keys of names, each once."""

    def __init__(self) -> None:
        self._taken: set[str] = set()

    def new(self, name: str, address: OutputAddress, *endings: str) -> str:
        """Return a key that no device has, with none of these endings either."""
        place = f"{address.module}_{address.output}"
        slug = re.sub(r"[^a-z0-9]+", "_", _plain(name)).strip("_") or f"output_{place}"
        further = (f"{slug}_{place}" + "_x" * more for more in count())
        key = next(each for each in chain((slug,), further) if not self._taken & _with(each, endings))
        self._taken |= _with(key, endings)
        return key


def _with(key: str, endings: tuple[str, ...]) -> set[str]:
    return {key, *(key + ending for ending in endings)}


def _plain(name: str) -> str:
    """Return a name in small letters without accents, as far as they have a letter below them."""
    return normalize("NFKD", name.casefold()).encode("ascii", "ignore").decode()
