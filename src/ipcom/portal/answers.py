"""What the portal says: sites, gateways, modules and the symbols on maps; pure.

The elements are those of docs/protocol.md, "Portal requests" and "Portal values". What is missing or is no number
reads as nothing: an owner loses one thing by it and not the whole house. The gateway's own user name and password
are in the answer too, and are not read.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ..model.address import OUTPUTS_PER_MODULE
from ..model.bus_type import BusType
from .portal_errors import PortalRefused
from .portal_mistakes import PortalMistake

if TYPE_CHECKING:
    from .xml_reader import XmlElement

MAX_NAME = 100
"""Characters of a name; what is longer is cut."""
MAX_DIGITS = 9
"""Of a number; what is longer is none."""
MAX_SCENES = 200
"""So many are told of; no owner has more."""
_BUSES = (1, 2)
_BUS_TYPES = {"minido": BusType.MINIDO, "bibus": BusType.BIBUS}


@dataclass(frozen=True, slots=True)
class PortalSite:
    """A house that the account may see."""

    id: int
    name: str
    version: int


@dataclass(frozen=True, slots=True)
class PortalModule:
    """A module of a gateway; `names` are those of its eight outputs, "" for an output without a name."""

    id: int
    number: int
    type: str
    bus: int
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PortalGateway:
    """A gateway with its addresses and modules."""

    id: int
    name: str
    host: str
    port: int
    remote_host: str
    remote_port: int
    bus_types: tuple[BusType | None, BusType | None]
    modules: tuple[PortalModule, ...]


@dataclass(frozen=True, slots=True)
class PortalBus:
    """One bus of a gateway, which is what one login, one entry and one devices.yaml are for."""

    gateway: PortalGateway
    number: int

    @property
    def type(self) -> BusType | None:
        """The type of the bus; None where the portal says nothing that is known."""
        return self.gateway.bus_types[self.number - 1]

    @property
    def modules(self) -> tuple[PortalModule, ...]:
        """The modules on it."""
        return tuple(module for module in self.gateway.modules if module.bus == self.number)


@dataclass(frozen=True, slots=True)
class MapElement:
    """A symbol on a map; `place` is bus, module and output, None where it names none."""

    name: str
    type: str
    graphic_type: str
    widget_type: str
    element_id: int
    place: tuple[int, int, int] | None
    map_name: str


@dataclass(frozen=True, slots=True)
class SiteConfiguration:
    """Everything that the portal holds of one site."""

    gateways: tuple[PortalGateway, ...]
    elements: tuple[MapElement, ...]

    @property
    def buses(self) -> tuple[PortalBus, ...]:
        """The buses that have a type or a module."""
        every = (PortalBus(gateway, number) for gateway in self.gateways for number in _BUSES)
        return tuple(bus for bus in every if bus.type or bus.modules)

    @property
    def scenes(self) -> tuple[str, ...]:
        """The names of the owner's scenes, each once: for reading, they are not imported."""
        names = (element.name for element in self.elements if element.type == "Sequence")
        return tuple(dict.fromkeys(name for name in names if name))[:MAX_SCENES]


def read_sites(login: XmlElement) -> tuple[PortalSite, ...]:
    """Return the sites of the result of a login. Raises `PortalRefused`."""
    if _number(login, "ID") == 0:
        raise PortalRefused(PortalMistake.PORTAL_LOGIN_REFUSED())
    return tuple(
        PortalSite(_number(site, "ID"), text_of(site, "Name"), _number(site, "Version"))
        for site in login.below("AllowedSites", "FlashSite")
    )


def read_configuration(site: XmlElement) -> SiteConfiguration:
    """Return what the portal holds of a site."""
    return SiteConfiguration(
        gateways=tuple(_gateway(each) for each in site.below("IPComs", "FlashIPCom")),
        elements=tuple(
            _element(each, text_of(on_map, "Name"))
            for on_map in site.below("Maps", "FlashMap")
            for each in on_map.below("Elements", "FlashMapElement")
        ),
    )


def text_of(element: XmlElement, name: str) -> str:
    """Return the text of a child as one line of printable characters, "" without one."""
    child = element.child(name)
    words = child.text.split() if child else []
    line = "".join(character for character in " ".join(words) if character.isprintable())
    return line[:MAX_NAME].rstrip()


def _gateway(element: XmlElement) -> PortalGateway:
    return PortalGateway(
        id=_number(element, "ID"),
        name=text_of(element, "Name"),
        host=text_of(element, "LocalAddress"),
        port=_number(element, "LocalPort"),
        remote_host=text_of(element, "RemoteAddress"),
        remote_port=_number(element, "RemotePort"),
        bus_types=(_bus_type(element, "Bus1"), _bus_type(element, "Bus2")),
        modules=tuple(_module(each) for each in element.below("Modules", "FlashOutputModule")),
    )


def _module(element: XmlElement) -> PortalModule:
    outputs = range(1, OUTPUTS_PER_MODULE + 1)
    return PortalModule(
        id=_number(element, "ID"),
        number=_number(element, "Number"),
        type=text_of(element, "Type"),
        bus=_number(element, "BusNumber") or 1,
        names=tuple(text_of(element, f"Output{output}") for output in outputs),
    )


def _element(element: XmlElement, map_name: str) -> MapElement:
    return MapElement(
        name=text_of(element, "Name"),
        type=text_of(element, "Type"),
        graphic_type=text_of(element, "GraphicType"),
        widget_type=text_of(element, "WidgetType"),
        element_id=_number(element, "ElementID"),
        place=_place(text_of(element, "ElementConfig")),
        map_name=map_name,
    )


def _place(text: str) -> tuple[int, int, int] | None:
    parts = [_whole(part) for part in text.split(",")]
    return (parts[0], parts[1], parts[2]) if len(parts) == 3 and all(parts) else None


def _bus_type(element: XmlElement, name: str) -> BusType | None:
    return _BUS_TYPES.get(text_of(element, name).casefold())


def _number(element: XmlElement, name: str) -> int:
    """Return a whole number, 0 where there is none."""
    return _whole(text_of(element, name))


def _whole(text: str) -> int:
    text = text.strip()
    return int(text) if text.isascii() and text.isdecimal() and len(text) <= MAX_DIGITS else 0
